namespace Autograd.Testing;

/// <summary>
/// Measures the rounding error in the values of f, which can be far above that of its last operation: f = (1 + x) − 1 rounds near 1. A
/// sixth difference of f over a small spacing is nothing but rounding errors, and √924 of them if they are independent. R. W. Hamming,
/// "Introduction to Applied Numerical Analysis", 1971; J. J. Moré and S. M. Wild, "Estimating computational noise", SIAM Journal on
/// Scientific Computing 33 (2011), pp. 1292–1314.
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
        for (int halvings = 8; halvings <= 44; halvings += 9)
        {
            double spacing = 1.0 / (1L << halvings);
            tables.Add([.. Enumerable.Range(-Points / 2, Points).Select(k => f(k * spacing))]);
        }

        return [.. Enumerable.Range(0, count).Select(i => Noise(tables.Select(values => values.Select(elements => elements[i])), isShort))];
    }

    /// <summary>
    /// The second smallest of the estimates from falling spacings: larger ones see the function too, and one alone can be 0 by accident.
    /// </summary>
    private static double Noise(IEnumerable<IEnumerable<double>> tables, bool isShort)
    {
        var estimates = new List<double>();
        bool varies = false, isSmooth = isShort; // over some spacing
        foreach (IEnumerable<double> values in tables)
        {
            double[] first = Differences(values);
            if (isSmooth && first.Count(difference => difference == 0) > Points / 2)
            {
                break; // not constant: steps this small drown in the rounding
            }

            double[] sixths = Enumerable.Range(0, 5).Aggregate(first, (differences, _) => Differences(differences));
            double sixth = sixths.Max(Math.Abs) / Math.Sqrt(924);
            varies |= sixth > 0;
            isSmooth |= sixth < 0.02 * first.Max(Math.Abs);
            if (double.IsFinite(sixth))
            {
                estimates.Add(sixth);
            }
        }

        return varies && estimates.Count > 0 ? estimates.Order().Take(2).Last() : double.PositiveInfinity;
    }

    private static double[] Differences(IEnumerable<double> values) => [.. values.Skip(1).Zip(values, (next, value) => next - value)];
}
