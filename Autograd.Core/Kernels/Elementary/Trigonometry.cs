using System.Runtime.CompilerServices;
using static Autograd.Kernels.Polynomial;

namespace Autograd.Kernels;

/// <summary>
/// Sine, cosine and tangent: x = n·π/2 + r with |r| ≤ π/4, r in two doubles, and the series of sine and cosine. For floats π is enough as
/// the unit, and for sine and cosine one polynomial.
/// </summary>
internal static class Trigonometry
{
    // π/2 in three doubles, π in two.
    private const double HalfPi = 1.5707963267948966;
    private const double HalfPiRest = 6.123233995736766e-17;
    private const double HalfPiLast = -1.4973849048591698e-33;
    private const double Pi = Math.PI;
    private const double PiRest = 1.2246467991473532e-16;

    /// <summary>Above it what is missing of π/2 would count, times the number of quarter turns.</summary>
    public const double Large = 1 << 30;

    /// <summary>The sine of x, or of x and so many quarter turns.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Sin<T>(T x, int quarters)
        where T : struct, ILanes<T>
    {
        Angle<T> angle = Reduce(T.Abs(x));
        T quarter = T.AddBits(angle.Quarter, T.Bits(quarters));
        T value = T.Select(IsOdd(quarter), Cosine(angle.Remainder).Rounded, Sine(angle.Remainder).Rounded);
        return value ^ T.ShiftLeft(quarter & T.Bits(2), 62);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Tan<T>(T x)
        where T : struct, ILanes<T>
    {
        Angle<T> angle = Reduce(T.Abs(x));
        DoubleDouble<T> sine = Sine(angle.Remainder), cosine = Cosine(angle.Remainder);
        T odd = IsOdd(angle.Quarter);
        DoubleDouble<T> quotient = DoubleDouble<T>.Select(odd, -cosine, sine) / DoubleDouble<T>.Select(odd, sine, cosine);
        return quotient.Rounded ^ (x & T.Bits(long.MinValue));
    }

    /// <summary>The sine of floats.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T SingleSin<T>(T x)
        where T : struct, ILanes<T>
    {
        T shifted = T.MultiplyAdd(x, 1 / Pi, Exponentials.Shifter);
        return SingleSine(x, shifted - Exponentials.Shifter, shifted);
    }

    /// <summary>The cosine of floats, as the sine of x + π/2.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T SingleCos<T>(T x)
        where T : struct, ILanes<T>
    {
        T size = T.Abs(x), shifted = T.MultiplyAdd(size, 1 / Pi, 0.5) + Exponentials.Shifter;
        return SingleSine(size, shifted - Exponentials.Shifter - 0.5, shifted);
    }

    /// <summary>The tangent of floats.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T SingleTan<T>(T x)
        where T : struct, ILanes<T>
    {
        T shifted = T.MultiplyAdd(x, 2 / Pi, Exponentials.Shifter), n = shifted - Exponentials.Shifter;
        T r = T.SubtractProduct(T.SubtractProduct(x, n, HalfPi), n, HalfPiRest), square = r * r;
        T sine = r * SingleSineOfQuarter(square), cosine = SingleCosineOfQuarter(square), odd = IsOdd(shifted);
        return T.Select(odd, -cosine, sine) / T.Select(odd, sine, cosine);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T SingleSine<T>(T x, T n, T shifted)
        where T : struct, ILanes<T>
    {
        T r = T.SubtractProduct(T.SubtractProduct(x, n, Pi), n, PiRest);
        return (r * SingleSineOfHalf(r * r)) ^ T.ShiftLeft(shifted, 63);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T IsOdd<T>(T n)
        where T : struct, ILanes<T> => (n & T.Bits(1)) > 0;

    /// <summary>The quarter turns in x ≥ 0, modulo 4, and the remainder, at most an eighth of a turn to either side.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Angle<T> Reduce<T>(T x)
        where T : struct, ILanes<T>
    {
        // The first difference is exact.
        T shifted = T.MultiplyAdd(x, 2 / Pi, Exponentials.Shifter), n = shifted - Exponentials.Shifter;
        var product = DoubleDouble<T>.Product(n, HalfPiRest);
        var rest = DoubleDouble<T>.Sum(T.SubtractProduct(x, n, HalfPi), -product.High);
        var remainder = DoubleDouble<T>.Ordered(rest.High, T.SubtractProduct(rest.Low - product.Low, n, HalfPiLast));
        Angle<T> angle = new(shifted, remainder);
        return T.AnyGreater(x, Large) ? LargeAngles.Replace(angle, x, x > Large) : angle;
    }

    /// <summary>sin r, not rounded.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static DoubleDouble<T> Sine<T>(DoubleDouble<T> r)
        where T : struct, ILanes<T>
    {
        T square = r.High * r.High, low = T.SubtractProduct(r.Low, r.Low * 0.5, square);
        T cubic = Horner(square, -1.0 / 6, SineRest(square));
        return DoubleDouble<T>.Ordered(r.High, T.MultiplyAdd(r.High * square, cubic, low));
    }

    /// <summary>cos r, not rounded.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static DoubleDouble<T> Cosine<T>(DoubleDouble<T> r)
        where T : struct, ILanes<T>
    {
        var square = DoubleDouble<T>.Product(r.High, r.High);
        var start = DoubleDouble<T>.Ordered(1, square.High * -0.5);
        T low = T.SubtractProduct(T.SubtractProduct(start.Low, square.Low, 0.5), r.High, r.Low);
        return DoubleDouble<T>.Ordered(start.High, T.MultiplyAdd(square.High * square.High, CosineRest(square.High), low));
    }

    // (sin r − r + r³/6)/r⁵ to 2⁻⁶⁴ of r.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T SineRest<T>(T square)
        where T : struct, ILanes<T> => Horner(
            square, 0.008333333333333333, -0.00019841269841268963, 2.755731922232509e-06, -2.5052107236381626e-08, Horner(
            square, 1.6058684400905804e-10, -7.595311845794959e-13));

    // (cos r − 1 + r²/2)/r⁴ to 2⁻⁶⁰ of 1.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T CosineRest<T>(T square)
        where T : struct, ILanes<T> => Horner(
            square, 0.041666666666666664, -0.0013888888888887398, 2.480158729876569e-05, -2.7557317271729793e-07, Horner(
            square, 2.08761462684032e-09, -1.1382632425521717e-11));

    // (sin r)/r up to π/2, to 2⁻⁴⁴.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T SingleSineOfHalf<T>(T square)
        where T : struct, ILanes<T> => Horner(
            square, 0.9999999999999496, -0.16666666666466673, 0.00833333332035835, -0.00019841266683130672, Horner(
            square, 2.7556952912858047e-06, -2.503026818882279e-08, 1.54112197466489e-10));

    // (sin r)/r up to π/4, to 2⁻⁴⁷.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T SingleSineOfQuarter<T>(T square)
        where T : struct, ILanes<T> => Horner(
            square, 0.9999999999999957, -0.16666666666616686, 0.00833333332387815, -0.0001984126329839051, Horner(
            square, 2.7555271893389817e-06, -2.475655877198039e-08));

    // cos r up to π/4, to 2⁻⁴⁴.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T SingleCosineOfQuarter<T>(T square)
        where T : struct, ILanes<T> => Horner(
            square, 0.9999999999999444, -0.49999999999351113, 0.04166666654391119, -0.0013888880393776424, Horner(
            square, 2.4798928755323667e-05, -2.717342984102282e-07));
}
