using Autograd.Formulas;
using Autograd.Kernels;

namespace Autograd;

public sealed partial class Tensor<T>
{
    /// <summary>y = log₁₀ x, and so y′ = 1/(x·ln 10). PyTorch: <c>torch.log10</c>.</summary>
    /// <remarks>−∞ at 0 with derivative ∞, at −0 too; NaN for negative numbers.</remarks>
    public Tensor<T> Log10() => Apply(Log10Primitive.Instance, this);

    private sealed class Log10Primitive : ElementwiseUnary<T>
    {
        public static readonly Log10Primitive Instance = new();

        internal override PrimitiveFormula Formula => PrimitiveFormula.Local("log10(x)", "1/(x*ln(10))");

        protected override void Compute(ReadOnlySpan<T> x, Span<T> y) => Elementary.Map<T, Elementary.Log10>(x, y);

        protected override Tensor<T> Derivative(Tensor<T> x, Tensor<T> y) => 1 / Math.Log(10);

        // + 0 turns −0 into 0: 1/(−0) would be −∞.
        private protected override Tensor<T> Divisor(Tensor<T> x, Tensor<T> y) => x + 0;
    }
}
