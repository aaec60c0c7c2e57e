using Autograd.Kernels;

namespace Autograd;

public sealed partial class Tensor<T>
{
    /// <summary>
    /// The elements along the last axis times powers of two whose product is 1, so that products of neighbours stay in range; see
    /// <see cref="Exponents.Balance"/>.
    /// </summary>
    private Tensor<T> Balanced() => Apply(BalancePrimitive.Instance, this, Detach());

    // Both rules by hand: linear in g, and a step function of x, which is a constant therefore.
    private sealed class BalancePrimitive : Primitive<T>
    {
        public static readonly BalancePrimitive Instance = new();

        internal override int? Arity => 2;

        public override Shape InferShape(ReadOnlySpan<Tensor<T>> inputs) => inputs[0].Shape;

        public override void Compute(ReadOnlySpan<Tensor<T>> inputs, Shape shape, Span<T> y)
        {
            ReadOnlySpan<T> g = inputs[0].Data, x = inputs[1].Data;
            for (int start = 0, count = shape[^1]; start < y.Length; start += count)
            {
                Exponents.Balance(g.Slice(start, count), x.Slice(start, count), y.Slice(start, count));
            }
        }

        public override void Vjp(in Operands<T> o, Tensor<T> gy, Span<Tensor<T>?> gx) => gx[0] = Apply(this, gy, o[1].Detach());

        public override Tensor<T> Jvp(in Operands<T> o, ReadOnlySpan<Tensor<T>?> dx) =>
            dx[0] is { } dg ? Apply(this, dg, o[1].Detach()) : Zeros(o.OutputShape);
    }
}
