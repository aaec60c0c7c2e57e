using System.Globalization;
using System.Numerics;
using Autograd.Formulas;
using Autograd.Tensors;

namespace Autograd.Explaining;

/// <summary>A trace as text: every step in one line, with numbers for scalars and shapes for tensors.</summary>
internal static class Explanation
{
    private const int MostElements = 6; // that are written out

    /// <summary>The whole run.</summary>
    public static string Of<T>(GraphTrace<T> trace, Language language)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var words = Words.In(language);
        var lines = new List<string> { words.Forward };
        lines.AddRange(trace.Nodes.Where(node => node.Operation is null).Select(node => $"   {Given(node, words)}"));
        lines.AddRange(trace.Forward.Select(node => $"   {node.Label} = {Value(node)} = {Short(node.Value)}{Source(node)}"));
        lines.Add("");
        lines.Add(words.Backward(trace.Output.Label));
        lines.Add($"   {Gradient(trace, trace.Output)} = {Short(trace.Output.Gradient!)}");
        foreach (Contribution<T> contribution in trace.Contributions)
        {
            lines.Add($"{contribution.Number,2}. {Line(trace, contribution, words)}");
        }

        lines.Add("");
        lines.Add(words.Results);
        foreach (TraceNode<T> node in trace.Nodes.Where(node => node.IsVariable))
        {
            lines.Add($"   {Gradient(trace, node)} = {(node.Gradient is { } gradient ? Short(gradient) : words.NoPath)}");
        }

        string[] read = [.. trace.Forward.Where(node => node.IsTracked).SelectMany(ValuesRead).Distinct()];
        if (read.Length > 0)
        {
            lines.Add("");
            lines.Add(words.Reads(string.Join(", ", read)));
        }

        return string.Join('\n', lines);
    }

    /// <summary>The names of operands and result in the formulas of a rule, by what this node's are called.</summary>
    public static Formula Named<T>(Formula formula, TraceNode<T> node, Formula? gradient = null)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        string[] names = node.Inputs.Count == 1 ? ["x", "y"] : node.Inputs.Count == 2 ? ["x", "y", "z"] : ["m", "x", "y", "z"];
        return formula.With(name => name == "g" ? gradient
            : Array.IndexOf(names, name) is >= 0 and int place ? Operand(place < node.Inputs.Count ? node.Inputs[place] : node)
            : null);
    }

    /// <summary>How a node was computed, by names: the formula of its rule, or null where nobody has written one.</summary>
    public static Formula? Computed<T>(TraceNode<T> node)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        node.Operation?.Formula is not { } rule ? null
        : rule.Value is Formula.Call { Function: "sum" } sum && node.Shape.Rank > 0 // not over all axes
            ? Named(sum with { Function = $"sum[{node.Operation.Attributes}]" }, node)
            : Named(rule.Value, node);

    /// <summary>∂of/∂by, as a formula.</summary>
    public static Formula Partial<T>(TraceNode<T> of, TraceNode<T> by)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        new Formula.Binary('/', new Formula.Name($"∂{of.Label}"), new Formula.Name($"∂{by.Label}"));

    /// <summary>∂output/∂node.</summary>
    public static string Gradient<T>(GraphTrace<T> trace, TraceNode<T> node)
        where T : unmanaged, IFloatingPointIeee754<T> => $"∂{trace.Output.Label}/∂{node.Label}";

    /// <summary>How the node was computed: the formula of its rule, or the operation and its operands.</summary>
    public static string Value<T>(TraceNode<T> node)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Computed(node) is { } formula ? FormulaPrinter.Text.Print(formula) : node.Expression;

    /// <summary>The elements, if there are few, else the shape.</summary>
    public static string Short<T>(Tensor<T> x)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        x.Shape.Count <= MostElements ? TensorText.OneLine(Plain(x), 60) : x.Shape.ToString();

    /// <summary>A number with 8 significant digits at most, or in a format; 0 for −0.</summary>
    public static string Number<T>(T value, string? format = null)
        where T : unmanaged, IFloatingPointIeee754<T> => TensorText.Number(value + T.Zero, format);

    /// <summary>A number in a formula, as it is written anywhere.</summary>
    public static Formula Constant<T>(T value, string? format = null)
        where T : unmanaged, IFloatingPointIeee754<T> => new Formula.Number(
            T.IsFinite(value) ? double.Parse(Number(value, format), CultureInfo.InvariantCulture) : double.CreateChecked(value));

    /// <summary>A number that follows a plus sign: in brackets if it is negative.</summary>
    public static string Term(string number) => number.StartsWith('-') || number.StartsWith('−') ? $"({number})" : number;

    /// <summary>The elements with 0 for −0, whose sign would puzzle readers of a derivative; texts of tensors themselves keep it.</summary>
    public static Tensor<T> Plain<T>(Tensor<T> x)
        where T : unmanaged, IFloatingPointIeee754<T> => x.Detach() + 0;

    /// <summary>An operand in a formula; a nameless scalar constant is a number there, which has brackets if it is negative.</summary>
    private static Formula Operand<T>(TraceNode<T> node)
        where T : unmanaged, IFloatingPointIeee754<T> => node.Number == 0
        ? Constant(node.Value.Item)
        : new Formula.Name(node.Label);

    private static string Source<T>(TraceNode<T> node)
        where T : unmanaged, IFloatingPointIeee754<T> => node.Source is { } line ? $"   ({line})" : "";

    private static string Given<T>(TraceNode<T> node, Words words)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        $"{node.Label} = {Short(node.Value)}   {(node.IsVariable ? words.Variable : words.Constant)}{Source(node)}";

    private static string Line<T>(GraphTrace<T> trace, Contribution<T> c, Words words)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        string line = $"{Gradient(trace, c.To)} += ", from = Gradient(trace, c.From);
        PrimitiveFormula? rule = c.From.Operation!.Formula;
        if (c.Derivative is { } derivative)
        {
            string formula = rule is null ? words.LocalDerivative : FormulaPrinter.Text.Print(Named(rule.PerInput[c.Input], c.From));
            string use = c.From.Inputs.Count(input => input == c.To) > 1 ? words.ByThisUse : "";
            line += c.From.Shape.Count == 1
                ? $"{Short(c.From.Gradient!)} × {InBrackets(Short(derivative))} = {Short(c.Value)}   "
                    + $"[{c.From.Label} = {Value(c.From)}, ∂{c.From.Label}/∂{c.To.Label} = {formula}{use}]"
                : $"{from} ∘ {InBrackets(formula)} = {Short(c.Value)}   [{c.From.Label} = {Value(c.From)}]";
        }
        else
        {
            line += rule is null
                ? $"{words.Transposed(c.From.Operation.ToString())}({from}) = {Short(c.Value)}   [{c.From.Label} = {Value(c.From)}] "
                    + OperationWords.Backward(c.From.Operation).In(words.Language)
                : $"{FormulaPrinter.Text.Print(Named(rule.PerInput[c.Input], c.From, new Formula.Name(from)))}   "
                    + $"{Shapes(rule.PerInput[c.Input], c)} → {c.To.Shape}   [{c.From.Label} = {Value(c.From)}]";
        }

        line = line.TrimEnd();
        if (c.IsSummed)
        {
            line += $"; {Stretched(c, c.To.Label, words)}";
        }

        return c.Before is null ? line
            : c.To.Shape.Count <= MostElements ? $"{line}; {words.Accumulate} {Short(c.Before)} + {Term(Short(c.Value))} = {Short(c.After)}"
            : $"{line}; {words.Accumulate}";
    }

    /// <summary>That an operand was stretched, and along which axes.</summary>
    public static string Stretched<T>(Contribution<T> c, string name, Words words)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Shape small = c.To.Shape, large = c.From.Shape;
        int more = large.Rank - small.Rank;
        int[] axes = [.. Enumerable.Range(0, large.Rank).Where(axis => axis < more || small[axis - more] != large[axis])];
        return words.Stretched(name, small.ToString(), large.ToString(), axes);
    }

    /// <summary>The shapes of what a formula multiplies.</summary>
    public static string Shapes<T>(Formula formula, Contribution<T> c)
        where T : unmanaged, IFloatingPointIeee754<T> => formula switch
        {
            Formula.Binary { Operator: '@' } product => $"{Shapes(product.Left, c)}·{Shapes(product.Right, c)}",
            Formula.Call { Function: "transpose" } transpose when ShapeOf(transpose.Arguments[0], c) is { Rank: >= 2 } shape =>
                Shape.Create([.. shape.Axes[..^2], shape[^1], shape[^2]]).ToString(),
            Formula.Call call => ShapeOf(call.Arguments[0], c).ToString(),
            _ => ShapeOf(formula, c).ToString(),
        };

    private static Shape ShapeOf<T>(Formula name, Contribution<T> c)
        where T : unmanaged, IFloatingPointIeee754<T> => name switch
        {
            Formula.Name { Text: "x" } => c.From.Inputs[0].Shape,
            Formula.Name { Text: "y" } when c.From.Inputs.Count > 1 => c.From.Inputs[1].Shape,
            _ => c.From.Shape,
        };

    private static IEnumerable<string> ValuesRead<T>(TraceNode<T> node)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        bool[] reads = RuleReads.Of(node.Tensor);
        foreach ((TraceNode<T> operand, bool isRead) in node.Inputs.Append(node).Zip(reads))
        {
            if (isRead && operand.Number > 0)
            {
                yield return $"{operand.Label} ({node.Operation!.Name})";
            }
        }
    }

    private static string InBrackets(string factor) =>
        factor.StartsWith('-') || factor.StartsWith('−') || factor.Contains(' ', StringComparison.Ordinal) ? $"({factor})" : factor;
}
