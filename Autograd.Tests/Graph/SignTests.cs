using System.Text.RegularExpressions;
using System.Xml.Linq;
using Tensor = Autograd.Tensor<double>;

namespace Autograd.Tests.Graph;

/// <summary>Signs and numbers that say all: the exponent of a power stands at its circle, and a zero has no sign.</summary>
public sealed partial class SignTests
{
    private static readonly Tensor X = Tensor.Variable(new double[] { 1, 2, 3, 4, 5, 6 }, "x").Reshape(2, 3);

    [Fact]
    public void Operation_WithParameters_SaysThemAtItsCircle_InEveryNotation()
    {
        (Tensor Node, string Sign)[] rows =
        [
            (X.Pow(3), "^3"), (X.Pow(-1), "^−1"), (X.Pow(0.5), "^0.5"), (X.Pow(1e-5), "^1e−05"), (X.Pow(X), "^"),
            (X.Clamp(0, 6), "clamp[0, 6]"), (X.Clamp(low: 0), "clamp[0, inf]"),
            (X.Sum(), "Σ"), (X.Sum(0), "sum[−2]"), (X.Sum(-1), "sum[−1]"), (X.Max(), "max"), (X.Max(1), "max[−1]"),
            (X.CumulativeSum(1), "cumulativesum"), (X[1, 0..2], "slice[1, 0:2]"),
            (X.MatMul(X.Transpose()), "·"), (X.Permute(1, 0), "permute[−1, −2]"),
        ];
        Assert.All(rows, row =>
        {
            GraphTrace<double> trace = row.Node.TraceGraph(Tensor.Ones(row.Node.Shape));
            IEnumerable<XElement> texts = XDocument.Parse(trace.ToSvg().Text).Descendants().Where(part => part.Name.LocalName == "text");
            Assert.Contains(row.Sign, texts.Select(text => text.Value));
            Assert.Contains($"[shape=circle, label=\"{row.Sign}\"]", trace.ToDot(), StringComparison.Ordinal);
            string escaped = row.Sign.Replace(":", "#58;", StringComparison.Ordinal);
            Assert.Contains($"((\"{escaped}\"))", trace.ToMermaid(), StringComparison.Ordinal);
        });
    }

    [Fact]
    public void Operation_WithParametersThatAreLong_SaysThemWhereThereIsRoom()
    {
        GraphTrace<double> trace = Tensor.Variable(0.5, "x").Clamp(-1.25e-10, 123456.5).TraceGraph();
        Assert.Contains("label=\"clamp\"", trace.ToDot(), StringComparison.Ordinal);
        Assert.Contains("Clamp[-1.25e-10, 123456.5]", trace.ToHtml(), StringComparison.Ordinal);
    }

    [Fact]
    public void Product_ThatTransposes_SaysSoAtItsCircle()
    {
        Tensor w = Tensor.Constant(new double[,] { { 1, 2 }, { 3, 4 } }).AsVariable("w");
        Tensor gradient = w.MatMul(w).Sum().Backward(createGraph: true)[w];
        Assert.Contains("Xᵀ·Y", gradient.TraceGraph(Tensor.Ones([2, 2])).ToDot(), StringComparison.Ordinal);
    }

    [Fact]
    public void Sum_OverSomeAxes_SaysWhich_InWordsToo()
    {
        Assert.Contains("= sum[-2](%2)", X.Sum(0).TraceGraph(Tensor.Ones([3])).Explain(), StringComparison.Ordinal);
        Assert.Contains("\"sum[-2](%2)\"", X.Sum(0).TraceGraph(Tensor.Ones([3])).ToJson(), StringComparison.Ordinal);
        Assert.Contains("sum(%2)", X.Sum().TraceGraph().Tape(), StringComparison.Ordinal);
    }

    [Fact]
    public void Drawings_WhichMayPutOperandsInAnyOrder_NumberThose()
    {
        Tensor b = Tensor.Variable(3, "b"), a = Tensor.Variable(5, "a");
        GraphTrace<double> trace = ((a - b) / 4 + (a * b)).TraceGraph();
        string mermaid = trace.ToMermaid(), dot = trace.ToDot();
        Assert.Contains("|\"① 5<br/>", mermaid, StringComparison.Ordinal);
        Assert.Contains("|\"② 3<br/>", mermaid, StringComparison.Ordinal);
        Assert.Contains("c1 -->|\"②\"|", mermaid, StringComparison.Ordinal);
        Assert.Contains("[label=\"① 5\\n", dot, StringComparison.Ordinal);
        Assert.Contains("[label=\"② 3\\n", dot, StringComparison.Ordinal);
        Assert.Matches("c1 -> n[0-9]+ \\[label=\"②\"\\]", dot);
        Assert.Contains("ordering=in;", dot, StringComparison.Ordinal);
        Assert.All([mermaid, dot], text => Assert.Equal(4, text.Count(c => c is '①' or '②'))); // none at + and ×
    }

    [Fact]
    public void Zero_HasNoSign_WhereverLearnersRead()
    {
        Tensor x = Tensor.Variable(0, "x"), y = Tensor.Variable(-1, "y"), v = Tensor.Variable([-0.0, 1], "v");
        GraphTrace<double> trace = (x * y + ((x * -0.0) - v.Sum())).Named("z").TraceGraph(seed: -0.0);
        string[] texts =
        [
            trace.Explain(), trace.Explain(Language.Japanese), trace.Tape(),
            trace.Derivation(x), trace.Derivation(x, Notation.Latex), trace.Derivation(v),
            trace.NudgeTable(-0.0), string.Join('\n', trace.Paths(x)), trace.ToDot(), trace.ToMermaid(),
            trace.ToSvg().Text, trace.ToHtml(), trace.Output.Label,
            (x * y).Listing(), (v * -0.0).Listing(),
        ];
        Assert.All(texts, text => Assert.DoesNotMatch(@"(?<![\d.e])[-−]0(?![\d.])", WithoutCode(text)));
        Assert.Equal("-0", (x * y).ToString());
        Assert.Contains("-0", trace.ToJson(), StringComparison.Ordinal);
    }

    [Fact]
    public void Plot_OfMinusZero_SaysZero()
    {
        string text = Plot.Function(x => x * -0.0, -1, 1).Text + Plot.Curve([-0.0, -0.0, -0.0]).Text;
        IEnumerable<XElement> texts =
            XDocument.Parse($"<a>{text}</a>").Descendants().Where(element => element.Name.LocalName is "text" or "title" or "desc");
        Assert.All(texts, element => Assert.DoesNotMatch(@"(?<![\d.e])[-−]0(?![\d.])", element.Value));
    }

    [Fact]
    public void Constant_ThatIsNegative_HasBracketsInFormulas()
    {
        Tensor x = Tensor.Variable(2, "x");
        string explained = ((x * -3).Named("a") + -1).Named("y").TraceGraph().Explain();
        Assert.Contains("y = x·(−3) + (−1)", explained.Replace("a + ", "x·(−3) + ", StringComparison.Ordinal));
        Assert.Contains(
            "<mi>x</mi><mo>·</mo><mrow><mo>(</mo><mrow><mo>−</mo><mn>3</mn></mrow><mo>)</mo></mrow>", (x * -3).TraceGraph().ToHtml());
        Assert.Contains("= 1e-07·x", (1e-7 * x).TraceGraph().Explain());
    }

    [Fact]
    public void Product_ThatBeginsWithMinus_HasBracketsAsAFactorAndAsATerm()
    {
        Tensor x = Tensor.Variable(2, "x");
        GraphTrace<double> trace = (x.Pow(3) + x.Pow(-2)).Named("y").TraceGraph();
        Assert.Contains("1 · (−2·x⁻³)", trace.Derivation(x), StringComparison.Ordinal);
        Assert.Contains(@"1 \cdot \left(-2 \cdot x^{-3}\right)", trace.Derivation(x, Notation.Latex), StringComparison.Ordinal);
    }

    [Fact]
    public void Sum_WithNegativeTerms_HasBracketsRoundThem_ExceptTheFirst()
    {
        Tensor x = Tensor.Variable(3, "x");
        GraphTrace<double> trace = ((x * x) - (2 * x)).Named("y").TraceGraph(), below = ((x * -1) + x).Named("y").TraceGraph();
        string[] texts =
        [
            trace.Explain(), trace.ToSvg().Text, below.Explain(), below.ToSvg().Text, trace.NudgeTable(-0.5), $"{trace.Nudge(x, -0.5)}",
        ];
        Assert.All(texts, text => Assert.DoesNotMatch(@"\+ [-−]", text));
        Assert.All(texts[4..], text => Assert.Contains("+ (-0.5)", text, StringComparison.Ordinal));
        Assert.Matches(@"accumulate -?\d \+ (\(-\d\)|\d) = 4", trace.Explain());
        Assert.Contains(texts[..4], text => text.Contains("+ (-", StringComparison.Ordinal));
        Assert.Contains(texts[..4], text => text.Contains("+ (−", StringComparison.Ordinal));
    }

    [Fact]
    public void Seed_ThatIsNegative_HasBracketsInEveryTermOfTheChainRule()
    {
        Tensor x = Tensor.Variable(3, "x");
        Assert.DoesNotMatch(@"\+ [-−]", (x * x).Named("y").TraceGraph(-2).Derivation(x));
    }

    /// <summary>A page without its script, its styles and the data of its pictures, where a minus is no sign of a number.</summary>
    private static string WithoutCode(string text) => !text.StartsWith('<') ? text : string.Join(
        '\n',
        XDocument.Parse(Code().Replace(text, "")).Descendants().Where(element => !element.HasElements).Select(element =>
            $"{element.Value} {element.Attribute("aria-label")?.Value} {element.Attribute("data-answer")?.Value}"));

    [GeneratedRegex("<(script|style)>.*?</(script|style)>", RegexOptions.Singleline)]
    private static partial Regex Code();
}
