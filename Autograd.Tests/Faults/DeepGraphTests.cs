using Tensor = Autograd.Tensor<double>;

namespace Autograd.Tests.Faults;

/// <summary>
/// Recursion over the depth of a graph, and work that grows faster than what is asked for: ways copied at every level, every node looked at
/// for each group.
/// </summary>
[CollectionDefinition(nameof(DeepGraphTests), DisableParallelization = true)] // others measure memory, of which these take much
[Collection(nameof(DeepGraphTests))]
public class DeepGraphTests
{
    private const int Depth = 100_000, SmallStack = 256 << 10;

    private static readonly Lazy<(Tensor X, GraphTrace<double> Trace)> Chain = new(() =>
    {
        Tensor x = Tensor.Variable(1, "x"), y = x;
        for (int i = 0; i < Depth; i++)
        {
            y = i % 2 == 0 ? 2 * y : y / 2;
        }

        y = y.Named("y");
        return (x, y.TraceGraph());
    });

    public static TheoryData<string> Walks() => [.. All.Keys];

    private static Dictionary<string, Action> All => new()
    {
        ["Paths"] = () =>
        {
            GradientPath<double> path = Assert.Single(Chain.Value.Trace.Paths(Chain.Value.X));
            Assert.Equal((Depth + 1, Depth, 1), (path.Nodes.Count, path.Inputs.Count, path.Contribution.Item));
            Assert.Equal(Chain.Value.Trace.Nodes, path.Nodes);
            Assert.Equal([1, 0, 1, 0], path.Inputs.Take(4)); // x is the second operand of 2·x, and that the first of …/2
            Assert.StartsWith("x → %2 → %3", path.ToString());
        },
        ["Derivation"] = () =>
        {
            string[] lines = Chain.Value.Trace.Derivation(Chain.Value.X).Split('\n');
            Assert.Equal(["0.5 · 2", "1"], lines[^2..].Select(line => line[^Math.Min(line.Length, 7)..].TrimStart(' ', '=', '·')));
            Assert.Equal(Depth, lines[0].Split(" · ").Length);
        },
        ["Derivation in LaTeX"] = () => Assert.Contains(@"\cdot", Chain.Value.Trace.Derivation(Chain.Value.X, Notation.Latex)),
        ["Why"] = () => Assert.StartsWith("The gradient of x is 1.", Chain.Value.Trace.Output.Value.Shape.Rank == 0 ? Why() : ""),
        ["FirstNonFinite"] = () => Assert.Null(Chain.Value.Trace.FirstNonFinite()),
        ["Tape"] = () => Assert.Equal(Depth + 2, Chain.Value.Trace.Tape().Split('\n').Length),
        ["Explain"] = () => Assert.Contains($"{Depth}. ∂y/∂x += 0.5", Chain.Value.Trace.Explain().Replace("1 × 2 = 2", "0.5")),
        ["JSON"] = () => Assert.Contains($"\"output\": {Depth + 1}", Chain.Value.Trace.ToJson()),
        ["DOT"] = () => Assert.Contains($"n{Depth} -> n{Depth + 1}", Chain.Value.Trace.ToDot()),
        ["Mermaid"] = () => Assert.Contains($"n{Depth} -->", Chain.Value.Trace.ToMermaid()),
        ["Nudge"] = () => Assert.Equal((1, 1), Chain.Value.Trace.Nudge(Chain.Value.X, 1) is var nudge ? (nudge.Predicted, nudge.Actual)
            : default),
        ["WithGroup"] = () => Assert.Equal(
            Depth, Chain.Value.Trace.WithGroup("all", Last(), Chain.Value.X).Groups[0].Nodes.Count),
    };

    [Theory]
    [MemberData(nameof(Walks))]
    public void ChainOfAHundredThousandNodes_OnASmallStack_IsWalked(string walk)
    {
        _ = Chain.Value;
        OnASmallStack(All[walk]);
    }

    [Fact]
    public void Paths_MoreThanCanBeCounted_AreRefusedBeforeAnyIsWalked()
    {
        Tensor x = Tensor.Variable(1, "x"), y = x;
        for (int i = 0; i < 5000; i++)
        {
            y = y * y; // 2^5000 ways
        }

        GraphTrace<double> trace = y.Named("y").TraceGraph();
        long before = GC.GetAllocatedBytesForCurrentThread();
        string message = Assert.Throws<InvalidOperationException>(() => trace.Paths(x)).Message;
        Assert.Contains("more than 1000 paths lead from x to y", message);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.True(allocated < 10_000_000, $"The refusal of 5000 nodes took {allocated} bytes.");
        Assert.Contains("∂y/∂x", trace.Derivation(x)); // by an equation for each gradient
    }

    [Fact]
    public void Paths_OfTenDiamondsAndOfNine_AreRefusedAndListed()
    {
        Tensor x = Tensor.Variable(2, "x"), nine = x;
        for (int i = 0; i < 9; i++)
        {
            nine += nine;
        }

        GraphTrace<double> trace = (nine + nine).TraceGraph();
        IReadOnlyList<GradientPath<double>> paths = nine.TraceGraph().Paths(x);
        Assert.Equal((512, 512), (paths.Count, paths.Sum(path => path.Contribution.Item)));
        Assert.Equal(512, paths.Select(path => string.Concat(path.Inputs)).Distinct().Count());
        Assert.Throws<InvalidOperationException>(() => trace.Paths(x));
        Assert.Equal(2, trace.Paths(nine).Count);
    }

    [Fact]
    public void Paths_OfTwiceAsLongAChain_AllocateTwiceAsMuch()
    {
        Allocated(10);
        AssertTwice(Allocated(4000), Allocated(8000));

        static long Allocated(int length)
        {
            Tensor x = Tensor.Variable(1), y = x;
            for (int i = 0; i < length; i++)
            {
                y += 1;
            }

            GraphTrace<double> trace = y.TraceGraph();
            long before = GC.GetAllocatedBytesForCurrentThread();
            trace.Paths(x);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }
    }

    [Fact]
    public void WithGroup_OfTwiceAsManyGroups_AllocatesTwiceAsMuch()
    {
        Allocated(10);
        AssertTwice(Allocated(1000), Allocated(2000));

        static long Allocated(int count)
        {
            List<Tensor> ends = [Tensor.Variable(1)];
            for (int i = 0; i < count; i++)
            {
                ends.Add(ends[^1].Exp() * 1e-3);
            }

            GraphTrace<double> trace = ends[^1].TraceGraph();
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int i = 0; i < count; i++)
            {
                trace = trace.WithGroup($"{i}", ends[i + 1], ends[i]);
            }

            long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            Assert.Equal(count, trace.Groups.Count);
            Assert.All(trace.Groups, group => Assert.Equal(2, group.Nodes.Count));
            return allocated;
        }
    }

    [Fact]
    public void TensorOfAThousandAxes_OnASmallStack_IsPrinted()
    {
        Tensor x = Tensor.Variable([2], [.. Enumerable.Repeat(1, 1000)]);
        OnASmallStack(() =>
        {
            Assert.Equal(new string('[', 1000) + "2" + new string(']', 1000), $"{x}");
            Assert.Contains("Exp", x.Exp().Sum().Listing());
        });
    }

    private static Tensor Last() => Chain.Value.Trace.Output.Tensor;

    private static string Why() => Last().Backward(keepInterior: true).Why(Chain.Value.X);

    private static void AssertTwice(long once, long twice) =>
        Assert.True(twice < 2.5 * once, $"{once} bytes at first, {twice} for twice as many: {(double)twice / once:F1} times as much.");

    private static void OnASmallStack(Action action)
    {
        Exception? failure = null;
        var thread = new Thread(
            () =>
            {
                try
                {
                    action();
                }
                catch (Exception exception)
                {
                    failure = exception;
                }
            },
            SmallStack);
        thread.Start();
        thread.Join();
        Assert.Null(failure);
    }
}
