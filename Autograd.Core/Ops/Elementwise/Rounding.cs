using System.Numerics.Tensors;
using Autograd.Formulas;

namespace Autograd;

public sealed partial class Tensor<T>
{
    /// <summary>y = ⌊x⌋, the largest whole number that is not above x; y′ = 0. PyTorch: <c>torch.floor</c>.</summary>
    /// <remarks>The derivative is 0 at the jumps too. NaN and ±∞ stay.</remarks>
    public Tensor<T> Floor() => Apply(RoundingPrimitive.Floor, this);

    /// <summary>y = ⌈x⌉, the smallest whole number that is not below x; y′ = 0. PyTorch: <c>torch.ceil</c>.</summary>
    /// <remarks>The derivative is 0 at the jumps too. NaN and ±∞ stay.</remarks>
    public Tensor<T> Ceiling() => Apply(RoundingPrimitive.Ceiling, this);

    /// <summary>y = the nearest whole number, halves to even: 0.5 → 0, 1.5 → 2; y′ = 0. PyTorch: <c>torch.round</c>.</summary>
    /// <remarks>The derivative is 0 at the jumps too. NaN and ±∞ stay.</remarks>
    public Tensor<T> Round() => Apply(RoundingPrimitive.Round, this);

    /// <summary>y = the whole number next to x on the side of 0; y′ = 0. PyTorch: <c>torch.trunc</c>.</summary>
    /// <remarks>The derivative is 0 at the jumps too. NaN and ±∞ stay.</remarks>
    public Tensor<T> Truncate() => Apply(RoundingPrimitive.Truncate, this);

    private sealed class RoundingPrimitive(string name, Action<ReadOnlySpan<T>, Span<T>> round) : ElementwiseUnary<T>
    {
        public static readonly RoundingPrimitive Floor = new("Floor", TensorPrimitives.Floor);
        public static readonly RoundingPrimitive Ceiling = new("Ceiling", TensorPrimitives.Ceiling);
        public static readonly RoundingPrimitive Round = new("Round", TensorPrimitives.Round);
        public static readonly RoundingPrimitive Truncate = new("Truncate", TensorPrimitives.Truncate);

        internal override PrimitiveFormula Formula => PrimitiveFormula.Local($"{name.ToLowerInvariant()}(x)", "0");

        public override string Name => name;

        protected override void Compute(ReadOnlySpan<T> x, Span<T> y) => round(x, y);

        private protected override bool HasConstantDerivatives => true;

        protected override Tensor<T> Derivative(Tensor<T> x, Tensor<T> y) => 0;
    }
}
