using System.Diagnostics;
using System.Text.Json;
using System.Text.RegularExpressions;
using Autograd.Nn;
using Autograd.Tests.Primitives;
using Tensor = Autograd.Tensor<double>;

namespace Autograd.Tests.Graph;

/// <summary>The record of a run says what happens in the run.</summary>
public sealed partial class TraceTests
{
    private const string AppleExplained = """
        Forward: each value from those above it
           apple = 100   variable
           count = 2   variable
           tax = 1.1   variable
           %4 = apple·count = 200
           price = %4·tax = 220

        Backward: how much price changes with each value, from the end to the beginning
           ∂price/∂price = 1
         1. ∂price/∂%4 += 1 × 1.1 = 1.1   [price = %4·tax, ∂price/∂%4 = tax]
         2. ∂price/∂tax += 1 × 200 = 200   [price = %4·tax, ∂price/∂tax = %4]
         3. ∂price/∂apple += 1.1 × 2 = 2.2   [%4 = apple·count, ∂%4/∂apple = count]
         4. ∂price/∂count += 1.1 × 100 = 110   [%4 = apple·count, ∂%4/∂count = apple]

        The gradients
           ∂price/∂apple = 2.2
           ∂price/∂count = 110
           ∂price/∂tax = 200

        The way back reads: apple (Multiply), count (Multiply), %4 (Multiply), tax (Multiply)
        """;

    [Fact]
    public void Trace_OfEveryPrimitive_HasTheGradientsOfBackward()
    {
        foreach (PrimitiveCase<double> row in PrimitiveCases<double>.All.Where(row => row.IsDifferentiable))
        {
            Tensor[] inputs = [.. row.Draw(new Random(1)).Inputs.Select(x => x.AsVariable())];
            Tensor y = row.Call(inputs);
            if (!y.IsTracked)
            {
                continue;
            }

            Tensor seed = Tensor.Uniform(new Random(2), y.Shape, -1, 1);
            Gradients<double> gradients = y.Backward(seed, keepInterior: true);
            GraphTrace<double> trace = y.TraceGraph(seed);
            foreach (TraceNode<double> node in trace.Nodes.Where(node => node.Gradient is not null))
            {
                Assert.True(
                    node.Gradient!.ToArray().SequenceEqual(gradients[node.Tensor].ToArray()),
                    $"{row.Name}: the gradient of {node} differs.");
            }

            AssertConsistent(trace, row.Name);
            Assert.NotEmpty(trace.Explain());
            Assert.NotEmpty(trace.Explain(Language.Japanese));
            JsonDocument.Parse(trace.ToJson()).Dispose();
            AssertIsMermaid(trace.ToMermaid());
        }
    }

    [Fact]
    public void Trace_OfAGradient_IsATraceToo()
    {
        Tensor x = Tensor.Variable(2, "x"), slope = (x * x * x).Backward(createGraph: true)[x];
        GraphTrace<double> trace = slope.TraceGraph();
        Assert.Equal(12, trace[x].Gradient!.Item);
        AssertConsistent(trace, "the second derivative of x³");
    }

    [Fact]
    public void Contains_ATensor_IfItHasANode()
    {
        Tensor x = Tensor.Variable(2, "x"), y = x * 3;
        GraphTrace<double> trace = y.TraceGraph();
        Assert.True(trace.Contains(x) && trace.Contains(y));
        Assert.False(trace.Contains(y.Inputs[1]) || trace.Contains(x * 3), "Neither the number 3 nor another product is in the graph.");
    }

    [Fact]
    public void Trace_OfANetwork_ChangesNothing()
    {
        Tensor loss = Network();
        string before = loss.Listing();
        double[] gradient = loss.Backward()[Weight(loss)].ToArray();
        AssertConsistent(loss.TraceGraph(), "a network");
        Assert.Equal(before, loss.Listing());
        Assert.Equal(gradient, loss.Backward()[Weight(loss)].ToArray());

        static Tensor Weight(Tensor loss) => loss.Backward().Variables[0];
    }

    [Fact]
    public void Explain_OfTheApple_IsTheTextbook() => Assert.Equal(AppleExplained.ReplaceLineEndings("\n"), Apple().Explain());

    [Fact]
    public void Explain_OfAValueUsedThreeTimes_ShowsTheSum()
    {
        Tensor x = Tensor.Variable(3, "x");
        string[] lines = ((x * x) + x).Named("y").TraceGraph().Explain().Split('\n');
        string third = lines.Single(line => line.StartsWith(" 3.", StringComparison.Ordinal));
        string fourth = lines.Single(line => line.StartsWith(" 4.", StringComparison.Ordinal));
        Assert.Contains("used more than once: accumulate 1 + 3 = 4", third);
        Assert.Contains("∂%2/∂x = x by this use]", third);
        Assert.Contains("used more than once: accumulate 4 + 3 = 7", fourth);
    }

    [Fact]
    public void Explain_OfALayer_ShowsTransposesAndShapes()
    {
        Tensor x = Tensor.Ones([2, 3]).Named("X"), w = Tensor.Ones([3, 4]).AsVariable("W"), b = Tensor.Ones([4]).AsVariable("b");
        string text = (x.MatMul(w) + b).Sum().Named("L").TraceGraph().Explain();
        Assert.Contains("∂L/∂W += Xᵀ·∂L/∂%4   (3, 2)·(2, 4) → (3, 4)", text);
        Assert.Contains("b (4) was stretched to (2, 4), so its gradient is summed", text);
    }

    [Fact]
    public void Explain_OfArrangements_SaysWhereGradientsGo()
    {
        Tensor x = Tensor.Variable([1, 2, 3, 4, 5, 6, 7, 8], "x");
        string text = (x.Reshape(2, 4).Named("rows") + Tensor.Variable([1, 2, 3, 4], "b"))[1].Sum().TraceGraph().Explain();
        Assert.Contains("What comes back goes to where it was taken from; all else gets 0.", text);
        Assert.Contains("What comes back is put into the old shape.", text);
        Assert.Contains("b (4) was stretched to (2, 4), so its gradient is summed over axis 0", text);
    }

    [Fact]
    public void FirstNonFinite_NamesTheNodeTheElementAndItsInputs()
    {
        Tensor x = Tensor.Constant([1, -2, 0]).AsVariable("x");
        NonFinite<double> found = (x.Log().Named("l") * 2).Sum().TraceGraph().FirstNonFinite()!;
        Assert.Equal(("l", 1, false), (found.Node.Label, found.Element, found.IsGradient));
        Assert.Equal("l[1] is nan: l = ln(x), with x[1] = -2.", found.ToString());

        Tensor zero = Tensor.Variable(0, "z");
        NonFinite<double> back = (zero.Sqrt() * 3).Named("y").TraceGraph().FirstNonFinite()!;
        Assert.Equal(("z", 0, true), (back.Node.Label, back.Element, back.IsGradient));
        Assert.Equal("The gradient of z becomes inf in the step back through %2 = √z, where the gradient is 3.", back.Text);
        Assert.Null(Apple().FirstNonFinite());
    }

    [Fact]
    public void Json_SaysWhatTheTraceSays()
    {
        Tensor x = Tensor.Variable(0, "a \"b\" </script>");
        using JsonDocument json = JsonDocument.Parse((2 / x).TraceGraph().ToJson());
        JsonElement root = json.RootElement, node = root.GetProperty("nodes")[1];
        Assert.Equal(1, root.GetProperty("version").GetInt32());
        Assert.Equal(x.Name, root.GetProperty("nodes")[0].GetProperty("label").GetString());
        Assert.Equal("Infinity", node.GetProperty("value")[0].GetString());
        Assert.Equal(2, node.GetProperty("inputs")[0].GetProperty("constant").GetDouble());
        Assert.Equal("-Infinity", root.GetProperty("backward")[0].GetProperty("contributions")[0].GetProperty("value")[0].GetString());

        using JsonDocument model = JsonDocument.Parse(Runs.Model().ToJson());
        JsonElement group = model.RootElement.GetProperty("groups")[0];
        Assert.Equal("0: Linear(2, 4)", group.GetProperty("name").GetString());
        Assert.Equal([1, 2, 6, 7], group.GetProperty("nodes").EnumerateArray().Select(number => number.GetInt32()));
    }

    [Fact]
    public void Mermaid_OfNamesWithQuotesAndTags_IsMermaid()
    {
        Tensor x = Tensor.Variable(1, "a \"b\" <i> #1; `c`");
        string text = (x * x).Named("y").TraceGraph().ToMermaid();
        AssertIsMermaid(text);
        Assert.Contains("#quot;b#quot;", text);
    }

    [Fact]
    public void Dot_OfTheApple_IsRenderedByGraphviz()
    {
        string dot = Apple().ToDot();
        Assert.Contains("n1 -> n4 [label=\"100\\n∇ 2.2\"];", dot);
        using Process? process = Start("dot", "-Tsvg");
        if (process is null)
        {
            return; // not installed here
        }

        process.StandardInput.Write(dot);
        process.StandardInput.Close();
        string svg = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
        Assert.Contains("∇ 2.2", svg);
    }

    [Fact]
    public void TraceGraph_OfAConstant_SaysWhatIsMissing()
    {
        Assert.Contains("Variable", Assert.Throws<InvalidOperationException>(() => Tensor.Ones([2]).TraceGraph()).Message);
        Assert.Contains("seed", Assert.Throws<InvalidOperationException>(() => Tensor.Ones([2]).AsVariable().Exp().TraceGraph()).Message);
        Assert.Throws<ShapeException>(() => Tensor.Ones([2]).AsVariable().Exp().TraceGraph(Tensor.Ones([3])));
        Assert.Throws<ArgumentOutOfRangeException>(() => Apple().Explain((Language)7));
    }

    private static GraphTrace<double> Apple()
    {
        Tensor apple = Tensor.Variable(100, "apple"), count = Tensor.Variable(2, "count"), tax = Tensor.Variable(1.1, "tax");
        return (apple * count * tax).Named("price").TraceGraph();
    }

    private static Tensor Sharing()
    {
        Tensor x = Tensor.Variable(3, "x");
        return ((x * x) + x).Named("y");
    }

    private static Tensor Network()
    {
        var generator = new Generator(3);
        var network = new Sequential<double>(
            new Linear<double>(2, 2, generator), new Tanh<double>(), new Linear<double>(2, 1, generator), new Sigmoid<double>());
        return Loss.MeanSquaredError(network.Forward(Tensor.Uniform(new Random(4), [3, 2], -1, 1)), Tensor.Ones([3, 1])).Named("loss");
    }

    /// <summary>Contributions are numbered in order, sums follow from what was before, and the last sum is the gradient.</summary>
    private static void AssertConsistent(GraphTrace<double> trace, string what)
    {
        int number = 0;
        var sums = new Dictionary<TraceNode<double>, Tensor>();
        foreach (Contribution<double> contribution in trace.Contributions)
        {
            Assert.Equal(++number, contribution.Number);
            Assert.Same(contribution.To, contribution.From.Inputs[contribution.Input]);
            double[] before = sums.TryGetValue(contribution.To, out Tensor? sum) ? sum.ToArray() : new double[contribution.To.Shape.Count];
            Assert.Equal(sum is null, contribution.Before is null);
            double[] expected = [.. before.Zip(contribution.Value.ToArray(), (x, y) => x + y)];
            Assert.True(expected.SequenceEqual(contribution.After.ToArray()), $"{what}: contribution {number} does not add up.");
            sums[contribution.To] = contribution.After;
        }

        Assert.All(sums, pair => Assert.Equal(pair.Value.ToArray(), pair.Key.Gradient!.ToArray()));
    }

    /// <summary>Every line is a box, a circle or an arrow, and every arrow is between things that are there.</summary>
    private static void AssertIsMermaid(string text)
    {
        string[] lines = text.TrimEnd('\n').Split('\n');
        Assert.Equal("flowchart LR", lines[0]);
        var declared = new HashSet<string>();
        foreach (string line in lines[1..])
        {
            Match match = MermaidLine().Match(line);
            Assert.True(match.Success, $"No line of Mermaid: {line}");
            if (match.Groups["id"].Success)
            {
                Assert.True(declared.Add(match.Groups["id"].Value), $"Declared twice: {line}");
            }
        }

        foreach (Match match in lines.Select(line => MermaidLine().Match(line)).Where(match => match.Groups["from"].Success))
        {
            Assert.Contains(match.Groups["from"].Value, declared);
            Assert.Contains(match.Groups["to"].Value, declared);
        }
    }

    [GeneratedRegex(
        """^  (?:(?<id>\w+)(?:\(\("[^"`<>]*"\)\)|\["[^"`<>]*"\])"""
        + """|(?<from>\w+) --(?:>\|"(?:[^"`<>]|<br/>)*"\||>) (?<to>\w+))$""")]
    private static partial Regex MermaidLine();

    private static Process? Start(string program, string arguments)
    {
        try
        {
            return Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true });
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }
}
