using System.Runtime.CompilerServices;
using static Autograd.Kernels.Polynomial;

namespace Autograd.Kernels;

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

    // F at t = 0 in two doubles.
    private const double TailAtFour = 1.2329951186255526;
    private const double TailAtFourRest = -4.5946268417287276e-17;

    /// <summary>(2/√π)·∫₀ˣ exp(−t²) dt.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Erf<T>(T x)
        where T : struct, ILanes<T>
    {
        T size = T.Abs(x);
        return T.CopySign(T.Select(size > Switch, 1 - Above(T.Min(6, size)), size + Excess(size)), x);
    }

    /// <summary>1 − erf x, with all its digits until it underflows at 27.2.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Erfc<T>(T x)
        where T : struct, ILanes<T>
    {
        T size = T.Abs(x), above = Above(T.Min(27.5, size));
        var one = DoubleDouble<T>.Sum(1, -x);
        T near = one.High + (one.Low - Excess(x));
        return T.Select(size > Switch, T.Select(x > 0, above, 2 - above), near);
    }

    /// <summary>erf of floats.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T SingleErf<T>(T x)
        where T : struct, ILanes<T>
    {
        T size = T.Abs(x);
        return T.CopySign(T.Select(size > Switch, 1 - SingleAbove(size), size * SingleNearZero(size * size)), x);
    }

    /// <summary>erfc of floats.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T SingleErfc<T>(T x)
        where T : struct, ILanes<T>
    {
        T size = T.Abs(x), above = SingleAbove(size), near = T.SubtractProduct(1, x, SingleNearZero(x * x));
        return T.Select(size > Switch, T.Select(x > 0, above, 2 - above), near);
    }

    // erf x − x for |x| ≤ ½.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Excess<T>(T x)
        where T : struct, ILanes<T> => x * NearZero(x * x);

    // erfc x for ½ < x ≤ 28; everything in two doubles but the polynomial, which is at most a sixth of what it is added to.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Above<T>(T x)
        where T : struct, ILanes<T>
    {
        T t = (x - 4) / (x + 4);
        var factor = DoubleDouble<T>.Ordered(TailAtFour, T.MultiplyAdd(t, Tail(t), TailAtFourRest));
        DoubleDouble<T> fraction = Exponentials.Fraction(-DoubleDouble<T>.Product(x, x), out T k);
        return Exponentials.Scale(((fraction + 1) * factor / DoubleDouble<T>.Sum(1, x + x)).Rounded, k);
    }

    // One division for both.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T SingleAbove<T>(T x)
        where T : struct, ILanes<T>
    {
        x = T.Min(10.1, x);
        T left = x + 4, right = T.MultiplyAdd(x, 2, 1), inverse = 1 / (left * right);
        return Exponentials.SingleExp(-(x * x)) * SingleTail((x - 4) * right * inverse) * (left * inverse);
    }

    // R on [0, ¼], to 2⁻⁶⁵.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T NearZero<T>(T square)
        where T : struct, ILanes<T> => Horner(
            square, 0.1283791670955126, -0.3761263890318375, 0.1128379167095487, -0.02686617064499972, Horner(
            square, 0.0052239776220169365, -0.0008548326510724796, 0.00012055286202005714, -1.4923003368152099e-05, Horner(
            square, 1.637123442577e-06, -1.462091340945175e-07)));

    // (F − F(0))/t on [−7/9, ¾], which is x from ½ to 28, to 2⁻⁶⁰.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Tail<T>(T t)
        where T : struct, ILanes<T> => Horner(
            t, -0.1396211168405625, 0.015379652102619901, 0.06809705425468844, -0.1010390660363143, Horner(
            t, 0.09373283499853434, -0.06633036581196795, 0.03716751553379472, -0.016197734061059108, Horner(
            t, 0.00503197001856426, -0.0007577732634973155, -0.00019925696553927866, 0.00015062155590137163, Horner(
            t, -2.4398057333996413e-05, -1.1221668942295945e-05, 5.706494720146254e-06, 2.9313186423696087e-07, Horner(
            t, -8.195085083459565e-07, 7.540467350144586e-08, 1.03256669073015e-07, -1.8406671051403966e-08, Horner(
            t, -9.652213521087604e-09, 1.9717656765049794e-09))))));

    // (erf x)/x on [0, ¼] in powers of x², to 2⁻⁴³.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T SingleNearZero<T>(T square)
        where T : struct, ILanes<T> => Horner(
            square, 1.1283791670954115, -0.37612638899222695, 0.11283791417078554, -0.02686610953797284, Horner(
            square, 0.005223275687173556, -0.0008506764816853653, 0.00010822775559285537));

    // F for x from ½ to 10.1, to 2⁻⁴⁴.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T SingleTail<T>(T t)
        where T : struct, ILanes<T> => Horner(
            t, 1.232995118625509, -0.13962111684106482, 0.015379652116449547, 0.06809705433120715, Horner(
            t, -0.10103906671661039, 0.09373283158545545, -0.06633035502055681, 0.03716757985767853, Horner(
            t, -0.016197778519007455, 0.005031404126599139, -0.0007581263966622007, -0.00019709823357091314, Horner(
            t, 0.00015408667054399964, -2.609031592614372e-05, -1.8969634184957835e-05))));
}
