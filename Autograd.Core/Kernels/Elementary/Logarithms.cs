using System.Runtime.CompilerServices;
using static Autograd.Kernels.Polynomial;

namespace Autograd.Kernels;

/// <summary>
/// What the logarithms share: x = 2ᵏ·(1 + f) with 1 + f between √½ and √2, and ln(1 + f) = S + S³/12 + S⁵/80 + … with S = f/(1 + f/2),
/// which is 2 artanh(S/2). That division is what takes longest, so floats, which need fewer digits, have x = 2ᵏ·(1 + r)/c instead, with one
/// of eight factors c for 1 + r near 1.
/// </summary>
/// <remarks>The coefficients are printed by make_coefficients.py among the tests.</remarks>
internal static class Logarithms
{
    private const double SmallestNormal = 2.2250738585072014e-308;

    private const long BitsOfOne = 0x3FF0000000000000;
    private const long BitsOfRootHalf = 0x3FE6A09E667F3BCD;
    private const long Mantissa = 0x000FFFFFFFFFFFFF;
    private const double TwoTo52 = 4503599627370496;

    // 1/12 in two doubles.
    private const double Twelfth = 0.08333333333333333;
    private const double TwelfthRest = 4.625929269271485e-18;

    /// <summary>
    /// What takes the mantissas in each eighth of [1, 2) to between 15/16 and 9/8, with so few bits that products with floats are exact.
    /// </summary>
    private static ReadOnlySpan<double> Factors => [1, 0.875, 0.75, 0.6875, 0.625, 0.625, 0.5625, 0.5];

    /// <summary>−ln of them.</summary>
    private static ReadOnlySpan<double> OfFactors =>
    [
        0, 0.13353139262452263, 0.2876820724517809, 0.3746934494414107, 0.4700036292457356, 0.4700036292457356, 0.5753641449035618,
        Exponentials.Ln2,
    ];

    /// <summary>ln x = k·ln 2 + ln(1 + f) of a positive number, the second part to 58 bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleDouble<T> Parts<T>(T x, out T k)
        where T : struct, ILanes<T>
    {
        T mantissa = SplitAny(x, out k);
        return OfMantissa(new DoubleDouble<T>(mantissa - 1, 0));
    }

    /// <summary>ln x of a positive number, to 64 bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleDouble<T> Precise<T>(T x)
        where T : struct, ILanes<T>
    {
        T mantissa = SplitAny(x, out T k);
        return Whole(k, Exponentials.Ln2High, Exponentials.Ln2Low, PreciseOfMantissa(mantissa - 1));
    }

    /// <summary>ln x of floats, with some more digits; where it is multiplied by a number, they count.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T SingleLogForPow<T>(T x)
        where T : struct, ILanes<T>
    {
        T mantissa = Split(x, out T k), f = mantissa - 1, s = f / T.MultiplyAdd(f, 0.5, 1);
        return T.MultiplyAdd(k, Exponentials.Ln2, s * SinglePolynomialForPow(s * s));
    }

    /// <summary>k times a constant in two doubles, of which the first has zeros to spare for k, and the logarithm of a mantissa.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleDouble<T> Whole<T>(T k, double high, double low, DoubleDouble<T> mantissa)
        where T : struct, ILanes<T> => Add(new(k * high, k * low), mantissa);

    /// <summary>The logarithm, where x is positive and finite, else what it is at the edges.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Inside<T>(T x, T logarithm)
        where T : struct, ILanes<T>
    {
        if (T.AreNormal(x))
        {
            return logarithm;
        }

        T inside = (x > 0) & (x < double.PositiveInfinity);
        T edge = T.Select(T.Same(x, 0), double.NegativeInfinity, T.Select(x > 0, x, double.NaN));
        return T.Select(inside, logarithm, edge);
    }

    /// <summary>ln of floats.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T SingleLog<T>(T x)
        where T : struct, ILanes<T>
    {
        T mantissa = T.Mantissa(x, out T k), interval = Interval(x);
        return SingleWhole(k, interval, T.MultiplySubtract(mantissa, T.Lookup(Factors, interval), 1));
    }

    /// <summary>ln(1 + x) of floats, or of what is computed from them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T SingleLogP1<T>(T x)
        where T : struct, ILanes<T>
    {
        T sum = x + 1, mantissa = T.Mantissa(sum, out T k), interval = Interval(sum), factor = T.Lookup(Factors, interval);

        // What rounding took from the sum. Of ∞ − ∞ the minimum makes a number, of which the power of −∞ then leaves 0.
        T low = T.Min(x - (sum - 1), 1) * Exponentials.PowerOfTwo(-k);
        T r = T.MultiplyAdd(low, factor, T.MultiplySubtract(mantissa, factor, 1));
        return T.CopySign(SingleWhole(k, interval, r), x);
    }

    /// <summary>ln(1 + x) for −1 &lt; x, or ln(2y) where the mask is set.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T LogP1<T>(DoubleDouble<T> x, T large, T y)
        where T : struct, ILanes<T>
    {
        DoubleDouble<T> sum = x + 1;
        T mantissa = Split(T.Select(large, y, sum.High), out T k);

        // 2¹⁰²² does as well as a larger power: what is divided by it is nothing anyway.
        T low = T.Select(large, 0, sum.Low) * Exponentials.PowerOfTwo(T.Max(-1022, -k));
        DoubleDouble<T> f = DoubleDouble<T>.Ordered(mantissa - 1, low);
        k += large & 1;
        return Whole(k, Exponentials.Ln2High, Exponentials.Ln2Low, OfMantissa(f)).Rounded;
    }

    /// <summary>The exponent k and the mantissa 1 + f of a positive number, which may be subnormal.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T SplitAny<T>(T x, out T k)
        where T : struct, ILanes<T>
    {
        T subnormal = x < SmallestNormal;
        T mantissa = Split(T.Select(subnormal, x * (2 * TwoTo52), x), out k);
        k -= subnormal & 53;
        return mantissa;
    }

    /// <summary>The exponent k and the mantissa 1 + f of a positive normal number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Split<T>(T x, out T k)
        where T : struct, ILanes<T>
    {
        T shifted = T.AddBits(x, T.Bits(BitsOfOne - BitsOfRootHalf));

        // The exponent becomes the end of a number that starts with 2⁵².
        k = (T.ShiftRight(shifted, 52) | TwoTo52) - (TwoTo52 + 1023);
        return T.AddBits(shifted & T.Bits(Mantissa), T.Bits(BitsOfRootHalf));
    }

    /// <summary>S = f/(1 + f/2), not normalized.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static DoubleDouble<T> Argument<T>(DoubleDouble<T> f)
        where T : struct, ILanes<T>
    {
        var divisor = DoubleDouble<T>.Ordered(1, f.High * 0.5);
        T inverse = 1 / divisor.High, s = f.High * inverse;
        T rest = T.SubtractProduct(f.Low, s, T.MultiplyAdd(f.Low, 0.5, divisor.Low)) + T.SubtractProduct(f.High, s, divisor.High);
        return new(s, rest * inverse);
    }

    /// <summary>ln(1 + f), to 58 bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static DoubleDouble<T> OfMantissa<T>(DoubleDouble<T> f)
        where T : struct, ILanes<T>
    {
        DoubleDouble<T> s = Argument(f);
        T square = s.High * s.High;
        return new(s.High, T.MultiplyAdd(s.High * square, Horner(square, Twelfth, Rest(square)), s.Low));
    }

    /// <summary>ln(1 + f), to 65 bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static DoubleDouble<T> PreciseOfMantissa<T>(T f)
        where T : struct, ILanes<T>
    {
        DoubleDouble<T> s = Argument(new DoubleDouble<T>(f, 0));
        s = DoubleDouble<T>.Ordered(s.High, s.Low);
        var square = DoubleDouble<T>.Product(s.High, s.High);
        square = new(square.High, T.MultiplyAdd(s.High + s.High, s.Low, square.Low));
        var factor = DoubleDouble<T>.Ordered(Twelfth, T.MultiplyAdd(square.High, Rest(square.High), TwelfthRest));
        return Add(s, square * factor * s);
    }

    /// <summary>The eighth of [1, 2) in which the mantissa is, in the lowest three bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Interval<T>(T x)
        where T : struct, ILanes<T> => T.ShiftRight(x, 49);

    /// <summary>k·ln 2 − ln c + ln(1 + r) with the factor c of the interval; from 15/16 to 1 the first two cancel exactly.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T SingleWhole<T>(T k, T interval, T r)
        where T : struct, ILanes<T> =>
        T.MultiplyAdd(r, SinglePolynomial(r), T.MultiplyAdd(k, Exponentials.Ln2, T.Lookup(OfFactors, interval)));

    /// <summary>a + b, where b is smaller than a, or a is 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static DoubleDouble<T> Add<T>(DoubleDouble<T> a, DoubleDouble<T> b)
        where T : struct, ILanes<T>
    {
        var sum = DoubleDouble<T>.Ordered(a.High, b.High);
        return DoubleDouble<T>.Ordered(sum.High, sum.Low + (a.Low + b.Low));
    }

    // (ln(1 + f) − S − S³/12)/S⁵ to 2⁻⁷⁰ of S.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Rest<T>(T square)
        where T : struct, ILanes<T> => Horner(
            square, 0.0125, 0.002232142857142919, 0.0004340277777667233, 8.877840984040236e-05, Horner(
            square, 1.878002315783137e-05, 4.069459301216231e-06, 8.931158859956654e-07, 2.2359945350833422e-07));

    // ln(1 + r)/r to 2⁻⁴² from −1/16 to 1/8; the even and the odd powers do not wait for each other.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T SinglePolynomial<T>(T r)
        where T : struct, ILanes<T>
    {
        T square = r * r;
        T even = Horner(
            square, 0.9999999999999857, 0.3333333334584319, 0.19999973646086178, 0.1430071829870803, (T)0.08792738245503283);
        T odd = Horner(square, -0.500000000017495, -0.24999997067017085, -0.16667866808705634, (T)(-0.123921809723882));
        return T.MultiplyAdd(odd, r, even);
    }

    // ln(1 + f)/S to 2⁻⁵².
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T SinglePolynomialForPow<T>(T square)
        where T : struct, ILanes<T> => Horner(
            square, 1.0000000000000002, 0.08333333333319115, 0.012500000019294254, 0.0022321418766490368, Horner(
            square, 0.0004340514560062091, 8.848600796491804e-05, 2.055378414389708e-05));
}
