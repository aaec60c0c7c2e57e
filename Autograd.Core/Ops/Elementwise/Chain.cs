using Autograd.Formulas;
using Autograd.Kernels;

namespace Autograd;

public sealed partial class Tensor<T>
{
    /// <summary>
    /// The product of the chain rule, z = g·d with one difference: z = 0 wherever g or d is exactly 0, even against ∞ or NaN. So a
    /// branch that was not taken, or a value that nothing depends on, cannot poison a gradient. Its derivatives are d and g, again
    /// multiplied by the chain product. With the plain number 1 it is g itself. A value that happens to be 1 is multiplied, which makes 0
    /// of −0: whether that happens must not depend on what is recorded.
    /// </summary>
    internal static Tensor<T> Chain(Tensor<T> g, Tensor<T> derivative) =>
        derivative.IsPlainOne ? g : Apply(ChainPrimitive.Instance, g, derivative);

    /// <summary>Whether this is the plain number 1 of a program, as in <c>1 * x</c>, and not a value that happens to be 1.</summary>
    internal bool IsPlainOne => (traits & Traits.PlainOne) != 0;

    /// <summary>The same as a value: what a sweep begins with is one, even if it was written as a number.</summary>
    internal Tensor<T> AsValue() => IsPlainOne ? new Tensor<T>(Shape, storage) : this;

    private sealed class ChainPrimitive : ElementwiseBinary<T>
    {
        public static readonly ChainPrimitive Instance = new();

        internal override PrimitiveFormula Formula => PrimitiveFormula.Local("x*y", "y", "x");

        protected override void Compute(ReadOnlySpan<T> g, ReadOnlySpan<T> d, Span<T> z) => VectorLoop.Map<T, LaneFunctions.Chain>(g, d, z);

        protected override Tensor<T> DerivativeX(Tensor<T> g, Tensor<T> d, Tensor<T> z) => d;

        protected override Tensor<T> DerivativeY(Tensor<T> g, Tensor<T> d, Tensor<T> z) => g;
    }
}
