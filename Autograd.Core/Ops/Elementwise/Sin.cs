using Autograd.Formulas;
using Autograd.Kernels;

namespace Autograd;

public sealed partial class Tensor<T>
{
    /// <summary>y = sin x (radians), and so y′ = cos x. PyTorch: <c>torch.sin</c>.</summary>
    /// <remarks>NaN at ±∞.</remarks>
    public Tensor<T> Sin() => Apply(SinPrimitive.Instance, this);

    private sealed class SinPrimitive : ElementwiseUnary<T>
    {
        public static readonly SinPrimitive Instance = new();

        internal override PrimitiveFormula Formula => PrimitiveFormula.Local("sin(x)", "cos(x)");

        protected override void Compute(ReadOnlySpan<T> x, Span<T> y) => Elementary.Map<T, Elementary.Sin>(x, y);

        protected override Tensor<T> Derivative(Tensor<T> x, Tensor<T> y) => x.Cos();
    }
}
