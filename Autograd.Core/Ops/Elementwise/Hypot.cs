using Autograd.Formulas;
using Autograd.Kernels;

namespace Autograd;

public sealed partial class Tensor<T>
{
    /// <summary>
    /// z = √(x² + y²) without overflow, the distance from the origin, and so ∂z/∂x = x/z and ∂z/∂y = y/z. PyTorch: <c>torch.hypot</c>.
    /// </summary>
    /// <param name="x">One leg.</param>
    /// <param name="y">The other leg.</param>
    /// <exception cref="ShapeException">The shapes do not broadcast together.</exception>
    /// <remarks>
    /// At (0, 0) both derivatives are 0, the minimum-norm subgradient of the unit disc. With an infinite leg z is ∞, even beside a NaN, and
    /// the derivative by that leg is NaN.
    /// </remarks>
    public static Tensor<T> Hypot(Tensor<T> x, Tensor<T> y) => Apply(HypotPrimitive.Instance, x, y);

    private sealed class HypotPrimitive : ElementwiseBinary<T>
    {
        public static readonly HypotPrimitive Instance = new();

        internal override PrimitiveFormula Formula => PrimitiveFormula.Local("sqrt(x^2 + y^2)", "x/sqrt(x^2 + y^2)", "y/sqrt(x^2 + y^2)");

        protected override void Compute(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> z) => Elementary.Map<T, Elementary.Hypot>(x, y, z);

        protected override Tensor<T> DerivativeX(Tensor<T> x, Tensor<T> y, Tensor<T> z) => Direction(x, y);

        protected override Tensor<T> DerivativeY(Tensor<T> x, Tensor<T> y, Tensor<T> z) => Direction(y, x);
    }
}
