using Autograd.Explaining;

namespace Autograd;

public sealed partial class GraphTrace<T>
{
    /// <summary>
    /// What gradients are for: a variable is changed by a little, and the change of the output that the gradient foretells stands beside
    /// the one that running the same operations again gives.
    /// </summary>
    /// <param name="variable">A variable of the graph.</param>
    /// <param name="change">What is added to each of its elements.</param>
    /// <exception cref="ArgumentException">The tensor is no variable of this graph.</exception>
    /// <example><code>
    /// Tensor apple = Tensor.Variable(100, "apple");
    /// Nudge&lt;double&gt; nudge = (apple * 2 * 1.1).TraceGraph().Nudge(apple, 20);   // predicted 44, actual 44
    /// </code></example>
    public Nudge<T> Nudge(Tensor<T> variable, double change)
    {
        TraceNode<T> node = this[variable];
        if (!node.IsVariable)
        {
            string what = node.Operation is null ? "a constant" : "computed from others";
            throw new ArgumentException($"Nudge: {node.Label} is no variable but {what}; nudge a variable.", nameof(variable));
        }

        Tensor<T> predicted = node.Gradient is { } gradient ? (gradient * change).Sum() : 0;
        Tensor<T> actual = (Seed * (Rerun(node, node.Value + change) - Output.Value)).Sum();
        return new Nudge<T>(node, change, predicted.Item, actual.Item);
    }

    /// <summary>A table of nudges, one for each variable: the gradient's prediction beside the truth.</summary>
    /// <param name="change">What is added to each element of a variable.</param>
    /// <param name="language">The language of the headings.</param>
    public string NudgeTable(double change, Language language = Language.English)
    {
        string[][] rows =
        [
            Words.In(language).NudgeHeadings,
            .. Nodes.Where(node => node.IsVariable).Select(node => Nudge(node.Tensor, change)).Select(nudge => new[]
            {
                nudge.Variable.Label,
                $"{Explanation.Short(nudge.Variable.Value)} + {Explanation.Term(Explanation.Number(change))}",
                Explanation.Number(nudge.Predicted),
                Explanation.Number(nudge.Actual),
            }),
        ];
        return TextTable.Of(rows);
    }

    /// <summary>The output's value when a node has another one: the same operations once more.</summary>
    internal Tensor<T> Rerun(TraceNode<T> changed, Tensor<T> value)
    {
        var values = new Dictionary<TraceNode<T>, Tensor<T>> { [changed] = value };
        foreach (TraceNode<T> node in Nodes.Where(node => node != changed))
        {
            values[node] = node.Tensor.Operation is { } operation
                && node.Inputs.Any(input => values.TryGetValue(input, out Tensor<T>? v) && v != input.Value)
                ? Tensor<T>.Apply(operation, [.. node.Inputs.Select(input => values.GetValueOrDefault(input, input.Value))])
                : node.Value;
        }

        return values[Output];
    }
}

/// <summary>A small change of a variable, and what it does to the output.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
/// <param name="Variable">What was changed.</param>
/// <param name="Change">What was added to each of its elements.</param>
/// <param name="Predicted">The gradient times the change, summed over the elements.</param>
/// <param name="Actual">The change of the output when everything was computed again, weighted by the seed.</param>
public sealed record Nudge<T>(TraceNode<T> Variable, double Change, T Predicted, T Actual)
    where T : unmanaged, System.Numerics.IFloatingPointIeee754<T>
{
    /// <summary>The variable and the three numbers.</summary>
    public override string ToString() => $"{Variable} + {Explanation.Term($"{Change}")}: predicted {Predicted}, actual {Actual}";
}
