using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace Autograd.Kernels;

/// <summary>
/// Elementary functions over spans: <c>Elementary.Map&lt;T, Elementary.Exp&gt;(x, y)</c>, as many elements at a time as a vector of the
/// processor holds. Those of System.Numerics.Tensors give other bits for other lengths and neighbours; here an element depends on
/// nothing but itself, on every processor alike.
/// </summary>
/// <remarks>Every function computes in double, whatever the element type. The tests measure the accuracy.</remarks>
internal static partial class Elementary
{
    // How many elements a second argument that is one number is broadcast to.
    private const int BlockSize = 256;

    /// <summary>A function of one number.</summary>
    public interface IUnary
    {
        /// <summary>The function, for doubles.</summary>
        static abstract T OfDouble<T>(T x)
            where T : struct, ILanes<T>;

        /// <summary>The function, for numbers that are floats: right to 40 bits and more, so that it rounds to the nearest float.</summary>
        static abstract T OfSingle<T>(T x)
            where T : struct, ILanes<T>;
    }

    /// <summary>A function of two numbers.</summary>
    public interface IBinary
    {
        /// <inheritdoc cref="IUnary.OfDouble"/>
        static abstract T OfDouble<T>(T x, T y)
            where T : struct, ILanes<T>;

        /// <inheritdoc cref="IUnary.OfSingle"/>
        static abstract T OfSingle<T>(T x, T y)
            where T : struct, ILanes<T>;
    }

    /// <summary>y = f(x) for every element; y may be the same memory as x.</summary>
    public static void Map<T, TFunction>(ReadOnlySpan<T> x, Span<T> y)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TFunction : struct, IUnary
    {
        if (Avx512F.IsSupported)
        {
            Map<T, TFunction, WideLanes>(x, y[..x.Length]);
        }
        else
        {
            Map<T, TFunction, Lanes>(x, y[..x.Length]);
        }
    }

    /// <summary>z = f(x, y) for every pair of elements; z may be the same memory as x or y.</summary>
    public static void Map<T, TFunction>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> z)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TFunction : struct, IBinary
    {
        if (Avx512F.IsSupported)
        {
            Map<T, TFunction, WideLanes>(x, y[..x.Length], z[..x.Length]);
        }
        else
        {
            Map<T, TFunction, Lanes>(x, y[..x.Length], z[..x.Length]);
        }
    }

    /// <summary>z = f(x, y) for every element of x and one y; z may be the same memory as x.</summary>
    public static void Map<T, TFunction>(ReadOnlySpan<T> x, T y, Span<T> z)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TFunction : struct, IBinary
    {
        Span<T> broadcast = stackalloc T[Math.Min(x.Length, BlockSize)];
        broadcast.Fill(y);
        for (int start = 0; start < x.Length; start += BlockSize)
        {
            ReadOnlySpan<T> block = x[start..Math.Min(x.Length, start + BlockSize)];
            Map<T, TFunction>(block, broadcast[..block.Length], z[start..]);
        }
    }

    // Optimized at the first call, which may be the only one: a loop of vectors is a hundred times slower before that.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Map<T, TFunction, TLanes>(ReadOnlySpan<T> x, Span<T> y)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TFunction : struct, IUnary
        where TLanes : struct, ILanes<TLanes>
    {
        ref T from = ref MemoryMarshal.GetReference(x), to = ref MemoryMarshal.GetReference(y);
        int size = TLanes.Count, i = 0;
        for (; i <= x.Length - size; i += size)
        {
            Step<T, TFunction, TLanes>(ref Unsafe.Add(ref from, i), ref Unsafe.Add(ref to, i));
        }

        if (i < x.Length)
        {
            // Padded with its last element, so that nothing else decides what the tail costs.
            Span<T> tail = stackalloc T[size];
            for (int lane = 0; lane < size; lane++)
            {
                tail[lane] = x[Math.Min(i + lane, x.Length - 1)];
            }

            Map<T, TFunction, TLanes>(tail, tail);
            for (int lane = 0; i < x.Length; lane++, i++)
            {
                y[i] = tail[lane];
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Map<T, TFunction, TLanes>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> z)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TFunction : struct, IBinary
        where TLanes : struct, ILanes<TLanes>
    {
        ref T first = ref MemoryMarshal.GetReference(x), second = ref MemoryMarshal.GetReference(y), to = ref MemoryMarshal.GetReference(z);
        int size = TLanes.Count, i = 0;
        for (; i <= x.Length - size; i += size)
        {
            Step<T, TFunction, TLanes>(ref Unsafe.Add(ref first, i), ref Unsafe.Add(ref second, i), ref Unsafe.Add(ref to, i));
        }

        if (i < x.Length)
        {
            Span<T> tailX = stackalloc T[size], tailY = stackalloc T[size];
            for (int lane = 0; lane < size; lane++)
            {
                int from = Math.Min(i + lane, x.Length - 1);
                (tailX[lane], tailY[lane]) = (x[from], y[from]);
            }

            Map<T, TFunction, TLanes>(tailX, tailY, tailX);
            for (int lane = 0; i < x.Length; lane++, i++)
            {
                z[i] = tailX[lane];
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Step<T, TFunction, TLanes>(ref T x, ref T y)
        where T : unmanaged
        where TFunction : struct, IUnary
        where TLanes : struct, ILanes<TLanes>
    {
        if (typeof(T) == typeof(double))
        {
            TLanes.Store(TFunction.OfDouble(TLanes.Load(in Unsafe.As<T, double>(ref x))), ref Unsafe.As<T, double>(ref y));
        }
        else
        {
            TLanes.Store(TFunction.OfSingle(TLanes.Load(in Unsafe.As<T, float>(ref x))), ref Unsafe.As<T, float>(ref y));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Step<T, TFunction, TLanes>(ref T x, ref T y, ref T z)
        where T : unmanaged
        where TFunction : struct, IBinary
        where TLanes : struct, ILanes<TLanes>
    {
        if (typeof(T) == typeof(double))
        {
            TLanes first = TLanes.Load(in Unsafe.As<T, double>(ref x)), second = TLanes.Load(in Unsafe.As<T, double>(ref y));
            TLanes.Store(TFunction.OfDouble(first, second), ref Unsafe.As<T, double>(ref z));
        }
        else
        {
            TLanes first = TLanes.Load(in Unsafe.As<T, float>(ref x)), second = TLanes.Load(in Unsafe.As<T, float>(ref y));
            TLanes.Store(TFunction.OfSingle(first, second), ref Unsafe.As<T, float>(ref z));
        }
    }
}
