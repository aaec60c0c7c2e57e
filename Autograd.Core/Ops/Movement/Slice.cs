using System.Runtime.CompilerServices;
using Autograd.Kernels;
using Autograd.Tensors;

namespace Autograd;

public sealed partial class Tensor<T>
{
    /// <summary>
    /// A part of the tensor, as NumPy's basic indexing: a number picks one position and removes the axis, a range keeps it, and axes not
    /// mentioned stay whole. <c>x[0]</c>, <c>x[1..3]</c>, <c>x[.., ^1]</c>. The gradient is 0 outside the part.
    /// </summary>
    /// <param name="at">A number, an <see cref="Index"/> or a <see cref="Range"/> per axis, from the first axis on.</param>
    /// <exception cref="ShapeException">There are more indices than axes, or one is out of range.</exception>
    [IndexerName("At")]
    public Tensor<T> this[params ReadOnlySpan<AxisIndex> at]
    {
        get
        {
            if (at.Length > Shape.Rank)
            {
                throw new ShapeException($"Indexing: {Label("the tensor")} has {Shape.AxesInWords}, but "
                    + $"{(at.Length == 1 ? "there is 1 index" : $"there are {at.Length} indices")}.");
            }

            var cuts = new Cut[Shape.Rank];
            for (int axis = 0; axis < cuts.Length; axis++)
            {
                cuts[axis] = axis < at.Length ? at[axis].Resolve(axis, this) : Cut.Whole(Shape[axis]);
            }

            return Apply(new SlicePrimitive(cuts), this);
        }
    }

    /// <summary>
    /// Every step-th position along one axis, by Python's rules: negative positions count from the end, bounds beyond the ends are cut,
    /// a negative step goes backward. PyTorch: <c>x[:, start:stop:step]</c>.
    /// </summary>
    /// <param name="axis">The axis, from either end.</param>
    /// <param name="start">The first position; the end from which the step leads away, if null.</param>
    /// <param name="stop">The position to stop before; the other end, if null.</param>
    /// <param name="step">The step, not 0.</param>
    /// <exception cref="ShapeException">The axis is out of range.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The step is 0.</exception>
    public Tensor<T> Slice(int axis, int? start, int? stop, int step = 1)
    {
        if (step == 0)
        {
            throw new ArgumentOutOfRangeException(nameof(step),
                $"Slice: the step along axis {axis} of {Label("the tensor")} must not be 0; a negative one goes backward.");
        }

        int from0 = Shape.Axis(axis, "Slice", Name);
        var cuts = new Cut[Shape.Rank];
        for (int i = 0; i < cuts.Length; i++)
        {
            cuts[i] = i == from0 ? Cut.Python(start, stop, step, Shape[i]) : Cut.Whole(Shape[i]);
        }

        return Apply(new SlicePrimitive(cuts), this);
    }

    /// <summary>The cuts are of the last axes; axes further left stay whole.</summary>
    private sealed class SlicePrimitive(Cut[] cuts) : StridedRead
    {
        public override string Attributes => string.Join(", ", cuts);

        public override Shape InferShape(ReadOnlySpan<Tensor<T>> inputs)
        {
            ReadOnlySpan<int> axes = inputs[0].Shape.Axes;
            Span<int> extents = stackalloc int[axes.Length];
            int rank = axes.Length - cuts.Length;
            axes[..rank].CopyTo(extents);
            foreach (Cut cut in cuts)
            {
                if (!cut.DropsAxis)
                {
                    extents[rank++] = cut.Count;
                }
            }

            return Shape.Create(extents[..rank]);
        }

        protected override Strided View(Shape input, Shape output)
        {
            int[] extents = input.Axes.ToArray(), strides = Strided.RowMajor(input.Axes);
            int offset = 0;
            for (int i = 0, axis = input.Rank - cuts.Length; i < cuts.Length; i++, axis++)
            {
                offset += cuts[i].Start * strides[axis];
                extents[axis] = cuts[i].Count;
                strides[axis] *= cuts[i].Step;
            }

            return new Strided(extents, strides, offset);
        }
    }
}
