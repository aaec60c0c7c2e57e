using Autograd.Formulas;
using Autograd.Kernels;

namespace Autograd;

public sealed partial class Tensor<T>
{
    /// <summary>y = log₂ x, and so y′ = 1/(x·ln 2). PyTorch: <c>torch.log2</c>.</summary>
    /// <remarks>−∞ at 0 with derivative ∞, at −0 too; NaN for negative numbers.</remarks>
    public Tensor<T> Log2() => Apply(Log2Primitive.Instance, this);

    private sealed class Log2Primitive : ElementwiseUnary<T>
    {
        public static readonly Log2Primitive Instance = new();

        internal override PrimitiveFormula Formula => PrimitiveFormula.Local("log2(x)", "1/(x*ln(2))");

        protected override void Compute(ReadOnlySpan<T> x, Span<T> y) => Elementary.Map<T, Elementary.Log2>(x, y);

        protected override Tensor<T> Derivative(Tensor<T> x, Tensor<T> y) => 1 / Math.Log(2);

        // + 0 turns −0 into 0: 1/(−0) would be −∞.
        private protected override Tensor<T> Divisor(Tensor<T> x, Tensor<T> y) => x + 0;
    }
}
