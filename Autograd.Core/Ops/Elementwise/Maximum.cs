using System.Numerics.Tensors;
using Autograd.Formulas;

namespace Autograd;

public sealed partial class Tensor<T>
{
    /// <summary>
    /// z = the larger of x and y; the gradient goes to it, and so ∂z/∂x = 1 where x &gt; y and 0 where x &lt; y. PyTorch:
    /// <c>torch.maximum</c>.
    /// </summary>
    /// <param name="x">The first operand.</param>
    /// <param name="y">The second operand.</param>
    /// <exception cref="ShapeException">The shapes do not broadcast together.</exception>
    /// <remarks>
    /// At a tie each operand gets half of the gradient. If an operand is NaN, the result is NaN and the gradient goes to that operand; two
    /// NaNs share it.
    /// </remarks>
    public static Tensor<T> Maximum(Tensor<T> x, Tensor<T> y) => Apply(MaximumPrimitive.Instance, x, y);

    private sealed class MaximumPrimitive : ElementwiseBinary<T>
    {
        public static readonly MaximumPrimitive Instance = new();

        internal override PrimitiveFormula Formula => PrimitiveFormula.Local(
            "max(x, y)", "[x > y ? 1 : [x = y ? 1/2 : 0]]", "[y > x ? 1 : [x = y ? 1/2 : 0]]");

        protected override void Compute(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> z) => TensorPrimitives.Max(x, y, z);

        protected override Tensor<T> DerivativeX(Tensor<T> x, Tensor<T> y, Tensor<T> z) => Share.Maximum(x, y);

        protected override Tensor<T> DerivativeY(Tensor<T> x, Tensor<T> y, Tensor<T> z) => Share.Maximum(y, x);
    }
}
