using System.Numerics;
using System.Text;
using Autograd.Messages;

namespace Autograd.Explaining;

/// <summary>
/// A graph in the style of textbooks: what gradients flow through, operations as circles, and arrows from left to right that carry a value
/// and the contribution of that use to its gradient. The notations differ in four lines.
/// </summary>
internal abstract class Drawing
{
    private const int LongestSign = 16;

    public string Of<T>(GraphTrace<T> trace)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var text = new StringBuilder(Begin);
        var contributions = trace.Contributions.ToDictionary(c => (c.From, c.Input));
        int constants = 0;
        foreach (TraceNode<T> node in trace.Nodes)
        {
            text.Append(node.Operation is not null ? Circle($"n{node.Number}", Symbol(node)) : Box($"n{node.Number}", Caption(node)));
            for (int i = 0; i < node.Inputs.Count && node.Operation is not null; i++)
            {
                TraceNode<T> input = node.Inputs[i];
                string from = $"n{input.Number}";
                if (input.Number == 0)
                {
                    from = $"c{++constants}";
                    text.Append(Box(from, input.Label));
                }

                string? gradient = contributions.TryGetValue((node, i), out Contribution<T>? contribution)
                    ? Explanation.Short(contribution.Value)
                    : null;
                string place = IsSymmetric(node) ? "" : Ordinal(i); // layouts change their order where arrows cross
                text.Append(Arrow(from, $"n{node.Number}", $"{place} {Carried(input)}".Trim(), gradient));
            }
        }

        text.Append(Box("output", trace.Output.Label));
        text.Append(Arrow($"n{trace.Output.Number}", "output", Explanation.Short(trace.Output.Value), Explanation.Short(trace.Seed)));
        return text.Append(End).ToString();
    }

    /// <summary>
    /// How people write the operation between or before its operands, with what it was made with, an exponent or axes, if that is short.
    /// </summary>
    public static string Symbol<T>(TraceNode<T> node)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Primitive<T> operation = node.Operation!;
        string sign = Sign(operation.Name), attributes = operation.Attributes.Replace('-', '−');
        string whole = operation.Name switch
        {
            _ when attributes.Length == 0 => sign,
            "Power" => sign + attributes,
            "MatMul" => attributes.Replace(", ", sign),
            "Sum" or "Max" or "Min" when node.Shape.Rank == 0 => sign, // over all axes
            _ => $"{operation.Name.ToLowerInvariant()}[{attributes}]",
        };
        return whole.Length <= LongestSign ? whole : sign;
    }

    private static string Sign(string operation) => operation switch
    {
        "Add" => "+",
        "Subtract" or "Negate" => "−",
        "Multiply" or "Chain" => "×",
        "Divide" or "ChainDivide" => "÷",
        "MatMul" => "·",
        "Sum" => "Σ",
        "Power" => "^",
        "Sqrt" => "√",
        "LessThan" => "<",
        "LessThanOrEqual" => "≤",
        "GreaterThan" => ">",
        "GreaterThanOrEqual" => "≥",
        "EqualTo" => "=",
        "NotEqualTo" => "≠",
        _ => operation.ToLowerInvariant(),
    };

    protected abstract string Begin { get; }

    protected abstract string End { get; }

    protected abstract string Circle(string id, string text);

    protected abstract string Box(string id, string text);

    protected abstract string Arrow(string from, string to, string value, string? gradient);

    /// <summary>Whether the operands may change places; of somebody else's primitive nobody knows.</summary>
    private static bool IsSymmetric<T>(TraceNode<T> node)
        where T : unmanaged, IFloatingPointIeee754<T> => node.Inputs.Count == 1 || (node.Operation is { IsOurs: true, Name: var name }
        && name is "Add" or "Multiply" or "Chain" or "Maximum" or "Minimum" or "Hypot" or "EqualTo" or "NotEqualTo");

    private static string Ordinal(int place) => place < 20 ? ((char)('①' + place)).ToString() : $"{place + 1}.";

    private static string Caption<T>(TraceNode<T> node)
        where T : unmanaged, IFloatingPointIeee754<T> => node.Gradient is { } gradient && node.IsVariable
        ? $"{node.Label}, ∇ {Explanation.Short(gradient)}"
        : node.Label;

    /// <summary>What an arrow carries forward; a nameless constant's box says it already.</summary>
    private static string Carried<T>(TraceNode<T> input)
        where T : unmanaged, IFloatingPointIeee754<T> => input.Number == 0 ? ""
        : input is { Operation: not null, Name: not null } ? $"{input.Label} = {Explanation.Short(input.Value)}"
        : Explanation.Short(input.Value);
}

/// <summary>The language of Graphviz.</summary>
internal sealed class DotDrawing : Drawing
{
    protected override string Begin =>
        "digraph {\n  rankdir=LR;\n  ordering=in;\n  node [fontname=\"sans-serif\"];\n  edge [fontname=\"sans-serif\", fontsize=11];\n";

    protected override string End => "}\n";

    protected override string Circle(string id, string text) => $"  {id} [shape=circle, label={Quoted(text)}];\n";

    protected override string Box(string id, string text) => $"  {id} [shape=box, style=rounded, label={Quoted(text)}];\n";

    protected override string Arrow(string from, string to, string value, string? gradient) =>
        $"  {from} -> {to} [label={(gradient is null ? Quoted(value) : Quoted(value, $"∇ {gradient}"))}];\n";

    // Graphviz reads the entities of HTML in every label.
    private static string Quoted(params IEnumerable<string> lines) => $"\"{string.Join("\\n", lines.Select(line =>
        Wording.Printable(line).Replace("\\", "\\\\").Replace("\"", "\\\"").Replace("&", "&amp;")))}\"";
}

/// <summary>The language of Mermaid.</summary>
internal sealed class MermaidDrawing : Drawing
{
    protected override string Begin => "flowchart LR\n";

    protected override string End => "";

    protected override string Circle(string id, string text) => $"  {id}(({Quoted(text)}))\n";

    protected override string Box(string id, string text) => $"  {id}[{Quoted(text)}]\n";

    protected override string Arrow(string from, string to, string value, string? gradient)
    {
        string label = gradient is null ? Quoted(value) : Quoted(value, $"∇ {gradient}");
        return value.Length == 0 && gradient is null ? $"  {from} --> {to}\n" : $"  {from} -->|{label}| {to}\n";
    }

    // Mermaid knows entities by #…;. Inside of quotes it reads HTML, Markdown in `…`, formulas in $$…$$, \n, and everywhere %%{…}%% and
    // style:…;
    private static string Quoted(params IEnumerable<string> lines) => $"\"{string.Join("<br/>", lines.Select(Escaped))}\"";

    private static string Escaped(string line) => string.Concat(Wording.Printable(line).Select(c => c switch
    {
        '"' => "#quot;",
        '<' => "#lt;",
        '>' => "#gt;",
        '#' or '&' or '`' or '$' or '\\' or '{' or '}' or ':' or ';' => $"#{(int)c};",
        _ => c.ToString(),
    }));
}
