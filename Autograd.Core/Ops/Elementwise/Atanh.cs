using Autograd.Formulas;
using Autograd.Kernels;

namespace Autograd;

public sealed partial class Tensor<T>
{
    /// <summary>y = artanh x = ½·ln((1 + x)/(1 − x)), and so y′ = 1/(1 − x²). PyTorch: <c>torch.atanh</c>.</summary>
    /// <remarks>±∞ at ±1, with derivative ∞; NaN outside of [−1, 1].</remarks>
    public Tensor<T> Atanh() => Apply(AtanhPrimitive.Instance, this);

    private sealed class AtanhPrimitive : ElementwiseUnary<T>
    {
        public static readonly AtanhPrimitive Instance = new();

        internal override PrimitiveFormula Formula => PrimitiveFormula.Local("atanh(x)", "1/(1 - x^2)");

        protected override void Compute(ReadOnlySpan<T> x, Span<T> y) => Elementary.Map<T, Elementary.Atanh>(x, y);

        protected override Tensor<T> Derivative(Tensor<T> x, Tensor<T> y) => One;

        private protected override Tensor<T> Divisor(Tensor<T> x, Tensor<T> y) => OneMinusSquare(x);
    }
}
