using Autograd.Kernels;

namespace Autograd;

public sealed partial class Tensor<T>
{
    /// <summary>
    /// The running sums along one axis, yₖ = x₀ + … + xₖ; the gradient is summed from the other end. PyTorch: <c>torch.cumsum</c>.
    /// </summary>
    /// <param name="axis">The axis, from either end; a scalar counts as one axis.</param>
    /// <exception cref="ShapeException">The axis is out of range.</exception>
    /// <remarks>Summed as if with about twice the digits.</remarks>
    public Tensor<T> CumulativeSum(int axis) => Shape.Rank == 0
        ? Reshape(1).CumulativeSum(Shape.AxisOfScalar(axis, "CumulativeSum", Name)).Reshape()
        : Apply(new CumulativeSumPrimitive(Shape.Axis(axis, "CumulativeSum", Name) - Shape.Rank, fromEnd: false), this);

    /// <summary>Running sums along an axis counted from the right, from its beginning or from its end.</summary>
    private sealed class CumulativeSumPrimitive(int axisFromRight, bool fromEnd) : LinearMap<T>
    {
        public override string Attributes => fromEnd ? $"{axisFromRight}, from the end" : $"{axisFromRight}";

        public override Shape InferShape(ReadOnlySpan<Tensor<T>> inputs) => inputs[0].Shape;

        public override void Compute(ReadOnlySpan<Tensor<T>> inputs, Shape shape, Span<T> y)
        {
            ReadOnlySpan<T> x = inputs[0].Data;
            (_, int count, int inner) = AxisReduction.Collapse(shape.Axes, axisFromRight, axisFromRight);
            for (int start = 0; start < y.Length; start += count * inner)
            {
                PrefixSum.Compute(x.Slice(start, count * inner), inner, fromEnd, y.Slice(start, count * inner));
            }
        }

        protected override Tensor<T> Transpose(Tensor<T> gy, Shape shape) => Apply(new CumulativeSumPrimitive(axisFromRight, !fromEnd), gy);
    }
}
