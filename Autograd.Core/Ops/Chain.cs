namespace Autograd;

public sealed partial class Tensor<T>
{
    /// <summary>
    /// The product of the chain rule, z = g·d with one difference: z = 0 wherever g or d is exactly 0, even against ∞ or NaN. So a
    /// branch that was not taken, or a value that nothing depends on, cannot poison a gradient. Its derivatives are d and g, again
    /// multiplied by the chain product.
    /// </summary>
    internal static Tensor<T> Chain(Tensor<T> g, Tensor<T> derivative) =>
        derivative.Shape.Rank == 0 && derivative.Operation is null && !derivative.IsTracked && !derivative.IsTraced && derivative.Data[0] == T.One
            ? g
            : Apply(ChainPrimitive.Instance, g, derivative);

    private sealed class ChainPrimitive : ElementwiseBinary<T>
    {
        public static readonly ChainPrimitive Instance = new();

        internal override Rule Rule => Rule.Local("x*y", "y", "x");

        public override Reads Reads => Reads.Inputs;

        protected override void Compute(ReadOnlySpan<T> g, ReadOnlySpan<T> d, Span<T> z) => VectorLoop.Map<T, Masks.Chain>(g, d, z);

        protected override Tensor<T> DerivativeX(Tensor<T> g, Tensor<T> d, Tensor<T> z) => d;

        protected override Tensor<T> DerivativeY(Tensor<T> g, Tensor<T> d, Tensor<T> z) => g;
    }
}
