using Autograd.Formulas;
using Autograd.Kernels;

namespace Autograd;

public sealed partial class Tensor<T>
{
    /// <summary>y = 2ˣ, and so y′ = y·ln 2. PyTorch: <c>torch.exp2</c>.</summary>
    /// <remarks>0 at −∞; overflow gives ∞.</remarks>
    public Tensor<T> Exp2() => Apply(Exp2Primitive.Instance, this);

    private sealed class Exp2Primitive : ElementwiseUnary<T>
    {
        public static readonly Exp2Primitive Instance = new();

        internal override PrimitiveFormula Formula => PrimitiveFormula.Local("2^x", "2^x*ln(2)");

        protected override void Compute(ReadOnlySpan<T> x, Span<T> y) => Elementary.Map<T, Elementary.Exp2>(x, y);

        protected override Tensor<T> Derivative(Tensor<T> x, Tensor<T> y) => y * Math.Log(2);
    }
}
