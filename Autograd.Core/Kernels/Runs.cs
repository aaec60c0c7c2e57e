using System.Numerics;
using System.Numerics.Tensors;

namespace Autograd;

/// <summary>Reading and adding to listed runs of an array: run number k is the elements from k times its length on.</summary>
internal static class Runs
{
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

    /// <summary>Adds the runs of y, one after the other, to the runs of x with these numbers: the transpose of the copy.</summary>
    public static void AddTo<T>(Span<T> x, ReadOnlySpan<int> numbers, int length, ReadOnlySpan<T> y)
        where T : INumberBase<T>
    {
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
