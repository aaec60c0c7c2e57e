using System.Globalization;
using System.Xml.Linq;
using Autograd.Plotting;
using Tensor = Autograd.Tensor<double>;

namespace Autograd.Tests.Plotting;

/// <summary>What the pictures show, read back from their text.</summary>
public sealed class PlotTests
{
    private static readonly Dictionary<string, Func<Svg>> All = new()
    {
        ["square"] = () => Plot.Function(x => x.Square(), -2, 2, "x²"),
        ["pole"] = () => Plot.Function(x => 1 / x, -3, 3, "1/x"),
        ["small"] = () => Plot.Function(x => 1e-9 * x.Sin(), 0, 1e-7),
        ["functions"] = () => Plot.Functions(-6, 6, [.. Enumerable.Range(1, 14).Select(i =>
            ($"a function with a long name, number {i}", (Func<Tensor, Tensor>)(x => (x / i).Tanh())))]),
        ["long names"] = () => Plot.Function(x => x, -1, 1, new string('長', 200)),
        ["curve"] = () => Plot.Curve([3, 2, double.NaN, 1, 0.5]),
        ["one loss"] = () => Plot.Curve([3], "a loss"),
        ["logarithmic"] = () => Plot.Curve([1000, 2, 0, 1e-3, 1e-6], "loss", logarithmic: true),
        ["field"] = () => Plot.Field((x, y) => x.Square() + y.Square(), (-3, 3), (-3, 3), "x² + y²"),
        ["wide field"] = () => Plot.Field((x, y) => x.Sin() * y, (-30, 30), (-1, 1)),
        ["flat field"] = () => Plot.Field((x, y) => 0 * x, (-1, 1), (-1, 1)),
        ["boundary"] = () => Plot.Boundary(
            p => p[.., ..1] * p[.., 1..],
            Tensor.Constant(new double[,] { { -1, -1 }, { 1, 1 }, { 1, -1 }, { -1, 1 } }),
            [1, 1, 0, 0]),
        ["histogram"] = () => Plot.Histogram(Tensor.Normal(new Random(1), [500], 0, 1e-3).ToArray(), "gradient"),
        ["equal values"] = () => Plot.Histogram([2, 2, 2]),
    };

    public static TheoryData<string> Names => [.. All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void EveryPlot_IsXml_WithTitleAndDescription_WithoutIds_AndNoTextLiesOverAnother(string name)
    {
        var drawn = new Drawn(All[name]());

        Assert.Equal("img", drawn.Root.Attribute("role")!.Value);
        Assert.NotEmpty(drawn.Title);
        Assert.NotEmpty(drawn.Description);
        Assert.DoesNotContain(drawn.Root.DescendantsAndSelf().Attributes(), a => a.Name.LocalName is "id" or "href" or "src");
        Assert.DoesNotContain(
            "NaN", string.Concat(drawn.Root.Descendants().Attributes("d").Select(d => d.Value)), StringComparison.Ordinal);
        drawn.HasNoTextOverAnother();
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void EveryPlot_IsTheSameTextAgain_InEveryCulture(string name)
    {
        string text = All[name]().Text;
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");
            Assert.Equal(text, All[name]().Text);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Function_OfAnotherVariable_NamesItsAxis()
    {
        var drawn = new Drawn(Plot.Function(price => 2.2 * price, 90, 110, "total", "price"));
        Assert.Contains("price", drawn.Texts);
        Assert.DoesNotContain("x", drawn.Texts);
        Assert.Contains("for price from 90 to 110", drawn.Description);
    }

    [Fact]
    public void Names_AreEscaped()
    {
        string name = "</title><script>\"x\" & 'y'\u0001\uD800";
        var drawn = new Drawn(Plot.Functions(0, 1, (name, x => x)));
        Assert.Equal("</title><script>\"x\" & 'y'\uFFFD\uFFFD", drawn.Title);
        Assert.Contains(drawn.Title, drawn.Texts);
    }

    [Fact]
    public void Function_OfASquare_HasTheDerivativeTwoX()
    {
        var drawn = new Drawn(Plot.Function(x => x.Square(), -2, 2, "x²"));
        (double X, double Y)[][][] lines = drawn.Paths("line");
        Assert.Equal(2, lines.Length);
        Assert.Equal(401, Assert.Single(lines[0]).Length);
        Assert.All(lines[0][0].Select(drawn.Numbers), p => Assert.Equal(p.X * p.X, p.Y, 0.02));
        Assert.All(Assert.Single(lines[1]).Select(drawn.Numbers), p => Assert.Equal(2 * p.X, p.Y, 0.02));
    }

    [Fact]
    public void Function_WhereItIsNotANumber_HasAGap()
    {
        var drawn = new Drawn(Plot.Functions(-2, 2, ("log", x => x.Log())));
        Assert.All(Assert.Single(Assert.Single(drawn.Paths("line"))).Select(drawn.Numbers), p => Assert.True(p.X > 0));
    }

    [Fact]
    public void Function_AtAPointAlone_HasADot()
    {
        var drawn = new Drawn(Plot.Function(x => x.Abs(), -1, 1));
        Assert.Equal(2, drawn.Paths("line")[1].Length); // the slopes −1 and 1
        (double x, double y) = drawn.Numbers(Assert.Single(Assert.Single(drawn.Paths("point")))[0]);
        Assert.Equal((0, 0), (Math.Round(x, 2), Math.Round(y, 2))); // and 0 at the corner
    }

    [Fact]
    public void Curve_OfFewSteps_HasWholeNumbersBelow()
    {
        var drawn = new Drawn(Plot.Curve([400, 300, 200, 100]));
        Assert.Contains("2", drawn.Texts);
        Assert.DoesNotContain("2.0", drawn.Texts);
    }

    [Fact]
    public void Function_AtAJump_IsNotJoined()
    {
        Assert.Equal(2, new Drawn(Plot.Functions(-1, 1, ("step", x => Tensor.Select(x <= 0, 0 * x, 1)))).Paths("line")[0].Length);
        Assert.Equal(2, new Drawn(Plot.Functions(-1, 1, ("sign", x => x.Sign()))).Paths("line")[0].Length);
        Assert.Single(new Drawn(Plot.Functions(-6, 6, ("steep", x => (100 * x).Tanh()))).Paths("line")[0]);
        Assert.Equal(2, new Drawn(Plot.Functions(-1, 2, ("pole", x => 1 / x))).Paths("line")[0].Length);
    }

    [Fact]
    public void Function_OfAConstant_HasTheDerivativeZero()
    {
        var drawn = new Drawn(Plot.Function(_ => 3, 0, 1));
        Assert.All(drawn.Paths("line")[1][0].Select(drawn.Numbers), p => Assert.Equal(0, p.Y, 0.02));
    }

    [Fact]
    public void Field_ContoursOfASumOfSquares_AreCircles()
    {
        double[] grid = Tensor.Linspace(-3, 3, 81).ToArray();
        double[] z = [.. grid.SelectMany(y => grid.Select(x => (x * x) + (y * y)))];
        foreach (double level in (double[])[1, 4, 8])
        {
            (double X0, double Y0, double X1, double Y1)[] segments = [.. Contour.Segments(z, grid, grid, level)];
            Assert.All(segments, s => Assert.Equal(Math.Sqrt(level), double.Hypot(s.X0, s.Y0), 3e-3));
            Assert.Equal(2 * Math.PI * Math.Sqrt(level), segments.Sum(s => double.Hypot(s.X1 - s.X0, s.Y1 - s.Y0)), 0.02);
        }

        var drawn = new Drawn(Plot.Field((x, y) => x.Square() + y.Square(), (-3, 3), (-3, 3)));
        foreach ((double X, double Y)[][] contour in drawn.Paths("contour"))
        {
            double[] squares = [.. contour.SelectMany(run => run).Select(drawn.Numbers).Select(p => (p.X * p.X) + (p.Y * p.Y))];
            Assert.True(squares.Max() - squares.Min() < 0.1, "Each contour has one level.");
        }
    }

    [Fact]
    public void Contour_AtASaddle_CutsOffTheCornersThatTheMiddleIsNotWith()
    {
        // Corners 0 and 2 are high. The middle, 0.5, is low for the level 0.6, and high for 0.4.
        double[] z = [1, 0, 0, 1], unit = [0, 1];
        foreach ((double level, double side) in ((double, double)[])[(0.6, 0), (0.4, 1)])
        {
            foreach ((double x0, double y0, double x1, double y1) in Contour.Segments(z, unit, unit, level))
            {
                double x = (x0 + x1) / 2, y = (y0 + y1) / 2;
                Assert.True(side == 0 ? Math.Abs(x + y - 1) > 0.4 : Math.Abs(x - y) > 0.4, $"level {level}: ({x}, {y})");
            }
        }
    }

    [Fact]
    public void Field_Arrows_PointUphill()
    {
        var drawn = new Drawn(Plot.Field((x, y) => 2 * x + 0 * y, (-1, 1), (-1, 1)));
        (double X, double Y)[][] parts = drawn.Paths("arrow")[0];
        Assert.Equal(169, parts.Length);
        Assert.All(parts, part => Assert.True(part[1].X > part[0].X && Math.Abs(part[1].Y - part[0].Y) < 0.02));
    }

    [Fact]
    public void Boundary_OfALine_SplitsThePaper()
    {
        Tensor points = Tensor.Constant(new double[,] { { -1, 0 }, { 1, 1 } });
        Func<Tensor, Tensor>[] models = [p => p[.., 0], p => Tensor.Concatenate([-p[.., ..1], p[.., ..1]], 1)];
        foreach (Func<Tensor, Tensor> model in models)
        {
            var drawn = new Drawn(Plot.Boundary(model, points, [0, 1]));
            Assert.All(drawn.Paths("region")[0].Select(run => drawn.Numbers(run[0])), p => Assert.Equal(-1.2, p.X, 0.02));
            Assert.All(drawn.Paths("region")[1].Select(run => drawn.Numbers(run[0])), p => Assert.Equal(0, p.X, 0.02));
            Assert.Equal(2, drawn.Paths("point").Length);
        }
    }

    [Fact]
    public void Histogram_CountsEveryValueOnce()
    {
        var drawn = new Drawn(Plot.Histogram([0.1, 0.2, 0.25, 0.9, 1]));
        Assert.Equal("Histogram of 5 values from 0.1 to 1; the fullest of 5 bars has 2.", drawn.Description);
    }

    [Fact]
    public void Curve_WithALossThatIsNaN_HasAGapAndSaysSo()
    {
        var drawn = new Drawn(Plot.Curve([3, 2, double.NaN, 1, 0.5]));
        Assert.Equal([2, 2], drawn.Paths("line")[0].Select(run => run.Length));
        Assert.Contains("1 of them cannot be drawn", drawn.Description, StringComparison.Ordinal);
    }

    [Fact]
    public void Save_WritesTheText()
    {
        string path = Path.GetTempFileName();
        Svg svg = Plot.Curve([2, 1]);
        svg.Save(path);
        Assert.Equal(svg.Text, File.ReadAllText(path));
        Assert.Equal((byte)'<', File.ReadAllBytes(path)[0]);
        File.Delete(path);
    }

    [Fact]
    public void WhatCannotBeDrawn_IsRefused_WithTheReason()
    {
        Tensor one = Tensor.Zeros([1, 2]);
        Refused("no losses", () => Plot.Curve([]));
        Refused("none of the 2 losses is finite", () => Plot.Curve([double.NaN, double.PositiveInfinity]));
        Refused("and positive", () => Plot.Curve([-1], logarithmic: true));
        Refused("no values", () => Plot.Histogram([]));
        Refused("value 1 of 2 is NaN", () => Plot.Histogram([1, double.NaN]));
        Refused("low end below", () => Plot.Function(x => x, 1, 1));
        Refused("low end below", () => Plot.Function(x => x, 0, double.PositiveInfinity));
        Refused("no value of", () => Plot.Function(x => x.Log(), -2, -1));
        Refused("from the same element only", () => Plot.Function(x => x.Softmax(0), -2, 2));
        Refused("for each", () => Plot.Function(x => x.Reshape(401, 1), -2, 2));
        Refused("at least one", () => Plot.Functions(0, 1));
        Refused("range of y", () => Plot.Field((x, y) => x, (0, 1), (1, 0)));
        Refused("no value of", () => Plot.Field((x, y) => x.Log(), (-2, -1), (0, 1)));
        Refused("for each", () => Plot.Field((x, y) => x.Reshape(-1, 1), (-2, -1), (0, 1)));
        Refused("(m, 2)", () => Plot.Boundary(p => p, Tensor.Zeros([3]), [0]));
        Refused("1 point and 2 classes", () => Plot.Boundary(p => p, one, [0, 1]));
        Refused("point 0", () => Plot.Boundary(p => p, one, [-1]));
        Refused("the model made", () => Plot.Boundary(p => p.Sum(), one, [0]));
        Refused("told apart", () => Plot.Boundary(p => p, one, [12]));

        static void Refused(string reason, Func<Svg> plot) =>
            Assert.Contains(reason, Assert.ThrowsAny<ArgumentException>(plot).Message, StringComparison.Ordinal);
    }
}
