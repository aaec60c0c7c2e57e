using Autograd.Formulas;
using Autograd.Kernels;

namespace Autograd;

public sealed partial class Tensor<T>
{
    /// <summary>y = 1 − erf x, without cancellation in the tail, and so y′ = −2/√π·e^(−x²). PyTorch: <c>torch.erfc</c>.</summary>
    /// <remarks>0 at ∞, 2 at −∞.</remarks>
    public Tensor<T> Erfc() => Apply(ErfcPrimitive.Instance, this);

    private sealed class ErfcPrimitive : ElementwiseUnary<T>
    {
        public static readonly ErfcPrimitive Instance = new();

        internal override PrimitiveFormula Formula => PrimitiveFormula.Local("erfc(x)", "-2/sqrt(pi)*exp(-x^2)");

        protected override void Compute(ReadOnlySpan<T> x, Span<T> y) => Elementary.Map<T, Elementary.Erfc>(x, y);

        protected override Tensor<T> Derivative(Tensor<T> x, Tensor<T> y) => -2 / Math.Sqrt(Math.PI) * (-x.Square()).Exp();
    }
}
