using System.Numerics.Tensors;
using Autograd.Formulas;

namespace Autograd;

public sealed partial class Tensor<T>
{
    /// <summary>y = −x, and so y′ = −1. PyTorch: <c>torch.neg</c>.</summary>
    public static Tensor<T> operator -(Tensor<T> x) => Apply(NegatePrimitive.Instance, x);

    private sealed class NegatePrimitive : ElementwiseUnary<T>
    {
        public static readonly NegatePrimitive Instance = new();

        internal override PrimitiveFormula Formula => PrimitiveFormula.Local("-x", "-1");

        protected override void Compute(ReadOnlySpan<T> x, Span<T> y) => TensorPrimitives.Negate(x, y);

        private protected override bool HasConstantDerivatives => true;

        protected override Tensor<T> Derivative(Tensor<T> x, Tensor<T> y) => -1;
    }
}
