using System.Numerics;
using Autograd.Formulas;

namespace Autograd.Explaining;

/// <summary>The formulas of a run as MathML, with the names of its nodes or with their numbers.</summary>
internal sealed class PageMath<T>(GraphTrace<T> trace, Course<T> course)
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private const int LongestUnbroken = 16; // characters, which the narrowest column has room for

    /// <summary>∂output/∂node.</summary>
    public Formula Gradient(TraceNode<T> node) => Explanation.Partial(trace.Output, node);

    /// <summary>
    /// Expressions that are equal, an element <c>math</c> for each, or for each factor of a long one, between which lines can break; those
    /// that say the same as one before are left out.
    /// </summary>
    public static string Chain(params IEnumerable<Formula?> equals) =>
        string.Concat(equals.OfType<Formula>().DistinctBy(FormulaPrinter.MathMl.Print)
            .Select((formula, i) => Factors(i == 0 ? "" : "<mo>=</mo>", formula)));

    private static string Factors(string sign, Formula formula)
    {
        string[] factors = FormulaPrinter.Text.Print(formula).Length <= LongestUnbroken
            ? [FormulaPrinter.MathMl.Print(formula)]
            : [.. FormulaPrinter.MathMl.Factors(formula)];
        return $"<math>{sign}{InMath(factors[0])}</math>"
            + string.Concat(factors.Skip(1).Select(factor => $"<math><mo>·</mo>{factor}</math>"));
    }

    /// <summary>
    /// What an element <c>math</c> has within is a row without being marked as one; but after = a sign would be that of a difference.
    /// </summary>
    private static string InMath(string printed) =>
        printed.StartsWith("<mrow>", StringComparison.Ordinal) && !printed.StartsWith("<mrow><mo>", StringComparison.Ordinal)
            ? printed[6..^7]
            : printed;

    /// <summary>The only element of a tensor as a number, or null if there are several.</summary>
    public static Formula? Number(Tensor<T> x) => x.Shape.Count != 1 ? null : Explanation.Constant(x.Item, "g6");

    /// <summary>An expression with numbers in the place of the names of a node and of its inputs, if all are single numbers.</summary>
    public static Formula? WithNumbers(Formula? formula, TraceNode<T> node)
    {
        if (formula is null || node.Shape.Count != 1 || node.Inputs.Any(input => input.Shape.Count != 1))
        {
            return null;
        }

        return formula.With(name =>
            node.Inputs.Append(node).FirstOrDefault(tensor => tensor.Label == name) is { } tensor ? Number(tensor.Value) : null);
    }

    /// <summary>The rule by names for what goes back to one input: ∂z/∂x = y, or for operations on whole arrays ∂L/∂x = Wᵀ·∂L/∂z.</summary>
    public string Rule(TraceNode<T> node, int input) => node.Operation!.Formula switch
    {
        null => "",
        { IsLocal: true } rule => Chain(Explanation.Partial(node, node.Inputs[input]), Explanation.Named(rule.PerInput[input], node)),
        { } rule => Chain(Gradient(node.Inputs[input]), Whole(rule, node, input)),
    };

    /// <summary>A contribution: what came back times the local derivative, by names and in numbers, or the rule for whole arrays.</summary>
    public string Of(Contribution<T> c)
    {
        PrimitiveFormula? rule = c.From.Operation!.Formula;
        Formula? whole = course.To(c.To).Count() == 1 ? Gradient(c.To) : null;
        if (c.Derivative is null)
        {
            return rule is null ? "" : Chain(whole, Whole(rule, c.From, c.Input));
        }

        // The gradient of the output by itself would only make the formula longer.
        bool isLast = c.From == trace.Output && c.From.Shape.Count == 1;
        Formula? local = rule is null ? null : Explanation.Named(rule.PerInput[c.Input], c.From);
        Formula? partial = Explanation.Partial(c.From, c.To);
        Formula? product = isLast ? partial : new Formula.Binary('*', Gradient(c.From), partial);
        Formula? named = isLast || local is null ? local : new Formula.Binary('*', Gradient(c.From), local);
        return Number(c.From.Gradient!) is { } gradient && Number(c.Derivative) is { } derivative
            ? Chain(whole, product, named, new Formula.Binary('*', gradient, derivative), Number(c.Value))
            : Chain(whole, product, named);
    }

    /// <summary>A sum as it grows: 1 + 3 = 4, which can break at each sign; nothing for tensors.</summary>
    public static string Sum(IEnumerable<Contribution<T>> contributions)
    {
        Formula[] numbers = [.. contributions.Select(c => Number(c.Value)).OfType<Formula>()];
        return numbers.Length < 2
            ? ""
            : Chain(numbers[0])
                + string.Concat(numbers.Skip(1).Select(number =>
                    $"<math><mo form=\"infix\">+</mo>{FormulaPrinter.MathMl.Term(number)}</math>"))
                + $"<math><mo>=</mo>{InMath(FormulaPrinter.MathMl.Print(Number(contributions.Last().After)!))}</math>";
    }

    private Formula Whole(PrimitiveFormula rule, TraceNode<T> node, int input) =>
        Explanation.Named(rule.PerInput[input], node, Gradient(node));
}
