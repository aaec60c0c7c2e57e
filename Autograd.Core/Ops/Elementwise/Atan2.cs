using Autograd.Formulas;
using Autograd.Kernels;

namespace Autograd;

public sealed partial class Tensor<T>
{
    /// <summary>
    /// z = the angle of the point (x, y) in [−π, π], and so ∂z/∂y = x/r² and ∂z/∂x = −y/r², where r is the distance from the origin.
    /// PyTorch: <c>torch.atan2</c>.
    /// </summary>
    /// <param name="y">The ordinate.</param>
    /// <param name="x">The abscissa.</param>
    /// <exception cref="ShapeException">The shapes do not broadcast together.</exception>
    /// <remarks>Quadrants and signed zeros as in IEEE 754. At the origin, where the angle jumps, the derivatives are NaN.</remarks>
    public static Tensor<T> Atan2(Tensor<T> y, Tensor<T> x) => Apply(Atan2Primitive.Instance, y, x);

    private sealed class Atan2Primitive : ElementwiseBinary<T>
    {
        public static readonly Atan2Primitive Instance = new();

        internal override PrimitiveFormula Formula => PrimitiveFormula.Local("atan2(x, y)", "y/(x^2 + y^2)", "-x/(x^2 + y^2)");

        protected override void Compute(ReadOnlySpan<T> y, ReadOnlySpan<T> x, Span<T> z) => Elementary.Map<T, Elementary.Atan2>(y, x, z);

        // Divided twice: r² may overflow where the slope does not.
        protected override Tensor<T> DerivativeX(Tensor<T> y, Tensor<T> x, Tensor<T> z) => x / Hypot(x, y);

        private protected override Tensor<T> DivisorX(Tensor<T> y, Tensor<T> x, Tensor<T> z) => Hypot(x, y);

        protected override Tensor<T> DerivativeY(Tensor<T> y, Tensor<T> x, Tensor<T> z) => -y / Hypot(x, y);

        private protected override Tensor<T> DivisorY(Tensor<T> y, Tensor<T> x, Tensor<T> z) => Hypot(x, y);
    }
}
