using System.Numerics;
using System.Runtime.CompilerServices;

namespace Autograd;

/// <summary>Linear recurrences of lines, element by element.</summary>
internal static class Recurrences
{
    /// <summary>
    /// Each line of y is that of a times the line of y before it, plus that of b; the first is that of b. From the end, the line after it
    /// takes the place of the one before. Where zero absorbs, a product with 0 is 0, against ∞ and NaN too.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Write<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> b, int length, bool fromEnd, bool absorbs, Span<T> y)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int first = fromEnd ? y.Length - length : 0, step = fromEnd ? -length : length;
        b.Slice(first, length).CopyTo(y[first..]);
        for (int line = first + step; (uint)line < (uint)y.Length; line += step)
        {
            for (int i = line; i < line + length; i++)
            {
                T before = y[i - step];
                y[i] = absorbs && (a[i] == T.Zero || before == T.Zero) ? b[i] : (a[i] * before) + b[i];
            }
        }
    }
}
