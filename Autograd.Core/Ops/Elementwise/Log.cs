using Autograd.Formulas;
using Autograd.Kernels;

namespace Autograd;

public sealed partial class Tensor<T>
{
    /// <summary>y = ln x, and so y′ = 1/x. PyTorch: <c>torch.log</c>.</summary>
    /// <remarks>ln 0 = −∞ with derivative ∞, at −0 too; the logarithm of a negative number is NaN, with derivative 1/x.</remarks>
    public Tensor<T> Log() => Apply(LogPrimitive.Instance, this);

    private sealed class LogPrimitive : ElementwiseUnary<T>
    {
        public static readonly LogPrimitive Instance = new();

        internal override PrimitiveFormula Formula => PrimitiveFormula.Local("ln(x)", "1/x");

        protected override void Compute(ReadOnlySpan<T> x, Span<T> y) => Elementary.Map<T, Elementary.Log>(x, y);

        protected override Tensor<T> Derivative(Tensor<T> x, Tensor<T> y) => One;

        // + 0 turns −0 into 0: 1/(−0) would be −∞.
        private protected override Tensor<T> Divisor(Tensor<T> x, Tensor<T> y) => x + 0;
    }
}
