using System.Numerics;
using Autograd.Formulas;

namespace Autograd.Explaining;

/// <summary>The chain rule written out.</summary>
internal sealed class Derivation<T>(GraphTrace<T> trace, TraceNode<T> node, Notation notation)
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly FormulaPrinter printer = notation switch
    {
        Notation.Text => FormulaPrinter.Text,
        Notation.Latex => FormulaPrinter.Latex,
        _ => throw new ArgumentOutOfRangeException(nameof(notation), $"The notations are Text and Latex, not {notation}."),
    };

    /// <summary>Symbols, derivatives, numbers and the result, below each other.</summary>
    public string AlongPaths(IReadOnlyList<GradientPath<T>> paths)
    {
        string[] rightSides = paths.Count == 0 ? ["0"]
            : paths[0].Nodes.Count == 1 ? [Value(node.Gradient!.Item)]
            :
            [
                .. paths.All(path => path.Nodes.Count == 2) ? [] : new[] { Sum(paths, Partial) }, // one step would say ∂y/∂x = ∂y/∂x
                Sum(paths, Local), Sum(paths, Number), Value(node.Gradient!.Item),
            ];
        return Aligned(Seed + Partial(trace.Output, node), rightSides.Distinct());
    }

    /// <summary>One equation for each node on the ways, from the output to the node.</summary>
    public string ByEquations(HashSet<TraceNode<T>> onWay)
    {
        IEnumerable<string> equations = trace.Contributions.Where(c => onWay.Contains(c.To))
            .GroupBy(c => c.To).OrderByDescending(group => group.Key.Number)
            .Select(group => Aligned(
                Partial(trace.Output, group.Key),
                [string.Join(" + ", group.Select((c, i) => i == 0 ? printer.Print(Contributed(c)) : printer.Term(Contributed(c))))]));
        return string.Join(notation == Notation.Latex ? " \\\\\n" : "\n", equations);
    }

    private string Times => notation == Notation.Latex ? @" \cdot " : " · ";

    /// <summary>The seed as a first factor, if it is not 1.</summary>
    private string Seed => trace.Seed.Item == T.One ? "" : Factor(trace.Seed.Item) + Times;

    private string Sum(IReadOnlyList<GradientPath<T>> paths, Func<TraceNode<T>, int, string> print)
    {
        return string.Join(" + ", paths.Select(path => Seed + string.Join(
            Times, Enumerable.Range(0, path.Nodes.Count - 1).Reverse().Select(i => print(path.Nodes[i + 1], path.Inputs[i])))));
    }

    private string Partial(TraceNode<T> of, int input) => Partial(of, of.Inputs[input]);

    private string Partial(TraceNode<T> of, TraceNode<T> by) => printer.Print(Explanation.Partial(of, by));

    /// <summary>The local derivative as a formula; by itself where nobody has written one.</summary>
    private string Local(TraceNode<T> of, int input) => of.Operation!.Formula is { IsLocal: true } rule
        ? printer.Factor(Explanation.Named(rule.PerInput[input], of))
        : Partial(of, input);

    private string Number(TraceNode<T> of, int input) => Factor(GraphTrace<T>.Through(of, input, Tensor<T>.Ones(of.Shape)).Item);

    private string Factor(T number) => printer.Factor(Explanation.Constant(number));

    private string Value(T number) => notation == Notation.Latex
        ? printer.Print(Explanation.Constant(number))
        : Explanation.Number(number);

    /// <summary>What one use contributes: the gradient of the user times a local derivative, or the rule for whole arrays.</summary>
    private Formula Contributed(Contribution<T> c)
    {
        Formula gradient = Explanation.Partial(trace.Output, c.From);
        Formula formula = c.From.Operation!.Formula is not { } rule ? new Formula.Call($"{c.From.Operation.Name}Transposed", [gradient])
            : rule.IsLocal ? new Formula.Binary('*', gradient, Explanation.Named(rule.PerInput[c.Input], c.From))
            : Explanation.Named(rule.PerInput[c.Input], c.From, gradient);
        return c.IsSummed ? new Formula.Call("sum", [formula]) : formula;
    }

    private string Aligned(string left, IEnumerable<string> rightSides) => notation == Notation.Latex
        ? $"{left} &= {string.Join(" \\\\\n&= ", rightSides)}"
        : $"{left} = {string.Join($"\n{new string(' ', left.Length)} = ", rightSides)}";
}
