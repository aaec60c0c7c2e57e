using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Autograd.Kernels;

/// <summary>
/// The elements that are the largest, or the smallest, along a middle axis: those equal to the extreme, or the NaNs if it is NaN, since
/// then there is one.
/// </summary>
internal static class Winners
{
    private const int MaxStrip = 1024; // so that what is kept for each column stays in the first-level cache

    /// <summary>
    /// z[o, k, i] = the share of x[o, k, i] in gy[o, i]: the chain product with 1/n for each of n winners, 0 for the rest.
    /// </summary>
    /// <param name="x">The elements, outer × count × inner.</param>
    /// <param name="y">The extremes, outer × inner.</param>
    /// <param name="gy">What is shared, outer × inner.</param>
    /// <param name="count">The extent of the middle axis.</param>
    /// <param name="inner">The extent of the last axis.</param>
    /// <param name="z">The shares, outer × count × inner.</param>
    public static void Share<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, ReadOnlySpan<T> gy, int count, int inner, Span<T> z)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int width = Math.Min(inner, MaxStrip);
        Span<T> room = stackalloc T[inner == 1 ? 0 : 2 * width];
        for (int start = 0, from = 0; start < x.Length; start += count * inner, from += inner)
        {
            if (inner == 1)
            {
                ShareOfLine(x.Slice(start, count), y[from], gy[from], z.Slice(start, count));
                continue;
            }

            for (int i = 0; i < inner; i += width)
            {
                int strip = Math.Min(width, inner - i), first = start + i;
                ReadOnlySpan<T> extremes = y.Slice(from + i, strip), shared = gy.Slice(from + i, strip);
                ShareOfColumns(x[first..], extremes, shared, count, inner, z[first..], room[..(2 * strip)]);
            }
        }
    }

    /// <summary>The positions along the middle axis of the first winners.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int[] First<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, int count, int inner)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var positions = new int[y.Length];
        for (int start = 0, from = 0; start < x.Length; start += count * inner, from += inner)
        {
            if (inner == 1)
            {
                positions[from] = First(x.Slice(start, count), y[from]);
                continue;
            }

            Span<int> line = positions.AsSpan(from, inner);
            ReadOnlySpan<T> extremes = y.Slice(from, inner);
            for (int k = count - 1; k >= 0; k--)
            {
                ReadOnlySpan<T> row = x.Slice(start + (k * inner), inner);
                for (int i = 0; i < row.Length; i++)
                {
                    line[i] = Wins(row[i], extremes[i]) ? k : line[i];
                }
            }
        }

        return positions;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int First<T>(ReadOnlySpan<T> x, T extreme)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ref T first = ref MemoryMarshal.GetReference(x);
        int i = 0, width = Vector512<T>.Count;
        for (Vector512<T> y = Vector512.Create(extreme); i <= x.Length - width; i += width)
        {
            if (Wins(Vector512.LoadUnsafe(ref first, (nuint)i), y).ExtractMostSignificantBits() is not 0 and ulong winners)
            {
                return i + BitOperations.TrailingZeroCount(winners);
            }
        }

        while (!Wins(x[i], extreme))
        {
            i++;
        }

        return i;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void ShareOfLine<T>(ReadOnlySpan<T> x, T extreme, T gy, Span<T> z)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int i = 0, width = Vector512<T>.Count;
        ref T first = ref MemoryMarshal.GetReference(x);
        Vector512<T> y = Vector512.Create(extreme), winners = Vector512<T>.Zero, winnersBehind = Vector512<T>.Zero;
        for (; i <= x.Length - width; i += width)
        {
            winners += Wins(Vector512.LoadUnsafe(ref first, (nuint)i), y) & Vector512<T>.One;
        }

        for (; i < x.Length; i++)
        {
            winnersBehind += Wins(Vector512.CreateScalar(x[i]), y) & Vector512<T>.One; // in the first lane; a branch would be guessed wrong
        }

        T share = T.One / (Vector512.Sum(winners) + winnersBehind.ToScalar()); // whole numbers: exact in any order
        VectorLoop.Map<T, Give>(x, extreme, gy == T.Zero || share == T.Zero ? T.Zero : gy * share, z);
    }

    /// <summary>
    /// Shares along columns, each line of which begins a stride behind the one before. Nearly always there is one winner: so the elements
    /// are read once, and again only if there are more.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void ShareOfColumns<T>(
        ReadOnlySpan<T> x, ReadOnlySpan<T> y, ReadOnlySpan<T> gy, int count, int stride, Span<T> z, Span<T> room)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Span<T> shares = room[..y.Length], winners = room[y.Length..];
        winners.Fill(T.One);
        VectorLoop.Map<T, ShareOfEach>(gy, winners, shares);
        winners.Clear();
        for (int k = 0; k < count; k++)
        {
            CountAndGive(x.Slice(k * stride, y.Length), y, shares, winners, z.Slice(k * stride, y.Length));
        }

        if (!winners.ContainsAnyExcept(T.One))
        {
            return;
        }

        VectorLoop.Map<T, ShareOfEach>(gy, winners, shares);
        for (int k = 0; k < count; k++)
        {
            VectorLoop.Map<T, Give>(x.Slice(k * stride, y.Length), y, shares, z.Slice(k * stride, y.Length));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void CountAndGive<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, ReadOnlySpan<T> shares, Span<T> winners, Span<T> z)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ref T px = ref MemoryMarshal.GetReference(x), py = ref MemoryMarshal.GetReference(y), pz = ref MemoryMarshal.GetReference(z);
        ref T share = ref MemoryMarshal.GetReference(shares), count = ref MemoryMarshal.GetReference(winners);
        int i = 0, width = Vector512<T>.Count;
        for (; i <= x.Length - width; i += width)
        {
            Vector512<T> wins = Wins(Vector512.LoadUnsafe(ref px, (nuint)i), Vector512.LoadUnsafe(ref py, (nuint)i));
            (Vector512.LoadUnsafe(ref count, (nuint)i) + (wins & Vector512<T>.One)).StoreUnsafe(ref count, (nuint)i);
            (wins & Vector512.LoadUnsafe(ref share, (nuint)i)).StoreUnsafe(ref pz, (nuint)i);
        }

        for (; i < x.Length; i++)
        {
            bool wins = Wins(x[i], y[i]);
            winners[i] += wins ? T.One : T.Zero;
            z[i] = wins ? shares[i] : T.Zero;
        }
    }

    private static bool Wins<T>(T x, T extreme)
        where T : unmanaged, IFloatingPointIeee754<T> => x == extreme || T.IsNaN(x);

    private static Vector512<T> Wins<T>(Vector512<T> x, Vector512<T> extreme)
        where T : unmanaged, IFloatingPointIeee754<T> => Vector512.Equals(x, extreme) | ~Vector512.Equals(x, x);

    /// <summary>What each of a number of winners gets.</summary>
    private readonly struct ShareOfEach : VectorLoop.IBinary
    {
        public static Vector512<T> Invoke<T>(Vector512<T> gy, Vector512<T> count)
            where T : unmanaged, IFloatingPointIeee754<T> => Masks.Chain.Invoke(gy, Vector512<T>.One / count);
    }

    /// <summary>The share, if x wins.</summary>
    private readonly struct Give : VectorLoop.ITernary
    {
        public static Vector512<T> Invoke<T>(Vector512<T> x, Vector512<T> extreme, Vector512<T> share)
            where T : unmanaged, IFloatingPointIeee754<T> => Wins(x, extreme) & share;
    }
}
