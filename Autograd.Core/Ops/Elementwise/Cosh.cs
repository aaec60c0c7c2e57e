using Autograd.Formulas;
using Autograd.Kernels;

namespace Autograd;

public sealed partial class Tensor<T>
{
    /// <summary>y = (eˣ + e⁻ˣ)/2, and so y′ = sinh x. PyTorch: <c>torch.cosh</c>.</summary>
    /// <remarks>∞ at ±∞ and beyond overflow.</remarks>
    public Tensor<T> Cosh() => Apply(CoshPrimitive.Instance, this);

    private sealed class CoshPrimitive : ElementwiseUnary<T>
    {
        public static readonly CoshPrimitive Instance = new();

        internal override PrimitiveFormula Formula => PrimitiveFormula.Local("cosh(x)", "sinh(x)");

        protected override void Compute(ReadOnlySpan<T> x, Span<T> y) => Elementary.Map<T, Elementary.Cosh>(x, y);

        protected override Tensor<T> Derivative(Tensor<T> x, Tensor<T> y) => x.Sinh();
    }
}
