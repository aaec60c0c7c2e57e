namespace Autograd.Testing;

/// <summary>
/// Derivatives by differences: quotients at a falling sequence of steps, extrapolated to the step 0 by Neville's scheme, of whose
/// entries the one that agrees best with its neighbours is taken. C. J. F. Ridders, "Accurate computation of F′(x) and F′(x)F″(x)",
/// Advances in Engineering Software 4 (1982), pp. 75–76.
/// </summary>
internal static class Differences
{
    /// <summary>The spacing of doubles just above 1.</summary>
    public const double RoundOff = 1.0 / (1L << 52);

    private const int MostSteps = 8;

    // The first step in units of x or of 1. No simple fraction: a periodic f must not return to the same phase after it.
    private const double Start = 0.37;

    /// <summary>The slopes of every element of f along one number x.</summary>
    /// <param name="f">From a value in place of x to the elements of f.</param>
    /// <param name="x">Where to take the slopes.</param>
    /// <param name="center">The elements of f at x.</param>
    /// <param name="rounding">The rounding error in each.</param>
    /// <param name="zero">The size up to which an element that stays below it may be all rounding error.</param>
    public static Slopes[] Column(Func<double, double[]> f, double x, double[] center, double[] rounding, double zero)
    {
        double[] noise = [.. rounding];
        var slopes = new Slopes[center.Length];
        Array.Fill(slopes, Slopes.None);
        int runs = 0;
        foreach ((double first, int count) in Runs(x))
        {
            var run = new Run(f, x, center, first, count);
            for (int i = 0; i < slopes.Length; i++)
            {
                if (runs == 0 && run.Largest(i) <= zero)
                {
                    noise[i] = zero; // nothing but rounding, as the sum of what the mean was subtracted from
                }

                slopes[i] = slopes[i].RefinedBy(run.At(i, noise[i]));
            }

            // One run does not do, see Estimate.RefinedBy, nor do steps that are large against x.
            if (++runs > 1 && (x == 0 || first <= Math.Abs(x)) && Array.TrueForAll(slopes, slope => slope.IsSettled))
            {
                break;
            }
        }

        return slopes;
    }

    /// <summary>
    /// The first step and the number of steps of each run, larger steps first: relative to max(1, |x|), and where x is small also to x
    /// itself, as the logarithm near 0 needs.
    /// </summary>
    private static (double First, int Count)[] Runs(double x)
    {
        double size = Math.Abs(x), unit = Start * Math.Max(1, size), own = Start * size;
        (double First, int Count)[] runs =
        [
            (unit, MostSteps), (unit / (1L << 12), 4), (unit / (1L << 20), 4), (unit / (1L << 28), 4), (unit / (1L << 36), 4),
        ];
        return size is > 0 and < 1
            ? [.. runs.Append((own, MostSteps)).Append((own / (1L << 12), 4)).OrderByDescending(run => run.Item1)]
            : runs;
    }

    /// <summary>The values of f on both sides of x, at steps that are halved again and again.</summary>
    private sealed class Run
    {
        private readonly double x;
        private readonly double[] center;
        private readonly (double X, double[] F)[] above, below;

        public Run(Func<double, double[]> f, double x, double[] center, double first, int count)
        {
            this.x = x;
            this.center = center;
            above = new (double, double[])[count];
            below = new (double, double[])[count];
            for (int k = 0; k < count; k++, first /= 2)
            {
                above[k] = (x + first, f(x + first));
                below[k] = (x - first, f(x - first));
            }
        }

        /// <summary>The largest value of element i of f.</summary>
        public double Largest(int i) => above.Concat(below).Max(value => Math.Abs(value.F[i]));

        /// <summary>The slopes of element i of f, in which the rounding error is at least the noise.</summary>
        public Slopes At(int i, double noise)
        {
            // What is left of the error is a series in the step; of a central difference, in its square.
            Span<Quotient> forward = stackalloc Quotient[above.Length], backward = stackalloc Quotient[above.Length];
            Span<Quotient> central = stackalloc Quotient[above.Length];
            for (int k = 0; k < above.Length; k++)
            {
                (double high, double low) = (above[k].X, below[k].X); // x ± step, rounded: the steps are what rounding left of them
                forward[k] = new Quotient(above[k].F[i], center[i], high - x, noise, power: 1);
                backward[k] = new Quotient(center[i], below[k].F[i], x - low, noise, power: 1);
                central[k] = new Quotient(above[k].F[i], below[k].F[i], high - low, noise, power: 2);
            }

            return new Slopes(Extrapolate(forward), Extrapolate(backward), Extrapolate(central));
        }

        /// <summary>
        /// The value at step 0 of the polynomial through the quotients. An entry that a non-finite quotient went into is never the best:
        /// NaN is not less than anything.
        /// </summary>
        private static Estimate Extrapolate(ReadOnlySpan<Quotient> quotients)
        {
            Span<double> row = stackalloc double[MostSteps], previous = stackalloc double[MostSteps];
            Estimate best = Estimate.None;
            for (int k = 0; k < quotients.Length; k++)
            {
                row[0] = quotients[k].Slope;
                for (int order = 1; order <= k; order++)
                {
                    double weight = 1 / (quotients[k].NodeRatio(quotients[k - order]) - 1);
                    row[order] = row[order - 1] + ((row[order - 1] - previous[order - 1]) * weight);
                    double error = quotients[k].Noise + Math.Max(
                        Math.Abs(row[order] - row[order - 1]),
                        Math.Max(Math.Abs(row[order] - previous[order - 1]), Math.Abs(row[order] - previous[order])));
                    if (order < k && error < best.Error)
                    {
                        best = new Estimate(row[order], error, quotients[k].Noise);
                    }
                }

                row.CopyTo(previous);
            }

            return best;
        }
    }

    /// <summary>A difference quotient of f over a width; its error is a series in a power of the width.</summary>
    private readonly struct Quotient(double high, double low, double width, double noise, int power)
    {
        public double Slope { get; } = (high - low) / width;

        /// <summary>What the rounding of f can add to the slope.</summary>
        public double Noise { get; } = Math.Max(noise, RoundOff * Math.Max(Math.Abs(high), Math.Abs(low))) / width;

        private double Width { get; } = width;

        private int Power { get; } = power;

        public double NodeRatio(Quotient wider)
        {
            double ratio = wider.Width / Width;
            return Power == 1 ? ratio : ratio * ratio;
        }
    }
}
