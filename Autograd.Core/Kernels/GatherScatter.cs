using System.Buffers;
using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;

namespace Autograd.Kernels;

/// <summary>Gathers and scatters slices of an array: slice number k is the elements from k times its length on.</summary>
internal static class GatherScatter
{
    private const int MixedPrecisionThreshold = 1024; // elements, below which no sum is long

    /// <summary>Copies the slices of x with these indices to y, one after the other.</summary>
    public static void Gather<T>(ReadOnlySpan<T> x, ReadOnlySpan<int> indices, int length, Span<T> y)
    {
        for (int i = 0; i < indices.Length; i++)
        {
            if (length == 1)
            {
                y[i] = x[indices[i]]; // a copy of one element costs ten times the element
            }
            else
            {
                x.Slice(indices[i] * length, length).CopyTo(y[(i * length)..]);
            }
        }
    }

    /// <summary>
    /// Adds the slices of y, one after the other, to the slices of x with these indices: the transpose of <see cref="Gather"/>. Where at
    /// least as many floats are added as there are, the sums are doubles meanwhile: a float to which ones are added stops at 2²⁴.
    /// </summary>
    public static void ScatterAdd<T>(Span<T> x, ReadOnlySpan<int> indices, int length, ReadOnlySpan<T> y)
        where T : unmanaged, INumberBase<T>
    {
        if (typeof(T) == typeof(float) && y.Length >= Math.Max(MixedPrecisionThreshold, x.Length))
        {
            ScatterAddInDoubles(MemoryMarshal.Cast<T, float>(x), indices, length, MemoryMarshal.Cast<T, float>(y));
            return;
        }

        for (int i = 0; i < indices.Length; i++)
        {
            if (length == 1)
            {
                x[indices[i]] += y[i];
            }
            else
            {
                Span<T> slice = x.Slice(indices[i] * length, length);
                TensorPrimitives.Add(slice, y.Slice(i * length, length), slice);
            }
        }
    }

    private static void ScatterAddInDoubles(Span<float> x, ReadOnlySpan<int> indices, int length, ReadOnlySpan<float> y)
    {
        double[] rented = ArrayPool<double>.Shared.Rent(x.Length);
        Span<double> sums = rented.AsSpan(0, x.Length);
        TensorPrimitives.ConvertTruncating<float, double>(x, sums);
        for (int i = 0; i < indices.Length; i++)
        {
            if (length == 1)
            {
                sums[indices[i]] += y[i];
            }
            else
            {
                MixedPrecision.Accumulate(sums.Slice(indices[i] * length, length), y.Slice(i * length, length));
            }
        }

        TensorPrimitives.ConvertTruncating<double, float>(sums, x);
        ArrayPool<double>.Shared.Return(rented);
    }
}
