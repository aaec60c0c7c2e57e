using Autograd;
using Autograd.Tests.Primitives;
using Tensor = Autograd.Tensor<double>;

namespace Tests.Graph;

/// <summary>What learners read is what the engine does: every formula of a primitive is evaluated beside the primitive.</summary>
public sealed class FormulaTests
{
    [Fact]
    public void EveryFormula_HasTheValuesOfItsPrimitive()
    {
        var seen = new HashSet<string>();
        foreach ((Tensor node, string row) in Nodes())
        {
            Rule rule = node.Operation!.Rule!;
            if (IsInWords(rule))
            {
                continue;
            }

            seen.Add(node.Operation.Name);
            Agree(node, rule.Value.Evaluate(Values(node, g: null)), $"{row}: the value of {node.Operation}, {FormulaPrinter.Text.Print(rule.Value)}");
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
                Agree(gradients[inputs[i]], expected, $"{row}: input {i} of {node.Operation}, {FormulaPrinter.Text.Print(rule.PerInput[i])}");
            }
        }

        Assert.True(seen.Count >= 40, $"{seen.Count} primitives have formulas: {string.Join(", ", seen.Order())}");
    }

    [Fact]
    public void EveryElementwisePrimitive_HasAFormula()
    {
        string[] without = [.. Nodes(all: true).Select(pair => pair.Node.Operation!)
            .Where(operation => operation is Elementwise<double> && operation.IsOurs && operation.Rule is null)
            .Select(operation => operation.Name).Distinct()];
        Assert.Empty(without);
    }

    [Theory]
    [InlineData("x*y", "x·y", @"x \cdot y", "<mrow><mi>x</mi><mo>·</mo><mi>y</mi></mrow>")]
    [InlineData("-z/y", "−z/y", @"\frac{-z}{y}", "<mfrac><mrow><mo>−</mo><mi>z</mi></mrow><mi>y</mi></mfrac>")]
    [InlineData("2/sqrt(pi)*exp(-x^2)", "2/√π·e^(−x²)", @"\frac{2}{\sqrt{\pi}} \cdot e^{-x^{2}}", null)]
    [InlineData("1/(x*ln(2))", "1/(x·ln(2))", @"\frac{1}{x \cdot \ln\left(2\right)}", null)]
    [InlineData("(x + y)*(x - y)", "(x + y)·(x − y)", @"\left(x + y\right) \cdot \left(x - y\right)", null)]
    [InlineData("x - (y - z)", "x − (y − z)", @"x - \left(y - z\right)", null)]
    [InlineData("x/(y/z)", "x/(y/z)", @"\frac{x}{\frac{y}{z}}", null)]
    [InlineData("(x^2)^3", "(x²)³", @"\left(x^{2}\right)^{3}", null)]
    [InlineData("1/cosh(x)^2", "1/cosh(x)²", @"\frac{1}{\cosh\left(x\right)^{2}}", null)]
    [InlineData("transpose(x)@g", "xᵀ·g", @"x^{\top} \, g", null)]
    [InlineData("[x > y ? 1 : 0]", "(x > y ? 1 : 0)", @"\begin{cases} 1 & x > y \\ 0 & \text{else} \end{cases}", null)]
    [InlineData("x^-1", "x⁻¹", "x^{-1}", null)]
    public void Print_InEveryNotation(string formula, string text, string latex, string? mathMl)
    {
        Formula parsed = Formula.Parse(formula);
        Assert.Equal(text, FormulaPrinter.Text.Print(parsed));
        Assert.Equal(latex, FormulaPrinter.Latex.Print(parsed));
        string printed = FormulaPrinter.MathMl.Print(parsed);
        System.Xml.Linq.XElement.Parse($"<math>{printed}</math>");
        Assert.Equal(mathMl ?? printed, printed);
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
                        if (all || operation.Rule is not null)
                        {
                            yield return (node, row.Name);
                        }
                    }
                }
            }
        }
    }

    private static bool IsInWords(Rule rule) => rule.PerInput.Any(formula => formula is Formula.Call { Function: "sum" or "repeat" });

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
