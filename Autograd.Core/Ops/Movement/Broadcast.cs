using Autograd.Execution;
using Autograd.Formulas;
using Autograd.Kernels;

namespace Autograd;

public sealed partial class Tensor<T>
{
    /// <summary>
    /// The tensor repeated along axes of extent 1 and along new axes on the left, until it has the shape; the gradient is summed over
    /// the repetitions. PyTorch: <c>broadcast_to</c>.
    /// </summary>
    /// <param name="shape">The shape of the result.</param>
    /// <exception cref="ShapeException">The tensor does not stretch to that shape.</exception>
    public Tensor<T> BroadcastTo(Shape shape) => shape == Shape ? this : Apply(new BroadcastPrimitive(shape), this);

    private sealed class BroadcastPrimitive(Shape target) : LinearMap<T>, IElementwiseKernel<T>
    {
        internal override PrimitiveFormula Formula => PrimitiveFormula.Whole("repeat(x)", "sum(g)");

        public override Shape InferShape(ReadOnlySpan<Tensor<T>> inputs) => inputs[0].Shape.BroadcastsTo(target)
            ? target
            : throw new ShapeException(
                $"BroadcastTo: {inputs[0].Label("the tensor")} does not stretch to {target}: lined up on the right, each of its "
                + "extents must be the same, or 1.");

        public override void Compute(ReadOnlySpan<Tensor<T>> inputs, Shape shape, Span<T> y) =>
            Strided.Broadcast(inputs[0].Shape.Axes, shape.Axes).Copy(inputs[0].Data, y);

        public void Compute(ReadOnlySpan<T> x, ReadOnlySpan<T> second, ReadOnlySpan<T> third, Span<T> y) => x.CopyTo(y);

        protected override Tensor<T> Transpose(Tensor<T> gy, Shape shape) => gy.SumTo(shape);
    }
}
