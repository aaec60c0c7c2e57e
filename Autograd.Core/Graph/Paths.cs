using System.Numerics;

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
        var found = new List<GradientPath<T>>();
        HashSet<TraceNode<T>> leading = Dependent(source);
        if (leading.Contains(Output))
        {
            Follow(Output, Seed, [Output], []);
        }

        return found;

        void Follow(TraceNode<T> node, Tensor<T> gradient, TraceNode<T>[] way, int[] inputs)
        {
            if (node == source)
            {
                found.Add(new GradientPath<T>(way, inputs, gradient));
                return;
            }

            for (int i = 0; i < node.Inputs.Count; i++)
            {
                if (leading.Contains(node.Inputs[i]))
                {
                    if (found.Count == MostPaths)
                    {
                        throw new InvalidOperationException(
                            $"Paths: more than {MostPaths} paths lead from {source.Label} to {Output.Label}. Ask for a tensor nearer to the output.");
                    }

                    Follow(node.Inputs[i], Through(node, i, gradient), [node.Inputs[i], .. way], [i, .. inputs]);
                }
            }
        }
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
        return given[input] is { } g ? Sweep<T>.FitGradient(g, operation, node.Tensor, input) : Tensor<T>.Zeros(node.Inputs[input].Shape);
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
