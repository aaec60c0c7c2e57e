using System.Globalization;
using System.Numerics;
using Autograd.Tensors;

namespace Autograd;

/// <summary>
/// What stands for one axis between the brackets of <c>x[0, 1..3, ^1]</c>: a position or a range. Numbers, <see cref="Index"/> and
/// <see cref="Range"/> convert to it.
/// </summary>
public readonly record struct AxisIndex
{
    private readonly Range range;
    private readonly int? position; // a plain number, which may be negative as in NumPy
    private readonly bool isRange;

    private AxisIndex(Range range, bool isRange, int? position)
    {
        this.range = range;
        this.isRange = isRange;
        this.position = position;
    }

    /// <summary>A position from the beginning, or, if negative, from the end: -1 is the last.</summary>
    public static implicit operator AxisIndex(int position) => new(default, isRange: false, position);

    /// <summary>A position from either end: <c>^1</c> is the last.</summary>
    public static implicit operator AxisIndex(Index index) => new(index..index, isRange: false, null);

    /// <summary>A range of positions, which must lie within the axis: <c>1..^1</c>.</summary>
    public static implicit operator AxisIndex(Range range) => new(range, isRange: true, null);

    internal Cut Resolve<T>(int axis, Tensor<T> tensor)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int extent = tensor.Shape[axis];
        int start = position is { } number ? number < 0 ? number + extent : number : range.Start.GetOffset(extent);
        int stop = isRange ? range.End.GetOffset(extent) : start + 1;
        if (start < 0 || stop > extent || start > stop)
        {
            string asked = isRange ? $"the range {range}" : position?.ToString(CultureInfo.InvariantCulture) ?? range.Start.ToString();
            string has = extent == 0 ? "is empty" : $"has the positions 0 to {extent - 1}";
            string why = isRange && start > stop ? "; it ends before it starts" : "";
            throw new ShapeException($"Indexing: {asked} does not fit axis {axis} of {tensor.Label("the tensor")}, which {has}{why}.");
        }

        return new Cut(start, stop - start, 1, DropsAxis: !isRange);
    }
}
