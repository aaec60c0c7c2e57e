namespace Autograd;

/// <summary>
/// erf and erfc, which .NET does not have. Up to ½ both come from erf x = x + x·R(x²), above it both come from
/// erfc x = exp(−x²)·F(t)/(1 + 2x) with t = (x − 4)/(x + 4), where F stays between 1.1 and 1.3 up to ∞.
/// </summary>
/// <remarks>
/// The second form is that of M. M. Shepherd and J. G. Laframboise, "Chebyshev approximation of (1 + 2x)exp(x²)erfc x in 0 ≤ x &lt; ∞",
/// Mathematics of Computation 36 (1981). The coefficients are our own: make_coefficients.py among the tests prints them.
/// </remarks>
internal static class ErrorFunctions
{
    private const double Switch = 0.5;

    // R on [0, ¼], to 2⁻⁶⁵.
    private static ReadOnlySpan<double> NearZero =>
    [
        0.1283791670955126, -0.3761263890318375, 0.1128379167095487, -0.02686617064499972, 0.0052239776220169365,
        -0.0008548326510724796, 0.00012055286202005714, -1.4923003368152099e-05, 1.637123442577e-06, -1.462091340945175e-07,
    ];

    // F on [−7/9, ¾], which is x from ½ to 28, to 2⁻⁶⁰: the value at 0 in two doubles, and the rest.
    private static readonly DoubleDouble TailAtFour = new(1.2329951186255526, -4.5946268417287276e-17);

    private static ReadOnlySpan<double> Tail =>
    [
        -0.1396211168405625, 0.015379652102619901, 0.06809705425468844, -0.1010390660363143, 0.09373283499853434,
        -0.06633036581196795, 0.03716751553379472, -0.016197734061059108, 0.00503197001856426, -0.0007577732634973155,
        -0.00019925696553927866, 0.00015062155590137163, -2.4398057333996413e-05, -1.1221668942295945e-05, 5.706494720146254e-06,
        2.9313186423696087e-07, -8.195085083459565e-07, 7.540467350144586e-08, 1.03256669073015e-07, -1.8406671051403966e-08,
        -9.652213521087604e-09, 1.9717656765049794e-09,
    ];

    /// <summary>(2/√π)·∫₀ˣ exp(−t²) dt.</summary>
    public static double Erf(double x)
    {
        double size = Math.Abs(x);
        return size switch
        {
            <= Switch => x + Excess(x),
            > 6 => Math.CopySign(1, x),
            _ => Math.CopySign(1 - Above(size), x),
        };
    }

    /// <summary>1 − erf x, with all its digits until it underflows at 27.2.</summary>
    public static double Erfc(double x) => x switch
    {
        > 27.25 => 0,
        > Switch => Above(x),
        >= -Switch => (DoubleDouble.Sum(1, -x) + -Excess(x)).Rounded,
        >= -6 => 2 - Above(-x),
        < -6 => 2,
        _ => x,
    };

    // erf x − x for |x| ≤ ½.
    private static double Excess(double x) => x * Polynomial.Value(x * x, NearZero);

    // erfc x for ½ < x ≤ 28; everything in two doubles but the polynomial, which is at most a sixth of what it is added to.
    private static double Above(double x)
    {
        double t = (x - 4) / (x + 4);
        DoubleDouble factor = TailAtFour + t * Polynomial.Value(t, Tail);
        (DoubleDouble fraction, int exponent) = Exponentials.Split(-DoubleDouble.Product(x, x));
        return Math.ScaleB(((1 + fraction) * factor / DoubleDouble.Sum(1, 2 * x)).Rounded, exponent);
    }
}
