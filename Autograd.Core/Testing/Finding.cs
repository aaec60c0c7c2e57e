namespace Autograd.Testing;

/// <summary>How a comparison came out, from good to bad.</summary>
internal enum Verdict
{
    Agrees,
    LiesInKink,
    Unsettled,
    Disagrees,
    NotFinite,
}

/// <summary>One comparison of a derivative with what it should be.</summary>
/// <param name="Check">Which check it belongs to.</param>
/// <param name="Verdict">How it came out.</param>
/// <param name="Problem">What is wrong, if something is.</param>
/// <param name="Row">The element of f, or <see cref="None"/>.</param>
/// <param name="Column">The element of all inputs laid end to end, or <see cref="None"/>.</param>
/// <param name="Autodiff">The derivative.</param>
/// <param name="Reference">What it should be.</param>
/// <param name="Error">The estimated error of the reference.</param>
/// <param name="RelativeError">The difference of the two relative to the larger; 0 where both are 0 to within rounding.</param>
internal readonly record struct Finding(
    string Check,
    Verdict Verdict,
    string Problem,
    int Row,
    int Column,
    double Autodiff,
    double Reference,
    double Error,
    double RelativeError)
{
    public const string Reverse = "reverse against differences";
    public const string Adjoint = "forward against reverse (adjoint identity)";

    /// <summary>The row and the column of what concerns no single element.</summary>
    public const int None = -1;

    private const string NotFinite = "autodiff gave a number that is not finite";

    /// <summary>What is better than any comparison.</summary>
    public static readonly Finding OfNothing = new("", Verdict.Agrees, "", None, None, 0, 0, 0, 0);

    public bool Failed => Verdict > Verdict.LiesInKink;

    public bool IsWorseThan(Finding other) => (Failed, other.Failed) switch
    {
        (true, true) when Verdict != other.Verdict => Verdict > other.Verdict,
        _ when Failed != other.Failed => Failed,
        _ => other.Check.Length == 0 || RelativeError > other.RelativeError,
    };

    /// <summary>Compares what autodiff gave with what differences say.</summary>
    /// <param name="autodiff">The derivative to judge.</param>
    /// <param name="slopes">What differences say.</param>
    /// <param name="zero">The size up to which a derivative may be the rounding error of an exact 0.</param>
    /// <param name="row">The element of f.</param>
    /// <param name="column">The element of the inputs.</param>
    public static Finding ByDifferences(double autodiff, Slopes slopes, double zero, int row, int column)
    {
        if (slopes.IsKink)
        {
            return InKink(autodiff, slopes, row, column);
        }

        Estimate slope = slopes.Slope;
        double size = Math.Max(Math.Abs(autodiff), Math.Abs(slope.Value)), gap = Math.Abs(autodiff - slope.Value);

        // The error estimate may excuse a ten-thousandth of the value, so that no bad estimate excuses a wrong rule.
        bool isClose = gap <= (1e-7 * size) + Math.Min(4 * slope.Error, 1e-4 * size) && slope.Error <= 0.01 * size;
        bool isZero = Math.Abs(autodiff) <= zero && Math.Abs(slope.Value) <= zero + (4 * slope.Error) && slope.Error <= (1 << 14) * zero;
        bool isFar = gap > 4 * slope.Error && (slope.IsSettled || slope.Error <= 0.01 * Math.Abs(slope.Value));
        (Verdict verdict, string problem) =
            !double.IsFinite(autodiff) ? (Verdict.NotFinite, NotFinite)
            : isClose || isZero ? (Verdict.Agrees, "")
            : isFar ? (Verdict.Disagrees, "they disagree")
            : !slope.Exists ? (Verdict.Unsettled, "there are no differences: f is not finite here")
            : (Verdict.Unsettled, "the differences did not settle: f jumps here, or its rounding is too large against the derivative");
        double relative = isZero ? 0 : Relative(gap, size);
        return new Finding(Reverse, verdict, problem, row, column, autodiff, slope.Value, slope.Error, relative);
    }

    /// <summary>Compares a result of forward mode with that of reverse mode.</summary>
    public static Finding ByReverse(double forward, double reverse, double tolerance, int row, int column)
    {
        double gap = Math.Abs(forward - reverse), size = Math.Max(Math.Abs(forward), Math.Abs(reverse));
        (Verdict verdict, string problem) =
            gap <= tolerance ? (Verdict.Agrees, "")
            : double.IsFinite(gap) ? (Verdict.Disagrees, "they disagree")
            : (Verdict.NotFinite, NotFinite);
        return new Finding(Adjoint, verdict, problem, row, column, forward, reverse, 0, gap <= tolerance ? 0 : Relative(gap, size));
    }

    /// <summary>At a kink the derivative must lie between the slopes of the two sides; the nearest such value is the reference.</summary>
    private static Finding InKink(double autodiff, Slopes slopes, int row, int column)
    {
        (Estimate forward, Estimate backward) = (slopes.Forward, slopes.Backward);
        double low = Math.Min(forward.Value, backward.Value), high = Math.Max(forward.Value, backward.Value);
        double reference = Math.Clamp(autodiff, low, high), error = Math.Max(forward.Error, backward.Error);
        double gap = Math.Abs(autodiff - reference), size = Math.Max(Math.Abs(low), Math.Abs(high));
        (Verdict verdict, string problem) =
            !double.IsFinite(autodiff) ? (Verdict.NotFinite, NotFinite)
            : gap <= (1e-7 * size) + (4 * error) ? (Verdict.LiesInKink, "")
            : (Verdict.Disagrees, FormattableString.Invariant(
                $"f has a kink here, and the value is not between the slopes {low:G6} and {high:G6} on its two sides"));
        return new Finding(Reverse, verdict, problem, row, column, autodiff, reference, error, Relative(gap, size));
    }

    private static double Relative(double gap, double size) => gap == 0 ? 0 : double.IsFinite(gap) ? gap / size : double.PositiveInfinity;
}
