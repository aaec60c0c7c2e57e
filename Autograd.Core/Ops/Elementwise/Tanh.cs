using Autograd.Formulas;
using Autograd.Kernels;

namespace Autograd;

public sealed partial class Tensor<T>
{
    /// <summary>y = sinh x / cosh x, and so y′ = (1/cosh x)². PyTorch: <c>torch.tanh</c>.</summary>
    /// <remarks>The slope is not computed as 1 − y², which loses half of its digits at x = 10 and all of them at 20.</remarks>
    public Tensor<T> Tanh() => Apply(TanhPrimitive.Instance, this);

    private sealed class TanhPrimitive : ElementwiseUnary<T>
    {
        public static readonly TanhPrimitive Instance = new();

        internal override PrimitiveFormula Formula => PrimitiveFormula.Local("tanh(x)", "1/cosh(x)^2");

        protected override void Compute(ReadOnlySpan<T> x, Span<T> y) => Elementary.Map<T, Elementary.Tanh>(x, y);

        protected override Tensor<T> Derivative(Tensor<T> x, Tensor<T> y) => x.Sech().Square();
    }
}
