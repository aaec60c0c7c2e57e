using Autograd.Kernels;
using Autograd.Messages;

namespace Autograd;

public sealed partial class Tensor<T>
{
    /// <summary>The largest element; the gradient goes to it. PyTorch: <c>amax</c>.</summary>
    /// <exception cref="ShapeException">There are no elements.</exception>
    /// <remarks>
    /// k equal largest elements get 1/k of the gradient each. With a NaN among the elements the result is NaN, and the NaNs share the
    /// gradient.
    /// </remarks>
    public Tensor<T> Max() => Extreme(AllAxes(), largest: true, keepDims: false);

    /// <summary>The largest element along one axis, as <see cref="Max()"/>.</summary>
    /// <param name="axis">The axis, from either end.</param>
    /// <param name="keepDims">Whether the axis stays, with extent 1.</param>
    /// <exception cref="ShapeException">The axis is out of range, or its extent is 0.</exception>
    public Tensor<T> Max(int axis, bool keepDims = false) => Extreme([axis], largest: true, keepDims);

    /// <summary>The largest element along several axes, as <see cref="Max()"/>; of an empty list, the tensor itself.</summary>
    /// <param name="axes">The axes, from either end, each once.</param>
    /// <param name="keepDims">Whether the axes stay, with extent 1.</param>
    /// <exception cref="ShapeException">An axis is out of range or named twice, or its extent is 0.</exception>
    public Tensor<T> Max(ReadOnlySpan<int> axes, bool keepDims = false) => Extreme(axes, largest: true, keepDims);

    /// <summary>The smallest element; the gradient goes to it. PyTorch: <c>amin</c>.</summary>
    /// <exception cref="ShapeException">There are no elements.</exception>
    /// <remarks>Ties and NaN as in <see cref="Max()"/>.</remarks>
    public Tensor<T> Min() => Extreme(AllAxes(), largest: false, keepDims: false);

    /// <summary>The smallest element along one axis, as <see cref="Min()"/>.</summary>
    /// <param name="axis">The axis, from either end.</param>
    /// <param name="keepDims">Whether the axis stays, with extent 1.</param>
    /// <exception cref="ShapeException">The axis is out of range, or its extent is 0.</exception>
    public Tensor<T> Min(int axis, bool keepDims = false) => Extreme([axis], largest: false, keepDims);

    /// <summary>The smallest element along several axes, as <see cref="Min()"/>; of an empty list, the tensor itself.</summary>
    /// <param name="axes">The axes, from either end, each once.</param>
    /// <param name="keepDims">Whether the axes stay, with extent 1.</param>
    /// <exception cref="ShapeException">An axis is out of range or named twice, or its extent is 0.</exception>
    public Tensor<T> Min(ReadOnlySpan<int> axes, bool keepDims = false) => Extreme(axes, largest: false, keepDims);

    private Tensor<T> Extreme(ReadOnlySpan<int> axes, bool largest, bool keepDims)
    {
        int[] reduced = Shape.AxesFromRight(axes, largest ? "Max" : "Min", Name);
        Tensor<T> y = reduced.Length == 0 ? this
            : reduced[^1] - reduced[0] == reduced.Length - 1 || Shape.Count == 0 ? Apply(new ExtremePrimitive(reduced, largest), this)
            : Apply(new ExtremePrimitive([.. Enumerable.Range(-reduced.Length, reduced.Length)], largest), WithLast(reduced));
        return keepDims ? y.Reshape(Shape.WithOnes(reduced)) : y;
    }

    /// <summary>The axes permuted so that these, counted from the right, come last; the order is kept otherwise.</summary>
    private Tensor<T> WithLast(int[] axes) => Permute([.. AllAxes().Except(axes), .. axes]);

    // Both rules by hand: given the ties it is a linear map, but which they are depends on the values.
    private sealed class ExtremePrimitive(int[] axes, bool largest) : Primitive<T>
    {
        public override string Name => largest ? "Max" : "Min";

        public override string Attributes => Wording.List<int>(axes);

        public override Shape InferShape(ReadOnlySpan<Tensor<T>> inputs)
        {
            Shape shape = inputs[0].Shape;
            foreach (int axis in axes)
            {
                if (shape[^-axis] == 0)
                {
                    throw new ShapeException(
                        $"{Name}: axis {axis + shape.Rank} of {inputs[0].Label("the tensor")} is empty, and an empty axis "
                        + $"has no {(largest ? "largest" : "smallest")} element.");
                }
            }

            return shape.Without(axes);
        }

        public override void Compute(ReadOnlySpan<Tensor<T>> inputs, Shape shape, Span<T> y) =>
            AxisReduction.Run(
                inputs[0].Data, inputs[0].Shape.Axes, axes, y,
                largest ? PairwiseReduction.Axis<T, PairwiseReduction.Max> : PairwiseReduction.Axis<T, PairwiseReduction.Min>);

        public override void Vjp(in Operands<T> o, Tensor<T> gy, Span<Tensor<T>?> gx) => gx[0] = Given(o, gy, isTransposed: true);

        public override Tensor<T> Jvp(in Operands<T> o, ReadOnlySpan<Tensor<T>?> dx) => Given(o, dx[0]!, isTransposed: false);

        private Tensor<T> Given(in Operands<T> o, Tensor<T> g, bool isTransposed) =>
            Apply(new MaxGradientPrimitive(axes, isTransposed), g, o[0].Detach(), o.Output.Detach());
    }

    /// <summary>
    /// Of g, x and its extremes y along adjacent axes: the mean of g over the ties, the elements of x equal to their extreme, or NaN; or
    /// the transpose of that map, in which each tie gets its share of g.
    /// </summary>
    // Both rules by hand: linear in g, and a step function of x and y, which are constants therefore.
    private sealed class MaxGradientPrimitive(int[] axes, bool isTransposed) : Primitive<T>
    {
        public override string Attributes => Wording.List<int>(axes) + (isTransposed ? ", transposed" : "");

        internal override int? Arity => 3;

        public override Shape InferShape(ReadOnlySpan<Tensor<T>> inputs) => inputs[isTransposed ? 1 : 2].Shape;

        public override void Compute(ReadOnlySpan<Tensor<T>> inputs, Shape shape, Span<T> z)
        {
            ReadOnlySpan<T> g = inputs[0].Data, x = inputs[1].Data, y = inputs[2].Data;
            if (x.IsEmpty)
            {
                return; // so is the result, since no extremes are of nothing, and the axes need not be adjacent
            }

            (int outer, int count, int inner) = AxisReduction.Collapse(inputs[1].Shape.Axes, axes[0], axes[^1]);
            if (isTransposed)
            {
                MaxGradient.Share(x, y, g, count, inner, z);
                return;
            }

            T[] shares = new T[x.Length], ones = new T[y.Length];
            ones.AsSpan().Fill(T.One);
            MaxGradient.Share(x, y, ones, count, inner, shares);
            VectorLoop.Map<T, LaneFunctions.Chain>(g, shares, shares);
            PairwiseReduction.Axis<T, PairwiseReduction.Sum>(shares, outer, count, inner, z);
        }

        public override void Vjp(in Operands<T> o, Tensor<T> gz, Span<Tensor<T>?> gx) => gx[0] = Given(o, gz, !isTransposed);

        public override Tensor<T> Jvp(in Operands<T> o, ReadOnlySpan<Tensor<T>?> dx) =>
            dx[0] is { } dg ? Given(o, dg, isTransposed) : Zeros(o.OutputShape);

        private Tensor<T> Given(in Operands<T> o, Tensor<T> g, bool isTransposed) =>
            Apply(new MaxGradientPrimitive(axes, isTransposed), g, o[1].Detach(), o[2].Detach());
    }
}
