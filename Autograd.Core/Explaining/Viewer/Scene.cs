using System.Numerics;

namespace Autograd.Explaining;

/// <summary>What a part of a picture stands for.</summary>
internal enum SceneKind
{
    Variable,
    Constant,
    Operation,
    Group,
    Output,
}

/// <summary>A box or a circle of a picture: a node of the trace, none for the output and nameless constants, or a folded group.</summary>
internal sealed record SceneNode<T>(int Index, SceneKind Kind, string Title, TraceNode<T>? Node = null, TraceGroup<T>? Group = null)
    where T : unmanaged, IFloatingPointIeee754<T>;

/// <summary>
/// An arrow of a picture: the value that goes along it, the gradient that comes back, or null if none does, and the contributions of which
/// that is the sum. To the output it is the seed.
/// </summary>
internal sealed record SceneEdge<T>(
    SceneNode<T> From, SceneNode<T> To, TraceNode<T> Carried, Tensor<T>? Gradient, IReadOnlyList<Contribution<T>> Contributions)
    where T : unmanaged, IFloatingPointIeee754<T>;

/// <summary>
/// The boxes, circles and arrows of one picture of a trace, in an order in which arrows go forward: every node as it is, or groups as one
/// box each, into which a value goes once, however often it is used there.
/// </summary>
internal sealed class Scene<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly List<SceneNode<T>> nodes = [];
    private readonly List<SceneEdge<T>> edges = [];

    private readonly HashSet<TraceGroup<T>> folded;
    private readonly Dictionary<TraceNode<T>, TraceGroup<T>> groupOf;
    private readonly Dictionary<object, SceneNode<T>> drawn = []; // by the node or the group

    /// <summary>Arranges.</summary>
    /// <param name="trace">What is drawn.</param>
    /// <param name="folded">Those of its groups that are drawn as one box.</param>
    public Scene(GraphTrace<T> trace, params IEnumerable<TraceGroup<T>> folded)
    {
        this.folded = [.. folded];
        groupOf = trace.Groups.SelectMany(group => group.Nodes.Select(node => (node, group)))
            .ToDictionary(pair => pair.node, pair => pair.group);
        var contributions = trace.Contributions.ToDictionary(c => (c.From, c.Input));
        foreach (TraceNode<T> node in trace.Nodes)
        {
            if (FoldedGroupOf(node) is not { } group)
            {
                Add(KindOf(node), node.Label, node, contributions);
            }
            else if (node == group.Nodes[^1])
            {
                // A group stands where its output is: what it needs comes before, and nothing else in it is used outside.
                Add(SceneKind.Group, group.Name, node, contributions);
            }
        }

        SceneNode<T> last = At(trace.Output);
        edges.Add(new SceneEdge<T>(last, New(SceneKind.Output, trace.Output.Label), trace.Output, trace.Seed, []));
    }

    /// <summary>The boxes and circles; every arrow goes from a lower to a higher index.</summary>
    public IReadOnlyList<SceneNode<T>> Nodes => nodes;

    /// <summary>The arrows.</summary>
    public IReadOnlyList<SceneEdge<T>> Edges => edges;

    private static SceneKind KindOf(TraceNode<T> node) =>
        node.Operation is not null ? SceneKind.Operation : node.IsVariable ? SceneKind.Variable : SceneKind.Constant;

    /// <summary>A box with the arrows into it: one for each use of a value, or, if it is a group, for each value used in it.</summary>
    private void Add(
        SceneKind kind, string title, TraceNode<T> node, Dictionary<(TraceNode<T> From, int Input), Contribution<T>> contributions)
    {
        TraceGroup<T>? group = groupOf.GetValueOrDefault(node);
        bool isFolded = kind == SceneKind.Group;
        var uses = (isFolded ? group!.Nodes : [node])
            .SelectMany(user => user.Inputs.Select((input, place) => (User: user, Place: place, Input: input)))
            .Where(use => !isFolded || (use.Input.Number > 0 && groupOf.GetValueOrDefault(use.Input) != group))
            .GroupBy(use => isFolded ? use.Input.Number : use.Place)
            .Select(uses => (
                Box: uses.First().Input is { Number: 0 } constant ? New(SceneKind.Constant, constant.Label) : At(uses.First().Input),
                uses.First().Input,
                Contributions: uses.Select(use => contributions.GetValueOrDefault((use.User, use.Place)))
                    .OfType<Contribution<T>>().ToArray()))
            .ToArray();
        SceneNode<T> box = New(kind, title, node, group);
        drawn[isFolded ? group! : node] = box;
        foreach (var use in uses)
        {
            Tensor<T>? gradient = use.Contributions.Length == 0
                ? null
                : use.Contributions.Select(c => c.Value).Aggregate((sum, next) => sum + next);
            edges.Add(new SceneEdge<T>(use.Box, box, use.Input, gradient, use.Contributions));
        }
    }

    private TraceGroup<T>? FoldedGroupOf(TraceNode<T> node) =>
        groupOf.TryGetValue(node, out TraceGroup<T>? group) && folded.Contains(group) ? group : null;

    private SceneNode<T> At(TraceNode<T> node) => drawn[FoldedGroupOf(node) is { } group ? group : node];

    private SceneNode<T> New(SceneKind kind, string title, TraceNode<T>? node = null, TraceGroup<T>? group = null)
    {
        var box = new SceneNode<T>(nodes.Count, kind, title, node, group);
        nodes.Add(box);
        return box;
    }
}
