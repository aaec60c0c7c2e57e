using System.Globalization;
using System.Text;

namespace Autograd.Plotting;

/// <summary>What a legend shows beside a name.</summary>
internal enum Swatch
{
    Line,
    Point,
}

/// <summary>
/// The paper, the rows above the plot (title, legend, name of the y-axis), the axes and what is drawn between them. Everything that is
/// written has a row or a margin of its own, whose size is measured first, so that no text meets another.
/// </summary>
internal sealed class PlotFrame
{
    private const double Width = 640, Font = 12, TitleFont = 16, Row = 20, Edge = 16, Reach = 2;
    private readonly StringBuilder inside = new(), outside = new();
    private readonly List<(double Left, double Top, double Right, double Bottom)> labels = [];
    private readonly string title, description;
    private readonly double left, right, top, bottom, height;

    public PlotFrame(
        PlotLabels text, (double Low, double High) x, (double Low, double High) y, double shape = 0.6, bool logarithmic = false,
        bool wholeX = false)
    {
        (title, description) = (text.Title, text.Description);
        double[] yTicks = logarithmic ? Ticks.Logarithmic(y.Low, y.High, 8) : Ticks.Linear(y.Low, y.High, 8);
        string[] yLabels = logarithmic ? [.. yTicks.Select(Ticks.PowerLabel)] : Ticks.Labels(yTicks);
        left = Edge + 8 + yLabels.Max(label => Svg.WidthOf(label, Font));
        (double[] xTicks, string[] xLabels) = XTicks(x, Width - left - (2 * Edge), wholeX ? Math.Clamp((int)(x.High - x.Low), 2, 12) : 12);
        right = Width - Edge - (xLabels.Max(label => Svg.WidthOf(label, Font)) / 2);
        double at = Edge + TitleFont;
        Write(outside, Width / 2, at, "middle", "title", Svg.Fit(title, TitleFont, Width - (2 * Edge)), TitleFont);
        at = Legend(text.Legend, at + 8);
        Write(outside, Edge, at + Font, "start", "quiet", Svg.Fit(text.YName, Font, Width - (2 * Edge)), Font);
        top = at + Row + 4;
        bottom = top + Math.Round((right - left) * shape);
        height = bottom + (2 * Row) + Edge;
        X = new PlotScale(x.Low, x.High, left, right);
        Y = new PlotScale(y.Low, y.High, bottom, top, logarithmic);
        Axes(xTicks, xLabels, yTicks, yLabels);
        Write(outside, (left + right) / 2, bottom + 12 + (1.5 * Row), "middle", "quiet", Svg.Fit(text.XName, Font, right - left), Font);
    }

    public PlotScale X { get; }

    public PlotScale Y { get; }

    /// <summary>A path between the axes, which cut off what reaches beyond them.</summary>
    public void Path(string classes, string data)
    {
        if (data.Length > 0)
        {
            inside.Append("<path class=\"").Append(classes).Append("\" d=\"").Append(data).Append("\"/>\n");
        }
    }

    /// <summary>A label in the middle of a place inside, if there is room for it beside the others; says whether there was.</summary>
    public bool TryLabel(double x, double y, string text)
    {
        double half = Svg.WidthOf(text, Font) / 2;
        (double Left, double Top, double Right, double Bottom) box = (x - half - 2, y - (Font / 2) - 3, x + half + 2, y + (Font / 2) + 3);
        if (box.Left < left || box.Right > right || box.Top < top || box.Bottom > bottom
            || labels.Any(other => box.Left < other.Right && other.Left < box.Right && box.Top < other.Bottom && other.Top < box.Bottom))
        {
            return false;
        }

        labels.Add(box);
        Write(inside, x, y + (Font * 0.35), "middle", "halo", text, Font);
        return true;
    }

    public Svg Finish()
    {
        // Half a line's width more than the axes enclose, so that a line along the border is whole.
        string viewBox = $"{Svg.Number(left - Reach)} {Svg.Number(top - Reach)} "
            + $"{Svg.Number(right - left + (2 * Reach))} {Svg.Number(bottom - top + (2 * Reach))}";
        string[] area = viewBox.Split(' ');
        return new Svg(
            $"<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"autograd-plot\" role=\"img\" viewBox=\"0 0 {Svg.Number(Width)} "
            + $"{Svg.Number(height)}\" width=\"{Svg.Number(Width)}\" height=\"{Svg.Number(height)}\">\n"
            + $"<title>{Svg.Escape(title)}</title>\n<desc>{Svg.Escape(description)}</desc>\n<style>\n{PlotStyle.Css}</style>\n"
            + $"<rect class=\"paper\" width=\"{Svg.Number(Width)}\" height=\"{Svg.Number(height)}\"/>\n{outside}"
            + $"<path class=\"axis\" d=\"M{Svg.Number(left)} {Svg.Number(top)}h{Svg.Number(right - left)}"
            + $"v{Svg.Number(bottom - top)}h-{Svg.Number(right - left)}z\"/>\n"

            // An inner svg cuts off what reaches beyond it, without an id that two plots in one page would share.
            + $"<svg x=\"{area[0]}\" y=\"{area[1]}\" width=\"{area[2]}\" height=\"{area[3]}\" viewBox=\"{viewBox}\">\n"
            + $"{inside}</svg>\n</svg>\n");
    }

    private static void Write(StringBuilder to, double x, double y, string anchor, string classes, string text, double size)
    {
        if (text.Length > 0)
        {
            to.Append(CultureInfo.InvariantCulture, $"<text text-anchor=\"{anchor}\" ")
                .Append(CultureInfo.InvariantCulture, $"class=\"{classes}\" x=\"{Svg.Number(x)}\" y=\"{Svg.Number(y)}\" ")
                .Append(CultureInfo.InvariantCulture, $"font-size=\"{Svg.Number(size)}\">{Svg.Escape(text)}</text>\n");
        }
    }

    /// <summary>As many ticks as have room for their labels, with a letter's width between them.</summary>
    private static (double[] Ticks, string[] Labels) XTicks((double Low, double High) x, double room, int most)
    {
        for (int parts = most; ; parts--)
        {
            double[] ticks = Ticks.Linear(x.Low, x.High, parts);
            string[] labels = Ticks.Labels(ticks);
            double each = labels.Max(label => Svg.WidthOf(label, Font)) + Font;
            double between = ticks.Length < 2 ? room : (ticks[1] - ticks[0]) / (x.High - x.Low) * (room - each);
            if (each <= between || parts == 2)
            {
                return (ticks, labels);
            }
        }
    }

    /// <summary>The legend, in as many rows as it needs; the height at which it ends.</summary>
    private double Legend(IReadOnlyList<(string Name, int Style, Swatch Swatch)> entries, double at)
    {
        double x = Edge;
        at += entries.Count > 0 ? Row : 0;
        foreach ((string name, int style, Swatch swatch) in entries)
        {
            string text = Svg.Fit(name, Font, Width - (2 * Edge) - 34);
            double width = 34 + Svg.WidthOf(text, Font);
            if (x > Edge && x + width > Width - Edge)
            {
                (x, at) = (Edge, at + Row);
            }

            outside.Append(swatch == Swatch.Line
                ? $"<path class=\"line {PlotStyle.Series(style)}\" d=\"M{Svg.Number(x)} {Svg.Number(at - 4)}h26\"/>\n"
                : $"<path class=\"point {PlotStyle.Series(style)}\" d=\"{PlotStyle.Mark(style, x + 13, at - 4)}\"/>\n");
            Write(outside, x + 32, at, "start", "ink", text, Font);
            x += width + Row;
        }

        return at + 6;
    }

    private void Axes(double[] xTicks, string[] xLabels, double[] yTicks, string[] yLabels)
    {
        var grid = new StringBuilder();
        for (int i = 0; i < xTicks.Length; i++)
        {
            grid.Append(CultureInfo.InvariantCulture, $"M{Svg.Number(X[xTicks[i]])} {Svg.Number(top)}V{Svg.Number(bottom)}");
            Write(outside, X[xTicks[i]], bottom + 18, "middle", "quiet tick", xLabels[i], Font);
        }

        for (int i = 0; i < yTicks.Length; i++)
        {
            grid.Append(CultureInfo.InvariantCulture, $"M{Svg.Number(left)} {Svg.Number(Y[yTicks[i]])}H{Svg.Number(right)}");
            Write(outside, left - 6, Y[yTicks[i]] + 4, "end", "quiet tick", yLabels[i], Font);
        }

        outside.Append(CultureInfo.InvariantCulture, $"<path class=\"grid\" d=\"{grid}\"/>\n");
        string zero = (X.Low < 0 && X.High > 0 ? $"M{Svg.Number(X[0])} {Svg.Number(top)}V{Svg.Number(bottom)}" : "")
            + (!Y.IsLogarithmic && Y.Low < 0 && Y.High > 0 ? $"M{Svg.Number(left)} {Svg.Number(Y[0])}H{Svg.Number(right)}" : "");
        Path("zero", zero);
    }
}

/// <summary>All that is written around a plot.</summary>
internal sealed record PlotLabels(string Title, string Description, string XName, string YName)
{
    public IReadOnlyList<(string Name, int Style, Swatch Swatch)> Legend { get; init; } = [];
}
