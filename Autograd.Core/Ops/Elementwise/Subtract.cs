using System.Numerics.Tensors;
using Autograd.Formulas;

namespace Autograd;

public sealed partial class Tensor<T>
{
    /// <summary>z = x − y, and so ∂z/∂x = 1 and ∂z/∂y = −1. PyTorch: <c>torch.sub</c>.</summary>
    /// <exception cref="ShapeException">The shapes do not broadcast together.</exception>
    public static Tensor<T> operator -(Tensor<T> x, Tensor<T> y) => Apply(SubtractPrimitive.Instance, x, y);

    private sealed class SubtractPrimitive : ElementwiseBinary<T>
    {
        public static readonly SubtractPrimitive Instance = new();

        internal override PrimitiveFormula Formula => PrimitiveFormula.Local("x - y", "1", "-1");

        protected override void Compute(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> z) => TensorPrimitives.Subtract(x, y, z);

        private protected override bool HasConstantDerivatives => true;

        protected override Tensor<T> DerivativeX(Tensor<T> x, Tensor<T> y, Tensor<T> z) => One;

        protected override Tensor<T> DerivativeY(Tensor<T> x, Tensor<T> y, Tensor<T> z) => -1;
    }
}
