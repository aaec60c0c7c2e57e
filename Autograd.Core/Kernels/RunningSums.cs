using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Autograd.Kernels;

/// <summary>
/// Running sums of lines, element by element, as good as sums by halves, and of one line the same in any layout. Floats are summed in
/// doubles; what the additions of doubles round off is summed beside them (T. Ogita, S. M. Rump and S. Oishi, Accurate Sum and Dot Product,
/// 2005).
/// </summary>
internal static class RunningSums
{
    private const int MaxStrip = 512; // elements at a time, so that their sums stay in the first-level cache

    /// <summary>Each line of y is the sum of the lines of x up to it, or, from the end, of those from it on.</summary>
    public static void Write<T>(ReadOnlySpan<T> x, int length, bool fromEnd, Span<T> y)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int first = fromEnd ? x.Length - length : 0, step = fromEnd ? -length : length;
        if (typeof(T) == typeof(float))
        {
            ReadOnlySpan<float> floats = MemoryMarshal.Cast<T, float>(x);
            if (length == 1)
            {
                LineInDoubles(floats, first, step, MemoryMarshal.Cast<T, float>(y));
            }
            else
            {
                InDoubles(floats, length, first, step, MemoryMarshal.Cast<T, float>(y));
            }

            return;
        }

        if (length == 1)
        {
            Line(x, fromEnd, y);
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
    private static void LineInDoubles(ReadOnlySpan<float> x, int first, int step, Span<float> y)
    {
        double sum = -0.0; // which leaves the first element as it is, −0 too
        for (int i = first; (uint)i < (uint)x.Length; i += step)
        {
            y[i] = (float)(sum += x[i]);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void InDoubles(ReadOnlySpan<float> x, int length, int first, int step, Span<float> y)
    {
        Span<double> sums = stackalloc double[Math.Min(length, MaxStrip)];
        for (int start = 0; start < length; start += MaxStrip)
        {
            Span<double> strip = sums[..Math.Min(MaxStrip, length - start)];
            strip.Fill(-0.0);
            for (int line = first; (uint)line < (uint)x.Length; line += step)
            {
                ReadOnlySpan<float> from = x.Slice(line + start, strip.Length);
                Span<float> to = y.Slice(line + start, strip.Length);
                Wide.Add(strip, from);
                TensorPrimitives.ConvertTruncating<double, float>(strip, to);
            }
        }
    }

    /// <summary>One line: two chains of additions, and between and behind them all that needs no order, by vectors.</summary>
    private static void Line<T>(ReadOnlySpan<T> x, bool fromEnd, Span<T> y)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int most = Math.Min(x.Length, MaxStrip);
        Span<T> sums = stackalloc T[most + 1], room = stackalloc T[most];
        T sum = -T.Zero, allLost = T.Zero; // −0 leaves the first element as it is, −0 too
        for (int done = 0; done < x.Length; done += MaxStrip)
        {
            int count = Math.Min(MaxStrip, x.Length - done), start = fromEnd ? x.Length - done - count : done;
            ReadOnlySpan<T> part = x.Slice(start, count);
            Span<T> before = sums.Slice(fromEnd ? 1 : 0, count), after = sums.Slice(fromEnd ? 0 : 1, count), lost = room[..count];
            before[fromEnd ? count - 1 : 0] = sum;
            sum = Chain(part, fromEnd, sum, after);
            VectorLoop.Map<T, Lost>(part, before, after, lost);
            allLost = Chain(lost, fromEnd, allLost, lost);
            VectorLoop.Map<T, With>(after, lost, y.Slice(start, count));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static T Chain<T>(ReadOnlySpan<T> x, bool fromEnd, T sum, Span<T> y)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (int i = fromEnd ? x.Length - 1 : 0, step = fromEnd ? -1 : 1; (uint)i < (uint)x.Length; i += step)
        {
            y[i] = sum += x[i];
        }

        return sum;
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
            Vector512<T> sum = old + element, all = Vector512.LoadUnsafe(ref pl, (nuint)i) + Lost.Invoke(element, old, sum);
            sum.StoreUnsafe(ref ps, (nuint)i);
            all.StoreUnsafe(ref pl, (nuint)i);
            With.Invoke(sum, all).StoreUnsafe(ref py, (nuint)i);
        }

        for (; i < x.Length; i++)
        {
            T old = sums[i], sum = old + x[i], added = sum - old;
            sums[i] = sum;
            lost[i] += (old - (sum - added)) + (x[i] - added);
            y[i] = lost[i] == T.Zero || T.IsNaN(lost[i]) ? sum : sum + lost[i];
        }
    }

    /// <summary>What was rounded off in the sum of an old sum and x.</summary>
    private readonly struct Lost : VectorLoop.ITernary
    {
        public static Vector512<T> Invoke<T>(Vector512<T> x, Vector512<T> old, Vector512<T> sum)
            where T : unmanaged, IFloatingPointIeee754<T>
        {
            Vector512<T> added = sum - old;
            return (old - (sum - added)) + (x - added);
        }
    }

    /// <summary>
    /// The sum with all that was lost, which is NaN behind an ∞ or NaN, where the plain sum is right; + 0 would turn −0 into 0.
    /// </summary>
    private readonly struct With : VectorLoop.IBinary
    {
        public static Vector512<T> Invoke<T>(Vector512<T> sum, Vector512<T> lost)
            where T : unmanaged, IFloatingPointIeee754<T> => Vector512.ConditionalSelect(
                Vector512.Equals(lost, Vector512<T>.Zero) | ~Vector512.Equals(lost, lost), sum, sum + lost);
    }
}
