using System.Numerics;
using System.Numerics.Tensors;

namespace Autograd;

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
    /// Adds the runs of y, one after the other, to the runs of x with these numbers: the transpose of the copy. Where as many floats are added
    /// as there are, the sums are doubles meanwhile: a float to which ones are added stops at 2²⁴.
    /// </summary>
    public static void AddTo<T>(Span<T> x, ReadOnlySpan<int> numbers, int length, ReadOnlySpan<T> y)
        where T : unmanaged, INumberBase<T>
    {
        if (typeof(T) == typeof(float) && y.Length >= Math.Max(Many, x.Length))
        {
            var sums = new double[x.Length];
            TensorPrimitives.ConvertTruncating<T, double>(x, sums);
            for (int i = 0; i < y.Length; i++)
            {
                (int number, int at) = Math.DivRem(i, length);
                sums[(numbers[number] * length) + at] += double.CreateTruncating(y[i]);
            }

            TensorPrimitives.ConvertTruncating<double, T>(sums, x);
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
}
