using System.Buffers;
using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;

namespace Autograd.Kernels;

/// <summary>Reading and adding to listed runs of an array: run number k is the elements from k times its length on.</summary>
internal static class Runs
{
    private const int Many = 1024;

    /// <summary>Copies the runs of x with these numbers to y, one after the other.</summary>
    public static void Copy<T>(ReadOnlySpan<T> x, ReadOnlySpan<int> numbers, int length, Span<T> y)
    {
        for (int i = 0; i < numbers.Length; i++)
        {
            if (length == 1)
            {
                y[i] = x[numbers[i]]; // a copy of one element costs ten times the element
            }
            else
            {
                x.Slice(numbers[i] * length, length).CopyTo(y[(i * length)..]);
            }
        }
    }

    /// <summary>
    /// Adds the runs of y, one after the other, to the runs of x with these numbers: the transpose of the copy. Where at least as many
    /// floats are added as there are, the sums are doubles meanwhile: a float to which ones are added stops at 2²⁴.
    /// </summary>
    public static void AddTo<T>(Span<T> x, ReadOnlySpan<int> numbers, int length, ReadOnlySpan<T> y)
        where T : unmanaged, INumberBase<T>
    {
        if (typeof(T) == typeof(float) && y.Length >= Math.Max(Many, x.Length))
        {
            AddInDoubles(MemoryMarshal.Cast<T, float>(x), numbers, length, MemoryMarshal.Cast<T, float>(y));
            return;
        }

        for (int i = 0; i < numbers.Length; i++)
        {
            if (length == 1)
            {
                x[numbers[i]] += y[i];
            }
            else
            {
                Span<T> run = x.Slice(numbers[i] * length, length);
                TensorPrimitives.Add(run, y.Slice(i * length, length), run);
            }
        }
    }

    private static void AddInDoubles(Span<float> x, ReadOnlySpan<int> numbers, int length, ReadOnlySpan<float> y)
    {
        double[] rented = ArrayPool<double>.Shared.Rent(x.Length);
        Span<double> sums = rented.AsSpan(0, x.Length);
        TensorPrimitives.ConvertTruncating<float, double>(x, sums);
        for (int i = 0; i < numbers.Length; i++)
        {
            if (length == 1)
            {
                sums[numbers[i]] += y[i];
            }
            else
            {
                Wide.Add(sums.Slice(numbers[i] * length, length), y.Slice(i * length, length));
            }
        }

        TensorPrimitives.ConvertTruncating<double, float>(sums, x);
        ArrayPool<double>.Shared.Return(rented);
    }
}
