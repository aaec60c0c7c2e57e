using System.Numerics.Tensors;
using Autograd.Formulas;
using Autograd.Kernels;

namespace Autograd;

public sealed partial class Tensor<T>
{
    /// <summary>
    /// y = 1/cosh x, and so y′ = −y·tanh x: the root of the slope of tanh, whose own slopes keep their digits near 0 and far out. Those of
    /// a quotient underflow on the way, by −1/cosh² times sinh.
    /// </summary>
    internal Tensor<T> Sech() => Apply(SechPrimitive.Instance, this);

    private sealed class SechPrimitive : ElementwiseUnary<T>
    {
        public static readonly SechPrimitive Instance = new();

        internal override PrimitiveFormula Formula => PrimitiveFormula.Local("1/cosh(x)", "-sinh(x)/cosh(x)^2");

        protected override void Compute(ReadOnlySpan<T> x, Span<T> y)
        {
            Elementary.Map<T, Elementary.Cosh>(x, y);
            TensorPrimitives.Divide(T.One, y, y);
        }

        protected override Tensor<T> Derivative(Tensor<T> x, Tensor<T> y) => -y * x.Tanh();
    }
}
