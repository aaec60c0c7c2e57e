using Autograd.Formulas;
using Autograd.Kernels;

namespace Autograd;

public sealed partial class Tensor<T>
{
    /// <summary>y = arcosh x = ln(x + √(x² − 1)), and so y′ = 1/√(x² − 1). PyTorch: <c>torch.acosh</c>.</summary>
    /// <remarks>0 at 1, with derivative ∞; NaN below.</remarks>
    public Tensor<T> Acosh() => Apply(AcoshPrimitive.Instance, this);

    private sealed class AcoshPrimitive : ElementwiseUnary<T>
    {
        public static readonly AcoshPrimitive Instance = new();

        internal override PrimitiveFormula Formula => PrimitiveFormula.Local("acosh(x)", "1/sqrt(x^2 - 1)");

        protected override void Compute(ReadOnlySpan<T> x, Span<T> y) => Elementary.Map<T, Elementary.Acosh>(x, y);

        protected override Tensor<T> Derivative(Tensor<T> x, Tensor<T> y) => One;

        // x² − 1 would cancel near 1 and overflow far away.
        private protected override Tensor<T> Divisor(Tensor<T> x, Tensor<T> y) => (x - 1).Sqrt() * (x + 1).Sqrt();
    }
}
