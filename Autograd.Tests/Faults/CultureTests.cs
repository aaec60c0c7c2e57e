using System.Globalization;
using System.Text;
using Autograd.Nn;
using Autograd.Tests.Graph;
using Autograd.Tests.Nn;
using Autograd.Tests.Primitives;
using Tensor = Autograd.Tensor<double>;

namespace Autograd.Tests.Faults;

/// <summary>
/// The current culture in texts: a minus sign that is not '-', a comma for a point, another NaN. No text and no message depends on it.
/// </summary>
public class CultureTests
{
    private static readonly Dictionary<string, Func<string>> Texts = new()
    {
        ["parameters of primitives"] = () => Lines(PrimitiveCases<double>.All.SelectMany(Operations).Order(StringComparer.Ordinal)),
        ["listing"] = () => Negative().Output.Tensor.Listing(),
        ["tape"] = () => Negative().Tape(),
        ["explanation"] = () => Negative().Explain() + Negative().Explain(Language.Japanese),
        ["derivation"] = () => Negative(out Tensor x).Derivation(x) + Scalar(out Tensor s).Derivation(s)
            + Scalar(out s).Derivation(s, Notation.Latex),
        ["paths"] = () => Lines(Scalar(out Tensor x).Paths(x)),
        ["nudges"] = () => $"{Scalar().NudgeTable(-0.5)}\n{Scalar(out Tensor x).Nudge(x, -0.5)}",
        ["records"] = () => Lines<object>(
            [
                new TrainingOptions<double> { Patience = 3, MaxNorm = 1.5 }, Scalar().Contributions.First(), Scalar().Backward[0],
                new TrainingHistory([-1.5], [-1.5], 3, TrainingEnd.Completed, -1),
            ]),
        ["DOT"] = () => Negative().ToDot(),
        ["Mermaid"] = () => Negative().ToMermaid(),
        ["JSON"] = () => Negative().ToJson(),
        ["SVG"] = () => Negative().ToSvg().Text,
        ["page"] = () => Negative().ToHtml() + Runs.Model().ToHtml(),
        ["lesson"] = () => new Lesson("x").Trace(Negative()).ToHtml(),
        ["pictures of all runs"] = () =>
            string.Concat(Runs.All().Select(run => run.Trace.ToSvg().Text + run.Trace.Explain() + run.Trace.Tape() + run.Trace.ToJson())),
        ["reasons"] = () => Lines(new[] { 0.0, -2, double.NaN, double.NegativeInfinity }.Select(Why)),
        ["tensors"] = () => $"{Row} {Row:F2} {Row.Shape} {Tensor.Constant(-1.5)} {Row.ToString(null, null)} "
            + $"{Row.AsVariable("x").Sum().Backward()}",
        ["debugger"] = () => Lines(Operations(PrimitiveCases<double>.All[0])),
        ["gradient check"] = () => $"{GradientCheck.Compare(x => x.Square(), Row)}\n{GradientCheck.Compare(x => x.Detach() * x, Row)}",
        ["plots"] = () => Plot.Function(x => x.Sin(), -3.5, 3.5).Text + Plot.Curve([-1.5, 2, double.NaN, 1]).Text
            + Plot.Curve([0.01, 2.5], logarithmic: true).Text
            + Plot.Histogram([-1e-9, 2.5e9]).Text + Plot.Field((x, y) => x * y, (-1.5, 1.5), (-2.5, 2.5)).Text
            + Plot.Boundary(p => p.Sum(1), Tensor.Constant(new[,] { { -1.5, 2 }, { 1, -2.5 } }), [0, 1]).Text,
        ["layers"] = () => Lines(LayerTests.Layers.Select(row => (Module<double>)row[1]).Select(layer =>
            $"{layer} {Lines(layer.Parameters)}")),
        ["activations"] = () =>
            Lines<object>([new LeakyRelu<double>(-0.5), new Elu<double>(-1.5), new Softmax<double>(-1), new LogSoftmax<double>(-2),
                new Snake<double>(-1.5)]),
        ["summary"] = () => new Sequential<double>(new Linear<double>(2000, 3, new Generator(1)),
            new Dropout<double>(0.5, new Generator(2)), new Softmax<double>(-1)).Summary([-0, 2000]),
        ["optimizers"] = () =>
            Lines(OptimizerTests.Optimizers.Select(row => Optimized((Func<Parameter<double>[], Optimizer<double>>)row[1]))),
        ["progress"] = Progress,
        ["errors"] = () => Lines(Mistakes().Select(mistake => $"{mistake}: {Message(mistake.Make)}")),
        ["words of errors"] = () =>
            Lines(((IEnumerable<object[]>)ErrorWordsTests.Calls).Select(row => (ErrorWordsTests.Call)row[0]).Select(call =>
                $"{call}: {Message(call.Make)}")),
    };

    private static readonly CultureInfo Hostile = MakeHostile();

    private static Tensor Row => Tensor.Constant([-1.5, 0, double.NaN, double.NegativeInfinity, 1e-9, -1234567.25]);

    public static TheoryData<string> Names => [.. Texts.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Text_UnderAnyCulture_IsThatUnderTheInvariantOne(string name)
    {
        string expected = Under(CultureInfo.InvariantCulture, Texts[name]);
        Assert.NotEmpty(expected);
        foreach (CultureInfo culture in new[] { Hostile, new("sv-SE"), new("nb-NO"), new("fa-IR"), new("ar-SA"), new("de-DE"),
            new("tr-TR") })
        {
            string actual = Under(culture, Texts[name]);
            int at = expected.Zip(actual).TakeWhile(pair => pair.First == pair.Second).Count();
            Assert.True(expected == actual, $"{culture}: {Around(actual)} instead of {Around(expected)}");

            string Around(string text) => text[Math.Max(0, at - 60)..Math.Min(text.Length, at + 20)];
        }
    }

    [Fact]
    public void Files_UnderAnyCulture_AreReadAsTheyWereWritten()
    {
        foreach (CultureInfo culture in new[] { Hostile, new("sv-SE"), new("fa-IR"), new("tr-TR") })
        {
            Under(culture, () =>
            {
                string path = Path.GetTempFileName();
                try
                {
                    File.WriteAllText(path, "a,b\n-1.5,2\n3e-2,-4\n");
                    Assert.Equal([-1.5, 2, 0.03, -4], Csv.Read<double>(path, header: true).Values.ToArray());
                    return "";
                }
                finally
                {
                    File.Delete(path);
                }
            });
        }
    }

    [Fact]
    public void Library_CallsNothingThatTheCurrentCultureDecides()
    {
        string[] broken = [.. CultureRules.Broken(typeof(Shape).Assembly), .. CultureRules.Broken(typeof(Sequential<double>).Assembly)];
        Assert.True(broken.Length == 0, Lines(broken));
    }

    [Fact]
    public void Rules_OfWhatTheCurrentCultureDecides_FindIt()
    {
        string[] found = [.. CultureRules.Broken(typeof(Offender).Assembly).Where(call =>
            call.Contains(nameof(Offender), StringComparison.Ordinal))];
        Assert.All(typeof(Offender).GetMethods().Where(method => method.DeclaringType == typeof(Offender)), method =>
            Assert.Contains(found, call => call.Contains($".{method.Name} ", StringComparison.Ordinal)));
        Assert.Contains(found, call => call.Contains("PrintMembers", StringComparison.Ordinal)); // of a record
    }

    private static CultureInfo MakeHostile()
    {
        var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        culture.NumberFormat = new NumberFormatInfo
        {
            NegativeSign = "−",
            PositiveSign = "p",
            NumberDecimalSeparator = ",",
            NumberGroupSeparator = "'",
            NaNSymbol = "¤¤¤",
            PositiveInfinitySymbol = "∞",
            NegativeInfinitySymbol = "−∞",
        };
        return culture;
    }

    private static string Under(CultureInfo culture, Func<string> text)
    {
        (CultureInfo before, CultureInfo beforeUi) = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);
        try
        {
            CultureInfo.CurrentCulture = culture;
            return text();
        }
        finally
        {
            (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (before, beforeUi);
        }
    }

    private static string Lines<TLine>(IEnumerable<TLine> lines) => string.Join('\n', lines);

    private static IEnumerable<string> Operations(PrimitiveCase<double> row)
    {
        Tensor[] inputs = [.. row.Shapes[0].Select(shape => Tensor.Fill(0.5, shape).AsVariable())];
        return row.Call(inputs).Listing().Split('\n');
    }

    private static GraphTrace<double> Negative() => Negative(out _);

    private static GraphTrace<double> Negative(out Tensor x)
    {
        x = Tensor.Variable([-1.5, 2, 3e-7, -4, 5, 6], [2, 3], "x");
        Tensor y = x.CumulativeSum(-1).Slice(1, null, null, -1).Clamp(-2.5, 1e6).Pow(2).Softmax(-1).Diagonal(-1)
            + Tensor.Concatenate([x, x], -1).Windows(-1, 2, 2)[0, 0, 1];
        return (y * -0.25).Sum(-1).Named("loss").TraceGraph(-1.5);
    }

    private static GraphTrace<double> Scalar() => Scalar(out _);

    private static GraphTrace<double> Scalar(out Tensor x)
    {
        x = Tensor.Variable(-1.5, "x");
        return ((x * -2.5) + x.Pow(-3)).Named("y").TraceGraph(-1);
    }

    private static string Why(double value)
    {
        Tensor x = Tensor.Variable([value, -1.5], "x"), y = (Tensor.Maximum(x, 0) * -1e9 / x).Sum(-1).Named("y");
        return y.Backward(keepInterior: true).Why(x) + y.Backward(keepInterior: true).Why(x, Language.Japanese);
    }

    private static string Optimized(Func<Parameter<double>[], Optimizer<double>> make)
    {
        var w = new Parameter<double>("w", -1.5);
        Optimizer<double> optimizer = make([w]);
        optimizer.Step(w.Value.Square().Backward());
        return $"{optimizer} {w} {w.Value} {string.Join(", ", optimizer.State.Select(entry => $"{entry.Key} = {entry.Value}"))}";
    }

    private static string Progress()
    {
        var text = new StringWriter(new StringBuilder(), CultureInfo.InvariantCulture);
        var progress = new ConsoleProgress(text, isRedirected: false);
        progress.Report(new TrainingProgress(1, 1000, 100, 2000, -1.5, -2.5, 0.01, TimeSpan.FromSeconds(0.5), true));
        progress.Report(new TrainingProgress(2, 1000, 2000, 2000, double.NaN, null, 0.01, TimeSpan.FromSeconds(90.5), true));
        return text.ToString();
    }

    private static IEnumerable<ErrorTests.Mistake> Mistakes() => new[]
    {
        ErrorTests.Shapes, ErrorTests.Axes, ErrorTests.Values, ErrorTests.Indexing, ErrorTests.Equations, LayerTests.Mistakes,
            LossTests.Mistakes,
    }.SelectMany(table => ((IEnumerable<object[]>)table).Select(row => (ErrorTests.Mistake)row[0]));

    private static string Message(Func<object> call) => Record.Exception(call)!.Message;

    /// <summary>What the rules must find, and the compiler's do not.</summary>
    private static class Offender
    {
        public static string Interpolated(int x) => $"{x}";

        public static string Added(double x) => "x" + x;

        public static string Joined(int[] x) => string.Join(", ", x);

        public static string OfAny<T>(T x) => x!.ToString()!;

        public static IEnumerable<string> Ordered(IEnumerable<string> x) => x.Order();

        public static string Appended(int x) => new StringBuilder().Append(x).ToString();

        public static void Thrown(int x) => ArgumentOutOfRangeException.ThrowIfNegative(x);

        public static ArgumentOutOfRangeException Made(int x) => new(nameof(x), x, "");
    }

    public sealed record OffenderRecord(int X);
}
