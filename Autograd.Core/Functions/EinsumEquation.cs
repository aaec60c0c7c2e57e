using System.Numerics;
using Autograd.Messages;

namespace Autograd.Functions;

/// <summary>
/// The equation of an Einsum, read for its operands: a label for every axis of each operand and of the result. A label is the code of
/// a letter; the axes that an ellipsis stands for have the labels -1, -2, … from the right, so that they line up as in broadcasting.
/// </summary>
internal sealed class EinsumEquation<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private const char Ellipsis = '…';
    private const string Grammar = "labels are the letters a to z and A to Z; one … (or ...) in an operand stands for any further axes; "
        + "commas separate the operands, and one -> precedes the result";

    private readonly string equation;
    private readonly Tensor<T>[] operands;

    public EinsumEquation(string equation, ReadOnlySpan<Tensor<T>> operands)
    {
        this.equation = equation;
        this.operands = operands.ToArray();
        string text = equation.Replace(" ", "", StringComparison.Ordinal).Replace("...", $"{Ellipsis}", StringComparison.Ordinal);
        string[] sides = text.Split("->");
        string[] terms = sides[0].Split(',');
        if (sides.Length > 2 || terms.Concat(sides[1..]).Any(term => !IsTerm(term)))
        {
            throw new ArgumentException(Error($"this is not an equation: {Grammar}."));
        }

        if (terms.Length != operands.Length)
        {
            throw new ArgumentException(Error($"it is for {Wording.Count(terms.Length, "operand")}, not for {operands.Length}."));
        }

        Operands = [.. terms.Select(ReadOperand)];
        Extents = MatchExtents();
        Output = sides.Length == 1 ? ImplicitOutput() : ReadOutput(sides[1]);
        try
        {
            Shape.Create([.. Output.Select(label => Extents[label])]);
        }
        catch (ShapeException exception) when (exception.IsOfShapeAlone)
        {
            throw new ShapeException(Error($"{string.Join(", ", this.operands.Select((_, i) => OperandText(i)))}: {exception.Message}"),
                exception);
        }
    }

    /// <summary>For each operand the label of every axis.</summary>
    public int[][] Operands { get; }

    /// <summary>The label of every axis of the result, each once.</summary>
    public int[] Output { get; }

    /// <summary>For each label the extent of its axes, after stretching.</summary>
    public Dictionary<int, int> Extents { get; }

    /// <summary>The labels that ellipses stand for, first axis first.</summary>
    private IEnumerable<int> EllipsisLabels => Extents.Keys.Where(label => label < 0).Order();

    private static bool IsTerm(string term) =>
        term.All(label => char.IsAsciiLetter(label) || label == Ellipsis) && term.Count(label => label == Ellipsis) <= 1;

    private int[] ReadOperand(string term, int operand)
    {
        int rank = operands[operand].Shape.Rank, letters = term.Count(char.IsAsciiLetter);
        return rank == letters || (rank > letters && letters < term.Length)
            ? Labels(term, Enumerable.Range(letters - rank, rank - letters))
            : throw new ShapeException(Error(rank < letters
                ? $"\"{term}\" has more labels than {OperandText(operand)} has axes."
                : $"\"{term}\" has fewer labels than {OperandText(operand)} has axes; … (or ...) would stand for the others."));
    }

    private static int[] Labels(string term, IEnumerable<int> ellipsis) =>
        [.. term.SelectMany(label => label == Ellipsis ? ellipsis : [label])];

    private Dictionary<int, int> MatchExtents()
    {
        var extents = new Dictionary<int, int>();
        var owners = new Dictionary<int, int>(); // of the extent that stands for the label: an operand
        for (int operand = 0; operand < operands.Length; operand++)
        {
            int[] labels = Operands[operand];
            for (int axis = 0; axis < labels.Length; axis++)
            {
                int label = labels[axis], extent = operands[operand].Shape[axis], first = Array.IndexOf(labels, label);
                if (first < axis && operands[operand].Shape[first] != extent)
                {
                    throw new ShapeException(Error(
                        $"{LabelText(label)} stands for a diagonal of {OperandText(operand)}, but the extents differ: "
                        + $"{operands[operand].Shape[first]} ≠ {extent}."));
                }

                if (!extents.TryGetValue(label, out int known) || known == 1)
                {
                    (extents[label], owners[label]) = (extent, operand);
                }
                else if (extent != known && extent != 1)
                {
                    throw new ShapeException(Error(
                        $"{LabelText(label)} is {known} in {OperandText(owners[label])}, but {extent} in {OperandText(operand)}; extents "
                        + "must be equal, or 1 to be stretched."));
                }
            }
        }

        return extents;
    }

    /// <summary>The axes of the ellipses, then in the order of their codes the letters that stand in the equation once.</summary>
    private int[] ImplicitOutput() =>
        [.. EllipsisLabels, .. Extents.Keys.Where(label => label > 0 && Operands.Sum(labels => labels.Count(label.Equals)) == 1).Order()];

    private int[] ReadOutput(string term)
    {
        int[] labels = Labels(term, EllipsisLabels);
        foreach (int label in labels)
        {
            bool isKnown = Extents.ContainsKey(label);
            if (!isKnown || labels.Count(label.Equals) > 1)
            {
                throw new ArgumentException(Error(
                    $"{LabelText(label)} of the result stands {(isKnown ? "there more than once" : "in no operand")}."));
            }
        }

        return labels.Count(label => label < 0) == EllipsisLabels.Count()
            ? labels
            : throw new ShapeException(Error(
                $"the operands have axes that no letter stands for, and so the result needs an ellipsis too: ->…{term}."));
    }

    private static string LabelText(int label) => label > 0 ? $"label '{(char)label}'" : $"axis {label} of the ellipsis";

    private string OperandText(int operand) => operands[operand].Label($"operand {operand}");

    private string Error(string what) => $"Einsum({Wording.Quoted(equation)}): {what}";
}
