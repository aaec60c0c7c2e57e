using Autograd.Formulas;
using Autograd.Kernels;

namespace Autograd;

public sealed partial class Tensor<T>
{
    /// <summary>y = eˣ, and so y′ = y. PyTorch: <c>torch.exp</c>.</summary>
    /// <remarks>e^−∞ = 0, overflow gives ∞, NaN stays NaN.</remarks>
    public Tensor<T> Exp() => Apply(ExpPrimitive.Instance, this);

    private sealed class ExpPrimitive : ElementwiseUnary<T>
    {
        public static readonly ExpPrimitive Instance = new();

        internal override PrimitiveFormula Formula => PrimitiveFormula.Local("exp(x)", "exp(x)");

        protected override void Compute(ReadOnlySpan<T> x, Span<T> y) => Elementary.Map<T, Elementary.Exp>(x, y);

        protected override Tensor<T> Derivative(Tensor<T> x, Tensor<T> y) => y;
    }
}
