namespace Autograd;

/// <summary>
/// The functions made of eˣ − 1, from one kernel that keeps some six bits more than a double: x = k·ln 2 + r with |r| ≤ ½ ln 2, and
/// eʳ − 1 by its series.
/// </summary>
/// <remarks>.NET's ExpM1 is Exp(x) − 1, which is 0 at 1e-17; its Tanh is the C library's, which may be 2.2 units off.</remarks>
internal static class Exponentials
{
    // The upper 42 bits of ln 2, so that the product with any exponent is exact, and the rest.
    private const double Ln2High = 0.6931471805598903;
    private const double Ln2Low = 5.497923018708371e-14;

    // Where e⁻ˣ is nothing beside eˣ.
    private const double Large = 22;

    // 1/n! for n = 3 … 14; the terms behind them are below 2⁻⁶¹ of eʳ − 1.
    private static ReadOnlySpan<double> InverseFactorials =>
    [
        1.0 / 6, 1.0 / 24, 1.0 / 120, 1.0 / 720, 1.0 / 5040, 1.0 / 40320, 1.0 / 362880, 1.0 / 3628800, 1.0 / 39916800, 1.0 / 479001600,
        1.0 / 6227020800, 1.0 / 87178291200,
    ];

    /// <summary>eˣ − 1.</summary>
    public static double ExpM1(double x) => x switch
    {
        > 40 => 2 * HalfExp(x),
        < -40 => -1,
        > -5e-17 and < 5e-17 => x,
        _ => PreciseExpM1(x).Rounded,
    };

    /// <summary>(eˣ − e⁻ˣ)/2, as (m + m/(1 + m))/2 with m = eˣ − 1: no difference of nearly equal numbers.</summary>
    public static double Sinh(double x)
    {
        double size = Math.Abs(x);
        if (size > Large)
        {
            return Math.CopySign(HalfExp(size), x);
        }

        DoubleDouble m = PreciseExpM1(size);
        return Math.CopySign((m + m / (1 + m)).Rounded / 2, x);
    }

    /// <summary>(eˣ + e⁻ˣ)/2.</summary>
    public static double Cosh(double x)
    {
        double size = Math.Abs(x);
        if (size > Large)
        {
            return HalfExp(size);
        }

        DoubleDouble power = 1 + PreciseExpM1(size);
        return (power + 1 / power).Rounded / 2;
    }

    /// <summary>sinh x / cosh x, as m/(2 + m) with m = e²ˣ − 1.</summary>
    public static double Tanh(double x)
    {
        double size = Math.Abs(x);
        if (size > Large)
        {
            return Math.CopySign(1, x);
        }

        DoubleDouble m = PreciseExpM1(2 * size);
        return Math.CopySign((m / (2 + m)).Rounded, x);
    }

    /// <summary>eˣ = (1 + fraction)·2^exponent, for |x| &lt; 1000; the fraction keeps its digits where it is small.</summary>
    public static (DoubleDouble Fraction, int Exponent) Split(DoubleDouble x)
    {
        double k = Math.Round(x.High * 1.4426950408889634);
        DoubleDouble r = DoubleDouble.Sum(x.High - k * Ln2High, x.Low - k * Ln2Low);
        double tail = Polynomial.Value(r.High, InverseFactorials) * r.High * r.High * r.High;
        return (r + (r * r).Scaled(0.5) + tail, (int)k);
    }

    private static DoubleDouble PreciseExpM1(double x)
    {
        (DoubleDouble fraction, int exponent) = Split(x);
        double scale = Math.ScaleB(1, exponent);
        return DoubleDouble.Sum(scale, -1) + fraction.Scaled(scale);
    }

    // eˣ/2, which is finite where eˣ no longer is.
    private static double HalfExp(double x)
    {
        if (x > 711)
        {
            return double.PositiveInfinity;
        }

        (DoubleDouble fraction, int exponent) = Split(x);
        return Math.ScaleB((1 + fraction).Rounded, exponent - 1);
    }
}
