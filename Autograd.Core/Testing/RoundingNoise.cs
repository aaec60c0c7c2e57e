namespace Autograd;

/// <summary>
/// Measures the rounding error in the values of f, which can be far above that of its last operation: f = (1 + x) − 1 rounds near 1. A
/// high difference of f over a small spacing is nothing but rounding errors, and if they are independent the one of order k is
/// √(2k over k) of them. R. W. Hamming, "Introduction to Applied Numerical Analysis", 1971; J. J. Moré and S. M. Wild, "Estimating
/// computational noise", SIAM Journal on Scientific Computing 33 (2011), pp. 1292–1314.
/// </summary>
internal static class RoundingNoise
{
    private const int Points = 9;

    /// <summary>The rounding error in each element of f near x; ∞ where the values do not tell.</summary>
    /// <param name="f">From a distance to the elements of f that far from x, along some line.</param>
    /// <param name="count">The number of elements.</param>
    /// <param name="isShort">Whether the line is so short that f may be rounded to a constant on all of it.</param>
    public static double[] Measure(Func<double, double[]> f, int count, bool isShort)
    {
        var tables = new List<double[][]>(); // by falling spacing
        for (int halvings = 8; halvings <= 44; halvings += 6)
        {
            double spacing = 1.0 / (1L << halvings);
            tables.Add([.. Enumerable.Range(-Points / 2, Points).Select(k => f(k * spacing))]);
        }

        return [.. Enumerable.Range(0, count).Select(i => Noise(tables.Select(values => values.Select(elements => elements[i])), isShort))];
    }

    private static double Noise(IEnumerable<IEnumerable<double>> tables, bool isShort)
    {
        var estimates = new List<double>();
        double seen = 0; // the largest where the differences look like noise on a smooth function
        bool varies = false, isSmooth = isShort; // over some spacing
        foreach (IEnumerable<double> values in tables)
        {
            double[] first = Differences(values), fourth = Differences(Differences(Differences(first)));
            if (isSmooth && first.Count(difference => difference == 0) > Points / 2)
            {
                break; // not constant: steps this small drown in the rounding
            }

            double steps = first.Max(Math.Abs), from4 = fourth.Max(Math.Abs) / Math.Sqrt(70);
            double from6 = Differences(Differences(fourth)).Max(Math.Abs) / Math.Sqrt(924);
            if (!double.IsFinite(from6))
            {
                continue;
            }

            estimates.Add(from6);
            varies |= from6 > 0;
            isSmooth |= from6 < 0.02 * steps;
            if (from6 < 0.02 * steps && from4 < 4 * from6)
            {
                seen = Math.Max(seen, from6);
            }
        }

        // The second smallest: larger spacings see the function too, and one estimate alone can be 0 by accident.
        return varies ? Math.Max(seen, estimates.Order().Take(2).Last()) : double.PositiveInfinity;
    }

    private static double[] Differences(IEnumerable<double> values) => [.. values.Skip(1).Zip(values, (next, value) => next - value)];
}
