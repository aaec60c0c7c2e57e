using Tensor = Autograd.Tensor<double>;

namespace Autograd.Tests.Graph;

/// <summary>What is computed from a record: paths, derivations, nudges, tapes.</summary>
public sealed partial class TraceTests
{
    [Fact]
    public void Paths_OfEveryLeaf_SumToItsGradient()
    {
        foreach (GraphTrace<double> trace in new[] { Apple(), Network().TraceGraph(), Sharing().TraceGraph() })
        {
            foreach (TraceNode<double> leaf in trace.Nodes.Where(node => node.IsVariable))
            {
                IReadOnlyList<GradientPath<double>> paths = trace.Paths(leaf.Tensor);
                double[] sum = paths.Aggregate(Tensor.Zeros(leaf.Shape), (total, path) => total + path.Contribution).ToArray();
                double[] gradient = leaf.Gradient!.ToArray();
                Assert.All(sum.Zip(gradient), pair => Assert.Equal(pair.Second, pair.First, 1e-12 * (1 + Math.Abs(pair.Second))));
            }
        }

        GraphTrace<double> shared = Sharing().TraceGraph();
        Assert.Equal(
            ["x → %2 → y: 3", "x → %2 → y: 3", "x → y: 1"], shared.Paths(shared.Nodes[0].Tensor).Select(path => path.ToString()));
    }

    [Fact]
    public void Nudge_OfAnApple20YenDearer_Is44Yen()
    {
        GraphTrace<double> trace = Apple();
        Nudge<double> nudge = trace.Nudge(trace.Nodes[0].Tensor, 20);
        Assert.Equal(44, nudge.Predicted, 1e-9);
        Assert.Equal(44, nudge.Actual, 1e-9);
        Assert.Throws<ArgumentException>(() => trace.Nudge(trace.Output.Tensor, 1));
        Assert.Throws<ArgumentException>(() => trace.Nudge(Tensor.Variable(1), 1));
    }

    [Fact]
    public void Derivation_OfTheApple_IsTheChainRuleWithNumbers()
    {
        GraphTrace<double> trace = Apple();
        Tensor apple = trace.Nodes[0].Tensor;
        Assert.Equal(
            "∂price/∂apple = ∂price/∂%4 · ∂%4/∂apple\n              = tax · count\n              = 1.1 · 2\n              = 2.2",
            trace.Derivation(apple));
        Assert.Equal(
            @"\frac{\partial \text{price}}{\partial \text{apple}} &= \frac{\partial \text{price}}{\partial v_{4}} \cdot "
            + @"\frac{\partial v_{4}}{\partial \text{apple}} \\" + "\n"
            + @"&= \text{tax} \cdot \text{count} \\" + "\n" + @"&= 1.1 \cdot 2 \\" + "\n&= 2.2",
            trace.Derivation(apple, Notation.Latex));
        Assert.Equal("∂price/∂price = 1", trace.Derivation(trace.Output.Tensor));
        Assert.Throws<ArgumentOutOfRangeException>(() => trace.Derivation(apple, (Notation)5));
    }

    [Fact]
    public void Latex_OfTinyAndInfiniteNumbers_IsMathematics()
    {
        Tensor x = Tensor.Variable(2, "x"), zero = Tensor.Variable(0, "x");
        Assert.EndsWith(@"&= 1 \cdot 10^{-30} \\@&= 10^{-30}".Replace('@', '\n'), SlopeOfTimes(1e-30), StringComparison.Ordinal);
        Assert.EndsWith(@"&= 1.5 \cdot 10^{-30}", SlopeOfTimes(1.5e-30), StringComparison.Ordinal);
        string infinite = (-zero.Log() + 1).Named("y").TraceGraph().Derivation(zero, Notation.Latex);
        Assert.Contains(@"\left(-1\right) \cdot \infty", infinite, StringComparison.Ordinal);
        Assert.EndsWith(@"&= -\infty", infinite, StringComparison.Ordinal);
        Assert.EndsWith(@"\text{NaN}", (x * double.NaN).Named("y").TraceGraph().Derivation(x, Notation.Latex), StringComparison.Ordinal);

        string SlopeOfTimes(double factor) => (x * factor + 1).Named("y").TraceGraph().Derivation(x, Notation.Latex);
    }

    [Fact]
    public void Derivation_WithASeed_IsTheDerivativeTimesTheSeed()
    {
        Tensor x = Tensor.Variable(3, "x");
        Assert.Equal(
            "10 · ∂y/∂x = 10 · x + 10 · x\n           = 10 · 3 + 10 · 3\n           = 60",
            (x * x).Named("y").TraceGraph(seed: 10).Derivation(x));
    }

    [Fact]
    public void Derivation_OfManyPaths_HasAnEquationForEachGradient()
    {
        Tensor x = Tensor.Variable(1, "x"), y = x;
        for (int i = 0; i < 12; i++)
        {
            y += y;
        }

        Assert.Equal(12, y.Named("y").TraceGraph().Derivation(x).Split('\n').Length);
        Assert.Contains("1000 paths", Assert.Throws<InvalidOperationException>(() => y.TraceGraph().Paths(x)).Message);
    }

    [Fact]
    public void DerivationAndPaths_OfAConstant_SayThatItIsOne()
    {
        Tensor z = Tensor.Constant(3).Named("z");
        GraphTrace<double> trace = (Tensor.Variable(2, "x") * z).TraceGraph();
        Assert.Contains("z is a constant", Assert.Throws<ArgumentException>(() => trace.Derivation(z)).Message);
        Assert.Contains("z is a constant", Assert.Throws<ArgumentException>(() => trace.Paths(z)).Message);
        Assert.Contains("a constant", Assert.Throws<ArgumentException>(() => trace.Nudge(z, 1)).Message);
    }

    [Fact]
    public void Labels_OfNamesLikeNumbers_AreTheNumbersOfTheirOwnNodes()
    {
        Tensor a = Tensor.Variable(1, "%3"), b = Tensor.Variable(2, "b");
        Assert.Equal(["%1", "b", "%3", "%4"], ((a * b) + a).TraceGraph().Nodes.Select(node => node.Label));
    }

    [Fact]
    public void Tape_WithJapaneseNames_HasStraightColumns()
    {
        Tensor apple = Tensor.Variable(100, "りんご"), tax = Tensor.Variable(1.1, "tax");
        string[] lines = (apple * tax).Named("total").TraceGraph().Tape(Language.Japanese).Split('\n');
        int[] columns = [.. lines[1..3].Select(line => Columns(line[..line.IndexOf("変数", StringComparison.Ordinal)]))];
        Assert.Equal(columns[0], columns[1]);

        static int Columns(string text) => text.Sum(character => character > 0x2E80 ? 2 : 1);
    }

    [Fact]
    public void Derivation_OfTwoPaths_IsASum()
    {
        GraphTrace<double> trace = Sharing().TraceGraph();
        Assert.EndsWith(" = 1 · x + 1 · x + 1\n      = 1 · 3 + 1 · 3 + 1\n      = 7", trace.Derivation(trace.Nodes[0].Tensor));
    }

    [Fact]
    public void Derivation_OfALayer_HasAnEquationForEachGradient()
    {
        Tensor x = Tensor.Ones([2, 3]).Named("X"), w = Tensor.Ones([3, 4]).AsVariable("W"), b = Tensor.Ones([4]).AsVariable("b");
        GraphTrace<double> trace = (x.MatMul(w) + b).Named("Y").Tanh().Sum().Named("L").TraceGraph();
        Assert.Equal(
            "∂L/∂%6 = repeat(∂L/∂L)\n∂L/∂Y = ∂L/∂%6·(1/cosh(Y)²)\n∂L/∂%4 = ∂L/∂Y·1\n∂L/∂W = Xᵀ·(∂L/∂%4)", trace.Derivation(w));
        Assert.EndsWith("∂L/∂b = sum(∂L/∂Y·1)", trace.Derivation(b));
    }

    [Fact]
    public void Tape_OfTheApple_HasALinePerNode()
    {
        string[] lines = Apple().Tape().Split('\n');
        Assert.Equal(6, lines.Length);
        Assert.Equal("4  %4     apple·count  200    1.1", lines[4]);
        Assert.Contains("勾配", Apple().Tape(Language.Japanese));
    }
}
