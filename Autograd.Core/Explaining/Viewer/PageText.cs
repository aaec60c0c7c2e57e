using System.Numerics;

namespace Autograd.Explaining;

/// <summary>Names and numbers as learners read them.</summary>
internal static class PageText
{
    private const string Lowered = "₀₁₂₃₄₅₆₇₈₉";

    /// <summary>A label, where a node without a name is v with its number as index.</summary>
    public static string Label(string label) =>
        Listing<double>.IsLikeANumber(label) ? "v" + string.Concat(label.Skip(1).Select(digit => Lowered[digit - '0'])) : label;

    /// <summary>The only element, with six significant digits.</summary>
    public static string Number<T>(Tensor<T> x)
        where T : unmanaged, IFloatingPointIeee754<T> => Explanation.Number(x.Item, "g6").Replace('-', '−');

    /// <summary>The only element, or the shape if there are several.</summary>
    public static string NumberOrShape<T>(Tensor<T> x)
        where T : unmanaged, IFloatingPointIeee754<T> => x.Shape.Count == 1 ? Number(x) : x.Shape.ToString();

    /// <summary>The operation and its operands.</summary>
    public static string Expression<T>(TraceNode<T> node)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        $"{node.Operation}({string.Join(", ", node.Inputs.Select(input => Label(input.Label)))})";

    /// <summary>That something is known only from a step on.</summary>
    public static string From(int step) => step == 0 ? "" : $" data-from=\"{step}\"";

    /// <summary>Lines of text, as HTML.</summary>
    public static string Lines(string text) =>
        string.Join('\n', text.ReplaceLineEndings("\n").Replace("\t", "    ").Split('\n').Select(Svg.Escape));
}
