using System.Numerics;
using Autograd.Messages;
using Autograd.Tensors;

namespace Autograd.Explaining;

/// <summary>The nodes of a recorded graph, numbered in the order in which they are listed.</summary>
internal sealed class Listing<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private const int MostElements = 12; // whose values are shown
    private const int ValueWidth = 48;
    private const int WidestColumn = 48; // what is wider does not push the other lines' next column away

    private readonly List<Tensor<T>> nodes = [];
    private readonly Dictionary<Tensor<T>, int> numbers = []; // places in nodes, plus 1
    private readonly HashSet<string> names = [], sharedNames = [];

    /// <summary>Numbers the graph of this output.</summary>
    public Listing(Tensor<T> output)
    {
        foreach (Tensor<T> node in Recorded(output))
        {
            for (int i = 0; i < node.InputCount; i++)
            {
                if (HasLine(node.Input(i)))
                {
                    Number(node.Input(i));
                }
            }

            Number(node);
        }
    }

    /// <summary>The nodes with a line, in order.</summary>
    public IReadOnlyList<Tensor<T>> Nodes => nodes;

    /// <summary>What other lines call a tensor: a nameless scalar constant is its value.</summary>
    public string LabelOf(Tensor<T> tensor) =>
        !HasLine(tensor) ? Explanation.Number(tensor.Item)
        : NameOf(tensor) is { } name && !sharedNames.Contains(name) && !IsLikeANumber(name) ? name
        : $"%{numbers[tensor]}";

    /// <summary>The lines.</summary>
    public override string ToString()
    {
        string type = typeof(T) == typeof(float) ? "f32" : "f64";
        string[][] columns =
        [
            [.. nodes.Select(node => $"%{numbers[node]}")],
            [.. nodes.Select(node => NameOf(node) ?? "")],
            [.. nodes.Select(node => $"{type}[{Wording.List(node.Shape.Axes)}]")],
            [.. nodes.Select(Origin)],
            [.. nodes.Select(node => node.Shape.Count <= MostElements ? TensorText.OneLine(Explanation.Plain(node), ValueWidth) : "")],
        ];
        columns = [.. columns.Where(column => column.Any(cell => cell.Length > 0))];
        int[] widths = [.. columns.Select(column => column.Max(cell => cell.Length > WidestColumn ? 0 : cell.Length))];
        IEnumerable<string> lines = Enumerable.Range(0, nodes.Count)
            .Select(line => string.Join("  ", columns.Select((column, i) => column[line].PadRight(widths[i]))).TrimEnd());
        return string.Join('\n', lines);
    }

    /// <summary>Every ancestor that has a place in the order of creation, tracked or not, in that order; the tensor is the last.</summary>
    private static List<Tensor<T>> Recorded(Tensor<T> output)
    {
        List<Tensor<T>> found = [output];
        HashSet<Tensor<T>> seen = [output];
        for (int next = 0; next < found.Count; next++)
        {
            for (int i = 0; i < found[next].InputCount; i++)
            {
                Tensor<T> input = found[next].Input(i);
                if (input.Creation > 0 && seen.Add(input))
                {
                    found.Add(input);
                }
            }
        }

        found.Sort((x, y) => x.Creation.CompareTo(y.Creation));
        return found;
    }

    private static bool HasLine(Tensor<T> tensor) => tensor.Creation > 0 || tensor.Shape.Rank > 0 || NameOf(tensor) is not null;

    /// <summary>The name on one line, or null if there is none to be seen.</summary>
    private static string? NameOf(Tensor<T> tensor) => string.IsNullOrWhiteSpace(tensor.Name)
        ? null
        : Wording.Printable(string.Join(' ', tensor.Name.Split(default(char[]), StringSplitOptions.RemoveEmptyEntries)));

    /// <summary>Whether a name looks like the number of another node, %3.</summary>
    internal static bool IsLikeANumber(string name) => name.Length > 1 && name[0] == '%' && name.Skip(1).All(char.IsAsciiDigit);

    private void Number(Tensor<T> tensor)
    {
        if (!numbers.TryAdd(tensor, nodes.Count + 1))
        {
            return;
        }

        nodes.Add(tensor);
        if (NameOf(tensor) is { } name && !names.Add(name))
        {
            sharedNames.Add(name);
        }
    }

    /// <summary>Where a tensor comes from: an operation and its operands, or nowhere.</summary>
    private string Origin(Tensor<T> node) =>
        node.Operation is { } operation ? $"{operation}({string.Join(", ", node.Inputs.Select(LabelOf))})"
        : node.IsTracked ? "variable" : "constant";
}
