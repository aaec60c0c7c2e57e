using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Autograd.Kernels;

/// <summary>
/// The mask of the elements that are the largest, or the smallest: those equal to the extreme, or the NaNs if it is NaN, since then there
/// is one.
/// </summary>
internal static class TieMask
{
    /// <summary>Whether an element is in the mask.</summary>
    public static bool Of<T>(T x, T extreme)
        where T : unmanaged, IFloatingPointIeee754<T> => x == extreme || T.IsNaN(x);

    /// <summary>The mask of a vector.</summary>
    public static Vector512<T> Of<T>(Vector512<T> x, Vector512<T> extreme)
        where T : unmanaged, IFloatingPointIeee754<T> => Vector512.Equals(x, extreme) | ~Vector512.Equals(x, x);

    /// <summary>For each extreme, outer × inner, the index along the middle axis of the first element that is in the mask.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int[] FirstIndices<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, int count, int inner)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var indices = new int[y.Length];
        for (int start = 0, from = 0; start < x.Length; start += count * inner, from += inner)
        {
            if (inner == 1)
            {
                indices[from] = FirstIndex(x.Slice(start, count), y[from]);
                continue;
            }

            Span<int> line = indices.AsSpan(from, inner);
            ReadOnlySpan<T> extremes = y.Slice(from, inner);
            for (int k = count - 1; k >= 0; k--)
            {
                ReadOnlySpan<T> row = x.Slice(start + (k * inner), inner);
                for (int i = 0; i < row.Length; i++)
                {
                    line[i] = Of(row[i], extremes[i]) ? k : line[i];
                }
            }
        }

        return indices;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int FirstIndex<T>(ReadOnlySpan<T> x, T extreme)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ref T first = ref MemoryMarshal.GetReference(x);
        int i = 0, width = Vector512<T>.Count;
        for (Vector512<T> y = Vector512.Create(extreme); i <= x.Length - width; i += width)
        {
            if (Of(Vector512.LoadUnsafe(ref first, (nuint)i), y).ExtractMostSignificantBits() is not 0 and ulong ties)
            {
                return i + BitOperations.TrailingZeroCount(ties);
            }
        }

        while (!Of(x[i], extreme))
        {
            i++;
        }

        return i;
    }
}
