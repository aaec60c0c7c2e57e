using Autograd.Tensors;

namespace Autograd;

// Compositions that rearrange elements: cuts, copies and repetitions.
public sealed partial class Tensor<T>
{
    /// <summary>
    /// Cuts an axis into parts of one size, the last of which may be smaller; <see cref="Concatenate"/> of the parts is this tensor
    /// again. PyTorch: <c>torch.split(size, axis)</c>.
    /// </summary>
    /// <param name="size">The extent of each part, 1 or more.</param>
    /// <param name="axis">The axis, from either end.</param>
    /// <returns>⌈n/size⌉ parts of an axis of n; one empty part of an empty axis.</returns>
    /// <exception cref="ShapeException">The axis is out of range.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The size is less than 1.</exception>
    public Tensor<T>[] Split(int size, int axis)
    {
        if (size < 1)
        {
            throw new ArgumentOutOfRangeException(
                nameof(size), $"Split: a part of size {size} of {Label("the tensor")} is no part; the size must be 1 or more.");
        }

        int extent = Shape[Shape.Axis(axis, "Split", Name)];
        var sizes = new int[Math.Max(1, (int)(((long)extent + size - 1) / size))];
        Array.Fill(sizes, size);
        sizes[^1] = extent - (size * (sizes.Length - 1));
        return Split(sizes, axis);
    }

    /// <summary>
    /// Cuts an axis into parts of these sizes; <see cref="Concatenate"/> of the parts is this tensor again. PyTorch:
    /// <c>torch.split(sizes, axis)</c>.
    /// </summary>
    /// <param name="sizes">The extent of each part, 0 or more; together they are the extent of the axis.</param>
    /// <param name="axis">The axis, from either end.</param>
    /// <exception cref="ShapeException">The axis is out of range, a size is negative, or the sizes do not add up to the extent.</exception>
    public Tensor<T>[] Split(ReadOnlySpan<int> sizes, int axis)
    {
        int from0 = Shape.Axis(axis, "Split", Name);
        int[] all = sizes.ToArray();
        if (all.Any(size => size < 0) || all.Sum(size => (long)size) != Shape[from0])
        {
            throw new ShapeException(
                $"Split: the sizes {Shape.Text(all)} must be 0 or more and add up to {Shape[from0]}, the extent of axis {from0} "
                + $"of {Label("the tensor")}.");
        }

        var parts = new Tensor<T>[all.Length];
        for (int i = 0, start = 0; i < parts.Length; start += all[i++])
        {
            parts[i] = Slice(from0, start, start + all[i]);
        }

        return parts;
    }

    /// <summary>
    /// The elements in opposite order along some axes: y[i, …] = x[n − 1 − i, …]; the gradient is flipped back. PyTorch and NumPy:
    /// <c>flip</c>.
    /// </summary>
    /// <param name="axes">The axes, from either end, each once; of an empty list, the tensor itself.</param>
    /// <exception cref="ShapeException">An axis is out of range or named twice.</exception>
    public Tensor<T> Flip(params ReadOnlySpan<int> axes)
    {
        int[] flipped = Shape.AxesFromRight(axes, "Flip", Name);
        if (flipped.Length == 0)
        {
            return this;
        }

        var cuts = new Cut[-flipped[0]];
        for (int axis = flipped[0]; axis < 0; axis++)
        {
            int extent = Shape[^-axis];
            cuts[^-axis] = flipped.Contains(axis) ? new Cut(extent - 1, extent, -1, DropsAxis: false) : Cut.Whole(extent);
        }

        return Apply(new SlicePrimitive(cuts), this);
    }

    /// <summary>
    /// The tensor with a border of one value around it; a negative width cuts off instead. The gradient is that of the inside, and 0
    /// where something was cut off. PyTorch: <c>F.pad</c>, which lists the last axis first; NumPy: <c>pad</c>.
    /// </summary>
    /// <param name="perAxis">For every axis, first axis first, how many positions to add before and after.</param>
    /// <param name="value">The value of the border; ∞ and NaN do not reach the inside or the gradient.</param>
    /// <exception cref="ShapeException">There are more or fewer pairs than axes, or more is cut off than there is.</exception>
    /// <example><code>
    /// image.Pad([(0, 0), (1, 1), (1, 1)])   // a frame of one pixel around each of a batch of images
    /// </code></example>
    public Tensor<T> Pad(ReadOnlySpan<(int Before, int After)> perAxis, double value = 0)
    {
        if (perAxis.Length != Shape.Rank)
        {
            throw new ShapeException(
                $"Pad: {Label("the tensor")} needs a pair (before, after) for every axis: {Shape.Rank}, not {perAxis.Length}.");
        }

        var cuts = new Cut[Shape.Rank];
        for (int axis = 0; axis < cuts.Length; axis++)
        {
            long before = Math.Max(0, -(long)perAxis[axis].Before), after = Math.Max(0, -(long)perAxis[axis].After);
            cuts[axis] = before + after <= Shape[axis]
                ? new Cut((int)before, Shape[axis] - (int)(before + after), 1, DropsAxis: false)
                : throw new ShapeException(
                    $"Pad: ({perAxis[axis].Before}, {perAxis[axis].After}) cuts more off axis {axis} of {Label("the tensor")} than there "
                    + "is.");
        }

        Tensor<T> y = cuts.Select(cut => cut.Count).SequenceEqual(Shape.Axes.ToArray()) ? this : Apply(new SlicePrimitive(cuts), this);
        for (int axis = 0; axis < cuts.Length; axis++)
        {
            int before = Math.Max(0, perAxis[axis].Before), after = Math.Max(0, perAxis[axis].After);
            y = before + after == 0 ? y : Concatenate([Border(before), y, Border(after)], axis);

            Tensor<T> Border(int width) => Fill(T.CreateTruncating(value),
                ResultShape("Pad", [.. y.Shape.Axes[..axis], width, .. y.Shape.Axes[(axis + 1)..]]));
        }

        return y;
    }

    /// <summary>
    /// The elements moved along one axis, those pushed beyond the end coming in again at the beginning: y[i] = x[(i − shift) mod n]. The
    /// gradient is rolled back. PyTorch and NumPy: <c>roll</c>.
    /// </summary>
    /// <param name="shift">By how many positions, backward if negative.</param>
    /// <param name="axis">The axis, from either end.</param>
    /// <exception cref="ShapeException">The axis is out of range.</exception>
    public Tensor<T> Roll(int shift, int axis)
    {
        int from0 = Shape.Axis(axis, "Roll", Name), extent = Shape[from0];
        int seam = extent == 0 ? 0 : ((shift % extent) + extent) % extent; // where the first element comes to lie
        return seam == 0 ? this : Concatenate([Slice(from0, extent - seam, null), Slice(from0, null, extent - seam)], from0);
    }

    /// <summary>
    /// The whole tensor repeated along its axes: y[i, …] = x[i mod n, …]; the gradient is summed over the repetitions. NumPy's rules:
    /// the shorter of the two, list or shape, is filled up with ones on the left. PyTorch and NumPy: <c>tile</c>.
    /// </summary>
    /// <param name="repeats">How often along each of the last axes, 0 or more.</param>
    /// <exception cref="ShapeException">A number of repeats is negative, or the result would be too large.</exception>
    /// <example><code>
    /// Tensor x = [1, 2];
    /// x.Tile(2);      // [1, 2, 1, 2]
    /// x.Tile(3, 1);   // three rows of it
    /// </code></example>
    public Tensor<T> Tile(params ReadOnlySpan<int> repeats)
    {
        int rank = Math.Max(Shape.Rank, repeats.Length);
        int[] apart = new int[2 * rank], stretched = new int[2 * rank], tiled = new int[rank]; // apart: (1, n) for each axis of n
        for (int back = 1; back <= rank; back++)
        {
            int extent = back <= Shape.Rank ? Shape[^back] : 1, times = back <= repeats.Length ? repeats[^back] : 1;
            if (times < 0 || (long)extent * times > int.MaxValue)
            {
                throw new ShapeException(
                    $"Tile: {Label("the tensor")} cannot be repeated {Shape.Text(repeats)} times: repeats must be 0 or "
                    + $"more, and no axis may grow beyond {int.MaxValue}.");
            }

            (apart[^((2 * back) - 1)], apart[^(2 * back)]) = (extent, 1);
            (stretched[^((2 * back) - 1)], stretched[^(2 * back)]) = (extent, times);
            tiled[^back] = extent * times;
        }

        return Reshape(ResultShape("Tile", apart)).BroadcastTo(ResultShape("Tile", stretched)).Reshape(tiled);
    }
}
