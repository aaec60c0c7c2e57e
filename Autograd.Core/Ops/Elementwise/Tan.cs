using Autograd.Formulas;
using Autograd.Kernels;

namespace Autograd;

public sealed partial class Tensor<T>
{
    /// <summary>y = tan x (radians), and so y′ = 1/cos² x. PyTorch: <c>torch.tan</c>.</summary>
    /// <remarks>NaN at ±∞.</remarks>
    public Tensor<T> Tan() => Apply(TanPrimitive.Instance, this);

    private sealed class TanPrimitive : ElementwiseUnary<T>
    {
        public static readonly TanPrimitive Instance = new();

        internal override PrimitiveFormula Formula => PrimitiveFormula.Local("tan(x)", "1/cos(x)^2");

        protected override void Compute(ReadOnlySpan<T> x, Span<T> y) => Elementary.Map<T, Elementary.Tan>(x, y);

        protected override Tensor<T> Derivative(Tensor<T> x, Tensor<T> y) => 1 + y.Square();
    }
}
