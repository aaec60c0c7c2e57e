using System.Numerics.Tensors;
using Autograd.Formulas;

namespace Autograd;

public sealed partial class Tensor<T>
{
    /// <summary>y = √x, correctly rounded, and so y′ = 1/(2√x). PyTorch: <c>torch.sqrt</c>.</summary>
    /// <remarks>√0 = 0 with derivative ∞, at −0 too; the root of a negative number is NaN.</remarks>
    public Tensor<T> Sqrt() => Apply(SqrtPrimitive.Instance, this);

    private sealed class SqrtPrimitive : ElementwiseUnary<T>
    {
        public static readonly SqrtPrimitive Instance = new();

        internal override PrimitiveFormula Formula => PrimitiveFormula.Local("sqrt(x)", "1/(2*sqrt(x))");

        protected override void Compute(ReadOnlySpan<T> x, Span<T> y) => TensorPrimitives.Sqrt(x, y);

        protected override Tensor<T> Derivative(Tensor<T> x, Tensor<T> y) => One;

        // + 0 turns −0 into 0: √(−0) is −0.
        private protected override Tensor<T> Divisor(Tensor<T> x, Tensor<T> y) => 2 * (y + 0);
    }
}
