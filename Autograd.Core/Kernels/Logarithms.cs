namespace Autograd;

/// <summary>ln(1 + x), and the inverse hyperbolic functions: ln(1 + x) of an x that needs more digits than a double has.</summary>
/// <remarks>.NET's LogP1 is Log(1 + x), which is 0 at 1e-17; its Acosh is the C library's, which may be 2.2 units off.</remarks>
internal static class Logarithms
{
    // Below it the terms from x³ on are nothing beside x.
    private const double Tiny = 5e-9;

    // Above it √(x² ± 1) is x.
    private const double Large = 1e9;

    private const double Ln2 = 0.6931471805599453;

    /// <summary>ln(1 + x).</summary>
    public static double LogP1(double x) => x switch
    {
        <= -1 or double.PositiveInfinity => Math.Log(1 + x),
        > -Tiny and < Tiny => x - x * x / 2,
        _ => LogP1((DoubleDouble)x),
    };

    /// <summary>ln(x + √(x² + 1)), as ln(1 + x + x²/(1 + √(x² + 1))).</summary>
    public static double Asinh(double x)
    {
        double size = Math.Abs(x);
        if (size < Tiny)
        {
            return x;
        }

        if (size > Large)
        {
            return Math.CopySign(Math.Log(size) + Ln2, x);
        }

        DoubleDouble square = DoubleDouble.Product(size, size);
        return Math.CopySign(LogP1(size + square / (1 + DoubleDouble.Sqrt(1 + square))), x);
    }

    /// <summary>ln(x + √(x² − 1)), as ln(1 + t + √(t(t + 2))) with t = x − 1; NaN below 1.</summary>
    public static double Acosh(double x)
    {
        if (x > Large)
        {
            return Math.Log(x) + Ln2;
        }

        if (!(x > 1))
        {
            return x == 1 ? 0 : double.NaN;
        }

        DoubleDouble t = DoubleDouble.Sum(x, -1);
        return LogP1(t + DoubleDouble.Sqrt(t * (t + 2)));
    }

    /// <summary>½ ln((1 + x)/(1 − x)), as ½ ln(1 + 2x/(1 − x)); ±∞ at ±1 and NaN beyond.</summary>
    public static double Atanh(double x)
    {
        double size = Math.Abs(x);
        if (size < Tiny)
        {
            return x;
        }

        if (!(size < 1))
        {
            return size == 1 ? Math.CopySign(double.PositiveInfinity, x) : double.NaN;
        }

        return Math.CopySign(LogP1(2 * size / DoubleDouble.Sum(1, -size)) / 2, x);
    }

    // The logarithm of the sum as it rounds, and the slope 1/(1 + x) times what rounding took.
    private static double LogP1(DoubleDouble x)
    {
        DoubleDouble sum = 1 + x;
        return Math.Log(sum.High) + sum.Low / sum.High;
    }
}
