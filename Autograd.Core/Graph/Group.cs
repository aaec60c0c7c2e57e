using System.Numerics;

namespace Autograd;

public sealed partial class GraphTrace<T>
{
    private readonly TraceGroup<T>[] groups = [];

    private GraphTrace(GraphTrace<T> other, TraceGroup<T>[] groups)
    {
        byTensor = other.byTensor;
        Nodes = other.Nodes;
        Output = other.Output;
        Seed = other.Seed;
        Backward = other.Backward;
        this.groups = groups;
    }

    /// <summary>Parts of the graph that pictures can fold into one box, in the order in which they were named.</summary>
    public IReadOnlyList<TraceGroup<T>> Groups => groups;

    /// <summary>
    /// This record with one more group: <paramref name="output"/> and everything that only it was computed from, back to
    /// <paramref name="inputs"/>. Modules of <c>Autograd.Nn</c> become groups by <c>model.TraceGraph</c>.
    /// </summary>
    /// <param name="name">What stands on the box, for example "hidden layer".</param>
    /// <param name="output">A tensor of the graph that an operation made.</param>
    /// <param name="inputs">Where the group begins: tensors of the graph. They and what they were computed from are not in it.</param>
    /// <exception cref="ArgumentException">
    /// A tensor is not in the graph, no operation made the output, it is one of the inputs, or another group has one of the nodes.
    /// </exception>
    public GraphTrace<T> WithGroup(string name, Tensor<T> output, params ReadOnlySpan<Tensor<T>> inputs)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(output);
        HashSet<TraceNode<T>> before = [], members = [this[output]];
        foreach (Tensor<T> input in inputs)
        {
            before.Add(this[input]);
        }

        ILookup<TraceNode<T>, TraceNode<T>> users =
            Nodes.SelectMany(node => node.Inputs.Select(input => (input, node))).ToLookup(use => use.input, use => use.node);
        foreach (TraceNode<T> node in Nodes.Reverse())
        {
            if (users[node].Any(before.Contains))
            {
                before.Add(node);
            }
            else if (users[node].Any() && users[node].All(members.Contains) && !before.Contains(node))
            {
                members.Add(node);
            }
        }

        if (this[output].Operation is null || before.Contains(this[output]))
        {
            throw new ArgumentException($"Group \"{name}\" is empty: no operation made {this[output].Label}, or it comes before an input.");
        }

        return groups.FirstOrDefault(group => group.Nodes.Any(members.Contains)) is { } other
            ? throw new ArgumentException(
                $"Group \"{name}\" shares nodes with group \"{other.Name}\", but groups stand side by side: name the output of that one among "
                + "the inputs.")
            : new GraphTrace<T>(this, [.. groups, new TraceGroup<T>(name, [.. Nodes.Where(members.Contains)])]);
    }
}

/// <summary>Nodes that belong together, such as those of a layer.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
/// <param name="Name">What it is called.</param>
/// <param name="Nodes">Its nodes, in their order.</param>
public sealed record TraceGroup<T>(string Name, IReadOnlyList<TraceNode<T>> Nodes)
    where T : unmanaged, IFloatingPointIeee754<T>;
