using System.Globalization;
using System.Text;
using Autograd.Messages;
using Autograd.Plotting;

namespace Autograd;

public static partial class Plot
{
    /// <summary>How often values lie where: of gradients or of weights, for example. The bars begin and end at round numbers.</summary>
    /// <param name="values">The values; all must be finite, and not beyond ±1e300.</param>
    /// <param name="name">The title, and the name of the x-axis.</param>
    /// <exception cref="ArgumentException">There are no values, or one is NaN, infinite or beyond ±1e300.</exception>
    public static Svg Histogram(ReadOnlySpan<double> values, string name = "values")
    {
        ArgumentNullException.ThrowIfNull(name);
        if (values.IsEmpty)
        {
            throw new ArgumentException("Plot.Histogram: there are no values.");
        }

        (double smallest, double largest) = (values[0], values[0]);
        for (int i = 0; i < values.Length; i++)
        {
            if (!PlotScale.CanDraw(values[i]))
            {
                throw new ArgumentException(
                    $"Plot.Histogram: value {i} of {values.Length} is {Say(values[i])}; to have a bar it must be {PlotScale.Drawable()}.");
            }

            (smallest, largest) = (Math.Min(smallest, values[i]), Math.Max(largest, values[i]));
        }

        int parts = Math.Clamp((int)Math.Sqrt(values.Length), 6, 40);
        (double low, double high) = Ticks.Widen(smallest, largest, parts);
        int[] counts = new int[(int)Math.Round((high - low) / Ticks.Step(high - low, parts))];
        foreach (double value in values)
        {
            counts[Math.Clamp((int)((value - low) / (high - low) * counts.Length), 0, counts.Length - 1)]++;
        }

        string description = $"Histogram of {Wording.Count(values.Length, "value")} from {Say(smallest)} to {Say(largest)}; the fullest of "
            + $"{Wording.Count(counts.Length, "bar")} has {counts.Max()}.";
        int most = counts.Max();
        var frame = new PlotFrame(
            new PlotLabels(name, description, name, "count"), (low, high), (0, most < 8 ? most : Ticks.Widen(0, most, 8).High));
        var bars = new StringBuilder();
        for (int i = 0; i < counts.Length; i++)
        {
            double from = frame.X[low + ((high - low) * i / counts.Length)], to = frame.X[low + ((high - low) * (i + 1) / counts.Length)];
            if (counts[i] > 0)
            {
                bars.Append(CultureInfo.InvariantCulture, $"M{Svg.Number(from)} {Svg.Number(frame.Y[0])}")
                    .Append(CultureInfo.InvariantCulture, $"V{Svg.Number(frame.Y[counts[i]])}H{Svg.Number(to)}")
                    .Append(CultureInfo.InvariantCulture, $"V{Svg.Number(frame.Y[0])}z");
            }
        }

        frame.Path($"bar {PlotStyle.Series(0)}", bars.ToString());
        return frame.Finish();
    }
}
