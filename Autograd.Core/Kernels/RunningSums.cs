using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Autograd;

/// <summary>
/// Running sums of lines, element by element. What each addition rounds off is summed beside it (T. Ogita, S. M. Rump and S. Oishi,
/// Accurate Sum and Dot Product, 2005), so the running sums are as good as those by halves, and of one line the same in any layout.
/// </summary>
internal static class RunningSums
{
    private const int MaxStrip = 512; // columns at a time, so that their sums stay in the first-level cache

    /// <summary>Each line of y is the sum of the lines of x up to it, or, from the end, of those from it on.</summary>
    public static void Write<T>(ReadOnlySpan<T> x, int length, bool fromEnd, Span<T> y)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int first = fromEnd ? x.Length - length : 0, step = fromEnd ? -length : length;
        if (length == 1)
        {
            Line(x, first, step, y);
            return;
        }

        Span<T> room = stackalloc T[2 * Math.Min(length, MaxStrip)];
        for (int start = 0; start < length; start += MaxStrip)
        {
            int strip = Math.Min(MaxStrip, length - start);
            Span<T> sums = room[..strip], lost = room.Slice(strip, strip);
            x.Slice(first + start, strip).CopyTo(sums);
            lost.Clear();
            sums.CopyTo(y[(first + start)..]); // as it is, −0 too
            for (int line = first + step; (uint)line < (uint)x.Length; line += step)
            {
                Add(x.Slice(line + start, strip), sums, lost, y.Slice(line + start, strip));
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Line<T>(ReadOnlySpan<T> x, int first, int step, Span<T> y)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T sum = -T.Zero, lost = T.Zero; // −0 leaves the first element as it is, −0 too
        for (int i = first; (uint)i < (uint)x.Length; i += step)
        {
            y[i] = Next(x[i], ref sum, ref lost);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Add<T>(ReadOnlySpan<T> x, Span<T> sums, Span<T> lost, Span<T> y)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int i = 0, width = Vector512<T>.Count;
        ref T px = ref MemoryMarshal.GetReference(x), ps = ref MemoryMarshal.GetReference(sums);
        ref T pl = ref MemoryMarshal.GetReference(lost), py = ref MemoryMarshal.GetReference(y);
        for (; i <= x.Length - width; i += width)
        {
            Vector512<T> element = Vector512.LoadUnsafe(ref px, (nuint)i), old = Vector512.LoadUnsafe(ref ps, (nuint)i);
            Vector512<T> sum = old + element, added = sum - old;
            Vector512<T> all = Vector512.LoadUnsafe(ref pl, (nuint)i) + ((old - (sum - added)) + (element - added));
            Vector512<T> isPlain = Vector512.Equals(all, Vector512<T>.Zero) | ~Vector512.Equals(all, all);
            sum.StoreUnsafe(ref ps, (nuint)i);
            all.StoreUnsafe(ref pl, (nuint)i);
            Vector512.ConditionalSelect(isPlain, sum, sum + all).StoreUnsafe(ref py, (nuint)i);
        }

        for (; i < x.Length; i++)
        {
            y[i] = Next(x[i], ref sums[i], ref lost[i]);
        }
    }

    /// <summary>The sum with one element more, and what was lost: which is NaN behind an ∞ or NaN, where the plain sum is right.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Next<T>(T element, ref T sum, ref T lost)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T old = sum;
        sum = old + element;
        T added = sum - old;
        lost += (old - (sum - added)) + (element - added);
        return lost == T.Zero || T.IsNaN(lost) ? sum : sum + lost; // + 0 would turn −0 into 0
    }
}
