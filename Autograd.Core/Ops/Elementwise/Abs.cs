using System.Numerics.Tensors;
using Autograd.Formulas;

namespace Autograd;

public sealed partial class Tensor<T>
{
    /// <summary>y = |x|, and so y′ = sign x. PyTorch: <c>torch.abs</c>.</summary>
    /// <remarks>The derivative at the kink, ±0, is 0.</remarks>
    public Tensor<T> Abs() => Apply(AbsPrimitive.Instance, this);

    private sealed class AbsPrimitive : ElementwiseUnary<T>
    {
        public static readonly AbsPrimitive Instance = new();

        internal override PrimitiveFormula Formula => PrimitiveFormula.Local("abs(x)", "sign(x)");

        protected override void Compute(ReadOnlySpan<T> x, Span<T> y) => TensorPrimitives.Abs(x, y);

        protected override Tensor<T> Derivative(Tensor<T> x, Tensor<T> y) => x.Sign();
    }
}
