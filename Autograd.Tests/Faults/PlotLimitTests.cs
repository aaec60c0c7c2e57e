using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Autograd.Tests.Plotting;
using Tensor = Autograd.Tensor<double>;

namespace Autograd.Tests.Faults;

/// <summary>
/// Plots of ranges that are subnormal, huge, a rounding wide or one number, and of single points between what cannot be drawn.
/// </summary>
public sealed partial class PlotLimitTests
{
    private const double Tiny = double.Epsilon, Huge = 1e300, NaN = double.NaN, Inf = double.PositiveInfinity;

    private static readonly double[][] Ranges =
    [
        [Tiny, 2 * Tiny], [0, Tiny], [-Tiny, Tiny], [Tiny], [0], [-0.0, 0], [1e-310, 2e-310, 3e-310], [1e-301, 1e-300], [-1e-300, 1e-300],
            [1e-299, 3e-299],
        [-Huge, Huge], [Huge], [-Huge], [0, Huge], [Tiny, Huge], [1, 1 + 1e-15], [1, 1 + 1e-11], [1e16, 1e16 + 2], [-5, -5], [1e-5, 1e5],
            [2, 2, 2, 3],
    ];

    public static TheoryData<int> Cases() => [.. Enumerable.Range(0, Ranges.Length)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Histogram_OfAnyRange_CountsEveryValue(int index)
    {
        var drawn = Sound(Plot.Histogram(Ranges[index]));
        Assert.NotEmpty(Bars(drawn));
        Assert.StartsWith(Ranges[index].Length == 1 ? "Histogram of 1 value from" : $"Histogram of {Ranges[index].Length} values from",
            drawn.Description);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Curve_OfAnyRange_IsWithinTheAxes(int index)
    {
        Sound(Plot.Curve(Ranges[index]));
        Sound(Plot.Curve([NaN, .. Ranges[index], NaN]));
        if (Ranges[index].Any(value => value > 1e-300))
        {
            Sound(Plot.Curve(Ranges[index], logarithmic: true));
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void FunctionsAndFields_OfAnyRange_AreWithinTheAxes(int index)
    {
        double[] range = Ranges[index];
        Sound(Plot.Function(x => (range[0] / 2 * (1 - x)) + (range[^1] / 2 * (1 + x)), -1, 1));
        Sound(Plot.Field((x, y) => (range[0] / 2 * (1 - x)) + (range[^1] / 2 * (1 + y)), (-1, 1), (-1, 1)));
        Tensor points = Tensor.Constant([.. range.SelectMany(value => new[] { value, -value })], [range.Length, 2]);
        Sound(Plot.Boundary(p => p.Sum(1), points, new int[range.Length]));
        if (range[^1] - range[0] > 1e-12 * Math.Max(Math.Abs(range[0]), Math.Abs(range[^1])) && range[^1] - range[0] > 1e-300)
        {
            Sound(Plot.Function(x => x / Huge, range[0], range[^1]));
            Sound(Plot.Field((x, y) => (x / Huge) + (y / Huge), (range[0], range[^1]), (-1, 1)));
        }
        else
        {
            string message = Assert.Throws<ArgumentException>(() => Plot.Function(x => x, range[0], range[^1])).Message;
            Assert.Contains("its low end below its high end by more than rounding", message);
            Assert.Throws<ArgumentException>(() => Plot.Field((x, y) => x * y, (-1, 1), (range[0], range[^1])));
        }
    }

    [Fact]
    public void Histogram_OfTwoSubnormalsAndOne_HasBarsAtBoth()
    {
        Assert.Equal(2, Bars(Sound(Plot.Histogram([0, 1e-299]))).Length);
        Assert.Single(Bars(Sound(Plot.Histogram([Tiny, 2 * Tiny])))); // no axis tells them apart
        Assert.Equal(2, Bars(Sound(Plot.Histogram([Tiny, 1]))).Length);
    }

    [Fact]
    public void Field_OfSteepGradients_HasArrows()
    {
        foreach ((double slope, double width) in new[] { (1e300, 1e-5), (1e-300, 1e300), (1e-310, 1.0), (1e200, 1e-120) })
        {
            var drawn = Sound(Plot.Field((x, y) => slope * (x + y), (0, width), (0, width)));
            Assert.Equal(13 * 13 * 2, drawn.Paths("arrow").Sum(path => path.Length) * 2);
        }
    }

    [Theory]
    [InlineData(new[] { NaN, 5 })]
    [InlineData(new[] { 5, NaN })]
    [InlineData(new[] { NaN, 5, NaN })]
    [InlineData(new[] { 1, 2, NaN, 5, Inf, 3, 4 })]
    [InlineData(new[] { 5.0 })]
    public void Curve_OfALossAloneBetweenGaps_HasADotThere(double[] losses)
    {
        foreach (bool logarithmic in new[] { false, true })
        {
            var drawn = Sound(Plot.Curve(losses, logarithmic: logarithmic));
            string dot = Assert.Single(Marks(drawn));
            Assert.Matches(@"^M[0-9.]+ [0-9.]+m-4 0a4 4", dot);
            Assert.Equal(losses.Length > 3 ? 2 : 0, drawn.Paths("line").Sum(path => path.Length));
        }
    }

    [Fact]
    public void Function_WithAPointAloneBetweenGaps_HasADotThere()
    {
        var drawn = Sound(Plot.Functions(-1, 1, ("one", x => Tensor.Select(x.EqualTo(0), 1, 0 / (x * 0)))));
        Assert.Empty(drawn.Paths("line"));
        Assert.Single(Marks(drawn));
    }

    [Fact]
    public void Plots_OfWhatCannotBeDrawn_SayWhatCan()
    {
        foreach (double value in new[] { NaN, Inf, -Inf, double.MaxValue, double.MinValue })
        {
            string bars = Assert.Throws<ArgumentException>(() => Plot.Histogram([1, value])).Message;
            Assert.Contains("value 1 of 2", bars);
            Assert.Contains("finite, and not beyond ±1E+300", bars);
            string losses = Assert.Throws<ArgumentException>(() => Plot.Curve([value])).Message;
            Assert.Contains("the only loss is not finite, and not beyond ±1E+300", losses);
            Assert.Throws<ArgumentException>(() => Plot.Boundary(p => p.Sum(1), Tensor.Constant([value, 1], [1, 2]), [0]));
            Assert.Throws<ArgumentException>(() => Plot.Function(x => x, 0, value));
            Sound(Plot.Curve([1, value, 3]));
        }

        Assert.Contains("none of the 2 losses is finite and positive, from 1E-300 to 1E+300, as a logarithmic axis needs",
            Assert.Throws<ArgumentException>(() => Plot.Curve([1e-310, -1], logarithmic: true)).Message);
        Assert.Throws<ArgumentException>(() => Plot.Curve([]));
        Assert.Throws<ArgumentException>(() => Plot.Histogram([]));
        Assert.Throws<ArgumentException>(() => Plot.Boundary(p => p, Tensor.Ones([0, 2]), []));
    }

    /// <summary>The plot, all of whose numbers are numbers, with ticks on both axes and no label twice.</summary>
    private static Drawn Sound(Svg svg)
    {
        var drawn = new Drawn(svg);
        foreach (XAttribute attribute in drawn.Root.Descendants().Attributes().Where(a =>
            a.Name.LocalName is "d" or "x" or "y" or "width" or "height" or "viewBox"))
        {
            Assert.DoesNotMatch("NaN|Infinity|∞|E", attribute.Value);
            Assert.All(Number().Matches(attribute.Value), match =>
                Assert.InRange(double.Parse(match.Value, CultureInfo.InvariantCulture), -1e6, 1e6));
        }

        foreach (string anchor in new[] { "middle", "end" })
        {
            string[] ticks = [.. drawn.Root.Descendants().Where(e => e.Name.LocalName == "text"
                && e.Attribute("class")!.Value == "quiet tick"
                && e.Attribute("text-anchor")!.Value == anchor).Select(e => e.Value)];
            Assert.True(ticks.Length > 1, $"{ticks.Length} ticks: {string.Join(", ", ticks)}");
            Assert.Equal(ticks.Distinct(), ticks);
        }

        return drawn;
    }

    private static string[] Bars(Drawn drawn) =>
        [.. Data(drawn, "bar").SelectMany(path => path.Split('M', StringSplitOptions.RemoveEmptyEntries))];

    private static string[] Marks(Drawn drawn) => [.. Data(drawn, "point")];

    private static IEnumerable<string> Data(Drawn drawn, string kind) =>
        drawn.Root.Elements().Single(e => e.Name.LocalName == "svg").Elements()
        .Where(e => e.Name.LocalName == "path" && e.Attribute("class")!.Value.Split(' ')[0] == kind).Select(e => e.Attribute("d")!.Value);

    [GeneratedRegex(@"-?[0-9]+(\.[0-9]+)?")]
    private static partial Regex Number();
}
