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
        Tensor<T> y = reduced.Length == 0 ? this : Apply(new ExtremePrimitive(reduced, largest), this);
        return keepDims ? y.Reshape(Shape.WithOnes(reduced)) : y;
    }

    // Both rules by hand: given the winners it is a linear map, but which they are depends on the values.
    private sealed class ExtremePrimitive(int[] axes, bool largest) : Primitive<T>
    {
        public override string Name => largest ? "Max" : "Min";

        public override string Parameters => string.Join(", ", axes);

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
            AxisReduction.Run(inputs[0].Data, inputs[0].Shape, axes, y, largest ? Extremes.Max : Extremes.Min);

        public override void Vjp(in Operands<T> o, Tensor<T> gy, Span<Tensor<T>?> gx) =>
            gx[0] = Chain(gy.Reshape(o.ShapeOf(0).WithOnes(axes)), Shares(o));

        public override Tensor<T> Jvp(in Operands<T> o, ReadOnlySpan<Tensor<T>?> dx) => Chain(dx[0]!, Shares(o)).Sum(axes);

        /// <summary>1/k for each of k winners, 0 for the rest; of the winners' x ≠ x is true for NaN alone.</summary>
        private Tensor<T> Shares(in Operands<T> o)
        {
            Tensor<T> x = o[0];
            Tensor<T> winners = x.EqualTo(o.Output.Reshape(x.Shape.WithOnes(axes))) + x.NotEqualTo(x);
            return winners / winners.Sum(axes, keepDims: true);
        }
    }
}
