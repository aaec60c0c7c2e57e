using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Autograd.Kernels;

/// <summary>
/// Prefix sums of rows, element by element, as accurate as pairwise sums, and of one line the same in any layout. Floats are summed in
/// doubles; sums of doubles are compensated by what their additions round off (T. Ogita, S. M. Rump and S. Oishi, Accurate Sum and Dot
/// Product, 2005).
/// </summary>
internal static class PrefixSum
{
    private const int MaxBlock = 512; // elements at a time, so that their sums stay in the first-level cache

    /// <summary>Each row of y is the sum of the rows of x up to it, or, from the end, of those from it on.</summary>
    public static void Compute<T>(ReadOnlySpan<T> x, int length, bool fromEnd, Span<T> y)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int first = fromEnd ? x.Length - length : 0, step = fromEnd ? -length : length;
        if (typeof(T) == typeof(float))
        {
            ReadOnlySpan<float> floats = MemoryMarshal.Cast<T, float>(x);
            if (length == 1)
            {
                ContiguousInDoubles(floats, first, step, MemoryMarshal.Cast<T, float>(y));
            }
            else
            {
                RowsInDoubles(floats, length, first, step, MemoryMarshal.Cast<T, float>(y));
            }

            return;
        }

        if (length == 1)
        {
            Contiguous(x, fromEnd, y);
            return;
        }

        Span<T> buffer = stackalloc T[2 * Math.Min(length, MaxBlock)];
        for (int start = 0; start < length; start += MaxBlock)
        {
            int block = Math.Min(MaxBlock, length - start);
            Span<T> sums = buffer[..block], compensation = buffer.Slice(block, block);
            x.Slice(first + start, block).CopyTo(sums);
            compensation.Clear();
            sums.CopyTo(y[(first + start)..]); // as it is, −0 too
            for (int row = first + step; (uint)row < (uint)x.Length; row += step)
            {
                Add(x.Slice(row + start, block), sums, compensation, y.Slice(row + start, block));
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void ContiguousInDoubles(ReadOnlySpan<float> x, int first, int step, Span<float> y)
    {
        double sum = -0.0; // which leaves the first element as it is, −0 too
        for (int i = first; (uint)i < (uint)x.Length; i += step)
        {
            y[i] = (float)(sum += x[i]);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void RowsInDoubles(ReadOnlySpan<float> x, int length, int first, int step, Span<float> y)
    {
        Span<double> buffer = stackalloc double[Math.Min(length, MaxBlock)];
        for (int start = 0; start < length; start += MaxBlock)
        {
            Span<double> sums = buffer[..Math.Min(MaxBlock, length - start)];
            sums.Fill(-0.0);
            for (int row = first; (uint)row < (uint)x.Length; row += step)
            {
                MixedPrecision.Accumulate(sums, x.Slice(row + start, sums.Length));
                TensorPrimitives.ConvertTruncating<double, float>(sums, y.Slice(row + start, sums.Length));
            }
        }
    }

    /// <summary>One line: two sequential chains of additions, and between and behind them all that needs no order, by vectors.</summary>
    private static void Contiguous<T>(ReadOnlySpan<T> x, bool fromEnd, Span<T> y)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int most = Math.Min(x.Length, MaxBlock);
        Span<T> sums = stackalloc T[most + 1], buffer = stackalloc T[most];
        T sum = -T.Zero, compensation = T.Zero; // −0 leaves the first element as it is, −0 too
        for (int done = 0; done < x.Length; done += MaxBlock)
        {
            int count = Math.Min(MaxBlock, x.Length - done), start = fromEnd ? x.Length - done - count : done;
            ReadOnlySpan<T> part = x.Slice(start, count);
            Span<T> before = sums.Slice(fromEnd ? 1 : 0, count), after = sums.Slice(fromEnd ? 0 : 1, count), errors = buffer[..count];
            before[fromEnd ? count - 1 : 0] = sum;
            sum = Chain(part, fromEnd, sum, after);
            VectorLoop.Map<T, RoundingError>(part, before, after, errors);
            compensation = Chain(errors, fromEnd, compensation, errors);
            VectorLoop.Map<T, Compensated>(after, errors, y.Slice(start, count));
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
    private static void Add<T>(ReadOnlySpan<T> x, Span<T> sums, Span<T> compensation, Span<T> y)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int i = 0, width = Vector512<T>.Count;
        ref T px = ref MemoryMarshal.GetReference(x), ps = ref MemoryMarshal.GetReference(sums);
        ref T pc = ref MemoryMarshal.GetReference(compensation), py = ref MemoryMarshal.GetReference(y);
        for (; i <= x.Length - width; i += width)
        {
            Vector512<T> element = Vector512.LoadUnsafe(ref px, (nuint)i), old = Vector512.LoadUnsafe(ref ps, (nuint)i);
            Vector512<T> sum = old + element, all = Vector512.LoadUnsafe(ref pc, (nuint)i) + RoundingError.Invoke(element, old, sum);
            sum.StoreUnsafe(ref ps, (nuint)i);
            all.StoreUnsafe(ref pc, (nuint)i);
            Compensated.Invoke(sum, all).StoreUnsafe(ref py, (nuint)i);
        }

        for (; i < x.Length; i++)
        {
            T old = sums[i], sum = old + x[i], added = sum - old;
            sums[i] = sum;
            compensation[i] += (old - (sum - added)) + (x[i] - added);
            y[i] = compensation[i] == T.Zero || T.IsNaN(compensation[i]) ? sum : sum + compensation[i];
        }
    }

    /// <summary>The rounding error of the sum of an old sum and x, exactly: the second half of TwoSum.</summary>
    private readonly struct RoundingError : VectorLoop.ITernary
    {
        public static Vector512<T> Invoke<T>(Vector512<T> x, Vector512<T> old, Vector512<T> sum)
            where T : unmanaged, IFloatingPointIeee754<T>
        {
            Vector512<T> added = sum - old;
            return (old - (sum - added)) + (x - added);
        }
    }

    /// <summary>
    /// The sum with its compensation, which is NaN behind an ∞ or NaN, where the plain sum is right; + 0 would turn −0 into 0.
    /// </summary>
    private readonly struct Compensated : VectorLoop.IBinary
    {
        public static Vector512<T> Invoke<T>(Vector512<T> sum, Vector512<T> compensation)
            where T : unmanaged, IFloatingPointIeee754<T> => Vector512.ConditionalSelect(
                Vector512.Equals(compensation, Vector512<T>.Zero) | ~Vector512.Equals(compensation, compensation),
                sum,
                sum + compensation);
    }
}
