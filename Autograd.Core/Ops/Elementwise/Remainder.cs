using Autograd.Formulas;

namespace Autograd;

public sealed partial class Tensor<T>
{
    /// <summary>
    /// z = x − y·⌊x/y⌋, which has the sign of the divisor, and so ∂z/∂x = 1 and ∂z/∂y = −⌊x/y⌋. PyTorch: <c>torch.remainder</c>.
    /// </summary>
    /// <param name="divisor">The divisor y.</param>
    /// <exception cref="ShapeException">The shapes do not broadcast together.</exception>
    /// <remarks>
    /// The derivatives at the jumps are those of the branch that the value is on. The remainder by 0 is NaN. By ±∞ it is x, or, where x has
    /// the other sign, the divisor, with ∂z/∂y = 0 or 1.
    /// </remarks>
    public Tensor<T> Remainder(Tensor<T> divisor) => Apply(RemainderPrimitive.Instance, this, divisor);

    private sealed class RemainderPrimitive : ElementwiseBinary<T>
    {
        public static readonly RemainderPrimitive Instance = new();

        internal override PrimitiveFormula Formula => PrimitiveFormula.Local("mod(x, y)", "1", "-floor(x/y)");

        protected override void Compute(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> z)
        {
            for (int i = 0; i < z.Length; i++)
            {
                T remainder = x[i] % y[i]; // exact, with the sign of x
                z[i] = remainder == T.Zero ? T.CopySign(T.Zero, y[i])
                    : T.IsNegative(remainder) != T.IsNegative(y[i]) ? remainder + y[i]
                    : remainder;
            }
        }

        protected override Tensor<T> DerivativeX(Tensor<T> x, Tensor<T> y, Tensor<T> z) => One;

        // Rounded, because x/y − z/y is a whole number but for roundings; x − z may overflow. By ±∞ it is 0 where z is x, and else −1.
        protected override Tensor<T> DerivativeY(Tensor<T> x, Tensor<T> y, Tensor<T> z) => Select(
            y.Abs().EqualTo(double.PositiveInfinity), Select(z.EqualTo(x), 0, z.Sign() * y.Sign()), -((x / y) - (z / y)).Round());
    }
}
