using Autograd.Formulas;
using Autograd.Kernels;

namespace Autograd;

public sealed partial class Tensor<T>
{
    /// <summary>y = −1, 0 or 1 as x is negative, ±0 or positive, and so y′ = 0. PyTorch: <c>torch.sign</c>.</summary>
    /// <remarks>The derivative is 0 at the jump too. NaN gives NaN.</remarks>
    public Tensor<T> Sign() => Apply(SignPrimitive.Instance, this);

    private sealed class SignPrimitive : ElementwiseUnary<T>
    {
        public static readonly SignPrimitive Instance = new();

        internal override PrimitiveFormula Formula => PrimitiveFormula.Local("sign(x)", "0");

        protected override void Compute(ReadOnlySpan<T> x, Span<T> y) => VectorLoop.Map<T, LaneFunctions.Sign>(x, y);

        private protected override bool HasConstantDerivatives => true;

        protected override Tensor<T> Derivative(Tensor<T> x, Tensor<T> y) => 0;
    }
}
