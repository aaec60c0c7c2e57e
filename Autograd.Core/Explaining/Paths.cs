using System.Numerics;
using Autograd.Differentiation;
using Autograd.Explaining;

namespace Autograd;

public sealed partial class GraphTrace<T>
{
    /// <summary>The most paths that are listed.</summary>
    private const int MostPaths = 1000;

    /// <summary>
    /// All the ways on which a tensor acts on the output, each with its contribution to the gradient, which is the product of the local
    /// derivatives along it. The contributions of all paths sum to the gradient: that is why gradients are added where a value is used
    /// more than once.
    /// </summary>
    /// <param name="from">A tensor of the graph that is no constant.</param>
    /// <exception cref="ArgumentException">The tensor is not in the graph, or a constant.</exception>
    /// <exception cref="InvalidOperationException">There are more than 1000 paths.</exception>
    /// <remarks>Where contributions are infinite, they can cancel or meet a zero in the gradient but not in this list.</remarks>
    public IReadOnlyList<GradientPath<T>> Paths(Tensor<T> from)
    {
        TraceNode<T> source = TrackedNode(from, "Paths");
        HashSet<TraceNode<T>> leading = Dependent(source);
        if (CountPaths(source, leading) > MostPaths)
        {
            throw new InvalidOperationException(
                $"Paths: more than {MostPaths} paths lead from {source.Label} to {Output.Label}. Ask for a tensor nearer to the output.");
        }

        // The way from the output to where the walk is; only a path that is found is copied from it.
        var way = new Stack<PathStep>(leading.Contains(Output) ? [new PathStep(Output, Seed)] : []);
        var found = new List<GradientPath<T>>();
        while (way.TryPeek(out PathStep? step))
        {
            IReadOnlyList<TraceNode<T>> inputs = step.Node.Inputs;
            if (step.Node == source)
            {
                found.Add(new GradientPath<T>(
                    [.. way.Select(passed => passed.Node)], [.. way.Skip(1).Select(passed => passed.Input)], step.Gradient));
                way.Pop();
            }
            else if (++step.Input == inputs.Count)
            {
                way.Pop();
            }
            else if (leading.Contains(inputs[step.Input]))
            {
                way.Push(new PathStep(inputs[step.Input], Through(step.Node, step.Input, step.Gradient)));
            }
        }

        return found;
    }

    /// <summary>How many ways lead from a node to the output.</summary>
    /// <param name="source">The node.</param>
    /// <param name="leading">What depends on it.</param>
    private double CountPaths(TraceNode<T> source, HashSet<TraceNode<T>> leading)
    {
        var counts = new Dictionary<TraceNode<T>, double> { [source] = 1 };
        foreach (TraceNode<T> node in Nodes.Where(node => node != source && leading.Contains(node)))
        {
            counts[node] = node.Inputs.Sum(input => counts.GetValueOrDefault(input));
        }

        return counts.GetValueOrDefault(Output);
    }

    /// <summary>The node and all that depends on it: what gradients come to it through.</summary>
    internal HashSet<TraceNode<T>> Dependent(TraceNode<T> source)
    {
        HashSet<TraceNode<T>> found = [source];
        foreach (TraceNode<T> node in Nodes.Where(node => node.IsTracked && node.Inputs.Any(found.Contains)))
        {
            found.Add(node);
        }

        return found;
    }

    /// <summary>The node of a tensor that can have a gradient.</summary>
    private TraceNode<T> TrackedNode(Tensor<T> tensor, string caller) => this[tensor] is { IsTracked: true } node
        ? node
        : throw new ArgumentException(
            $"{caller}: {this[tensor].Label} is a constant, to which no gradient goes; {tensor.HowToTrack}.");

    /// <summary>What one operand gets of a gradient of the result.</summary>
    internal static Tensor<T> Through(TraceNode<T> node, int input, Tensor<T> gradient)
    {
        Primitive<T> operation = node.Tensor.Operation!;
        bool[] wants = new bool[node.Inputs.Count];
        wants[input] = true;
        Tensor<T>?[] given = new Tensor<T>?[wants.Length];
        operation.Vjp(new Operands<T>(node.Tensor, wants, record: false), gradient, given);
        return given[input] is { } g
            ? Unbroadcasting.ToInput(g, node.Tensor, input)
            : Tensor<T>.Zeros(node.Inputs[input].Shape);
    }

    /// <summary>A node on the way, the gradient that came to it on that way, and the operand that is followed from there.</summary>
    private sealed class PathStep(TraceNode<T> node, Tensor<T> gradient)
    {
        public TraceNode<T> Node { get; } = node;

        public Tensor<T> Gradient { get; } = gradient;

        public int Input { get; set; } = -1;
    }
}

/// <summary>One way on which a tensor acts on the output.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
/// <param name="Nodes">The nodes along it, from the tensor to the output.</param>
/// <param name="Inputs">For each node but the last, which operand of the next one it is, from 0 on.</param>
/// <param name="Contribution">What it contributes to the gradient of the tensor.</param>
public sealed record GradientPath<T>(IReadOnlyList<TraceNode<T>> Nodes, IReadOnlyList<int> Inputs, Tensor<T> Contribution)
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>The labels with arrows between, and the contribution.</summary>
    public override string ToString() =>
        $"{string.Join(" → ", Nodes.Select(node => node.Label))}: {Explanation.Short(Contribution)}";
}
