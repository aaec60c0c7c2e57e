using Autograd.Formulas;
using Autograd.Kernels;

namespace Autograd;

public sealed partial class Tensor<T>
{
    /// <summary>y = (eˣ − e⁻ˣ)/2, and so y′ = cosh x. PyTorch: <c>torch.sinh</c>.</summary>
    /// <remarks>±∞ at ±∞ and beyond overflow.</remarks>
    public Tensor<T> Sinh() => Apply(SinhPrimitive.Instance, this);

    private sealed class SinhPrimitive : ElementwiseUnary<T>
    {
        public static readonly SinhPrimitive Instance = new();

        internal override PrimitiveFormula Formula => PrimitiveFormula.Local("sinh(x)", "cosh(x)");

        protected override void Compute(ReadOnlySpan<T> x, Span<T> y) => Elementary.Map<T, Elementary.Sinh>(x, y);

        protected override Tensor<T> Derivative(Tensor<T> x, Tensor<T> y) => x.Cosh();
    }
}
