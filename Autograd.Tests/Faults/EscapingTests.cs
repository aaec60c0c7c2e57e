using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Autograd.Nn;
using Tensor = Autograd.Tensor<double>;

namespace Autograd.Tests.Faults;

/// <summary>
/// Names that mean something in a notation, or that it cannot hold: every output shows them as they are, or U+FFFD for what no text holds.
/// </summary>
public sealed partial class EscapingTests
{
    private static readonly string[] Hostile =
    [
        "a & b", "&lt;", "&amp;amp;", "&#65;", "</script>", "\"", "'", "a\\nb", "\\N", "\\", "ends with \\", "|", "`x`", "#1;", "#quot;",
            "a;b",
        "%%{init: {}}%%", "style a:b\"c;", "%", "% of all", "%1", "<b>", "<br/>", "{x}", "]", "$$x$$", "]]>", "<!-- -->", "~^_{}$%&#", "∂",
            "∂∂x & y",
        "名前 😀", "a\r\n\tb", "\u2028x\u0085y", "\0", "a\0b", "\u0001\u001b[31m", "\u007f\u009b", "\ud800", "\udc00x", "\ufffe\uffff",
            "1 < 2", " ", "T", "pi", "\u202Egnp\u202C.a", "\u2066x\u2069\u200F", "a\u200Bb\u2060\uFEFF",
            "क्\u200Dष ن\u200Cا 👩\u200D💻 \u0600١",
    ];

    public static TheoryData<int> Names() => [.. Enumerable.Range(0, Hostile.Length)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Json_OfAHostileName_GivesItBack(int index)
    {
        using JsonDocument json = JsonDocument.Parse(Trace(index).ToJson());
        JsonElement first = json.RootElement.GetProperty("nodes")[0];
        Assert.Equal(WithoutHalves(Hostile[index]), first.GetProperty("name").GetString());
        Assert.Equal(Shown(index), first.GetProperty("label").GetString());
        Assert.Equal(WithoutHalves(Hostile[index] + "g"), json.RootElement.GetProperty("groups")[0].GetProperty("name").GetString());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void PicturesAndPages_OfAHostileName_AreXmlThatShowsIt(int index)
    {
        GraphTrace<double> trace = Trace(index);
        string onPages = Shown(index) == "%1" ? "v₁" : Shown(index);
        Assert.Contains(XDocument.Parse(trace.ToSvg().Text).Descendants(), element => element.Name.LocalName == "text"
            && element.Value == onPages);
        XDocument page = Page(trace.ToHtml(Hostile[index]));
        Assert.Equal(OneLine(Hostile[index]), page.Descendants("h1").Single().Value);
        Assert.Contains(page.Descendants("mi").Concat(page.Descendants("mn")), element => element.Value == onPages);
        Svg plot = Plot.Functions(0, 1, ("x" + Hostile[index], x => x.Square()));
        Assert.Equal(OneLine("x" + Hostile[index]), XDocument.Parse(plot.Text).Root!.Elements().First().Value);
        Page(new Lesson("x" + Hostile[index], Hostile[index]).Text(Hostile[index]).Code(Hostile[index]).Picture(plot,
            Hostile[index]).Trace(trace).ToHtml());
    }

    [Fact]
    public void Dot_OfHostileNames_IsDrawnByGraphvizWithThem()
    {
        for (int i = 0; i < Hostile.Length; i++)
        {
            string dot = Trace(i).ToDot();
            Assert.DoesNotContain(dot, c => char.IsControl(c) && c != '\n');
            Assert.All(dot.TrimEnd('\n').Split('\n')[5..^1], line => Assert.Matches(DotLine(), line));
            try
            {
                XDocument drawn = XDocument.Parse(Graphviz.Draw(dot).Text);
                Assert.Contains(drawn.Descendants(), element => element.Name.LocalName == "text"
                    && element.Value.Replace('\u00A0', ' ').StartsWith(Shown(i) + ", ∇", StringComparison.Ordinal));
            }
            catch (InvalidOperationException exception) when (exception.Message.StartsWith("Graphviz is not installed",
                StringComparison.Ordinal))
            {
                // Then the lines above must do.
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Mermaid_OfAHostileName_HasNothingButEntitiesInQuotes(int index)
    {
        string text = Trace(index).ToMermaid();
        Assert.All(text.TrimEnd('\n').Split('\n')[1..], line => Assert.Matches(MermaidLine(), line));
        string label = MermaidLine().Match(text.Split('\n')[1]).Groups["label"].Value;
        Assert.Equal(Shown(index) + ", ∇ 4",
            WebUtility.HtmlDecode(Entity().Replace(label, match => $"&{(char.IsDigit(match.Value[1]) ? "#" : "")}{match.Value[1..]}")));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Latex_OfAHostileName_HasNothingThatLatexReads(int index)
    {
        GraphTrace<double> trace = Trace(index);
        string latex = trace.Derivation(Leaf(trace), Notation.Latex);
        string rest = KnownLatex().Replace(latex, "");
        Assert.True(rest.All(c => !"\\$&#%^_~".Contains(c) && (!char.IsControl(c) || c == '\n')), $"Left over of {latex} is {rest}");
        Assert.Equal(rest.Count('{'.Equals), rest.Count('}'.Equals));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void LinesOfText_OfAHostileName_AreOnlyTheLinesOfTheGraph(int index)
    {
        GraphTrace<double> trace = Trace(index), plain = Square("x");
        Assert.Equal(Lines(plain), Lines(trace));
        foreach (string text in new[] { trace.Tape(), trace.Explain(), trace.Derivation(Leaf(trace)), trace.NudgeTable(1),
            trace.Output.Tensor.Listing() })
        {
            Assert.Contains(Shown(index), text);
            Assert.DoesNotContain(text, c => (char.IsControl(c) && c != '\n') || c is '\u2028' or '\uFFFE' or '\uFFFF');
            Assert.Equal(text, WithoutHalves(text));
        }

        static int[] Lines(GraphTrace<double> trace) =>
            [trace.Tape().Split('\n').Length, trace.Explain().Split('\n').Length, trace.Output.Tensor.Listing().Split('\n').Length];
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Errors_OfAHostileName_ShowItOnOneLine(int index)
    {
        string name = Hostile[index], shown = $"\"{OneLine(name)}\"";
        string table = Assert.Throws<ShapeException>(() => Tensor.Variable([1, 2], name) + Tensor.Variable([1, 2, 3], "z" + name)).Message;
        Assert.Equal(Lines("x"), table.Split('\n').Length);
        Assert.Contains($"  {shown} ", table);
        AssertIsPlain(table);
        foreach (Func<object> call in new Func<object>[]
        {
            () => Tensor.Variable([1, 2], name).Item, () => Tensor.Variable([1], [2], name), () => Tensor.Variable([1, 2], name)[5],
            () => Tensor.Variable(1, name).Softmax(3), () => Tensor.Variable([1, 2], name).MatMul(Tensor.Ones([3])),
            () => Tensor.Ones([2]).Named(name).TraceGraph(),
            () => new Linear<double>(3, 1, new Generator(1)).Forward(Tensor.Ones([2]).Named(name)),
            () => new Sequential<double>(new Linear<double>(2, 1, new Generator(1))).Forward(Tensor.Ones([3]).Named(name)),
        })
        {
            string message = Assert.ThrowsAny<Exception>(call).Message;
            Assert.Contains(shown, message);
            AssertIsPlain(message);
        }

        Tensor later = Tensor.Variable(2, name);
        AssertIsPlain(Tensor.Variable(1, "x").Square().Backward().Why(later));

        static int Lines(string name) => Assert.Throws<ShapeException>(() =>
            Tensor.Variable([1, 2], name) + Tensor.Variable([1, 2, 3], "z")).Message.Split('\n').Length;
    }

    [Fact]
    public void ErrorsOfReaders_OfAFileWithAHostileName_ShowItOnOneLine()
    {
        if (OperatingSystem.IsWindows())
        {
            return; // which has no such names
        }

        string folder = Directory.CreateTempSubdirectory().FullName, path = Path.Combine(folder, "a\u001b[31m\n\u202E.csv");
        try
        {
            File.WriteAllText(path, "a\u001b\n1\nx\u001b[2J\n");
            foreach (Func<string, object> read in new Func<string, object>[]
            {
                path => Csv.Read<double>(path), Idx.Read<double>, Npy.Read<double>, Npz.Read<double>, SafeTensors.Read<double>,
            })
            {
                string message = Assert.Throws<InvalidDataException>(() => read(path)).Message;
                Assert.Contains("/a\uFFFD[31m \uFFFD.csv\"", message);
                Assert.DoesNotContain('\n', message);
                AssertIsPlain(message);
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void AssertIsPlain(string text) => Assert.DoesNotContain(text, c =>
        (char.IsControl(c) && c != '\n') || "\u2028\u202E\u202C\u2066\u2069\u200F\u200B\u2060\uFEFF\uFFFE\uFFFF".Contains(c));

    private static GraphTrace<double> Trace(int index)
    {
        GraphTrace<double> trace = Square(Hostile[index]);
        return trace.WithGroup(Hostile[index] + "g", trace.Output.Tensor, Leaf(trace));
    }

    private static GraphTrace<double> Square(string name)
    {
        Tensor x = Tensor.Variable(2, name);
        return (x * x).TraceGraph();
    }

    private static Tensor Leaf(GraphTrace<double> trace) => trace.Nodes[0].Tensor;

    /// <summary>What labels show of a name: words on one line, and of a name that looks like none, the number of the node.</summary>
    private static string Shown(int index)
    {
        string words = string.Join(' ', Hostile[index].Split(default(char[]), StringSplitOptions.RemoveEmptyEntries));
        return words.Length == 0 ? "%1" : OneLine(words);
    }

    private static string OneLine(string text) => string.Concat(WithoutHalves(text).Select(c =>
        c is '\t' or '\n' or '\r' or '\u2028' ? ' '
        : char.IsControl(c) || "\u202E\u202C\u2066\u2069\u200F\u200B\u2060\uFEFF\uFFFE\uFFFF".Contains(c) ? '\uFFFD' : c));

    /// <summary>U+FFFD for halves of surrogate pairs.</summary>
    private static string WithoutHalves(string text) => string.Concat(text.EnumerateRunes().Select(rune => rune.ToString()));

    private static XDocument Page(string html) => XDocument.Parse(Contents().Replace(html, "<$1></$1>"), LoadOptions.PreserveWhitespace);

    [GeneratedRegex("<(script|style)>(.*?)</(?:script|style)>", RegexOptions.Singleline)]
    private static partial Regex Contents();

    [GeneratedRegex("""^  \w+( -> \w+)? \[(\w+=\w+, )*label="([^"\\&]|\\n|\\\\|\\"|&amp;)*"\];$""")]
    private static partial Regex DotLine();

    [GeneratedRegex(
        """^  (\w+(\(\("(?<label>[^"`<>&$\\{}:;#]|#\w+;)*"\)\)|\["(?<label>([^"`<>&$\\{}:;#]|#\w+;)*)"\])"""
        + """|\w+ --(>\|"([^"`<>&$\\{}:;#]|#\w+;|<br/>)*"\||>) \w+)$""")]
    private static partial Regex MermaidLine();

    [GeneratedRegex("#[0-9a-z]+;")]
    private static partial Regex Entity();

    [GeneratedRegex(@"\\textbackslash\{\}|\\[\^~]\{\}|\\[#$%&_{}]|\\partial |\\frac|\\cdot|\\text|v_|&=|\\\\\n")]
    private static partial Regex KnownLatex();
}
