using Autograd.Formulas;
using Autograd.Kernels;

namespace Autograd;

public sealed partial class Tensor<T>
{
    /// <summary>y = arsinh x = ln(x + √(x² + 1)), and so y′ = 1/√(1 + x²). PyTorch: <c>torch.asinh</c>.</summary>
    /// <remarks>±∞ at ±∞.</remarks>
    public Tensor<T> Asinh() => Apply(AsinhPrimitive.Instance, this);

    private sealed class AsinhPrimitive : ElementwiseUnary<T>
    {
        public static readonly AsinhPrimitive Instance = new();

        internal override PrimitiveFormula Formula => PrimitiveFormula.Local("asinh(x)", "1/sqrt(x^2 + 1)");

        protected override void Compute(ReadOnlySpan<T> x, Span<T> y) => Elementary.Map<T, Elementary.Asinh>(x, y);

        protected override Tensor<T> Derivative(Tensor<T> x, Tensor<T> y) => One;

        // x² would overflow where the slope is still 1e-200.
        private protected override Tensor<T> Divisor(Tensor<T> x, Tensor<T> y) => Hypot(1, x);
    }
}
