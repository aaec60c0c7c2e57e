using System.Globalization;
using Autograd.Plotting;

namespace Autograd;

/// <summary>
/// Small pictures for looking at functions, their derivatives and the course of a training, as SVG text that reads on light and on dark
/// paper. The same input gives the same text. matplotlib: <c>plot</c>, <c>contour</c> and <c>quiver</c>, <c>hist</c>.
/// </summary>
public static partial class Plot
{
    /// <summary>A function and, dashed, the derivative that autodiff gives.</summary>
    /// <param name="f">
    /// A function that computes each element from the same element of x: it is called on a vector of 401 points. Where it is NaN or
    /// infinite the curve has a gap; where it jumps its ends are not joined.
    /// </param>
    /// <param name="low">Where x begins.</param>
    /// <param name="high">Where x ends.</param>
    /// <param name="name">The title, and the name in the legend.</param>
    /// <param name="axis">What x is called.</param>
    /// <exception cref="ArgumentException">The range is empty or not finite, the function mixes points, or is nowhere finite.</exception>
    /// <exception cref="ShapeException">The function gives something else than a value for each point.</exception>
    public static Svg Function(Func<Tensor<double>, Tensor<double>> f, double low, double high, string name = "f(x)", string axis = "x")
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(axis);
        (Sampling values, Sampling derivative) = Sampling.Of("Plot.Function", f, low, high);
        return Curves("Plot.Function", $"{name} and its derivative", [(name, values), ("derivative", derivative)], axis);
    }

    /// <summary>Several functions in one picture, without their derivatives.</summary>
    /// <param name="low">Where x begins.</param>
    /// <param name="high">Where x ends.</param>
    /// <param name="functions">The functions, as for <see cref="Function"/>, with their names for the legend.</param>
    /// <exception cref="ArgumentException">There is no function, or one of them is refused by <see cref="Function"/>.</exception>
    public static Svg Functions(
        double low, double high, params ReadOnlySpan<(string Name, Func<Tensor<double>, Tensor<double>> F)> functions)
    {
        var curves = new List<(string Name, Sampling Samples)>();
        foreach ((string name, Func<Tensor<double>, Tensor<double>> f) in functions)
        {
            ArgumentNullException.ThrowIfNull(name, nameof(functions));
            curves.Add((name, Sampling.Of($"Plot.Functions, {name}", f, low, high).F));
        }

        return curves.Count == 0
            ? throw new ArgumentException("Plot.Functions: there is no function to draw; give at least one, (\"sin\", x => x.Sin()).")
            : Curves("Plot.Functions", string.Join(", ", curves.Select(curve => curve.Name)), [.. curves], "x");
    }

    private static Svg Curves(string plot, string title, (string Name, Sampling Samples)[] curves, string axis)
    {
        (double Low, double High)[] ranges = [.. curves.Select(curve => curve.Samples.Range()).OfType<(double, double)>()];
        if (ranges.Length == 0)
        {
            throw new ArgumentException($"{plot}: no value of {title} is finite in this range; look where it is defined.");
        }

        double[] x = curves[0].Samples.X;
        (double low, double high) = Ticks.Widen(ranges.Min(range => range.Low), ranges.Max(range => range.High), 8);
        string description = $"{title}, for {axis} from {Say(x[0])} to {Say(x[^1])}; values from {Say(low)} to {Say(high)}.";
        var labels = new PlotLabels(title, description, axis, "")
        {
            Legend = [.. curves.Select((curve, i) => (curve.Name, i, Swatch.Line))],
        };
        var frame = new PlotFrame(labels, (x[0], x[^1]), (low, high));
        for (int i = 0; i < curves.Length; i++)
        {
            (string line, string dots) = curves[i].Samples.Path(frame);
            frame.Path($"line {PlotStyle.Series(i)}", line);
            frame.Path($"point {PlotStyle.Series(i)}", dots);
        }

        return frame.Finish();
    }

    /// <summary>A number in a sentence.</summary>
    internal static string Say(double value) => (value + 0.0).ToString("G4", CultureInfo.InvariantCulture);

    internal static void RequireRange(string plot, string name, (double Low, double High) range)
    {
        if (!(range.Low < range.High) || PlotScale.IsNarrow(range.Low, range.High) || !PlotScale.CanDraw(range.Low)
            || !PlotScale.CanDraw(range.High))
        {
            throw new ArgumentException(
                $"{plot}: the range of {name} from {Say(range.Low)} to {Say(range.High)} must be {PlotScale.Drawable()}, its low end "
                + "below its high end by more than rounding.");
        }
    }
}
