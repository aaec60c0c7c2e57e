using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Autograd.Explaining;
using Autograd.Tests.Primitives;
using Tensor = Autograd.Tensor<double>;

namespace Autograd.Tests.Graph;

/// <summary>
/// Operands enter their operation in their order, from top to bottom, in whatever order they were made: a − b is not read as b − a.
/// </summary>
public sealed partial class OperandOrderTests
{
    private static readonly XNamespace Names = "http://www.w3.org/2000/svg";

    [Fact]
    public void Operands_MadeInEitherOrder_EnterFromTopToBottom()
    {
        Tensor b = Tensor.Variable(3, "b"), a = Tensor.Variable(5, "a");
        Svg picture = (a - b).TraceGraph().ToSvg();
        XElement svg = XDocument.Parse(picture.Text).Root!;
        Assert.True(Top(svg, "a") < Top(svg, "b"), "b stands above a, and a − b is read as b − a.");
        AssertInOrder((a - b).TraceGraph(), "a − b");

        Tensor f = (a * b).Named("f");
        svg = XDocument.Parse((1 / f).TraceGraph().ToSvg().Text).Root!;
        Assert.True(Top(svg, "1") < Top(svg, "÷"), "The 1 of 1/f stands below, and it is read as f/1.");
    }

    [Fact]
    public void Operands_OfEveryPrimitive_EnterInOrder_InWhateverOrderTheyAreMade()
    {
        var seen = new HashSet<string>();
        foreach (PrimitiveCase<double> row in PrimitiveCases<double>.All.Where(row => row.IsDifferentiable))
        {
            Tensor[] drawn = row.Draw(new Random(1)).Inputs;
            foreach (bool isReversed in new[] { false, true })
            {
                var inputs = new Tensor[drawn.Length];
                foreach (int i in isReversed ? Enumerable.Range(0, drawn.Length).Reverse() : Enumerable.Range(0, drawn.Length))
                {
                    inputs[i] = drawn[i].AsVariable();
                }

                Tensor y = row.Call(inputs);
                if (y.IsTracked)
                {
                    GraphTrace<double> trace = y.TraceGraph(Tensor.Ones(y.Shape));
                    seen.UnionWith(AssertInOrder(trace, $"{row.Name}, {(isReversed ? "reversed" : "in order")}"));
                }
            }
        }

        Assert.Superset(new HashSet<string> { "Subtract", "Divide", "Power", "MatMul", "Atan2", "Remainder", "Concatenate" }, seen);
    }

    [Theory]
    [InlineData(5)]
    [InlineData(15)]
    [InlineData(50)]
    public void Operands_OfRandomPrograms_EnterInOrder(int operations)
    {
        for (int seed = 0; seed < 20; seed++)
        {
            var random = new Random(seed);
            List<Tensor> values = [.. Enumerable.Range(0, 4).Select(i => Tensor.Variable(random.NextDouble() + 0.5, $"x{i}"))];
            for (int i = 0; i < operations; i++)
            {
                values.Add(Operation(random, values[random.Next(values.Count)], values[random.Next(values.Count)]));
            }

            AssertInOrder(values.Skip(4).Aggregate((sum, next) => sum - next).TraceGraph(), $"seed {seed}");
        }
    }

    [Fact]
    public void Operands_OfATreeMadeInAnyOrder_StandInOrder_AndNothingCrosses()
    {
        for (int seed = 0; seed < 30; seed++)
        {
            var random = new Random(seed);
            var leaves = new Tensor[16];
            foreach (int i in Shuffled(random, leaves.Length))
            {
                leaves[i] = Tensor.Variable(random.NextDouble() + 0.5, $"x{i}");
            }

            Tensor[] level = leaves;
            while (level.Length > 1)
            {
                var next = new Tensor[level.Length / 2];
                foreach (int i in Shuffled(random, next.Length))
                {
                    next[i] = Operation(random, level[2 * i], level[(2 * i) + 1]);
                }

                level = next;
            }

            GraphTrace<double> trace = level[0].TraceGraph();
            AssertInOrder(trace, $"tree {seed}");
            XElement svg = XDocument.Parse(trace.ToSvg().Text).Root!;
            double[] tops = [.. leaves.Select(leaf => Top(svg, leaf.Name!))];
            Assert.True(
                tops.Zip(tops.Skip(1)).All(pair => pair.First < pair.Second),
                $"tree {seed}: the leaves stand at {string.Join(", ", tops)}.");
        }
    }

    [Fact]
    public void Layers_OfARandomGraph_HaveTheLabelsOfANodesEdgesInTheirOrder()
    {
        for (int seed = 0; seed < 20; seed++)
        {
            var random = new Random(seed);
            int count = 10 + (4 * seed);
            (int From, int To)[] edges = PictureTests.RandomEdges(random, count);
            var layers = new Layers(count, edges);
            foreach (IGrouping<int, int[]> ways in layers.Ways.GroupBy(way => way[^1]))
            {
                int[] column = layers.Columns.Single(column => column.Contains(ways.First()[^2]));
                int[] rows = [.. ways.Select(way => Array.IndexOf(column, way[^2]))];
                Assert.True(
                    rows.SequenceEqual(rows.Order()),
                    $"seed {seed}: the edges into {ways.Key} have their labels in rows {string.Join(", ", rows)}.");
            }
        }
    }

    private static Tensor Operation(Random random, Tensor x, Tensor y) => random.Next(5) switch
    {
        0 => x - y,
        1 => x / y,
        2 => x.Pow(y),
        3 => Tensor.Atan2(x, y),
        _ => Tensor.Maximum(x, y),
    };

    private static int[] Shuffled(Random random, int count)
    {
        int[] order = [.. Enumerable.Range(0, count)];
        random.Shuffle(order);
        return order;
    }

    /// <summary>
    /// Where the gradients of the operands of one operation leave it is in the order of the operands; says of which operations.
    /// </summary>
    private static HashSet<string> AssertInOrder(GraphTrace<double> trace, string name)
    {
        var seen = new HashSet<string>();
        var contributions = trace.Contributions.ToDictionary(c => c.Number);
        XElement svg = XDocument.Parse(trace.ToSvg().Text).Root!;
        var arrivals = svg.Elements(Names + "g")
            .Where(g => g.Attribute("class")!.Value == "edge" && g.Attribute("data-c")!.Value is not ("" or "0"))
            .Select(edge => (
                Contribution: contributions[int.Parse(edge.Attribute("data-c")!.Value, CultureInfo.InvariantCulture)],
                Port: End(edge.Elements(Names + "path").First().Attribute("d")!.Value)))
            .GroupBy(arrival => arrival.Contribution.From);
        foreach (var operands in arrivals.Where(operands => operands.Count() > 1))
        {
            seen.Add(operands.Key.Operation!.Name);
            double[] ports = [.. operands.OrderBy(operand => operand.Contribution.Input).Select(operand => operand.Port)];
            Assert.True(
                ports.Zip(ports.Skip(1)).All(pair => pair.First < pair.Second),
                $"{name}: the operands of {operands.Key} = {operands.Key.Expression} enter at heights {string.Join(", ", ports)}.");
        }

        return seen;
    }

    /// <summary>The height at which a path ends, before its head.</summary>
    private static double End(string path) =>
        double.Parse(Heights().Matches(path.Split('l')[0])[^1].Groups[1].Value, CultureInfo.InvariantCulture);

    /// <summary>The height of the box or circle of that title.</summary>
    private static double Top(XElement svg, string title) => double.Parse(
        svg.Elements(Names + "g").Where(g => g.Attribute("class")!.Value.StartsWith("node", StringComparison.Ordinal))
            .First(node => node.Element(Names + "text")!.Value == title)
            .Element(Names + "rect")!.Attribute("y")!.Value,
        CultureInfo.InvariantCulture);

    [GeneratedRegex(@" (-?[\d.]+)(?=[HC]|$)")]
    private static partial Regex Heights();
}
