using System.Numerics;

namespace Autograd;

/// <summary>Powers of two that keep products in range.</summary>
internal static class Exponents
{
    /// <summary>
    /// A power of two for each number of x. Their product is 1, and when the numbers are multiplied by them, all are on the same side of 1:
    /// so a product of some is nearer to 1 than the product of all, and overflows or underflows only if that does. What the fewer have, small
    /// or large ones, is taken off the others in proportion. Where no product could leave the range, all are 1.
    /// </summary>
    public static void Balance<T>(ReadOnlySpan<T> x, Span<T> powers)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        powers.Fill(T.One);
        long large = 0, small = 0; // the sums of the exponents above 0, and of those below
        foreach (T number in x)
        {
            int exponent = Exponent(number);
            large += Math.Max(0, exponent);
            small += Math.Max(0, -exponent);
        }

        // A number is below 2 to the power of its exponent plus one.
        if (large == 0 || small == 0 || Math.Max(large, small) + x.Length <= (typeof(T) == typeof(float) ? 126 : 1022))
        {
            return;
        }

        // Rounded as the running sum, so that all that is given is taken.
        (int side, long all, long taken) = large >= small ? (1, large, small) : (-1, small, large);
        long seen = 0, done = 0;
        for (int i = 0; i < x.Length; i++)
        {
            int exponent = Exponent(x[i]) * side;
            if (exponent < 0)
            {
                powers[i] = T.ScaleB(T.One, -exponent * side);
            }
            else if (exponent > 0)
            {
                seen += exponent;
                long next = (long)((Int128)seen * taken / all);
                powers[i] = T.ScaleB(T.One, (int)(done - next) * side);
                done = next;
            }
        }
    }

    /// <summary>The exponent of two; 0 of 0, ∞ and NaN; that of the least normal number for all below.</summary>
    private static int Exponent<T>(T x)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        T.IsFinite(x) && x != T.Zero ? Math.Max(T.ILogB(x), typeof(T) == typeof(float) ? -126 : -1022) : 0;
}
