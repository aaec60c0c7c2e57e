using Autograd.Formulas;
using Autograd.Kernels;

namespace Autograd;

public sealed partial class Tensor<T>
{
    /// <summary>y = ln(1 + x), without cancellation near 0, and so y′ = 1/(1 + x). PyTorch: <c>torch.log1p</c>.</summary>
    /// <remarks>−∞ at −1, with derivative ∞; NaN below.</remarks>
    public Tensor<T> LogP1() => Apply(LogP1Primitive.Instance, this);

    private sealed class LogP1Primitive : ElementwiseUnary<T>
    {
        public static readonly LogP1Primitive Instance = new();

        internal override PrimitiveFormula Formula => PrimitiveFormula.Local("ln(1 + x)", "1/(1 + x)");

        protected override void Compute(ReadOnlySpan<T> x, Span<T> y) => Elementary.Map<T, Elementary.LogP1>(x, y);

        protected override Tensor<T> Derivative(Tensor<T> x, Tensor<T> y) => One;

        private protected override Tensor<T> Divisor(Tensor<T> x, Tensor<T> y) => 1 + x;
    }
}
