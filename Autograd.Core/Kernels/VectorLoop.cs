using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Autograd.Kernels;

/// <summary>
/// One operation over spans, 64 bytes at a time: <c>VectorLoop.Map&lt;T, LaneFunctions.Equal&gt;(x, y, z)</c>. What does not fill a vector
/// goes one element at a time through the first lane of the same operation, so an element has the same bits in any slice and on any
/// hardware.
/// </summary>
/// <remarks>
/// Where registers are narrower the run time splits the vectors, which costs nothing that can be measured. All loops of kernels are
/// optimized at the first call: unoptimized code for vectors is a hundred times slower, and a program may be over before the run time
/// replaces it.
/// </remarks>
internal static class VectorLoop
{
    /// <summary>A function of one number, lane by lane.</summary>
    public interface IUnary
    {
        static abstract Vector512<T> Invoke<T>(Vector512<T> x)
            where T : unmanaged, IFloatingPointIeee754<T>;
    }

    /// <summary>A function of two numbers, lane by lane.</summary>
    public interface IBinary
    {
        static abstract Vector512<T> Invoke<T>(Vector512<T> x, Vector512<T> y)
            where T : unmanaged, IFloatingPointIeee754<T>;
    }

    /// <summary>A function of three numbers, lane by lane.</summary>
    public interface ITernary
    {
        static abstract Vector512<T> Invoke<T>(Vector512<T> x, Vector512<T> y, Vector512<T> z)
            where T : unmanaged, IFloatingPointIeee754<T>;
    }

    /// <summary>y = f(x) for every element; y may be the same memory as x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Map<T, TFunction>(ReadOnlySpan<T> x, Span<T> y)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TFunction : struct, IUnary
    {
        int width = Vector512<T>.Count, end = y.Length - width;
        ref T px = ref First(x, y), py = ref MemoryMarshal.GetReference(y);
        if (end < 0)
        {
            for (int i = 0; i < y.Length; i++)
            {
                y[i] = TFunction.Invoke(Vector512.CreateScalar(x[i])).ToScalar();
            }

            return;
        }

        // The last vector overlaps the one before it: computed first, because y may be x.
        Vector512<T> last = TFunction.Invoke(Vector512.LoadUnsafe(ref px, (nuint)end));
        for (int i = 0; i < end; i += width)
        {
            TFunction.Invoke(Vector512.LoadUnsafe(ref px, (nuint)i)).StoreUnsafe(ref py, (nuint)i);
        }

        last.StoreUnsafe(ref py, (nuint)end);
    }

    /// <summary>z = f(x, y) for every pair of elements; z may be the same memory as x or y.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Map<T, TFunction>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> z)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TFunction : struct, IBinary
    {
        int width = Vector512<T>.Count, end = z.Length - width;
        ref T px = ref First(x, z), py = ref First(y, z), pz = ref MemoryMarshal.GetReference(z);
        if (end < 0)
        {
            for (int i = 0; i < z.Length; i++)
            {
                z[i] = TFunction.Invoke(Vector512.CreateScalar(x[i]), Vector512.CreateScalar(y[i])).ToScalar();
            }

            return;
        }

        Vector512<T> last = TFunction.Invoke(Vector512.LoadUnsafe(ref px, (nuint)end), Vector512.LoadUnsafe(ref py, (nuint)end));
        for (int i = 0; i < end; i += width)
        {
            TFunction.Invoke(Vector512.LoadUnsafe(ref px, (nuint)i), Vector512.LoadUnsafe(ref py, (nuint)i)).StoreUnsafe(ref pz, (nuint)i);
        }

        last.StoreUnsafe(ref pz, (nuint)end);
    }

    /// <summary>w = f(x, y, z) for every three elements; w may be the same memory as x, y or z.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Map<T, TFunction>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, ReadOnlySpan<T> z, Span<T> w)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TFunction : struct, ITernary
    {
        int width = Vector512<T>.Count, end = w.Length - width;
        ref T px = ref First(x, w), py = ref First(y, w), pz = ref First(z, w), pw = ref MemoryMarshal.GetReference(w);
        if (end < 0)
        {
            for (int i = 0; i < w.Length; i++)
            {
                w[i] = TFunction.Invoke(
                    Vector512.CreateScalar(x[i]), Vector512.CreateScalar(y[i]), Vector512.CreateScalar(z[i])).ToScalar();
            }

            return;
        }

        Vector512<T> last = At(ref px, ref py, ref pz, end);
        for (int i = 0; i < end; i += width)
        {
            At(ref px, ref py, ref pz, i).StoreUnsafe(ref pw, (nuint)i);
        }

        last.StoreUnsafe(ref pw, (nuint)end);

        static Vector512<T> At(ref T x, ref T y, ref T z, int i) => TFunction.Invoke(
            Vector512.LoadUnsafe(ref x, (nuint)i), Vector512.LoadUnsafe(ref y, (nuint)i), Vector512.LoadUnsafe(ref z, (nuint)i));
    }

    /// <summary>w = f(x, y, z) for every element of x, one y and one z; w may be the same memory as x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Map<T, TFunction>(ReadOnlySpan<T> x, T y, T z, Span<T> w)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TFunction : struct, ITernary
    {
        int width = Vector512<T>.Count, end = w.Length - width;
        ref T px = ref First(x, w), pw = ref MemoryMarshal.GetReference(w);
        Vector512<T> ys = Vector512.Create(y), zs = Vector512.Create(z);
        if (end < 0)
        {
            for (int i = 0; i < w.Length; i++)
            {
                w[i] = TFunction.Invoke(Vector512.CreateScalar(x[i]), ys, zs).ToScalar();
            }

            return;
        }

        Vector512<T> last = TFunction.Invoke(Vector512.LoadUnsafe(ref px, (nuint)end), ys, zs);
        for (int i = 0; i < end; i += width)
        {
            TFunction.Invoke(Vector512.LoadUnsafe(ref px, (nuint)i), ys, zs).StoreUnsafe(ref pw, (nuint)i);
        }

        last.StoreUnsafe(ref pw, (nuint)end);
    }

    /// <summary>Where an operand begins that is read without further checks: it must be as long as the result.</summary>
    private static ref T First<T>(ReadOnlySpan<T> operand, Span<T> result) => ref MemoryMarshal.GetReference(operand[..result.Length]);
}
