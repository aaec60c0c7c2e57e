using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Autograd.Kernels;

/// <summary>
/// The gradient of the largest, or the smallest, along a middle axis: the elements of the <see cref="TieMask"/> get equal shares of the
/// gradient of the extreme, all others 0.
/// </summary>
internal static class MaxGradient
{
    private const int MaxBlock = 1024; // columns, so that what is kept for each stays in the first-level cache

    /// <summary>
    /// z[o, k, i] = the share of x[o, k, i] in gy[o, i]: the chain product with 1/n for each of n ties, 0 for the rest.
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
        int width = Math.Min(inner, MaxBlock);
        Span<T> buffer = stackalloc T[inner == 1 ? 0 : 2 * width];
        for (int start = 0, from = 0; start < x.Length; start += count * inner, from += inner)
        {
            if (inner == 1)
            {
                ShareOfContiguous(x.Slice(start, count), y[from], gy[from], z.Slice(start, count));
                continue;
            }

            for (int i = 0; i < inner; i += width)
            {
                int columns = Math.Min(width, inner - i), first = start + i;
                ReadOnlySpan<T> extremes = y.Slice(from + i, columns), shared = gy.Slice(from + i, columns);
                ShareOfRows(x[first..], extremes, shared, count, inner, z[first..], buffer[..(2 * columns)]);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void ShareOfContiguous<T>(ReadOnlySpan<T> x, T extreme, T gy, Span<T> z)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int i = 0, width = Vector512<T>.Count;
        ref T first = ref MemoryMarshal.GetReference(x);
        Vector512<T> y = Vector512.Create(extreme), ties = Vector512<T>.Zero, tailTies = Vector512<T>.Zero;
        for (; i <= x.Length - width; i += width)
        {
            ties += TieMask.Of(Vector512.LoadUnsafe(ref first, (nuint)i), y) & Vector512<T>.One;
        }

        for (; i < x.Length; i++)
        {
            tailTies += TieMask.Of(Vector512.CreateScalar(x[i]), y) & Vector512<T>.One; // in the first lane; a branch would be mispredicted
        }

        T share = T.One / (Vector512.Sum(ties) + tailTies.ToScalar()); // whole numbers: exact in any order
        VectorLoop.Map<T, Masked>(x, extreme, gy == T.Zero || share == T.Zero ? T.Zero : gy * share, z);
    }

    /// <summary>
    /// Shares along rows, each of which begins a stride behind the one before. Nearly always the extreme is unique: so the elements are
    /// read once, and again only if it is not.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void ShareOfRows<T>(
        ReadOnlySpan<T> x, ReadOnlySpan<T> y, ReadOnlySpan<T> gy, int count, int stride, Span<T> z, Span<T> buffer)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Span<T> shares = buffer[..y.Length], ties = buffer[y.Length..];
        ties.Fill(T.One);
        VectorLoop.Map<T, ShareOfEach>(gy, ties, shares);
        ties.Clear();
        for (int k = 0; k < count; k++)
        {
            CountAndShare(x.Slice(k * stride, y.Length), y, shares, ties, z.Slice(k * stride, y.Length));
        }

        if (!ties.ContainsAnyExcept(T.One))
        {
            return;
        }

        VectorLoop.Map<T, ShareOfEach>(gy, ties, shares);
        for (int k = 0; k < count; k++)
        {
            VectorLoop.Map<T, Masked>(x.Slice(k * stride, y.Length), y, shares, z.Slice(k * stride, y.Length));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void CountAndShare<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, ReadOnlySpan<T> shares, Span<T> ties, Span<T> z)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ref T px = ref MemoryMarshal.GetReference(x), py = ref MemoryMarshal.GetReference(y), pz = ref MemoryMarshal.GetReference(z);
        ref T share = ref MemoryMarshal.GetReference(shares), count = ref MemoryMarshal.GetReference(ties);
        int i = 0, width = Vector512<T>.Count;
        for (; i <= x.Length - width; i += width)
        {
            Vector512<T> mask = TieMask.Of(Vector512.LoadUnsafe(ref px, (nuint)i), Vector512.LoadUnsafe(ref py, (nuint)i));
            (Vector512.LoadUnsafe(ref count, (nuint)i) + (mask & Vector512<T>.One)).StoreUnsafe(ref count, (nuint)i);
            (mask & Vector512.LoadUnsafe(ref share, (nuint)i)).StoreUnsafe(ref pz, (nuint)i);
        }

        for (; i < x.Length; i++)
        {
            bool isTie = TieMask.Of(x[i], y[i]);
            ties[i] += isTie ? T.One : T.Zero;
            z[i] = isTie ? shares[i] : T.Zero;
        }
    }

    /// <summary>What each of a number of ties gets.</summary>
    private readonly struct ShareOfEach : VectorLoop.IBinary
    {
        public static Vector512<T> Invoke<T>(Vector512<T> gy, Vector512<T> count)
            where T : unmanaged, IFloatingPointIeee754<T> => LaneFunctions.Chain.Invoke(gy, Vector512<T>.One / count);
    }

    /// <summary>The share where the mask is set, else 0.</summary>
    private readonly struct Masked : VectorLoop.ITernary
    {
        public static Vector512<T> Invoke<T>(Vector512<T> x, Vector512<T> extreme, Vector512<T> share)
            where T : unmanaged, IFloatingPointIeee754<T> => TieMask.Of(x, extreme) & share;
    }
}
