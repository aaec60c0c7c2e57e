using System.Numerics;

namespace Autograd.Explaining;

/// <summary>
/// The steps in which a page shows a run: 0 the beginning, one for each value computed, one for the seed, one for each contribution to a
/// gradient, and the end.
/// </summary>
internal sealed class Course<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly Dictionary<TraceNode<T>, int> valueSteps = [];
    private readonly ILookup<TraceNode<T>, Contribution<T>> contributions;

    public Course(GraphTrace<T> trace)
    {
        foreach (TraceNode<T> node in trace.Forward)
        {
            valueSteps.Add(node, valueSteps.Count + 1);
        }

        Seed = valueSteps.Count + 1;
        contributions = trace.Contributions.ToLookup(c => c.To);
        End = Seed + trace.Contributions.Count() + 1;
        Output = trace.Output;
    }

    /// <summary>The step of the seed.</summary>
    public int Seed { get; }

    /// <summary>The last step.</summary>
    public int End { get; }

    private TraceNode<T> Output { get; }

    /// <summary>From which step on a value is known.</summary>
    public int Value(TraceNode<T> node) => valueSteps.GetValueOrDefault(node);

    /// <summary>The step of a contribution.</summary>
    public int Of(Contribution<T> contribution) => Seed + contribution.Number;

    /// <summary>What is added to the gradient of a node, in order.</summary>
    public IEnumerable<Contribution<T>> To(TraceNode<T> node) => contributions[node];

    /// <summary>From which step on a gradient is complete; null if none comes.</summary>
    public int? Gradient(TraceNode<T> node) =>
        contributions[node].LastOrDefault() is { } last ? Of(last) : node == Output ? Seed : null;
}
