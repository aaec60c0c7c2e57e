namespace Autograd.Kernels;

/// <summary>A reduction of the middle axis: y[o, i] from x[o, k, i] for all k, where x is outer × count × inner.</summary>
internal delegate void ReduceAxis<T>(ReadOnlySpan<T> x, int outer, int count, int inner, Span<T> y);

/// <summary>Reductions along any axes, made from the reduction of a middle axis.</summary>
internal static class AxisReduction
{
    /// <summary>
    /// Reduces x along axes, counted from the right in ascending order: one group of adjacent axes at a time, the last group first.
    /// </summary>
    public static void Run<T>(
        ReadOnlySpan<T> x, ReadOnlySpan<int> extents, ReadOnlySpan<int> axes, Span<T> y, ReduceAxis<T> kernel)
    {
        for (int last = axes.Length - 1; last >= 0;)
        {
            int first = last;
            while (first > 0 && axes[first - 1] == axes[first] - 1)
            {
                first--;
            }

            (int outer, int count, int inner) = Collapse(extents, axes[first], axes[last]);
            Span<T> result = first == 0 ? y : new T[outer * inner];
            kernel(x, outer, count, inner, result);
            x = result;
            if (first > 0)
            {
                extents = WithOnes(extents, axes[first..(last + 1)]);
            }

            last = first - 1;
        }
    }

    /// <summary>Extents with adjacent axes, counted from the right, collapsed to one, and all before and behind to one each.</summary>
    public static (int Outer, int Count, int Inner) Collapse(ReadOnlySpan<int> extents, int first, int last)
    {
        int outer = 1, count = 1, inner = 1;
        for (int axis = -extents.Length; axis < 0; axis++)
        {
            int extent = extents[^-axis];
            _ = axis < first ? outer *= extent : axis <= last ? count *= extent : inner *= extent;
        }

        return (outer, count, inner);
    }

    private static int[] WithOnes(ReadOnlySpan<int> extents, ReadOnlySpan<int> axes)
    {
        int[] result = extents.ToArray();
        foreach (int axis in axes)
        {
            result[^-axis] = 1;
        }

        return result;
    }
}
