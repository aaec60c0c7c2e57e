using System.Text;
using Autograd.Messages;
using Autograd.Plotting;

namespace Autograd;

public static partial class Plot
{
    /// <summary>The losses of a training, step by step.</summary>
    /// <param name="losses">
    /// The loss of step 1, 2, 3, …; a gap where one is NaN, infinite, beyond ±1e300, or not above 1e-300 on a logarithmic axis. A loss
    /// alone
    /// between gaps is a dot.
    /// </param>
    /// <param name="name">The title, and the name of the y-axis.</param>
    /// <param name="logarithmic">Whether equal steps upwards are equal factors.</param>
    /// <exception cref="ArgumentException">There is no loss that can be drawn.</exception>
    public static Svg Curve(ReadOnlySpan<double> losses, string name = "loss", bool logarithmic = false)
    {
        ArgumentNullException.ThrowIfNull(name);
        double[] values = losses.ToArray();
        double[] drawn = [.. values.Where(loss => PlotScale.CanDraw(loss, logarithmic))];
        if (drawn.Length == 0)
        {
            throw new ArgumentException(values.Length == 0
                ? "Plot.Curve: there are no losses; give one for each step."
                : $"Plot.Curve: {(values.Length == 1 ? "the only loss is not" : $"none of the {values.Length} losses is")} "
                    + $"{PlotScale.Drawable(logarithmic)}{(logarithmic ? ", as a logarithmic axis needs" : "")}.");
        }

        (double low, double high) = logarithmic
            ? (Math.Pow(10, Math.Floor(Math.Log10(drawn.Min()))), Math.Pow(10, Math.Floor(Math.Log10(drawn.Max())) + 1))
            : Ticks.Widen(drawn.Min(), drawn.Max(), 8);
        string gaps = drawn.Length < values.Length ? $"; {values.Length - drawn.Length} of them cannot be drawn" : "";
        string description = $"{name} over {Wording.Count(values.Length, "step")}, from {Say(values[0])} at the first to "
            + $"{Say(values[^1])} at the last{gaps}.";
        var frame = new PlotFrame(
            new PlotLabels(name, description, "step", logarithmic ? $"{name}, logarithmic" : name),
            (values.Length == 1 ? 0 : 1, Math.Max(values.Length, 1)), (low, high), logarithmic: logarithmic, wholeX: true);
        StringBuilder path = new(), dots = new();
        for (int i = 0; i < values.Length; i++)
        {
            if (PlotScale.CanDraw(values[i], logarithmic))
            {
                bool isFirst = i == 0 || !PlotScale.CanDraw(values[i - 1], logarithmic);
                bool isLast = i + 1 == values.Length || !PlotScale.CanDraw(values[i + 1], logarithmic);
                (double x, double y) = (frame.X[i + 1], frame.Y[values[i]]);
                _ = isFirst && isLast
                    ? dots.Append(PlotStyle.Mark(0, x, y))
                    : path.Append(isFirst ? 'M' : 'L').Append(Svg.Number(x)).Append(' ').Append(Svg.Number(y));
            }
        }

        frame.Path($"line {PlotStyle.Series(0)}", path.ToString());
        frame.Path($"point {PlotStyle.Series(0)}", dots.ToString());
        return frame.Finish();
    }
}
