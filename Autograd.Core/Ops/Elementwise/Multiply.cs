using System.Numerics.Tensors;
using Autograd.Formulas;

namespace Autograd;

public sealed partial class Tensor<T>
{
    /// <summary>
    /// z = x·y element by element, and so ∂z/∂x = y and ∂z/∂y = x: a multiply node hands each input the gradient times the other input.
    /// PyTorch: <c>torch.mul</c>.
    /// </summary>
    /// <exception cref="ShapeException">The shapes do not broadcast together.</exception>
    public static Tensor<T> operator *(Tensor<T> x, Tensor<T> y) => Apply(MultiplyPrimitive.Instance, x, y);

    private sealed class MultiplyPrimitive : ElementwiseBinary<T>
    {
        public static readonly MultiplyPrimitive Instance = new();

        internal override PrimitiveFormula Formula => PrimitiveFormula.Local("x*y", "y", "x");

        protected override void Compute(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> z) => TensorPrimitives.Multiply(x, y, z);

        protected override Tensor<T> DerivativeX(Tensor<T> x, Tensor<T> y, Tensor<T> z) => y;

        protected override Tensor<T> DerivativeY(Tensor<T> x, Tensor<T> y, Tensor<T> z) => x;
    }
}
