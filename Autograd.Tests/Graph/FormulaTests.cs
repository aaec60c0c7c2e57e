using Autograd.Explaining;
using Autograd.Formulas;
using Autograd.Tests.Primitives;
using Tensor = Autograd.Tensor<double>;

namespace Autograd.Tests.Graph;

/// <summary>What learners read is what the engine does: every formula of a primitive is evaluated beside the primitive.</summary>
public sealed class FormulaTests
{
    [Fact]
    public void EveryFormula_HasTheValuesOfItsPrimitive()
    {
        var seen = new HashSet<string>();
        foreach ((Tensor node, string row) in Nodes())
        {
            PrimitiveFormula rule = node.Operation!.Formula!;
            if (IsInWords(rule))
            {
                continue;
            }

            seen.Add(node.Operation.Name);
            string value = FormulaPrinter.Text.Print(rule.Value);
            Agree(node, rule.Value.Evaluate(Values(node, g: null)), $"{row}: the value of {node.Operation}, {value}");
            if (!node.Operation.IsDifferentiable)
            {
                continue;
            }

            Tensor g = Tensor.Uniform(new Random(node.Shape.Count), node.Shape, -1, 1);
            Tensor[] inputs = [.. node.Inputs.Select(input => input.AsVariable())];
            Gradients<double> gradients = Tensor.Apply(node.Operation, inputs).Backward(g);
            for (int i = 0; i < inputs.Length; i++)
            {
                Tensor formula = rule.PerInput[i].Evaluate(Values(node, g));
                Tensor expected = (rule.IsLocal ? (g * formula).BroadcastTo(node.Shape) : formula).SumTo(inputs[i].Shape);
                string printed = FormulaPrinter.Text.Print(rule.PerInput[i]);
                Agree(gradients[inputs[i]], expected, $"{row}: input {i} of {node.Operation}, {printed}");
            }
        }

        Assert.True(seen.Count >= 40, $"{seen.Count} primitives have formulas: {string.Join(", ", seen.Order())}");
    }

    [Fact]
    public void EveryElementwisePrimitive_HasAFormula()
    {
        string[] without = [.. Nodes(all: true).Select(pair => pair.Node.Operation!)
            .Where(operation => operation is Elementwise<double> && operation.IsOurs && operation.Formula is null)
            .Select(operation => operation.Name).Distinct()];
        Assert.Empty(without);
    }

    [Fact]
    public void EveryLocalDerivative_IsStatedByTheOperandsAlone()
    {
        // That the engine computes 1/(2y) and −z/y by results it has already is no concern of learners, who know 1/(2√x) and −x/y².
        string[] byResult = [.. Nodes().Select(pair => pair.Node).Where(node => node.Operation!.Formula!.IsLocal)
            .Where(node => node.Operation!.Formula!.PerInput.Any(formula => Uses(formula, node.InputCount == 1 ? "y" : "z")))
            .Select(node => node.Operation!.Name).Distinct()];
        Assert.Empty(byResult);

        static bool Uses(Formula formula, string name)
        {
            bool uses = false;
            formula.With(found =>
            {
                uses |= found == name;
                return null;
            });
            return uses;
        }
    }

    [Fact]
    public void Derivatives_AreThoseOfATextbook()
    {
        Tensor v = Tensor.Variable(2, "v"), w = Tensor.Variable(3, "w");
        (Tensor Node, string[] Derivatives)[] rows =
        [
            (1 / v, ["−1/v²"]), (v.Reciprocal(), ["−1/v²"]), (v / w, ["1/w", "−v/w²"]), (-3 / v, ["−(−3)/v²"]),
            (v.Sqrt(), ["1/(2·√v)"]), (v.Exp(), ["e^v"]), (v.Exp2(), ["2^v·ln(2)"]), (v.Log(), ["1/v"]), (v.Log2(), ["1/(v·ln(2))"]),
            (v.Tan(), ["1/cos(v)²"]), (v.Tanh(), ["1/cosh(v)²"]), (v.Pow(w), ["w·v^(w − 1)", "v^w·ln(v)"]),
            (v.Pow(0), ["0"]), (v.Pow(1), ["1"]), (v.Pow(2), ["2·v"]), (v.Pow(3), ["3·v²"]), (v.Pow(-1), ["−v⁻²"]), (v.Pow(-2), ["−2·v⁻³"]),
            (v.Pow(0.5), ["0.5·v^(−0.5)"]), (v.Pow(1.1), ["1.1·v^0.1"]), (v.Pow(1e-5), ["1e-05·v^(−0.99999)"]),
            (Tensor.Hypot(v, w), ["v/√(v² + w²)", "w/√(v² + w²)"]), (Tensor.Atan2(v, w), ["w/(v² + w²)", "−v/(v² + w²)"]),
        ];
        Assert.All(rows, row =>
        {
            TraceNode<double> node = row.Node.TraceGraph().Output;
            Assert.Equal(
                row.Derivatives,
                node.Inputs.Select((input, i) => (input, i)).Where(pair => pair.input.IsTracked)
                    .Select(pair => FormulaPrinter.Text.Print(Explanation.Named(node.Operation!.Formula!.PerInput[pair.i], node))));
        });
    }

    [Theory]
    [InlineData(0.1f, "0.1·x^(−0.9)")]
    [InlineData(1.1f, "1.1·x^0.1")]
    [InlineData(1e-5f, "1e-05·x^(−0.99999)")]
    public void Power_OfSinglePrecision_HasAnExponentWithoutRounding(float exponent, string derivative) =>
        Assert.Equal(derivative, FormulaPrinter.Text.Print(Tensor<float>.Variable(2, "x").Pow(exponent).Operation!.Formula!.PerInput[0]));

    [Theory]
    [InlineData("x*y", "x·y", @"x \cdot y", "<mrow><mi>x</mi><mo>·</mo><mi>y</mi></mrow>")]
    [InlineData("-z/y", "−z/y", @"\frac{-z}{y}", "<mfrac><mrow><mo>−</mo><mi>z</mi></mrow><mi>y</mi></mfrac>")]
    [InlineData("2/sqrt(pi)*exp(-x^2)", "2/√π·e^(−x²)", @"\frac{2}{\sqrt{\pi}} \cdot e^{-x^{2}}", null)]
    [InlineData("1/(x*ln(2))", "1/(x·ln(2))", @"\frac{1}{x \cdot \ln\left(2\right)}", null)]
    [InlineData("(x + y)*(x - y)", "(x + y)·(x − y)", @"\left(x + y\right) \cdot \left(x - y\right)", null)]
    [InlineData("x + -2*y", "x + (−2·y)", @"x + \left(-2 \cdot y\right)", null)]
    [InlineData("x - -y/2", "x − (−y/2)", @"x - \frac{-y}{2}", null)]
    [InlineData("-2*x*y", "−2·x·y", @"-2 \cdot x \cdot y", null)]
    [InlineData("-(-x*y)", "−(−x·y)", @"-\left(-x \cdot y\right)", null)]
    [InlineData("1E-30*x", "1e-30·x", @"10^{-30} \cdot x", null)]
    [InlineData("x*1.5E-30", "x·1.5e-30", @"x \cdot 1.5 \cdot 10^{-30}", null)]
    [InlineData("1E+20^2", "1e+20²", @"\left(10^{20}\right)^{2}", null)]
    [InlineData("1.5E-05^2", "1.5e-05²", @"\left(1.5 \cdot 10^{-5}\right)^{2}", null)]
    [InlineData("x^0.3333333333333333", "x^0.3333333333333333", "x^{0.3333333333333333}", "<msup><mi>x</mi><mn>0.333333</mn></msup>")]
    [InlineData("x - (y - z)", "x − (y − z)", @"x - \left(y - z\right)", null)]
    [InlineData("x/(y/z)", "x/(y/z)", @"\frac{x}{\frac{y}{z}}", null)]
    [InlineData("(x^2)^3", "(x²)³", @"\left(x^{2}\right)^{3}", null)]
    [InlineData("1/cosh(x)^2", "1/cosh(x)²", @"\frac{1}{\cosh\left(x\right)^{2}}", null)]
    [InlineData("transpose(x)@g", "xᵀ·g", @"x^{\top} \, g", null)]
    [InlineData("[x > y ? 1 : 0]", "(x > y ? 1 : 0)", @"\begin{cases} 1 & x > y \\ 0 & \text{else} \end{cases}", null)]
    [InlineData("x^-1", "x⁻¹", "x^{-1}", null)]
    [InlineData("1E-05*x", "1e-05·x", @"10^{-5} \cdot x", null)]
    [InlineData("log2(x)", "log₂(x)", @"\log_{2}\left(x\right)", null)]
    [InlineData("asin(x)", "arcsin(x)", @"\arcsin\left(x\right)", null)]
    [InlineData("acosh(x)", "arcosh(x)", @"\operatorname{arcosh}\left(x\right)", null)]
    public void Print_InEveryNotation(string formula, string text, string latex, string? mathMl)
    {
        Formula parsed = Formula.Parse(formula);
        Assert.Equal(text, FormulaPrinter.Text.Print(parsed));
        Assert.Equal(latex, FormulaPrinter.Latex.Print(parsed));
        string printed = FormulaPrinter.MathMl.Print(parsed);
        System.Xml.Linq.XElement.Parse($"<math>{printed}</math>");
        Assert.Equal(mathMl ?? printed, printed);
    }

    [Fact]
    public void Print_OfNamesThatLookLikeSymbols_KeepsThemNames()
    {
        Tensor t = Tensor.Variable(3, "T"), pi = Tensor.Variable(0.5, "pi");
        GraphTrace<double> power = Tensor.Variable(2, "x").Pow(t).Named("y").TraceGraph();
        foreach (string text in new[] { power.Explain(), power.Tape(), power.Derivation(t) })
        {
            Assert.Contains("x^T", text);
            Assert.DoesNotContain("ᵀ", text);
        }

        string latex = power.Derivation(t, Notation.Latex);
        Assert.Contains("x^{T}", latex);
        Assert.DoesNotContain(@"\top", latex);
        GraphTrace<double> erf = pi.Erf().Named("y").TraceGraph();
        Assert.Contains("2/√π·e^(−pi²)", erf.Derivation(pi));
        Assert.Contains(@"\frac{2}{\sqrt{\pi}} \cdot e^{-\text{pi}^{2}}", erf.Derivation(pi, Notation.Latex));
        var transposed = new Formula.Call("transpose", [new Formula.Name("x")]);
        var raised = new Formula.Binary('^', new Formula.Name("x"), new Formula.Name("T"));
        Assert.NotEqual(FormulaPrinter.MathMl.Print(transposed), FormulaPrinter.MathMl.Print(raised));
        Assert.Equal("<mi>pi</mi>", FormulaPrinter.MathMl.Print(new Formula.Name("pi")));
    }

    [Theory]
    [InlineData("")]
    [InlineData("x +")]
    [InlineData("(x")]
    [InlineData("f(x")]
    [InlineData("[x > 0 ? 1]")]
    [InlineData("x y")]
    public void Parse_OfNoFormula_Throws(string text) => Assert.Throws<FormatException>(() => Formula.Parse(text));

    /// <summary>All recorded operations of the table of primitives that have a formula, on a few inputs each.</summary>
    private static IEnumerable<(Tensor Node, string Row)> Nodes(bool all = false)
    {
        foreach (PrimitiveCase<double> row in PrimitiveCases<double>.All)
        {
            for (int seed = 0; seed < 3; seed++)
            {
                var seen = new HashSet<Tensor>();
                var stack = new Stack<Tensor>([row.Call([.. row.Draw(new Random(seed)).Inputs.Select(x => x.AsVariable())])]);
                while (stack.TryPop(out Tensor? node))
                {
                    if (node.Operation is { } operation && seen.Add(node))
                    {
                        node.Inputs.ToList().ForEach(stack.Push);
                        if (all || operation.Formula is not null)
                        {
                            yield return (node, row.Name);
                        }
                    }
                }
            }
        }
    }

    private static bool IsInWords(PrimitiveFormula rule) =>
        rule.PerInput.Any(formula => formula is Formula.Call { Function: "sum" or "repeat" });

    private static Func<string, Tensor> Values(Tensor node, Tensor? g)
    {
        string[] names = node.Inputs.Count == 1 ? ["x", "y"] : node.Inputs.Count == 2 ? ["x", "y", "z"] : ["m", "x", "y", "z"];
        Tensor[] values = [.. node.Inputs.Select(input => input.Detach()), node.Detach()];
        return name => name == "g" ? g! : values[Array.IndexOf(names, name)];
    }

    private static void Agree(Tensor actual, Tensor expected, string what)
    {
        expected = expected.BroadcastTo(actual.Shape);
        for (int i = 0; i < actual.Shape.Count; i++)
        {
            double x = actual.Values[i], y = expected.Values[i];
            Assert.True(x.Equals(y) || Math.Abs(x - y) <= 1e-12 * Math.Max(1, Math.Abs(y)), $"{what}: {x}, by the formula {y}");
        }
    }
}
