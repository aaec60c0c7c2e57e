namespace Autograd.Tensors;

/// <summary>What a slice takes along one axis: <paramref name="Count"/> positions from <paramref name="Start"/> on.</summary>
internal readonly record struct Cut(int Start, int Count, int Step, bool DropsAxis)
{
    /// <summary>As Python writes it, with every position from 0: <c>2</c>, <c>1:3</c>, <c>4:-1:-2</c>.</summary>
    public override string ToString() =>
        DropsAxis ? $"{Start}" : Step == 1 ? $"{Start}:{Start + Count}" : $"{Start}:{Start + (Count * Step)}:{Step}";

    public static Cut Whole(int extent) => new(0, extent, 1, DropsAxis: false);

    /// <summary>Python's slice(start, stop, step).indices(extent).</summary>
    public static Cut Python(int? start, int? stop, int step, int extent)
    {
        (int low, int high) = step > 0 ? (0, extent) : (-1, extent - 1);
        int from = At(start, step > 0 ? low : high), to = At(stop, step > 0 ? high : low);
        long count = step > 0 ? ((long)to - from + step - 1) / step : ((long)from - to - step - 1) / -(long)step;
        return new Cut(from, (int)Math.Max(0, count), step, DropsAxis: false);

        int At(int? position, int otherwise) => position is { } p ? Math.Clamp(p < 0 ? p + extent : p, low, high) : otherwise;
    }
}
