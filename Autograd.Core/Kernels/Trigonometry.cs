namespace Autograd;

/// <summary>
/// Sine, cosine and tangent of large angles, by the remainder of the angle's division by a quarter turn with some 120 bits of it.
/// Below 2²⁵ .NET's are exact enough.
/// </summary>
/// <remarks>
/// Why not .NET's throughout: the C library's reduction is short of bits where a large angle is close to a multiple of π/2. With glibc
/// 2.36 cos(2.516382739902663e58) has 3 wrong digits; errors beyond 2 units were seen from 2³⁹ on. M. H. Payne and R. N. Hanek, "Radian
/// reduction for trigonometric functions", SIGNUM Newsletter 18 (1983).
/// </remarks>
internal static class Trigonometry
{
    private const double Large = 33554432;

    // 2/π behind 64 zero bits, so that there is a window for every exponent; make_coefficients.py among the tests prints it.
    private static ReadOnlySpan<ulong> TwoOverPi =>
    [
        0, 0xA2F9836E4E441529, 0xFC2757D1F534DDC0, 0xDB6295993C439041, 0xFE5163ABDEBBC561, 0xB7246E3A424DD2E0, 0x06492EEA09D1921C,
        0xFE1DEB1CB129A73E, 0xE88235F52EBB4484, 0xE99C7026B45F7E41, 0x3991D639835339F4, 0x9C845F8BBDF9283B, 0x1FF897FFDE05980F,
        0xEF2F118B5A0A6D1F, 0x6D367ECF27CB09B7, 0x4F463F669E5FEA2D, 0x7527BAC7EBE5F17B, 0x3D0739F78A5292EA, 0x6BFB5FB11F8D5D08,
        0x56033046FC7B6BAB,
    ];

    private static readonly DoubleDouble HalfPi = new(1.5707963267948966, 6.123233995736766e-17);

    public static double Sin(double x)
    {
        if (!IsLarge(x))
        {
            return Math.Sin(x);
        }

        (int quarter, DoubleDouble remainder) = Reduce(Math.Abs(x));
        return Sine(quarter, remainder) * Math.Sign(x);
    }

    public static double Cos(double x)
    {
        if (!IsLarge(x))
        {
            return Math.Cos(x);
        }

        (int quarter, DoubleDouble remainder) = Reduce(Math.Abs(x));
        return Sine(quarter + 1, remainder);
    }

    public static double Tan(double x)
    {
        if (!IsLarge(x))
        {
            return Math.Tan(x);
        }

        (int quarter, DoubleDouble remainder) = Reduce(Math.Abs(x));
        double tangent = Math.Tan(remainder.High);
        DoubleDouble precise = DoubleDouble.Sum(tangent, remainder.Low * (1 + tangent * tangent));
        return (quarter % 2 == 0 ? precise : -1 / precise).Rounded * Math.Sign(x);
    }

    private static bool IsLarge(double x) => Math.Abs(x) >= Large && double.IsFinite(x);

    /// <summary>The sine of so many quarter turns and the remainder.</summary>
    private static double Sine(int quarter, DoubleDouble remainder)
    {
        double sine = Math.Sin(remainder.High), cosine = Math.Cos(remainder.High);
        return (quarter % 4) switch
        {
            0 => sine + remainder.Low * cosine,
            1 => cosine - remainder.Low * sine,
            2 => -sine - remainder.Low * cosine,
            _ => remainder.Low * sine - cosine,
        };
    }

    /// <summary>The whole quarter turns in x, modulo 4, and the remainder, at most an eighth of a turn to either side.</summary>
    private static (int Quarter, DoubleDouble Remainder) Reduce(double x)
    {
        // x = m·2ᵉ. The bits of 2/π that m·2ᵉ turns into multiples of 4 do not count; the next 192 do, the first of them worth 2.
        int exponent = Math.ILogB(x) - 52;
        var m = (ulong)Math.ScaleB(x, -exponent);
        int start = exponent + 62;
        UInt128 low = (UInt128)m * Window(start + 128);
        UInt128 middle = (UInt128)m * Window(start + 64) + (low >> 64);
        ulong high = m * Window(start) + (ulong)(middle >> 64);

        // The top two bits are the quarter, the others a fraction of it, which as a signed number is that to the nearest quarter.
        var turns = new UInt128(high, (ulong)middle);
        var fraction = (Int128)(turns << 2);
        int quarter = (int)(high >> 62) + (Int128.IsNegative(fraction) ? 1 : 0);
        var nearest = (double)fraction;
        var part = new DoubleDouble(nearest, (double)(fraction - (Int128)nearest));
        return (quarter, part.Scaled(Math.ScaleB(1, -128)) * HalfPi);
    }

    /// <summary>64 bits of 2/π from the given one.</summary>
    private static ulong Window(int start)
    {
        (int word, int bit) = Math.DivRem(start, 64);
        ulong bits = TwoOverPi[word] << bit;
        return bit == 0 ? bits : bits | (TwoOverPi[word + 1] >> (64 - bit));
    }
}
