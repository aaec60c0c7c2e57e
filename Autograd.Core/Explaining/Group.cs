using System.Collections.Immutable;
using System.Numerics;
using Autograd.Messages;

namespace Autograd;

public sealed partial class GraphTrace<T>
{
    // Traces with one group more share the others.
    private readonly ImmutableList<TraceGroup<T>> groups = [];
    private readonly ImmutableDictionary<TraceNode<T>, TraceGroup<T>> groupOf = ImmutableDictionary<TraceNode<T>, TraceGroup<T>>.Empty;

    private GraphTrace(GraphTrace<T> other, TraceGroup<T> group)
    {
        byTensor = other.byTensor;
        Nodes = other.Nodes;
        Output = other.Output;
        Seed = other.Seed;
        Backward = other.Backward;
        groups = other.groups.Add(group);
        groupOf = other.groupOf.AddRange(group.Nodes.Select(node => KeyValuePair.Create(node, group)));
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
        TraceNode<T> end = this[output];
        HashSet<TraceNode<T>> begin = [];
        foreach (Tensor<T> input in inputs)
        {
            begin.Add(this[input]);
        }

        if (end.Operation is null || ComesBefore(end, begin))
        {
            throw new ArgumentException($"Group {Wording.Quoted(name)} is empty: no operation made {end.Label}, or it comes before an "
                + "input.");
        }

        List<TraceNode<T>> members = Members(end, begin);
        HashSet<TraceGroup<T>> others = [.. members.Select(groupOf.GetValueOrDefault).OfType<TraceGroup<T>>()];
        return groups.Find(others.Contains) is { } other
            ? throw new ArgumentException(
                $"Group {Wording.Quoted(name)} shares nodes with group {Wording.Quoted(other.Name)}, but groups stand side by side: "
                    + "name the output of that one "
                + "among the inputs.")
            : new GraphTrace<T>(this, new TraceGroup<T>(name, [.. members.OrderBy(node => node.Number)]));
    }

    /// <summary>Whether one of these nodes is the given one or was computed from it; no node that is older than it was.</summary>
    private static bool ComesBefore(TraceNode<T> node, IEnumerable<TraceNode<T>> others)
    {
        var waiting = new Stack<TraceNode<T>>(others);
        HashSet<TraceNode<T>> seen = [];
        while (waiting.TryPop(out TraceNode<T>? next))
        {
            if (next == node)
            {
                return true;
            }

            if (next.Number > node.Number && seen.Add(next))
            {
                foreach (TraceNode<T> input in next.Inputs)
                {
                    waiting.Push(input);
                }
            }
        }

        return false;
    }

    /// <summary>The node and, back to where the group begins, all that is used by nodes of the group alone.</summary>
    private static List<TraceNode<T>> Members(TraceNode<T> end, HashSet<TraceNode<T>> begin)
    {
        List<TraceNode<T>> members = [end];
        var usesInside = new Dictionary<TraceNode<T>, int>();
        for (int next = 0; next < members.Count; next++)
        {
            foreach (TraceNode<T> input in members[next].Inputs.Where(input => input.Number > 0 && !begin.Contains(input)))
            {
                int uses = usesInside[input] = usesInside.GetValueOrDefault(input) + 1;
                if (uses == input.Uses)
                {
                    members.Add(input);
                }
            }
        }

        return members;
    }
}

/// <summary>Nodes that belong together, such as those of a layer.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
/// <param name="Name">What it is called.</param>
/// <param name="Nodes">Its nodes, in their order.</param>
public sealed record TraceGroup<T>(string Name, IReadOnlyList<TraceNode<T>> Nodes)
    where T : unmanaged, IFloatingPointIeee754<T>;
