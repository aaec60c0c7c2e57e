using Autograd.Formulas;
using Autograd.Kernels;

namespace Autograd;

public sealed partial class Tensor<T>
{
    /// <summary>y = cos x (radians), and so y′ = −sin x. PyTorch: <c>torch.cos</c>.</summary>
    /// <remarks>NaN at ±∞.</remarks>
    public Tensor<T> Cos() => Apply(CosPrimitive.Instance, this);

    private sealed class CosPrimitive : ElementwiseUnary<T>
    {
        public static readonly CosPrimitive Instance = new();

        internal override PrimitiveFormula Formula => PrimitiveFormula.Local("cos(x)", "-sin(x)");

        protected override void Compute(ReadOnlySpan<T> x, Span<T> y) => Elementary.Map<T, Elementary.Cos>(x, y);

        protected override Tensor<T> Derivative(Tensor<T> x, Tensor<T> y) => -x.Sin();
    }
}
