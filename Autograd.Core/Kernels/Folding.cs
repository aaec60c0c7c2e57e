using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Autograd.Kernels;

/// <summary>
/// Sums, largest and smallest of many numbers. Who is combined with whom depends on the sizes alone, not on the hardware: pairs of
/// parts of a line, 64 bytes by 64 bytes within a part; and where many lines are combined element by element, pairs of groups of lines.
/// So the rounding error of a sum grows with the logarithm of the count: behind a fixed number of additions in a part come log₂ of
/// the number of parts.
/// </summary>
internal static class Folding
{
    private const int Together = 4; // lines are read at once: with eight the processor prefetches a fifth more slowly
    private const int Steps = 16; // one after the other, before it is worth to go by pairs
    private const int MaxStrip = 1024; // elements of a line at a time, so that the halves stay in the first-level cache

    /// <summary>An operation with a neutral element that may be done in any order but for rounding.</summary>
    public interface IFold : VectorLoop.IBinary
    {
        static abstract T Neutral<T>()
            where T : unmanaged, IFloatingPointIeee754<T>;

        static abstract T InvokeScalar<T>(T x, T y)
            where T : unmanaged, IFloatingPointIeee754<T>;
    }

    /// <summary>x + y.</summary>
    public readonly struct Sum : IFold
    {
        public static T Neutral<T>()
            where T : unmanaged, IFloatingPointIeee754<T> => T.Zero;

        public static T InvokeScalar<T>(T x, T y)
            where T : unmanaged, IFloatingPointIeee754<T> => x + y;

        public static Vector512<T> Invoke<T>(Vector512<T> x, Vector512<T> y)
            where T : unmanaged, IFloatingPointIeee754<T> => x + y;
    }

    /// <summary>The larger of x and y; NaN wins over every number, and +0 over −0.</summary>
    public readonly struct Max : IFold
    {
        public static T Neutral<T>()
            where T : unmanaged, IFloatingPointIeee754<T> => T.NegativeInfinity;

        public static T InvokeScalar<T>(T x, T y)
            where T : unmanaged, IFloatingPointIeee754<T> => T.Max(x, y);

        public static Vector512<T> Invoke<T>(Vector512<T> x, Vector512<T> y)
            where T : unmanaged, IFloatingPointIeee754<T> => Vector512.Max(x, y);
    }

    /// <summary>The smaller of x and y; NaN wins over every number, and −0 over +0.</summary>
    public readonly struct Min : IFold
    {
        public static T Neutral<T>()
            where T : unmanaged, IFloatingPointIeee754<T> => T.PositiveInfinity;

        public static T InvokeScalar<T>(T x, T y)
            where T : unmanaged, IFloatingPointIeee754<T> => T.Min(x, y);

        public static Vector512<T> Invoke<T>(Vector512<T> x, Vector512<T> y)
            where T : unmanaged, IFloatingPointIeee754<T> => Vector512.Min(x, y);
    }

    /// <summary>All elements combined; the neutral element if there are none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static T Line<T, TFold>(ReadOnlySpan<T> x)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TFold : struct, IFold
    {
        int width = Vector512<T>.Count, part = 4 * width;
        if (x.Length > Steps * part)
        {
            int half = x.Length / 2 / part * part;
            return TFold.InvokeScalar(Line<T, TFold>(x[..half]), Line<T, TFold>(x[half..]));
        }

        T result = TFold.Neutral<T>();
        if (x.Length < width)
        {
            foreach (T element in x)
            {
                result = TFold.InvokeScalar(result, element);
            }

            return result;
        }

        Vector512<T> neutral = Vector512.Create(result), a = neutral, b = neutral, c = neutral, d = neutral;
        ref T first = ref MemoryMarshal.GetReference(x);
        int i = 0;
        for (; i <= x.Length - part; i += part)
        {
            a = TFold.Invoke(a, Vector512.LoadUnsafe(ref first, (nuint)i));
            b = TFold.Invoke(b, Vector512.LoadUnsafe(ref first, (nuint)(i + width)));
            c = TFold.Invoke(c, Vector512.LoadUnsafe(ref first, (nuint)(i + (2 * width))));
            d = TFold.Invoke(d, Vector512.LoadUnsafe(ref first, (nuint)(i + (3 * width))));
        }

        for (; i <= x.Length - width; i += width)
        {
            a = TFold.Invoke(a, Vector512.LoadUnsafe(ref first, (nuint)i));
        }

        if (i < x.Length)
        {
            int end = x.Length - width;
            b = TFold.Invoke(b, Vector512.ConditionalSelect(From<T>(i - end), Vector512.LoadUnsafe(ref first, (nuint)end), neutral));
        }

        return Across<T, TFold>(TFold.Invoke(TFold.Invoke(a, b), TFold.Invoke(c, d)));
    }

    /// <summary>Combines along the middle axis: a <see cref="ReduceMiddle{T}"/>.</summary>
    public static void Middle<T, TFold>(ReadOnlySpan<T> x, int outer, int count, int inner, Span<T> y)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TFold : struct, IFold
    {
        for (int o = 0; o < outer; o++)
        {
            ReadOnlySpan<T> plane = x.Slice(o * count * inner, count * inner);
            if (inner == 1)
            {
                y[o] = Line<T, TFold>(plane);
            }
            else
            {
                Lines<T, TFold>(plane, count, y.Slice(o * inner, inner));
            }
        }
    }

    /// <summary>Lines that follow one another, combined element by element.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Lines<T, TFold>(ReadOnlySpan<T> x, int count, Span<T> y)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TFold : struct, IFold
    {
        if (count == 0)
        {
            y.Fill(TFold.Neutral<T>());
            return;
        }

        // Several short lines are taken for one, until it fills some vectors.
        int wide = y.Length, inOne = 1;
        while (wide < 4 * Vector512<T>.Count && 2 * Together * inOne <= count)
        {
            (wide, inOne) = (2 * wide, 2 * inOne);
        }

        if (inOne == 1)
        {
            for (int start = 0; start < wide; start += MaxStrip)
            {
                Span<T> strip = y[start..Math.Min(wide, start + MaxStrip)];
                Strip<T, TFold>(x[start..], wide, count, strip);
            }

            return;
        }

        int most = count / inOne * inOne;
        Span<T> room = stackalloc T[wide + y.Length], wideResult = room[..wide], rest = room[wide..];
        Lines<T, TFold>(x[..(most * y.Length)], count / inOne, wideResult);
        Strip<T, TFold>(wideResult, y.Length, inOne, y);
        Strip<T, TFold>(x[(most * y.Length)..], y.Length, count - most, rest);
        Combine<T, TFold>(y, rest);
    }

    /// <summary>A strip of lines, each of which begins a stride behind the one before.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Strip<T, TFold>(ReadOnlySpan<T> x, int stride, int count, Span<T> y)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TFold : struct, IFold
    {
        if (count > Steps * Together)
        {
            int half = count / 2 / Together * Together;
            Span<T> upper = stackalloc T[y.Length];
            Strip<T, TFold>(x, stride, half, y);
            Strip<T, TFold>(x[(half * stride)..], stride, count - half, upper);
            Combine<T, TFold>(y, upper);
            return;
        }

        y.Fill(TFold.Neutral<T>());
        int line = 0;
        for (; line <= count - Together; line += Together)
        {
            Combine<T, TFold>(y, x[(line * stride)..], stride);
        }

        for (; line < count; line++)
        {
            Combine<T, TFold>(y, x.Slice(line * stride, y.Length));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Combine<T, TFold>(Span<T> y, ReadOnlySpan<T> x)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TFold : struct, IFold => VectorLoop.Map<T, TFold>(y, x, y);

    /// <summary>Combines y with four lines, which are combined by pairs.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Combine<T, TFold>(Span<T> y, ReadOnlySpan<T> x, int stride)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TFold : struct, IFold
    {
        int width = Vector512<T>.Count, last = y.Length - width;
        ref T first = ref MemoryMarshal.GetReference(x[..(((Together - 1) * stride) + y.Length)]);
        ref T result = ref MemoryMarshal.GetReference(y);
        if (last < 0)
        {
            for (int i = 0; i < y.Length; i++)
            {
                y[i] = TFold.InvokeScalar(y[i], Column(x[i..], stride));
            }

            return;
        }

        int done = 0;
        for (; done <= last; done += width)
        {
            Vector512<T> old = At(ref result, done);
            TFold.Invoke(old, Columns(ref first, stride, done)).StoreUnsafe(ref result, (nuint)done);
        }

        if (done < y.Length)
        {
            Vector512<T> old = At(ref result, last);
            Vector512.ConditionalSelect(From<T>(done - last), TFold.Invoke(old, Columns(ref first, stride, last)), old)
                .StoreUnsafe(ref result, (nuint)last);
        }

        static T Column(ReadOnlySpan<T> x, int stride)
        {
            T a = TFold.InvokeScalar(x[0], x[stride]), b = TFold.InvokeScalar(x[2 * stride], x[3 * stride]);
            return TFold.InvokeScalar(a, b);
        }

        static Vector512<T> Columns(ref T x, int stride, int i)
        {
            Vector512<T> a = TFold.Invoke(At(ref x, i), At(ref x, i + stride));
            Vector512<T> b = TFold.Invoke(At(ref x, i + (2 * stride)), At(ref x, i + (3 * stride)));
            return TFold.Invoke(a, b);
        }

        static Vector512<T> At(ref T x, int i) => Vector512.LoadUnsafe(ref x, (nuint)i);
    }

    /// <summary>All bits set from one lane on.</summary>
    private static Vector512<T> From<T>(int lane)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Vector512.GreaterThanOrEqual(Vector512<T>.Indices, Vector512.Create(T.CreateTruncating(lane)));

    /// <summary>The lanes of a vector combined by halves.</summary>
    private static T Across<T, TFold>(Vector512<T> x)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TFold : struct, IFold
    {
        Span<T> lanes = stackalloc T[Vector512<T>.Count];
        x.CopyTo(lanes);
        for (int half = lanes.Length / 2; half > 0; half /= 2)
        {
            for (int i = 0; i < half; i++)
            {
                lanes[i] = TFold.InvokeScalar(lanes[i], lanes[i + half]);
            }
        }

        return lanes[0];
    }
}
