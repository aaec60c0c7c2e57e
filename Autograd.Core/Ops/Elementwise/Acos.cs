using Autograd.Formulas;
using Autograd.Kernels;

namespace Autograd;

public sealed partial class Tensor<T>
{
    /// <summary>y = arccos x in [0, π], and so y′ = −1/√(1 − x²). PyTorch: <c>torch.acos</c>.</summary>
    /// <remarks>The derivative at ±1 is −∞; NaN outside of [−1, 1].</remarks>
    public Tensor<T> Acos() => Apply(AcosPrimitive.Instance, this);

    private sealed class AcosPrimitive : ElementwiseUnary<T>
    {
        public static readonly AcosPrimitive Instance = new();

        internal override PrimitiveFormula Formula => PrimitiveFormula.Local("acos(x)", "-1/sqrt(1 - x^2)");

        protected override void Compute(ReadOnlySpan<T> x, Span<T> y) => Elementary.Map<T, Elementary.Acos>(x, y);

        protected override Tensor<T> Derivative(Tensor<T> x, Tensor<T> y) => One;

        private protected override Tensor<T> Divisor(Tensor<T> x, Tensor<T> y) => -OneMinusSquare(x).Sqrt();
    }
}
