using System.Numerics;
using System.Numerics.Tensors;

namespace Autograd.Kernels;

/// <summary>Powers of two that keep products in range.</summary>
internal static class Exponents
{
    /// <summary>
    /// y = g·2ᵏ, with a whole number k for each number of x whose sum is 0: so the products of x·2ᵏ and of x are the same, and no product
    /// of neighbours among x·2ᵏ leaves the range unless the whole does.
    /// </summary>
    /// <remarks>
    /// The numbers on the side of 1 on which the product is not are moved to 1, and the others towards it in proportion; beside a 0 all are
    /// moved to 1, and the 0 takes the rest, which it does not feel. The shifts are differences of rounded prefix sums, so that of any run
    /// of neighbours the exponent is right to one. Where no product of the pairs leaves the range, all k are 0.
    /// </remarks>
    public static void Balance<T>(ReadOnlySpan<T> g, ReadOnlySpan<T> x, Span<T> y)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (AreSurelyInRange(x))
        {
            g.CopyTo(y);
            return;
        }

        int zero = x.IndexOf(T.Zero);
        (double large, double small) = Sums(x);
        if ((zero < 0 && Math.Min(large, small) == 0) || Math.Max(large, small) < Limit<T>() || IsInRange(x))
        {
            g.CopyTo(y);
            return;
        }

        double keptOfLarge = zero >= 0 ? 0 : Math.Max(0, large - small) / large;
        double keptOfSmall = zero >= 0 ? 0 : Math.Max(0, small - large) / small, wanted = 0;
        long shifted = 0;
        for (int i = 0; i < x.Length; i++)
        {
            double exponent = Exponent(x[i]);
            wanted += i == zero ? large - small : exponent * ((exponent > 0 ? keptOfLarge : keptOfSmall) - 1);
            long next = i == x.Length - 1 ? 0 : (long)Math.Round(wanted);
            y[i] = T.ScaleB(g[i], (int)(next - shifted));
            shifted = next;
        }
    }

    /// <summary>Whether so many numbers as large and as small as the largest and the smallest cannot leave the range.</summary>
    private static bool AreSurelyInRange<T>(ReadOnlySpan<T> x)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        double largest = Math.Abs(double.CreateTruncating(TensorPrimitives.MaxMagnitude(x)));
        double smallest = Math.Abs(double.CreateTruncating(TensorPrimitives.MinMagnitude(x)));
        return x.Length * Math.Max(Math.Abs(Math.Log2(largest)), Math.Abs(Math.Log2(smallest))) < Limit<T>(); // not with 0, ∞ or NaN
    }

    /// <summary>The sums of the exponents above 0, and of those below, as positive numbers.</summary>
    private static (double Large, double Small) Sums<T>(ReadOnlySpan<T> x)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        double large = 0, small = 0;
        foreach (T number in x)
        {
            double exponent = Exponent(number);
            large += Math.Max(0, exponent);
            small += Math.Max(0, -exponent);
        }

        return (large, small);
    }

    /// <summary>Whether the products of neighbours in pairs, of pairs in pairs, and so on, all stay in range.</summary>
    private static bool IsInRange<T>(ReadOnlySpan<T> x)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var exponents = new double[x.Length];
        for (int i = 0; i < x.Length; i++)
        {
            exponents[i] = x[i] == T.Zero ? double.NegativeInfinity : Exponent(x[i]);
        }

        for (int count = x.Length; count > 1; count = (count + 1) / 2)
        {
            for (int i = 0; i < count; i += 2)
            {
                double exponent = i + 1 < count ? exponents[i] + exponents[i + 1] : exponents[i];
                if (double.IsFinite(exponent) && Math.Abs(exponent) >= Limit<T>())
                {
                    return false;
                }

                exponents[i / 2] = exponent;
            }
        }

        return true;
    }

    /// <summary>A little below the exponents at which numbers end.</summary>
    private static double Limit<T>()
        where T : unmanaged, IFloatingPointIeee754<T> => typeof(T) == typeof(float) ? 120 : 1000;

    /// <summary>log₂ |x|; 0 for 0, ∞ and NaN, which a power of two does not change.</summary>
    private static double Exponent<T>(T x)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        double size = Math.Abs(double.CreateTruncating(x));
        return size > 0 && double.IsFinite(size) ? Math.Log2(size) : 0;
    }
}
