using Autograd.Formulas;
using Autograd.Kernels;

namespace Autograd;

public sealed partial class Tensor<T>
{
    /// <summary>y = arctan x in [−π/2, π/2], and so y′ = 1/(1 + x²). PyTorch: <c>torch.atan</c>.</summary>
    /// <remarks>±π/2 at ±∞, with derivative 0.</remarks>
    public Tensor<T> Atan() => Apply(AtanPrimitive.Instance, this);

    private sealed class AtanPrimitive : ElementwiseUnary<T>
    {
        public static readonly AtanPrimitive Instance = new();

        internal override PrimitiveFormula Formula => PrimitiveFormula.Local("atan(x)", "1/(1 + x^2)");

        protected override void Compute(ReadOnlySpan<T> x, Span<T> y) => Elementary.Map<T, Elementary.Atan>(x, y);

        protected override Tensor<T> Derivative(Tensor<T> x, Tensor<T> y) => 1 / Hypot(1, x);

        // Divided twice: x² would overflow where the slope is still 1e-40 of a float.
        private protected override Tensor<T> Divisor(Tensor<T> x, Tensor<T> y) => Hypot(1, x);
    }
}
