using System.Numerics;
using Autograd.Explaining;
using Autograd.Messages;
using Autograd.Tensors;

namespace Autograd;

public sealed partial class GraphTrace<T>
{
    /// <summary>
    /// The first node with a NaN or ∞ that it did not get from its inputs, or, if all values are finite, the first step back that made
    /// one; null if everything is finite.
    /// </summary>
    public NonFinite<T>? FirstNonFinite() => FirstNonFinite(WhyWords.In(Language.English), _ => true, _ => true);

    /// <summary>The same among these nodes and these steps.</summary>
    internal NonFinite<T>? FirstNonFinite(WhyWords words, Func<TraceNode<T>, bool> concerns, Func<Contribution<T>, bool> isOnTheWay)
    {
        foreach (TraceNode<T> node in Nodes.Where(concerns))
        {
            if (FirstIn(node.Value) is >= 0 and int element && node.Inputs.All(input => input.Number == 0 || FirstIn(input.Value) < 0))
            {
                string at = $"{node.Label}{Index(node.Shape, element)}", number = Number(node.Value, element);
                return new NonFinite<T>(node, element, false, node.Operation is null
                    ? words.GivenNotFinite(at, number, node.Label + CreatedAt(node))
                    : words.MadeNotFinite(at, number, Equation(node), Described(node, element)));
            }
        }

        foreach (Contribution<T> c in Contributions.Where(isOnTheWay))
        {
            if (FirstIn(c.After) is >= 0 and int element)
            {
                string at = $"{c.To.Label}{Index(c.To.Shape, element)}", number = Number(c.After, element);
                return new NonFinite<T>(c.To, element, true, FirstIn(c.Value) >= 0
                    ? words.StepNotFinite(at, number, Equation(c.From), Explanation.Short(c.From.Gradient!))
                    : words.SumNotFinite(at, number, Equation(c.From)));
            }
        }

        return null;

        string Equation(TraceNode<T> node) => $"{node.Label} = {Explanation.Value(node)}{CreatedAt(node)}";

        string CreatedAt(TraceNode<T> node) => node.Source is { } line ? words.CreatedAt(line) : "";
    }

    /// <summary>The place of the first element that is NaN or infinite, -1 if there is none.</summary>
    internal static int FirstIn(Tensor<T> x) => Array.FindIndex(x.ToArray(), value => !T.IsFinite(value));

    /// <summary>The inputs, at the element if they are of the same shape.</summary>
    private static string Described(TraceNode<T> node, int element) => string.Join(
        ", ",
        node.Inputs.Where(input => input.Number > 0).DistinctBy(input => input.Number).Select(input => input.Shape == node.Shape
            ? $"{input.Label}{Index(input.Shape, element)} = {Number(input.Value, element)}"
            : $"{input.Label} = {Explanation.Short(input.Value)}"));

    private static string Number(Tensor<T> x, int element) => TensorText.Number(x.ToArray()[element]);

    /// <summary>The indices of an element along each axis: [2, 0]; nothing for a scalar.</summary>
    internal static string Index(Shape shape, int element)
    {
        int[] indices = new int[shape.Rank];
        for (int axis = shape.Rank - 1; axis >= 0; axis--)
        {
            (element, indices[axis]) = Math.DivRem(element, shape[axis]);
        }

        return indices.Length == 0 ? "" : $"[{Wording.List<int>(indices)}]";
    }
}

/// <summary>Where a NaN or ∞ came from.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
/// <param name="Node">The node whose value it is, or whose gradient.</param>
/// <param name="Element">The place of the element in row-major order.</param>
/// <param name="IsGradient">Whether it is in the gradient, and all values are finite.</param>
/// <param name="Text">All that in words.</param>
public sealed record NonFinite<T>(TraceNode<T> Node, int Element, bool IsGradient, string Text)
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>The words.</summary>
    public override string ToString() => Text;
}
