using System.Text;

namespace Autograd.Plotting;

/// <summary>A function at many points: its values and its slopes there, of which autodiff gives both.</summary>
internal sealed record Sampling(double[] X, double[] Y, double[] Slope)
{
    /// <summary>An odd number of samples, so that a range around 0 has 0 among them, where most kinks and poles are.</summary>
    public const int Count = 401;

    /// <summary>A function and its derivative, and its derivative with the second one.</summary>
    public static (Sampling F, Sampling Derivative) Of(string plot, Func<Tensor<double>, Tensor<double>> f, double low, double high)
    {
        ArgumentNullException.ThrowIfNull(f);
        Plot.RequireRange(plot, "x", (low, high));
        Tensor<double> x = Tensor<double>.Linspace(low, high, Count).AsVariable();
        Tensor<double> y = f(x);
        if (y.Shape != x.Shape && y.Shape.Rank > 0)
        {
            throw new ShapeException(
                $"{plot}: the function made {y.Shape} of {x.Shape}. It is called once, on a vector of all points, and "
                + "must give a value for each.");
        }

        y = y.BroadcastTo(x.Shape);
        RequireElementwise(plot, f, x, y);
        Tensor<double> first = Differentiate.GradientsOf(y, [x], Tensor<double>.Ones(x.Shape), createGraph: true)[0];
        Tensor<double> second = Differentiate.GradientsOf(first, [x], Tensor<double>.Ones(x.Shape))[0];
        double[] points = x.ToArray(), values = y.ToArray(), slopes = first.ToArray();

        // The rule of log, 1/x, has values also where log has none: there is no derivative without a value.
        slopes = [.. slopes.Zip(values, (slope, value) => double.IsFinite(value) ? slope : double.NaN)];
        return (new(points, values, slopes), new(points, slopes, second.ToArray()));
    }

    /// <summary>
    /// The part of the values that is worth looking at: all of them, or, if the curve is torn by a pole, the range of most of them and
    /// three times as much on either side.
    /// </summary>
    public (double Low, double High)? Range()
    {
        double[] sorted = [.. Y.Where(y => PlotScale.CanDraw(y)).Order()];
        if (sorted.Length == 0)
        {
            return null;
        }

        (double low, double high) = (sorted[0], sorted[^1]);
        if (sorted.Length == Y.Length && !Enumerable.Range(0, Y.Length - 1).Any(i => IsJump(i, high - low)))
        {
            return (low, high);
        }

        int tenth = sorted.Length / 10;
        double reach = sorted[^(tenth + 1)] - sorted[tenth];
        return reach == 0 ? (low, high) : (Math.Max(low, sorted[tenth] - reach), Math.Min(high, sorted[^(tenth + 1)] + reach));
    }

    /// <summary>
    /// The curve as a path: broken where there is no value, and where it jumps. A point alone between two breaks, such as the slope of |x|
    /// at 0, has no line; it becomes a dot.
    /// </summary>
    public (string Line, string Dots) Path(PlotFrame frame)
    {
        StringBuilder path = new(), dots = new();
        bool isDown = false;
        for (int i = 0; i < X.Length; i++)
        {
            if (!PlotScale.CanDraw(Y[i]))
            {
                isDown = false;
                continue;
            }

            bool isAlone = !isDown && (i + 1 == X.Length || !PlotScale.CanDraw(Y[i + 1]) || IsJump(i, frame.Y.High - frame.Y.Low));
            (double x, double y) = (frame.X[X[i]], frame.Y[Y[i]]);
            _ = isAlone
                ? dots.Append(PlotStyle.Mark(0, x, y))
                : path.Append(isDown ? 'L' : 'M').Append(Svg.Number(x)).Append(' ').Append(Svg.Number(y));
            isDown = i + 1 < X.Length && !IsJump(i, frame.Y.High - frame.Y.Low);
        }

        return (path.ToString(), dots.ToString());
    }

    /// <summary>Whether the change to the next sample is one that the slopes at both do not explain, by size or by direction.</summary>
    private bool IsJump(int i, double range)
    {
        double change = Y[i + 1] - Y[i], h = X[i + 1] - X[i];
        double before = Slope[i] * h, after = Slope[i + 1] * h;
        bool isOpposite = change * before < 0 && change * after < 0;
        return Math.Abs(change) > 0.01 * range && (isOpposite || Math.Abs(change) > 2 * Math.Max(Math.Abs(before), Math.Abs(after)));
    }

    /// <summary>A function that mixes its points (a softmax, a mean) has other values, and no derivative, at a point alone.</summary>
    private static void RequireElementwise(string plot, Func<Tensor<double>, Tensor<double>> f, Tensor<double> x, Tensor<double> y)
    {
        foreach (int i in (int[])[0, Count / 3, Count - 1])
        {
            double alone = f(Tensor<double>.Constant([x.Values[i]])).Values[0], among = y.Values[i];
            if (double.IsFinite(alone) && double.IsFinite(among) && Math.Abs(alone - among) > 1e-6 * (Math.Abs(alone) + Math.Abs(among)))
            {
                throw new ArgumentException(
                    $"{plot}: at {Plot.Say(x.Values[i])} the function gives {Plot.Say(alone)} alone, but {Plot.Say(among)} among {Count} "
                    + "points. It must compute each element from the same element only, and the same at every call.");
            }
        }
    }
}
