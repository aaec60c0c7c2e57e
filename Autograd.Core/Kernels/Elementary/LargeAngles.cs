using System.Runtime.CompilerServices;

namespace Autograd.Kernels;

/// <summary>An angle as quarter turns, of which the lowest bits count, and the remainder.</summary>
internal readonly record struct Angle<T>(T Quarter, DoubleDouble<T> Remainder)
    where T : struct, ILanes<T>;

/// <summary>
/// The remainder of a large angle's division by a quarter turn, with some 120 bits of it, one angle at a time. M. H. Payne and R. N. Hanek,
/// "Radian reduction for trigonometric functions", SIGNUM Newsletter 18 (1983).
/// </summary>
/// <remarks>
/// Why not the C library's: its reduction is short of bits where a large angle is close to a multiple of π/2. With glibc 2.36
/// cos(2.516382739902663e58) has 3 wrong digits; errors beyond 2 units were seen from 2³⁹ on.
/// </remarks>
internal static class LargeAngles
{
    // 2/π behind 64 zero bits, so that there is a window for every exponent; make_coefficients.py among the tests prints it.
    private static ReadOnlySpan<ulong> TwoOverPi =>
    [
        0, 0xA2F9836E4E441529, 0xFC2757D1F534DDC0, 0xDB6295993C439041, 0xFE5163ABDEBBC561, 0xB7246E3A424DD2E0, 0x06492EEA09D1921C,
        0xFE1DEB1CB129A73E, 0xE88235F52EBB4484, 0xE99C7026B45F7E41, 0x3991D639835339F4, 0x9C845F8BBDF9283B, 0x1FF897FFDE05980F,
        0xEF2F118B5A0A6D1F, 0x6D367ECF27CB09B7, 0x4F463F669E5FEA2D, 0x7527BAC7EBE5F17B, 0x3D0739F78A5292EA, 0x6BFB5FB11F8D5D08,
        0x56033046FC7B6BAB,
    ];

    /// <summary>The angle with what the large ones among x are, where they are finite.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static Angle<T> Replace<T>(Angle<T> angle, T x, T large)
        where T : struct, ILanes<T>
    {
        Span<double> angles = stackalloc double[T.Count], quarters = stackalloc double[T.Count];
        Span<double> high = stackalloc double[T.Count], low = stackalloc double[T.Count];
        T.Store(T.Select(large, x, 0), ref angles[0]);
        for (int i = 0; i < T.Count; i++)
        {
            if (angles[i] > 0 && double.IsFinite(angles[i]))
            {
                (long quarter, high[i], low[i]) = Reduce(angles[i]);
                quarters[i] = BitConverter.Int64BitsToDouble(quarter);
            }
        }

        var part = new DoubleDouble<T>(T.Load(in high[0]), T.Load(in low[0]));
        DoubleDouble<T> remainder = part * new DoubleDouble<T>(1.5707963267948966, 6.123233995736766e-17);
        T replaced = large & (x < double.PositiveInfinity);
        return new(T.Select(replaced, T.Load(in quarters[0]), angle.Quarter), DoubleDouble<T>.Select(replaced, remainder, angle.Remainder));
    }

    /// <summary>The whole quarter turns in x, modulo 4, and the rest of one in two doubles.</summary>
    private static (long Quarter, double High, double Low) Reduce(double x)
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
        long quarter = (long)(high >> 62) + (Int128.IsNegative(fraction) ? 1 : 0);
        var nearest = (double)fraction;
        return (quarter, Math.ScaleB(nearest, -128), Math.ScaleB((double)(fraction - (Int128)nearest), -128));
    }

    /// <summary>64 bits of 2/π from the given one.</summary>
    private static ulong Window(int start)
    {
        (int word, int bit) = Math.DivRem(start, 64);
        ulong bits = TwoOverPi[word] << bit;
        return bit == 0 ? bits : bits | (TwoOverPi[word + 1] >> (64 - bit));
    }
}
