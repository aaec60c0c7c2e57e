using System.Runtime.CompilerServices;
using static Autograd.Kernels.Polynomial;

namespace Autograd.Kernels;

/// <summary>
/// What the functions made of eˣ share: x = k·ln 2 + r with a whole k and |r| ≤ ½ ln 2, the series of eʳ, and the power 2ᵏ, which is
/// made of its bits. For eˣ and 2ˣ of floats k has eighths, which makes the series shorter.
/// </summary>
/// <remarks>The coefficients that are not simple fractions are printed by make_coefficients.py among the tests.</remarks>
internal static class Exponentials
{
    /// <summary>1.5·2⁵²: added to a number below 2⁵¹ it leaves the nearest whole one, and that in the lowest bits of the sum.</summary>
    public const double Shifter = 6755399441055744;

    public const double Ln2 = 0.6931471805599453;
    public const double Ln2Rest = 2.3190468138462996e-17;

    // The upper 42 bits of ln 2, so that the product with any exponent is exact, and the rest.
    public const double Ln2High = 0.6931471805598903;
    public const double Ln2Low = 5.497923018708371e-14;

    private const double Log2E = 1.4426950408889634;

    // As Shifter, but it leaves the nearest eighth, and eight times that in the lowest bits.
    private const double EighthShifter = Shifter / 8;

    /// <summary>2 to the power j/8, but for j·2⁴⁹ taken from its bits, which come back when 8k of a k = … + j/8 is added there.</summary>
    private static ReadOnlySpan<double> RootsOfTwo =>
    [
        1, 0.9827538663326288, 0.9696035575013605, 0.9609197773255048, 0.9571067811865476, 0.9586054127039704, 0.9658964152537145,
        0.9795040432046712,
    ];

    /// <summary>2ᵏ for a whole k from −1022 to 1023.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T PowerOfTwo<T>(T k)
        where T : struct, ILanes<T> => T.ShiftLeft(k + (Shifter + 1023), 52);

    /// <summary>y·2ᵏ for |k| ≤ 2000, in two steps, of which only the last may round.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Scale<T>(T y, T k)
        where T : struct, ILanes<T>
    {
        T half = T.MultiplyAdd(k, 0.5, Shifter) - Shifter;
        return y * PowerOfTwo(half) * PowerOfTwo(k - half);
    }

    /// <summary>eˣ.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Exp<T>(T x)
        where T : struct, ILanes<T>
    {
        // Beyond, the result is 0 or ∞.
        DoubleDouble<T> r = Reduce(T.Min(710, T.Max(-746, x)), out T k);
        return Power(r, k);
    }

    /// <summary>eˣ for a sum of two doubles, |x| ≤ 1000.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Exp<T>(DoubleDouble<T> x)
        where T : struct, ILanes<T>
    {
        DoubleDouble<T> r = Reduce(x.High, out T k);
        return Power(DoubleDouble<T>.Ordered(r.High, r.Low + x.Low), k);
    }

    /// <summary>2ˣ.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Exp2<T>(T x)
        where T : struct, ILanes<T>
    {
        x = T.Min(1025, T.Max(-1080, x));
        T k = x + Shifter - Shifter;
        return Power(DoubleDouble<T>.Product(x - k, Ln2) + (x - k) * Ln2Rest, k);
    }

    /// <summary>eˣ of floats.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T SingleExp<T>(T x)
        where T : struct, ILanes<T>
    {
        T r = SingleReduce(T.Min(90, T.Max(-105, x)), EighthShifter, out T shifted);
        return SinglePower(r, shifted);
    }

    /// <summary>2ˣ of floats.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T SingleExp2<T>(T x)
        where T : struct, ILanes<T>
    {
        x = T.Min(130, T.Max(-155, x));
        T shifted = x + EighthShifter;
        return SinglePower((x - (shifted - EighthShifter)) * Ln2, shifted);
    }

    /// <summary>eˣ − 1 of floats.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T SingleExpM1<T>(T x)
        where T : struct, ILanes<T>
    {
        T r = SingleReduce(T.Min(90, T.Max(-50, x)), Shifter, out T shifted);
        T scale = T.ShiftLeft(shifted + 1023, 52);
        T result = T.MultiplyAdd(scale, r * SingleQuotient(r), scale - 1);
        return T.CopySign(result, x);
    }

    /// <summary>
    /// cosh x and sinh x of floats, |x| ≤ 100, by the theorems of addition for x = k·ln 2 + r, with cosh and sinh of k·ln 2 from 2ᵏ.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void SingleHyperbolic<T>(T x, out T cosh, out T sinh)
        where T : struct, ILanes<T>
    {
        T r = SingleReduce(x, Shifter, out T shifted), square = r * r;
        T even = SingleCosh(square), odd = SingleSinh(square) * r;
        T growing = T.ShiftLeft(shifted + 1022, 52), falling = T.ShiftLeft(Shifter + 1022 - (shifted - Shifter), 52);
        T coshOfTwos = growing + falling, sinhOfTwos = growing - falling;
        cosh = T.MultiplyAdd(even, coshOfTwos, odd * sinhOfTwos);
        sinh = T.MultiplyAdd(odd, coshOfTwos, even * sinhOfTwos);
    }

    /// <summary>eʳ − 1 for the remainder r of x, with its digits where it is small.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleDouble<T> Fraction<T>(T x, out T k)
        where T : struct, ILanes<T> => Fraction(Reduce(x, out k));

    /// <summary>eʳ − 1 for the remainder r of a sum of two doubles.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleDouble<T> Fraction<T>(DoubleDouble<T> x, out T k)
        where T : struct, ILanes<T>
    {
        DoubleDouble<T> r = Reduce(x.High, out k);
        return Fraction(DoubleDouble<T>.Ordered(r.High, r.Low + x.Low));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static DoubleDouble<T> Fraction<T>(DoubleDouble<T> r)
        where T : struct, ILanes<T>
    {
        T tail = SeriesRest(r.High) * (r.High * r.High * r.High);
        DoubleDouble<T> square = DoubleDouble<T>.Product(r.High, r.High);
        square = new(square.High * 0.5, T.MultiplyAdd(r.High, r.Low, square.Low * 0.5));
        return r + square + tail;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static DoubleDouble<T> Reduce<T>(T x, out T k)
        where T : struct, ILanes<T>
    {
        k = T.MultiplyAdd(x, Log2E, Shifter) - Shifter;
        return DoubleDouble<T>.Ordered(T.MultiplyAdd(k, -Ln2High, x), k * -Ln2Low);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T SingleReduce<T>(T x, double shifter, out T shifted)
        where T : struct, ILanes<T>
    {
        shifted = T.MultiplyAdd(x, Log2E, shifter);
        return T.MultiplyAdd(shifted - shifter, -Ln2, x);
    }

    /// <summary>eʳ·2ᵏ with 8k in the lowest bits of what was shifted.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T SinglePower<T>(T r, T shifted)
        where T : struct, ILanes<T> => T.AddBits(T.Lookup(RootsOfTwo, shifted), T.ShiftLeft(shifted, 49)) * SinglePolynomial(r);

    /// <summary>eʳ·2ᵏ.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Power<T>(DoubleDouble<T> r, T k)
        where T : struct, ILanes<T>
    {
        var sum = DoubleDouble<T>.Ordered(1, r.High);
        T tail = T.MultiplyAdd(r.High * r.High, Horner(r.High, 0.5, SeriesRest(r.High)), sum.Low);
        return Scale(sum.High + T.MultiplyAdd(r.Low, sum.High, tail), k);
    }

    /// <summary>(1 + fraction)·2ᵏ − 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleDouble<T> Whole<T>(DoubleDouble<T> fraction, T k)
        where T : struct, ILanes<T>
    {
        T scale = PowerOfTwo(k);
        return DoubleDouble<T>.Sum(scale, -1) + fraction.Scaled(scale);
    }

    /// <summary>(1 + fraction)·2ᵏ⁻¹, which is finite where eˣ no longer is.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T HalfPower<T>(DoubleDouble<T> fraction, T k)
        where T : struct, ILanes<T> => Scale((fraction + 1).Rounded, k - 1);

    // 1/6 + r/24 + r²/120 + …, with 1/n! up to n = 14; the terms behind them are below 2⁻⁶¹ of eʳ − 1.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T SeriesRest<T>(T r)
        where T : struct, ILanes<T> => Horner(
            r, 1.0 / 6, 1.0 / 24, 1.0 / 120, 1.0 / 720, Horner(
            r, 1.0 / 5040, 1.0 / 40320, 1.0 / 362880, 1.0 / 3628800, Horner(
            r, 1.0 / 39916800, 1.0 / 479001600, 1.0 / 6227020800, 1.0 / 87178291200)));

    // eʳ to 2⁻⁴¹·⁶ for |r| ≤ (ln 2)/16; the even and the odd powers do not wait for each other.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T SinglePolynomial<T>(T r)
        where T : struct, ILanes<T>
    {
        T square = r * r;
        T even = Horner(square, 1.0000000000002869, 0.49999999724809796, (T)0.041670576750722686);
        T odd = Horner(square, 1.000000000000041, 0.16666666627354204, (T)0.008333891912089867);
        return T.MultiplyAdd(odd, r, even);
    }

    // (eʳ − 1)/r to 2⁻⁴³·⁵.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T SingleQuotient<T>(T r)
        where T : struct, ILanes<T> => Horner(
            r, 1, 0.49999999999797934, 0.16666666666648303, 0.041666666890957, Horner(
            r, 0.008333333353717156, 0.0013888821677630362, 0.0001984120875699232, 2.4876164022625967e-05, 2.7625102005388108e-06));

    // cosh r to 2⁻⁴⁶.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T SingleCosh<T>(T square)
        where T : struct, ILanes<T> => Horner(
            square, 1.0000000000000135, 0.4999999999943859, 0.04166666704055191, 0.0013888801749656543, 2.4884459751751116e-05);

    // (sinh r)/r to 2⁻⁴⁹.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T SingleSinh<T>(T square)
        where T : struct, ILanes<T> => Horner(
            square, 1.0000000000000013, 0.16666666666615648, 0.008333333367311603, 0.0001984119064754424, 2.7632640675430236e-06);
}
