using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Autograd.Kernels;

internal static partial class PairwiseReduction
{
    private const int Unroll = 4; // rows are read at once: with eight the processor prefetches a fifth more slowly
    private const int MaxBlock = 1024; // elements of a row at a time, so that the halves stay in the first-level cache

    /// <summary>Rows that follow one another, reduced element by element.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Rows<T, TOperator>(ReadOnlySpan<T> x, int count, Span<T> y)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TOperator : struct, IReductionOperator
    {
        if (count == 0)
        {
            y.Fill(TOperator.Identity<T>());
            return;
        }

        // Several short rows are taken for one, until it fills some vectors.
        int width = y.Length, rowsInOne = 1;
        while (width < 4 * Vector512<T>.Count && 2 * Unroll * rowsInOne <= count)
        {
            (width, rowsInOne) = (2 * width, 2 * rowsInOne);
        }

        if (rowsInOne == 1)
        {
            for (int start = 0; start < width; start += MaxBlock)
            {
                RowBlock<T, TOperator>(x[start..], width, count, y[start..Math.Min(width, start + MaxBlock)]);
            }

            return;
        }

        int most = count / rowsInOne * rowsInOne;
        Span<T> buffer = stackalloc T[width + y.Length], wide = buffer[..width], rest = buffer[width..];
        Rows<T, TOperator>(x[..(most * y.Length)], count / rowsInOne, wide);
        RowBlock<T, TOperator>(wide, y.Length, rowsInOne, y);
        RowBlock<T, TOperator>(x[(most * y.Length)..], y.Length, count - most, rest);
        Combine<T, TOperator>(y, rest);
    }

    /// <summary>A block of rows, each of which begins a stride behind the one before.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void RowBlock<T, TOperator>(ReadOnlySpan<T> x, int stride, int count, Span<T> y)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TOperator : struct, IReductionOperator
    {
        if (count > MaxSteps * Unroll)
        {
            int half = count / 2 / Unroll * Unroll;
            Span<T> upper = stackalloc T[y.Length];
            RowBlock<T, TOperator>(x, stride, half, y);
            RowBlock<T, TOperator>(x[(half * stride)..], stride, count - half, upper);
            Combine<T, TOperator>(y, upper);
            return;
        }

        y.Fill(TOperator.Identity<T>());
        int row = 0;
        for (; row <= count - Unroll; row += Unroll)
        {
            Combine<T, TOperator>(y, x[(row * stride)..], stride);
        }

        for (; row < count; row++)
        {
            Combine<T, TOperator>(y, x.Slice(row * stride, y.Length));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Combine<T, TOperator>(Span<T> y, ReadOnlySpan<T> x)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TOperator : struct, IReductionOperator => VectorLoop.Map<T, TOperator>(y, x, y);

    /// <summary>Combines y with four rows, which are combined by pairs.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Combine<T, TOperator>(Span<T> y, ReadOnlySpan<T> x, int stride)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TOperator : struct, IReductionOperator
    {
        int width = Vector512<T>.Count, last = y.Length - width;
        ref T first = ref MemoryMarshal.GetReference(x[..(((Unroll - 1) * stride) + y.Length)]);
        ref T result = ref MemoryMarshal.GetReference(y);
        if (last < 0)
        {
            for (int i = 0; i < y.Length; i++)
            {
                y[i] = TOperator.InvokeScalar(y[i], Column(x[i..], stride));
            }

            return;
        }

        int done = 0;
        for (; done <= last; done += width)
        {
            Vector512<T> old = At(ref result, done);
            TOperator.Invoke(old, Columns(ref first, stride, done)).StoreUnsafe(ref result, (nuint)done);
        }

        if (done < y.Length)
        {
            Vector512<T> old = At(ref result, last);
            Vector512.ConditionalSelect(LanesFrom<T>(done - last), TOperator.Invoke(old, Columns(ref first, stride, last)), old)
                .StoreUnsafe(ref result, (nuint)last);
        }

        static T Column(ReadOnlySpan<T> x, int stride)
        {
            T a = TOperator.InvokeScalar(x[0], x[stride]), b = TOperator.InvokeScalar(x[2 * stride], x[3 * stride]);
            return TOperator.InvokeScalar(a, b);
        }

        static Vector512<T> Columns(ref T x, int stride, int i)
        {
            Vector512<T> a = TOperator.Invoke(At(ref x, i), At(ref x, i + stride));
            Vector512<T> b = TOperator.Invoke(At(ref x, i + (2 * stride)), At(ref x, i + (3 * stride)));
            return TOperator.Invoke(a, b);
        }

        static Vector512<T> At(ref T x, int i) => Vector512.LoadUnsafe(ref x, (nuint)i);
    }
}
