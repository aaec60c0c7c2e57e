using Autograd.Formulas;
using Autograd.Kernels;

namespace Autograd;

public sealed partial class Tensor<T>
{
    /// <summary>
    /// The product of the chain rule, z = g·d, and so ∂z/∂g = d and ∂z/∂d = g, with one difference: z = 0 wherever g or d is exactly 0,
    /// even against ∞ or NaN. So a branch that was not taken, or a value that nothing depends on, cannot poison a gradient. For the rules
    /// of a primitive, of which <see cref="ElementwiseUnary{T}"/> and <see cref="ElementwiseBinary{T}"/> do it themselves.
    /// </summary>
    /// <param name="g">A gradient or a change.</param>
    /// <param name="derivative">The local derivative d; with the plain number 1 the result is g itself.</param>
    /// <exception cref="ShapeException">The shapes do not broadcast.</exception>
    /// <remarks>
    /// In the derivatives too a gradient of 0 absorbs. A value that happens to be 1 is multiplied, which makes 0 of −0: whether that
    /// happens must not depend on what is recorded. PyTorch has no equivalent: its rules multiply, and 0·∞ is NaN.
    /// </remarks>
    public static Tensor<T> Chain(Tensor<T> g, Tensor<T> derivative)
    {
        ArgumentNullException.ThrowIfNull(g);
        ArgumentNullException.ThrowIfNull(derivative);
        return derivative.IsPlainOne ? g : Apply(ChainPrimitive.Instance, g, derivative);
    }

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
