namespace Autograd;

public sealed partial class Tensor<T>
{
    /// <summary>
    /// Powers of two for the elements of each line along the last axis, whose product is 1: large and small elements are multiplied by them
    /// before they are multiplied with each other. A step function of the elements, and so a constant to differentiation.
    /// </summary>
    private sealed class BalancePrimitive : Primitive<T>
    {
        public static readonly BalancePrimitive Instance = new();

        public override bool IsDifferentiable => false;

        public override Reads Reads => Reads.None;

        internal override int? Arity => 1;

        public override Shape InferShape(ReadOnlySpan<Tensor<T>> inputs) => inputs[0].Shape;

        public override void Compute(ReadOnlySpan<Tensor<T>> inputs, Shape shape, Span<T> y)
        {
            ReadOnlySpan<T> x = inputs[0].Data;
            for (int start = 0, count = shape[^1]; start < y.Length; start += count)
            {
                Exponents.Balance(x.Slice(start, count), y.Slice(start, count));
            }
        }

        public override void Vjp(in Operands<T> o, Tensor<T> gy, Span<Tensor<T>?> gx) => gx[0] = null;

        public override Tensor<T> Jvp(in Operands<T> o, ReadOnlySpan<Tensor<T>?> dx) => Zeros(o.OutputShape);
    }
}
