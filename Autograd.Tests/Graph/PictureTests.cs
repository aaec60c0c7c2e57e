using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Autograd.Explaining;
using Tensor = Autograd.Tensor<double>;

namespace Autograd.Tests.Graph;

/// <summary>Pictures of graphs: whatever the graph, arrows run to the right and nothing lies over anything else.</summary>
public sealed partial class PictureTests
{
    private static readonly XNamespace Names = "http://www.w3.org/2000/svg";

    [Theory]
    [InlineData(1, 5)]
    [InlineData(2, 20)]
    [InlineData(3, 20)]
    [InlineData(4, 60)]
    [InlineData(5, 60)]
    [InlineData(6, 150)]
    public void Layers_OfARandomGraph_HaveAPlaceOfItsOwnForEveryNodeAndEdge(int seed, int count)
    {
        (int From, int To)[] edges = RandomEdges(new Random(seed), count);
        var layers = new Layers(count, edges);
        var placement = new Placement(layers, place => place < count ? (40, 30) : (20, 14), (10, 4));

        int[] places = [.. layers.Columns.SelectMany(column => column)];
        Assert.Equal(places.Length, places.Distinct().Count());
        Assert.Equal(Enumerable.Range(0, count), places.Where(place => place < count).Order());
        int[] passed = [.. layers.Ways.SelectMany(way => way[1..^1])];
        Assert.Equal(passed.Length, passed.Distinct().Count());
        Assert.All(layers.Ways.Zip(edges), pair =>
        {
            (int[] way, (int from, int to)) = pair;
            Assert.Equal((from, to), (way[0], way[^1]));
            Assert.True(way.Length > 2, $"The edge {from} → {to} has no place for a label.");
            Assert.All(way.Zip(way.Skip(1)), step => Assert.True(
                placement[step.First].X + 10 < placement[step.Second].X,
                $"The edge {from} → {to} runs back at {step.First} → {step.Second}."));
        });
        Assert.All(layers.Columns, column => Assert.All(column.Zip(column.Skip(1)), pair =>
        {
            double room = placement[pair.Second].Y - placement[pair.First].Y;
            double needed = ((pair.First < count ? 30 : 14) + (pair.Second < count ? 30 : 14)) / 2.0;
            Assert.True(room >= needed + 4 - 1e-9, $"{pair.First} and {pair.Second} of one column are {room} apart and need {needed + 4}.");
        }));
        Assert.Equal(0, places.Min(place => placement[place].Y - (place < count ? 15 : 7)), 9);
    }

    [Fact]
    public void Layers_OfATree_CrossNothing()
    {
        // A balanced binary tree, its leaves in an order that crosses much.
        var edges = new List<(int From, int To)>();
        for (int parent = 0; parent < 15; parent++)
        {
            edges.Add((30 - ((2 * parent) + 1), 30 - parent));
            edges.Add((30 - ((2 * parent) + 2), 30 - parent));
        }

        int[] shuffled = [.. Enumerable.Range(0, 16).OrderBy(leaf => leaf * 7 % 16), .. Enumerable.Range(16, 15)];
        Assert.Equal(0, new Layers(31, [.. edges.Select(edge => (shuffled[edge.From], edge.To))]).Crossings());
    }

    [Fact]
    public void Layers_OfManyCrossings_HaveFewerThanTheOrderGiven()
    {
        // Two columns of eight, each node connected with the one opposite in reverse order, which can be drawn without a crossing.
        (int, int)[] edges = [.. Enumerable.Range(0, 8).Select(i => (i, 15 - i)), (0, 16), (7, 16)];
        Assert.True(new Layers(17, edges).Crossings() <= 8, "The order leaves more than eight crossings.");
    }

    [Fact]
    public void Picture_OfEveryKindOfGraph_HasNothingOverAnythingElse()
    {
        Assert.All(Runs.All(), run => AssertClear(run.Trace.ToSvg(), run.Name));
        Assert.All(Runs.All(), run => AssertClear(run.Trace.ToSvg(fold: true), $"{run.Name}, folded"));
    }

    [Fact]
    public void Picture_OfTheApple_HasValuesAboveAndGradientsBelowTheirArrows()
    {
        XElement svg = XDocument.Parse(Runs.Apple().ToSvg().Text).Root!;
        IEnumerable<XElement> arrows = svg.Elements(Names + "g").Where(g => g.Attribute("class")!.Value == "edge");
        (string Value, string Gradient)[] edges = [.. arrows.Select(edge =>
        {
            XElement value = Labelled(edge, "value"), gradient = Labelled(edge, "gradient");
            double line = Numbers(edge.Elements(Names + "path").First().Attribute("d")!.Value)[1];
            double above = Number(value, "y"), below = Number(gradient, "y");
            Assert.True(above < below, $"{value.Value} is not above {gradient.Value}.");
            return (value.Value, gradient.Value);
        })];
        Assert.Equal([("100", "2.2"), ("2", "110"), ("200", "1.1"), ("1.1", "200"), ("220", "1")], edges);

        static XElement Labelled(XElement edge, string kind) =>
            edge.Elements(Names + "text").Single(text => text.Attribute("class")!.Value == kind);
    }

    [Fact]
    public void Picture_OfTheReadme_IsTheOneThatTheProgramDraws()
    {
        string path = Path.Combine(Repository.Root, "examples", "pictures", "apple.svg");
        Tensor apple = Tensor.Variable(100, "apple"), count = Tensor.Variable(2, "count"), tax = Tensor.Variable(1.1, "tax");
        Svg drawn = (apple * count * tax).Named("total").TraceGraph().ToSvg();
        Assert.True(
            File.ReadAllText(path).ReplaceLineEndings("\n") == drawn.Text, $"{path} is not what ToSvg draws; write it anew by Save.");
    }

    [Fact]
    public void Picture_OfAGroup_IsOneBoxIntoWhichAValueGoesOnce()
    {
        Tensor x = Tensor.Variable(2, "x");
        Tensor y = (x * x).Exp(), z = y + x;
        GraphTrace<double> trace = z.TraceGraph().WithGroup("gauss", y, x);

        XElement[] edges = [.. XDocument.Parse(trace.ToSvg(fold: true).Text).Root!.Elements(Names + "g")
            .Where(g => g.Attribute("class")!.Value == "edge")];
        Assert.Equal(4, edges.Length); // x to the box, the box to +, x to +, + to the output
        double gradient = 4 * Math.Exp(4); // of both uses in the box
        IEnumerable<string> numbers = edges.Select(edge => edge.Elements(Names + "text").Last().Value);
        Assert.Contains(gradient.ToString("g6", CultureInfo.InvariantCulture), numbers);
    }

    [Fact]
    public void Graphviz_WhereItIsInstalled_DrawsTheSameNumbers()
    {
        try
        {
            Assert.Contains("∇ 2.2", Graphviz.Draw(Runs.Apple().ToDot()).Text);
            Assert.Contains("syntax error", Assert.Throws<InvalidOperationException>(() => Graphviz.Draw("digraph {")).Message);
        }
        catch (InvalidOperationException exception) when (exception.InnerException is System.ComponentModel.Win32Exception)
        {
            Assert.Contains("SaveHtml", exception.Message); // it says what works without Graphviz
        }
    }

    /// <summary>Edges to every place but the first, up to three, from places before it.</summary>
    internal static (int From, int To)[] RandomEdges(Random random, int count) =>
    [
        .. from to in Enumerable.Range(1, count - 1)
           from each in Enumerable.Range(0, random.Next(0, 4))
           select (random.Next(to), to),
    ];

    /// <summary>No text lies over another or over a box it does not belong to, and no arrow runs to the left.</summary>
    private static void AssertClear(Svg picture, string name)
    {
        XElement svg = XDocument.Parse(picture.Text).Root!;
        (double Left, double Top, double Right, double Bottom, string What)[] boxes =
        [
            .. svg.Descendants(Names + "text")
                .Where(text => text.Attribute("data-until") is null && text.Parent!.Attribute("class")!.Value is { } kind
                    && !(kind.StartsWith("node", StringComparison.Ordinal) && text.Attribute("class") is null))
                .Select(TextBox),
            .. svg.Descendants(Names + "rect").Where(rect => rect.Attribute("rx") is not null).Select(RectBox),
        ];
        for (int i = 0; i < boxes.Length; i++)
        {
            var a = boxes[i];
            Assert.True(
                a.Left >= 0 && a.Top >= 0 && a.Right <= Number(svg, "width") && a.Bottom <= Number(svg, "height"),
                $"{name}: {a} is outside.");
            foreach (var b in boxes.Skip(i + 1))
            {
                bool isOver = a.Left + 0.2 < b.Right && b.Left + 0.2 < a.Right && a.Top + 0.2 < b.Bottom && b.Top + 0.2 < a.Bottom;
                Assert.False(isOver, $"{name}: {a} lies over {b}.");
            }
        }

        foreach (XElement path in svg.Descendants(Names + "path").Where(path => path.Attribute("class")!.Value == "forward"))
        {
            string d = path.Attribute("d")!.Value.Split('l')[0]; // without the head
            double[] x = [.. Points().Matches(d).Select(point => double.Parse(point.Groups[1].Value, CultureInfo.InvariantCulture))];
            Assert.True(x.Zip(x.Skip(1)).All(pair => pair.First <= pair.Second + 0.1), $"{name}: an arrow runs to the left, {d}.");
        }
    }

    private static (double Left, double Top, double Right, double Bottom, string What) TextBox(XElement text)
    {
        string kind = text.Attribute("class")?.Value ?? "";
        double size = kind is "name" or "sum" or "start" ? 12 : 13, width = Svg.WidthOf(text.Value, size) * 0.95;
        double x = Number(text, "x"), y = Number(text, "y"), left = kind == "start" ? x : x - (width / 2);
        return (left, y - (0.75 * size), left + width, y + (0.15 * size), $"\"{text.Value}\"");
    }

    private static (double Left, double Top, double Right, double Bottom, string What) RectBox(XElement rect) => (
        Number(rect, "x"), Number(rect, "y"), Number(rect, "x") + Number(rect, "width"), Number(rect, "y") + Number(rect, "height"),
        $"the box of {rect.Parent!.Value}");

    private static double Number(XElement element, string attribute) =>
        double.Parse(element.Attribute(attribute)!.Value, CultureInfo.InvariantCulture);

    private static double[] Numbers(string d) =>
        [.. Any().Matches(d).Select(number => double.Parse(number.Value, CultureInfo.InvariantCulture))];

    [GeneratedRegex(@"-?[\d.]+")]
    private static partial Regex Any();

    [GeneratedRegex(@"(?<![\d.] )(?<=[MHC ])(-?[\d.]+)(?: -?[\d.]+)?")]
    private static partial Regex Points();
}
