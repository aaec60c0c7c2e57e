using System.Numerics;
using System.Runtime.CompilerServices;

namespace Autograd.Kernels;

/// <summary>Linear recurrences of rows, element by element; of floats in doubles, as sums of floats are.</summary>
internal static class Recurrences
{
    /// <summary>
    /// Each row of y is that of a times the row of y before it, plus that of b; the first is that of b. From the end, the row after it
    /// takes the place of the one before. Where zero absorbs, a product with 0 is 0, against ∞ and NaN too.
    /// </summary>
    public static void Compute<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> b, int length, bool fromEnd, bool absorbs, Span<T> y)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        double[] before = new double[length];
        int first = fromEnd ? y.Length - length : 0, step = fromEnd ? -length : length;
        for (int row = first; (uint)row < (uint)y.Length; row += step)
        {
            ReadOnlySpan<T> factors = row == first ? default : a.Slice(row, length); // the first is not used
            Step(factors, b.Slice(row, length), absorbs, before, y.Slice(row, length));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Step<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> b, bool absorbs, Span<double> before, Span<T> y)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (int i = 0; i < y.Length; i++)
        {
            double value = double.CreateTruncating(b[i]);
            if (!a.IsEmpty)
            {
                double factor = double.CreateTruncating(a[i]), product = factor * before[i];
                value = absorbs && (factor == 0 || before[i] == 0) ? value : product + value;
            }

            before[i] = value;
            y[i] = T.CreateTruncating(value);
        }
    }
}
