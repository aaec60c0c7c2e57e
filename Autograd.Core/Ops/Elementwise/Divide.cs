using System.Numerics.Tensors;
using Autograd.Formulas;

namespace Autograd;

public sealed partial class Tensor<T>
{
    /// <summary>z = x/y, correctly rounded, and so ∂z/∂x = 1/y and ∂z/∂y = −x/y². PyTorch: <c>torch.div</c>.</summary>
    /// <exception cref="ShapeException">The shapes do not broadcast together.</exception>
    /// <remarks>
    /// Division by zero gives ±∞, and 0/0 NaN, as IEEE 754 has it; the derivatives there are ±∞, and for 0/0 that by y is NaN.
    /// </remarks>
    public static Tensor<T> operator /(Tensor<T> x, Tensor<T> y) => Apply(DividePrimitive.Instance, x, y);

    private sealed class DividePrimitive : ElementwiseBinary<T>
    {
        public static readonly DividePrimitive Instance = new();

        internal override PrimitiveFormula Formula => PrimitiveFormula.Local("x/y", "1/y", "-x/y^2");

        protected override void Compute(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> z) => TensorPrimitives.Divide(x, y, z);

        protected override Tensor<T> DerivativeX(Tensor<T> x, Tensor<T> y, Tensor<T> z) => One;

        private protected override Tensor<T> DivisorX(Tensor<T> x, Tensor<T> y, Tensor<T> z) => y;

        protected override Tensor<T> DerivativeY(Tensor<T> x, Tensor<T> y, Tensor<T> z) => z;

        private protected override Tensor<T> DivisorY(Tensor<T> x, Tensor<T> y, Tensor<T> z) => -y; // y may have fewer elements than z
    }
}
