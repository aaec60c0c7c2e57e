using Autograd.Formulas;
using Autograd.Kernels;

namespace Autograd;

public sealed partial class Tensor<T>
{
    /// <summary>
    /// y = 1 + tanh x, without cancellation in the lower tail, and so y′ = (1/cosh x)². Half of it at x/2 is the logistic function
    /// 1/(1 + e⁻ˣ), with digits in both tails and in every derivative. PyTorch: <c>2 * torch.sigmoid(2 * x)</c>.
    /// </summary>
    /// <remarks>0 at −∞, 2 at ∞, both with derivative 0.</remarks>
    public Tensor<T> TanhP1() => Apply(TanhP1Primitive.Instance, this);

    private sealed class TanhP1Primitive : ElementwiseUnary<T>
    {
        public static readonly TanhP1Primitive Instance = new();

        internal override PrimitiveFormula Formula => PrimitiveFormula.Local("1 + tanh(x)", "1/cosh(x)^2");

        protected override void Compute(ReadOnlySpan<T> x, Span<T> y) => Elementary.Map<T, Elementary.TanhP1>(x, y);

        protected override Tensor<T> Derivative(Tensor<T> x, Tensor<T> y) => x.Sech().Square();
    }
}
