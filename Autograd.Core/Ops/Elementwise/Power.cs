using System.Globalization;
using System.Numerics.Tensors;
using Autograd.Formulas;
using Autograd.Kernels;
using Autograd.Tensors;

namespace Autograd;

public sealed partial class Tensor<T>
{
    /// <summary>y = xᵖ for a constant p, and so y′ = p·xᵖ⁻¹. PyTorch: <c>torch.pow</c>.</summary>
    /// <param name="exponent">The exponent p.</param>
    /// <remarks>
    /// x⁰ = 1 with derivative 0 everywhere, at 0 and NaN too. At 0 the derivative is ∞ for 0 &lt; p &lt; 1, and ±∞ for p &lt; 0. A negative
    /// x with a p that is not whole gives NaN.
    /// </remarks>
    public Tensor<T> Pow(double exponent) => Apply(new PowerPrimitive(T.CreateTruncating(exponent)), this);

    /// <summary>z = xʸ, and so ∂z/∂x = y·xʸ⁻¹ and ∂z/∂y = xʸ·ln x. PyTorch: <c>torch.pow</c>.</summary>
    /// <param name="exponent">The exponent y.</param>
    /// <exception cref="ShapeException">The shapes do not broadcast together.</exception>
    /// <remarks>
    /// x⁰ = 1 with ∂z/∂x = 0. At x = 0, ∂z/∂y is 0 for y ≥ 0 and infinite for y &lt; 0 (−∞ at +0). For negative x, ∂z/∂y is NaN.
    /// </remarks>
    public Tensor<T> Pow(Tensor<T> exponent)
    {
        ArgumentNullException.ThrowIfNull(exponent);
        Broadcasting.Of("Pow", [this, exponent]);
        return Apply(PowerOfTensorPrimitive.Instance, this, exponent);
    }

    /// <summary>z = bˣ for a constant b, and so z′ = bˣ·ln b. PyTorch: <c>torch.pow(b, x)</c>.</summary>
    /// <param name="base">The base b.</param>
    /// <param name="exponent">The exponent x.</param>
    public static Tensor<T> Pow(double @base, Tensor<T> exponent) => ((Tensor<T>)@base).Pow(exponent);

    private sealed class PowerPrimitive(T exponent) : ElementwiseUnary<T>
    {
        internal override PrimitiveFormula Formula => PrimitiveFormula.Local(
            $"x^{PrimitiveFormula.Number(exponent)}",
            exponent == T.Zero ? "0"
            : exponent == T.One ? "1"
            : exponent == T.One + T.One ? "2*x"
            : exponent == -T.One ? "-x^-2"
            : $"{PrimitiveFormula.Number(exponent)}*x^{PrimitiveFormula.Number(OneLess)}");

        public override string Attributes => TensorText.Number(exponent + T.Zero);

        /// <summary>In the fewest digits: 0.1 for 1.1, though 1.1 − 1 is 0.10000000000000009.</summary>
        private T OneLess
        {
            get
            {
                T difference = exponent - T.One;
                string digits = difference.ToString(typeof(T) == typeof(float) ? "g6" : "g15", CultureInfo.InvariantCulture);
                T rounded = T.Parse(digits, CultureInfo.InvariantCulture);
                return rounded + T.One == exponent ? rounded : difference;
            }
        }

        private bool IsSmall => T.Abs(exponent) <= T.One;

        private bool IsQuotient => exponent < T.One / (T.One + T.One) && exponent != T.Zero;

        protected override void Compute(ReadOnlySpan<T> x, Span<T> y)
        {
            if (exponent == T.One + T.One)
            {
                TensorPrimitives.Multiply(x, x, y); // correctly rounded, and ten times as fast
            }
            else if (exponent == T.One)
            {
                x.CopyTo(y);
            }
            else
            {
                Elementary.Map<T, Elementary.Pow>(x, exponent, y);
            }
        }

        // As p·y/x where xᵖ⁻¹ may overflow before the product with a gradient does. Where y = x that is p/x: at 1, and at 0 and ∞.
        protected override Tensor<T> Derivative(Tensor<T> x, Tensor<T> y) =>
            exponent == T.Zero ? 0
            : IsQuotient ? (IsSmall ? Constant(exponent) : One) * Select(y.EqualTo(x), 1, y)
            : Constant(exponent) * Apply(new PowerPrimitive(exponent - T.One), x);

        private protected override Tensor<T>? Divisor(Tensor<T> x, Tensor<T> y) =>
            !IsQuotient ? null : !IsSmall ? x / Constant(exponent) : exponent < T.Zero ? x : x + 0; // + 0 turns −0 into 0
    }

    private sealed class PowerOfTensorPrimitive : ElementwiseBinary<T>
    {
        public static readonly PowerOfTensorPrimitive Instance = new();

        internal override PrimitiveFormula Formula => PrimitiveFormula.Local("x^y", "y*x^(y - 1)", "x^y*ln(x)");

        public override string Name => "Power";

        protected override void Compute(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> z) => Elementary.Map<T, Elementary.Pow>(x, y, z);

        // The chain product, because y = 0 makes a slope of 0 also where x = 0 and xʸ⁻¹ = ∞.
        protected override Tensor<T> DerivativeX(Tensor<T> x, Tensor<T> y, Tensor<T> z) =>
            Tensor<T>.Chain(y, Select(y < 0.5, Select(z.EqualTo(x), 1, z), x.Pow(y - 1)));

        // As for a constant exponent.
        private protected override Tensor<T> DivisorX(Tensor<T> x, Tensor<T> y, Tensor<T> z) => Select(y < 0.5, Select(y < 0, x, x + 0), 1);

        protected override Tensor<T> DerivativeY(Tensor<T> x, Tensor<T> y, Tensor<T> z) =>
            Tensor<T>.Chain(z, Select(x.EqualTo(0) * (y >= 0), 0, x.Log()));
    }
}
