using Autograd.Formulas;
using Autograd.Kernels;

namespace Autograd;

public sealed partial class Tensor<T>
{
    /// <summary>y = 2/√π·∫₀ˣ e^(−t²) dt, the error function, and so y′ = 2/√π·e^(−x²). PyTorch: <c>torch.erf</c>.</summary>
    /// <remarks>±1 at ±∞. For 1 − erf x use <see cref="Erfc"/>, which keeps its digits in the tail.</remarks>
    public Tensor<T> Erf() => Apply(ErfPrimitive.Instance, this);

    private sealed class ErfPrimitive : ElementwiseUnary<T>
    {
        public static readonly ErfPrimitive Instance = new();

        internal override PrimitiveFormula Formula => PrimitiveFormula.Local("erf(x)", "2/sqrt(pi)*exp(-x^2)");

        protected override void Compute(ReadOnlySpan<T> x, Span<T> y) => Elementary.Map<T, Elementary.Erf>(x, y);

        protected override Tensor<T> Derivative(Tensor<T> x, Tensor<T> y) => 2 / Math.Sqrt(Math.PI) * (-x.Square()).Exp();
    }
}
