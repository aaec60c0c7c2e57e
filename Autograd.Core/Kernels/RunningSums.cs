using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;

namespace Autograd;

/// <summary>Running sums of lines, element by element.</summary>
internal static class RunningSums
{
    /// <summary>Each line of y is the sum of the lines of x up to it, or, from the end, of those from it on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Write<T>(ReadOnlySpan<T> x, int length, bool fromEnd, Span<T> y)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int first = fromEnd ? x.Length - length : 0, step = fromEnd ? -length : length;
        if (length == 1)
        {
            T sum = -T.Zero; // which leaves the first element as it is, −0 too
            for (int i = first; (uint)i < (uint)x.Length; i += step)
            {
                y[i] = sum += x[i];
            }

            return;
        }

        x.Slice(first, length).CopyTo(y[first..]);
        for (int line = first + step; (uint)line < (uint)x.Length; line += step)
        {
            TensorPrimitives.Add(x.Slice(line, length), y.Slice(line - step, length), y.Slice(line, length));
        }
    }
}
