using Autograd.Formulas;
using Autograd.Kernels;

namespace Autograd;

public sealed partial class Tensor<T>
{
    /// <summary>y = eˣ − 1, without cancellation near 0, and so y′ = eˣ. PyTorch: <c>torch.expm1</c>.</summary>
    /// <remarks>−1 at −∞; overflow gives ∞.</remarks>
    public Tensor<T> ExpM1() => Apply(ExpM1Primitive.Instance, this);

    private sealed class ExpM1Primitive : ElementwiseUnary<T>
    {
        public static readonly ExpM1Primitive Instance = new();

        internal override PrimitiveFormula Formula => PrimitiveFormula.Local("exp(x) - 1", "exp(x)");

        protected override void Compute(ReadOnlySpan<T> x, Span<T> y) => Elementary.Map<T, Elementary.ExpM1>(x, y);

        // Not y + 1, which has lost every digit at x = −40.
        protected override Tensor<T> Derivative(Tensor<T> x, Tensor<T> y) => x.Exp();
    }
}
