namespace Autograd;

public sealed partial class Tensor<T>
{
    /// <summary>y = arcsin x in [−π/2, π/2], and so y′ = 1/√(1 − x²). PyTorch: <c>torch.asin</c>.</summary>
    /// <remarks>The derivative at ±1 is ∞; NaN outside of [−1, 1].</remarks>
    public Tensor<T> Asin() => Apply(AsinPrimitive.Instance, this);

    private sealed class AsinPrimitive : ElementwiseUnary<T>
    {
        public static readonly AsinPrimitive Instance = new();

        internal override Rule Rule => Rule.Local("asin(x)", "1/sqrt(1 - x^2)");

        public override Reads Reads => Reads.Inputs;

        protected override void Compute(ReadOnlySpan<T> x, Span<T> y) => Elementary.Map<T, Elementary.Asin>(x, y);

        // 1 − x² would cancel near ±1.
        protected override Tensor<T> Derivative(Tensor<T> x, Tensor<T> y) => 1 / ((1 - x).Sqrt() * (1 + x).Sqrt());
    }
}
