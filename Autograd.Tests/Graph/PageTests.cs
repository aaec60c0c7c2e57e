using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Autograd.Nn;
using Autograd.Tests.Primitives;
using Tensor = Autograd.Tensor<double>;

namespace Autograd.Tests.Graph;

/// <summary>The page as text, without a browser.</summary>
public sealed partial class PageTests
{
    [Fact]
    public void Page_OfTheApple_IsAtMost30Kilobytes()
    {
        int size = Encoding.UTF8.GetByteCount(Runs.Apple().ToHtml("Buying apples"));
        Assert.True(size <= 30 * 1024, $"The page has {size} bytes.");
    }

    [Fact]
    public void Page_OfEveryKindOfGraph_IsSound() => Assert.All(Runs.All(), run => AssertSound(run.Trace, run.Name));

    [Fact]
    public void Page_OfEveryPrimitive_IsSound()
    {
        foreach (PrimitiveCase<double> row in PrimitiveCases<double>.All.Where(row => row.IsDifferentiable))
        {
            Tensor y = row.Call([.. row.Draw(new Random(1)).Inputs.Select(x => x.AsVariable())]);
            if (y.IsTracked)
            {
                AssertSound(y.TraceGraph(Tensor.Uniform(new Random(2), y.Shape, -1, 1)), row.Name);
            }
        }
    }

    [Fact]
    public void Page_MadeTwice_HasTheSameBytes() => Assert.All(
        Runs.All().Zip(Runs.All()),
        pair => Assert.True(pair.First.Trace.ToHtml() == pair.Second.Trace.ToHtml(), $"{pair.First.Name} differs."));

    [Fact]
    public void Page_OfHostileNames_ShowsThemAsTheyAre()
    {
        const string Name = "</script></style><b>x</b> & \"q\" 'r' <!--";
        string html = (Tensor.Variable(1, Name) * 2).Named(Name + "y").TraceGraph().ToHtml(Name);
        XElement page = Parse(html);
        Assert.DoesNotContain(page.Descendants("b"), b => b.Value == "x");
        Assert.Single(Regex.Matches(html, "<script"));
        Assert.Equal(Name, page.Descendants("h1").Single().Value);
        Assert.Contains(page.Descendants(), element => element.Name.LocalName == "text" && element.Value == Name);
    }

    [Theory]
    [InlineData("1<b>x</b>")]
    [InlineData("1 & 2")]
    [InlineData("a\"><b>x</b>")]
    [InlineData("%1<b>x</b>")]
    [InlineData("∂<b>x</b>")]
    public void Page_OfHostileNamesEverywhere_IsSound(string name)
    {
        Tensor x = Tensor.Variable(2, name), y = Tensor.Apply(new Named(name), x * x);
        GraphTrace<double> trace = (y + x).Named(name + "2").TraceGraph().WithGroup(name, y, x);
        AssertSound(trace, name);
        Assert.DoesNotContain(Parse(trace.ToHtml()).Descendants("b"), b => b.Value == "x");
        Lesson named = new Lesson(name, name).Heading(name).Text(name).Code(name).Picture(trace.ToSvg(), name).Trace(trace);
        XElement lesson = Parse(named.ToHtml());
        Assert.DoesNotContain(lesson.Descendants("b"), b => b.Value == "x");
        Assert.Equal(name, lesson.Descendants("title").First().Value);
    }

    [Fact]
    public void Page_OfSomebodyElsesAdd_SaysNothingOfOurs()
    {
        string html = Tensor.Apply(new Named("Add"), Tensor.Variable(2, "x")).TraceGraph().ToHtml();
        Assert.DoesNotContain("so does the sum", html, StringComparison.Ordinal);
        Assert.Contains("so does the sum", (Tensor.Variable(2, "x") + 1).TraceGraph().ToHtml(), StringComparison.Ordinal);
    }

    [Fact]
    public void LastStep_WhereTheSlopeChangesOnTheWay_SaysThatTheyDiffer()
    {
        Assert.Contains("+0.01 ≠ 0 · 0.01", Parse(Tensor.Variable(0, "x").Relu().TraceGraph().ToHtml()).Value);
        Assert.Contains("≈", Parse(Tensor.Variable(1, "x").Exp().TraceGraph().ToHtml()).Value);
    }

    [Fact]
    public void Seed_ThatIsNotOne_IsNotCalledOne()
    {
        string text = Parse((Tensor.Variable(1, "x") * 2).Named("y").TraceGraph(seed: 3).ToHtml()).Value;
        Assert.Contains("For y itself it was given.", text);
        Assert.DoesNotContain("Change one value a little", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Picture_InALesson_StandsForItself()
    {
        GraphTrace<double> model = Runs.Model();
        string svg = model.ToSvg().Text;
        Assert.DoesNotContain("data-from", svg, StringComparison.Ordinal);
        Assert.DoesNotContain("data-done", svg, StringComparison.Ordinal);
        Assert.DoesNotMatch(" id=", svg);
        Tensor x = Tensor.Variable(3, "x");
        XDocument sum = XDocument.Parse((x * x + x).TraceGraph().ToSvg().Text);
        Assert.Single(sum.Descendants(), text => text.Attribute("class")?.Value == "sum");
    }

    [Fact]
    public void Steps_OfTheApple_AreThoseOfTheRunInItsOrder()
    {
        GraphTrace<double> trace = Runs.Apple();
        XElement list = Parse(trace.ToHtml()).Descendants("ol").Single(each => each.Attribute("class")!.Value == "steps");
        XElement[] steps = [.. list.Elements("li")];
        Assert.Equal(
            [
                null, "v₃ = 200", "total = 220", "∂total/∂total: 1", "∂total/∂v₃: 1.1", "∂total/∂tax: 200", "∂total/∂apple: 2.2",
                "∂total/∂count: 110", null,
            ],
            steps.Select(step => step.Attribute("data-say")?.Value));
        Assert.Equal(["1.1", "200", "2.2", "110"], steps.Attributes("data-answer").Select(answer => answer.Value));
        Assert.Contains("apple 100 → 101: total 220 → 222.2, +2.2 = 2.2 · 1", steps[^1].Value);
        Assert.StartsWith("apple = 100, count = 2, tax = 1.1.", steps[0].Value, StringComparison.Ordinal);
    }

    [Fact]
    public void Numbers_AppearInTheStepThatMakesThem()
    {
        XElement page = Parse(Runs.ScalarNetwork().ToHtml());
        XElement[] steps = [.. page.Descendants("ol").Single().Elements("li")];
        XElement[] edges = [.. page.Descendants("g").Where(g => g.Attribute("class")!.Value == "edge")];
        Assert.All(steps.Index().Where(step => step.Item.Attribute("data-to") is not null), step =>
        {
            string contribution = step.Item.Attribute("data-c")!.Value;
            XElement edge = edges.Single(edge => edge.Attribute("data-c")!.Value == contribution);
            Assert.Equal(
                [$"{step.Index}", $"{step.Index}"], // the line and the number
                edge.Elements().Where(part => part.Attribute("class")!.Value is "backward" or "gradient")
                    .Select(part => part.Attribute("data-from")!.Value));
        });
        Assert.All(steps.Index().Where(step => step.Item.Attribute("data-say")?.Value.StartsWith('v') == true), step => Assert.All(
            page.Descendants("section").Where(about => about.Attribute("data-about")!.Value == step.Item.Attribute("data-node")!.Value),
            about => Assert.Equal($"{step.Index}", about.Descendants("span").First().Attribute("data-from")!.Value)));
    }

    [Fact]
    public void Node_WhoseLineIsRecorded_SaysIt()
    {
        using (Diagnostics.SourceLines())
        {
            Tensor y = Tensor.Variable(1, "x") * 2;
            Assert.Contains("PageTests.cs:", Parse(y.TraceGraph().ToHtml()).Descendants("section").Last().Value);
        }
    }

    [Fact]
    public void Steps_WhereAValueIsUsedThreeTimes_SayWhyAndShowTheSum()
    {
        Tensor x = Tensor.Variable(3, "x");
        string text = Parse((x * x + x).Named("y").TraceGraph().ToHtml()).Value;
        Assert.Contains("x is used 3 times", text);
        Assert.Contains("A change of x reaches y by all of them, so their parts are added:", text);
        Assert.Contains("1+3=4", text);
        Assert.Contains("1+3+3=7", text);
        Assert.Contains("by each of 2 uses", text);
    }

    [Fact]
    public void Page_HasNothingFromElsewhere_AndAPolicyThatForbidsIt()
    {
        string html = new Lesson("Both").Trace(Runs.Apple()).Trace(Runs.Model()).Picture(Plot.Function(x => x.Sin(), -3, 3)).ToHtml();
        Assert.DoesNotMatch("(src|href)=\"(?!#)", html);
        Assert.DoesNotContain("style=", html, StringComparison.Ordinal);
        string policy = Regex.Match(html, "Content-Security-Policy\" content=\"([^\"]*)\"").Groups[1].Value;
        Assert.StartsWith("default-src 'none';", policy, StringComparison.Ordinal);
        string[] parts = [.. Contents().Matches(html).Select(match => match.Groups[2].Value)];
        Assert.Equal(3, parts.Length); // the style of the page, that of the plot, and the script
        Assert.All(parts, part =>
            Assert.Contains($"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(part)))}'", policy));
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
    }

    [Fact]
    public void Page_InJapanese_OpensInJapanese()
    {
        string html = Runs.Apple().ToHtml(language: Language.Japanese);
        Assert.Contains("<html lang=\"ja\">", html);
        Assert.Contains("aria-label=\"再生\" data-other=\"play\"", html);
        Assert.Contains("勾配がすべて求まりました", html);
    }

    [Fact]
    public void Page_OfTooManyNodes_SaysWhatWouldWork()
    {
        Tensor x = Tensor.Variable(1, "x"), y = x;
        for (int i = 0; i < 401; i++)
        {
            y += x;
        }

        string message = Assert.Throws<InvalidOperationException>(() => y.TraceGraph().ToHtml()).Message;
        Assert.Contains("403 nodes", message);
        Assert.Contains("WithGroup", message);
        Assert.Contains("ToDot", message);
        AssertSound((y * 2).TraceGraph().WithGroup("sum", y, x), "folded");
    }

    [Fact]
    public void SaveHtml_WritesThePage()
    {
        string path = Path.GetTempFileName();
        try
        {
            Runs.Apple().SaveHtml(path, "Apples");
            Assert.Equal(Runs.Apple().ToHtml("Apples"), File.ReadAllText(path));
            Assert.Equal((byte)'<', File.ReadAllBytes(path)[0]);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void Lesson_HasItsPartsInOrder()
    {
        string html = new Lesson("A <title>", "題").Heading("First", "初め").Text("See `x < y`.", "`x` です。").Code("a\n  b").Trace(Runs.Apple())
            .Picture(Plot.Function(x => x, -1, 1), "A line", "線").ToHtml();
        XElement main = Parse(html).Descendants("main").Single();
        Assert.Equal(["h2", "p", "pre", "div", "figure"], main.Elements().Select(element => element.Name.LocalName));
        Assert.Equal("See x < y.", main.Elements("p").Single().Elements().First().Value);
        Assert.Equal("a\n  b", main.Elements("pre").Single().Value);
    }

    private static void AssertSound<T>(GraphTrace<T> trace, string name)
        where T : unmanaged, System.Numerics.IFloatingPointIeee754<T>
    {
        XElement page = Parse(trace.ToHtml());
        string[] ids = [.. page.Descendants().Attributes("id").Select(id => id.Value)];
        Assert.True(ids.Length == ids.Distinct().Count(), $"{name}: an id is there twice.");
        Assert.All(page.Descendants().Attributes("href"), href => Assert.Contains(href.Value[1..], ids));
        Assert.All(page.Descendants().Attributes("for"), target => Assert.Contains(target.Value, ids));
        XElement[] steps = [.. page.Descendants("ol").Single().Elements("li")];
        Assert.Equal(3 + trace.Forward.Count() + trace.Contributions.Count(), steps.Length);
        Assert.All(page.Descendants().Attributes("data-from"), from =>
            Assert.InRange(int.Parse(from.Value, CultureInfo.InvariantCulture), 1, steps.Length - 1));
        Assert.Equal(trace.Nodes.Count, page.Descendants("section").Count());
        Assert.Equal(trace.Nodes.Count + 1, page.Descendants("tr").Count());
        foreach (XElement english in page.Descendants("i").Where(i => i.Attribute("lang")!.Value == "en"))
        {
            Assert.True(
                english.ElementsAfterSelf().FirstOrDefault()?.Attribute("lang")?.Value == "ja",
                $"{name}: \"{english.Value}\" has no Japanese beside it.");
        }
    }

    private sealed class Named(string name) : ElementwiseUnary<double>
    {
        public override string Name => name;

        protected override void Compute(ReadOnlySpan<double> x, Span<double> y) => x.CopyTo(y);

        protected override Tensor Derivative(Tensor x, Tensor y) => Tensor.Ones(x.Shape);
    }

    /// <summary>The page as XML, whose script and styles are blank.</summary>
    private static XElement Parse(string html) => XDocument.Parse(Contents().Replace(html, "<$1></$1>")).Root!;

    [GeneratedRegex("<(script|style)>(.*?)</(?:script|style)>", RegexOptions.Singleline)]
    private static partial Regex Contents();
}
