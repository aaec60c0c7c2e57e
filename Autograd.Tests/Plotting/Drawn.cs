using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Autograd.Tests.Plotting;

/// <summary>A plot read back from its text, as a browser would.</summary>
internal sealed partial class Drawn
{
    private static readonly XNamespace Names = "http://www.w3.org/2000/svg";

    public Drawn(Svg svg) => Root = XDocument.Parse(svg.Text).Root!;

    public XElement Root { get; }

    public string Title => Root.Element(Names + "title")!.Value;

    public string Description => Root.Element(Names + "desc")!.Value;

    public string[] Texts => [.. Root.Descendants(Names + "text").Select(text => text.Value)];

    /// <summary>The paths between the axes of which the first class is this one, each as its runs of joined points.</summary>
    public (double X, double Y)[][][] Paths(string kind) =>
        [.. Root.Element(Names + "svg")!.Elements(Names + "path").Where(path => path.Attribute("class")!.Value.Split(' ')[0] == kind)
            .Select(path => Runs(path.Attribute("d")!.Value))];

    /// <summary>From pixels to numbers, by the ticks of both axes.</summary>
    public (double X, double Y) Numbers((double X, double Y) pixel)
    {
        (double At, double Value)[] x = Ticks("middle", "x"), y = Ticks("end", "y");
        return (Line(x[0], x[^1], pixel.X), Line((y[0].At - 4, y[0].Value), (y[^1].At - 4, y[^1].Value), pixel.Y));

        static double Line((double At, double Value) a, (double At, double Value) b, double at) =>
            a.Value + ((at - a.At) / (b.At - a.At) * (b.Value - a.Value));
    }

    public void HasNoTextOverAnother()
    {
        double width = Get(Root, "width"), height = Get(Root, "height");
        (double Left, double Top, double Right, double Bottom, string Text)[] boxes =
            [.. Root.Descendants(Names + "text").Select(Box)];
        for (int i = 0; i < boxes.Length; i++)
        {
            (double left, double top, double right, double bottom, string text) = boxes[i];
            Assert.True(left >= 0 && top >= 0 && right <= width && bottom <= height, $"\"{text}\" reaches beyond the paper.");
            foreach (var other in boxes.Skip(i + 1))
            {
                bool isOver = left < other.Right && other.Left < right && top < other.Bottom && other.Top < bottom;
                Assert.False(isOver, $"\"{text}\" lies over \"{other.Text}\".");
            }
        }
    }

    private static (double Left, double Top, double Right, double Bottom, string Text) Box(XElement text)
    {
        double size = Get(text, "font-size"), x = Get(text, "x"), y = Get(text, "y");
        double width = text.Value.Sum(c => c >= 0x2E80 ? 1.0 : 0.6) * size;
        double left = text.Attribute("text-anchor")!.Value switch { "start" => x, "middle" => x - (width / 2), _ => x - width };
        return (left, y - (0.8 * size), left + width, y + (0.2 * size), text.Value);
    }

    private static double Get(XElement element, string name) => double.Parse(element.Attribute(name)!.Value, CultureInfo.InvariantCulture);

    private (double At, double Value)[] Ticks(string anchor, string along) =>
        [.. Root.Elements(Names + "text")
            .Where(text => text.Attribute("class")!.Value == "quiet tick" && text.Attribute("text-anchor")!.Value == anchor)
            .Select(text => (Get(text, along), double.Parse(text.Value.Replace('−', '-'), CultureInfo.InvariantCulture)))];

    private static (double X, double Y)[][] Runs(string data) =>
        [.. data.Split('M', StringSplitOptions.RemoveEmptyEntries).Select(run => run.Split('L').Select(Point).ToArray())];

    private static (double X, double Y) Point(string text)
    {
        double[] numbers = [.. Number().Matches(text).Take(2).Select(m => double.Parse(m.Value, CultureInfo.InvariantCulture))];
        return (numbers[0], numbers[1]);
    }

    [GeneratedRegex(@"-?[0-9]+(\.[0-9]+)?")]
    private static partial Regex Number();
}
