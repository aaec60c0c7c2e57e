using Autograd.Formulas;
using Autograd.Kernels;

namespace Autograd;

public sealed partial class Tensor<T>
{
    /// <summary>A mask: 1 where x = y, 0 elsewhere and where either is NaN. PyTorch: <c>torch.eq</c>.</summary>
    /// <remarks>Masks are not tracked: no derivative flows through them. <c>==</c> compares references.</remarks>
    public Tensor<T> EqualTo(Tensor<T> other) => Apply(Comparison.Equal, this, other);

    /// <summary>A mask: 1 where x ≠ y or either is NaN, 0 elsewhere. PyTorch: <c>torch.ne</c>.</summary>
    public Tensor<T> NotEqualTo(Tensor<T> other) => Apply(Comparison.NotEqual, this, other);

    /// <summary>A mask: 1 where x &gt; y, 0 elsewhere and where either is NaN. PyTorch: <c>torch.gt</c>.</summary>
    public Tensor<T> GreaterThan(Tensor<T> other) => Apply(Comparison.Greater, this, other);

    /// <summary>A mask: 1 where x ≥ y, 0 elsewhere and where either is NaN. PyTorch: <c>torch.ge</c>.</summary>
    public Tensor<T> GreaterThanOrEqual(Tensor<T> other) => Apply(Comparison.GreaterOrEqual, this, other);

    /// <summary>A mask: 1 where x &lt; y, 0 elsewhere and where either is NaN. PyTorch: <c>torch.lt</c>.</summary>
    public Tensor<T> LessThan(Tensor<T> other) => Apply(Comparison.Less, this, other);

    /// <summary>A mask: 1 where x ≤ y, 0 elsewhere and where either is NaN. PyTorch: <c>torch.le</c>.</summary>
    public Tensor<T> LessThanOrEqual(Tensor<T> other) => Apply(Comparison.LessOrEqual, this, other);

    /// <summary>A mask, as <see cref="GreaterThan"/>.</summary>
    public static Tensor<T> operator >(Tensor<T> x, Tensor<T> y) => Apply(Comparison.Greater, x, y);

    /// <summary>A mask, as <see cref="GreaterThanOrEqual"/>.</summary>
    public static Tensor<T> operator >=(Tensor<T> x, Tensor<T> y) => Apply(Comparison.GreaterOrEqual, x, y);

    /// <summary>A mask, as <see cref="LessThan"/>.</summary>
    public static Tensor<T> operator <(Tensor<T> x, Tensor<T> y) => Apply(Comparison.Less, x, y);

    /// <summary>A mask, as <see cref="LessThanOrEqual"/>.</summary>
    public static Tensor<T> operator <=(Tensor<T> x, Tensor<T> y) => Apply(Comparison.LessOrEqual, x, y);

    /// <summary>A step function of two numbers: its derivatives are 0 wherever they exist, so it is not differentiable here.</summary>
    internal abstract class StepFunction : ElementwiseBinary<T>
    {
        public sealed override bool IsDifferentiable => false;

        protected sealed override Tensor<T> DerivativeX(Tensor<T> x, Tensor<T> y, Tensor<T> z) => 0;

        protected sealed override Tensor<T> DerivativeY(Tensor<T> x, Tensor<T> y, Tensor<T> z) => 0;
    }

    private sealed class Comparison(string name, string sign, Action<ReadOnlySpan<T>, ReadOnlySpan<T>, Span<T>> compute) : StepFunction
    {
        // Lambdas, since a delegate of a static method costs ten times as much to call.
        public static readonly Comparison Equal = new("EqualTo", "=", (x, y, z) => VectorLoop.Map<T, LaneFunctions.Equal>(x, y, z));
        public static readonly Comparison NotEqual = new(
            "NotEqualTo", "!=", (x, y, z) => VectorLoop.Map<T, LaneFunctions.NotEqual>(x, y, z));
        public static readonly Comparison Greater = new("GreaterThan", ">", (x, y, z) => VectorLoop.Map<T, LaneFunctions.Greater>(x, y, z));
        public static readonly Comparison GreaterOrEqual = new(
            "GreaterThanOrEqual", ">=", (x, y, z) => VectorLoop.Map<T, LaneFunctions.GreaterOrEqual>(x, y, z));
        public static readonly Comparison Less = new("LessThan", "<", (x, y, z) => VectorLoop.Map<T, LaneFunctions.Less>(x, y, z));
        public static readonly Comparison LessOrEqual = new(
            "LessThanOrEqual", "<=", (x, y, z) => VectorLoop.Map<T, LaneFunctions.LessOrEqual>(x, y, z));

        internal override PrimitiveFormula Formula => PrimitiveFormula.Local($"[x {sign} y ? 1 : 0]", "0", "0");

        public override string Name => name;

        protected override void Compute(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> z) => compute(x, y, z);
    }

    /// <summary>How much of the gradient of Maximum or Minimum goes to x: all, half at a tie, none; NaN wins over numbers.</summary>
    internal sealed class Share(string name, string sign, Action<ReadOnlySpan<T>, ReadOnlySpan<T>, Span<T>> compute) : StepFunction
    {
        private static readonly Share OfMaximum = new(
            "ShareOfMaximum", ">", (x, y, z) => VectorLoop.Map<T, LaneFunctions.ShareOfMaximum>(x, y, z));

        private static readonly Share OfMinimum = new(
            "ShareOfMinimum", "<", (x, y, z) => VectorLoop.Map<T, LaneFunctions.ShareOfMinimum>(x, y, z));

        internal override PrimitiveFormula Formula => PrimitiveFormula.Local($"[x {sign} y ? 1 : [x = y ? 1/2 : 0]]", "0", "0");

        public override string Name => name;

        public static Tensor<T> Maximum(Tensor<T> x, Tensor<T> y) => Apply(OfMaximum, x, y);

        public static Tensor<T> Minimum(Tensor<T> x, Tensor<T> y) => Apply(OfMinimum, x, y);

        protected override void Compute(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> z) => compute(x, y, z);
    }
}
