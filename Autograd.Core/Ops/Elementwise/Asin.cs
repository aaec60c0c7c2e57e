using Autograd.Formulas;
using Autograd.Kernels;

namespace Autograd;

public sealed partial class Tensor<T>
{
    /// <summary>y = arcsin x in [−π/2, π/2], and so y′ = 1/√(1 − x²). PyTorch: <c>torch.asin</c>.</summary>
    /// <remarks>The derivative at ±1 is ∞; NaN outside of [−1, 1].</remarks>
    public Tensor<T> Asin() => Apply(AsinPrimitive.Instance, this);

    /// <summary>
    /// 1 − x², as a product where the difference would cancel, near ±1; near 0 the derivative of the product would, which is −2x.
    /// </summary>
    private static Tensor<T> OneMinusSquare(Tensor<T> x) => Select(x.Abs() < 0.5, 1 - x.Square(), (1 - x) * (1 + x));

    private sealed class AsinPrimitive : ElementwiseUnary<T>
    {
        public static readonly AsinPrimitive Instance = new();

        internal override PrimitiveFormula Formula => PrimitiveFormula.Local("asin(x)", "1/sqrt(1 - x^2)");

        protected override void Compute(ReadOnlySpan<T> x, Span<T> y) => Elementary.Map<T, Elementary.Asin>(x, y);

        protected override Tensor<T> Derivative(Tensor<T> x, Tensor<T> y) => One;

        private protected override Tensor<T> Divisor(Tensor<T> x, Tensor<T> y) => OneMinusSquare(x).Sqrt();
    }
}
