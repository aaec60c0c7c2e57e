using System.Numerics;

namespace Autograd.Differentiation;

/// <summary>
/// The part of a recorded graph between an output and the sources that it is differentiated by. A tensor is created after its inputs,
/// so the nodes by creation number are in an order in which inputs come first.
/// </summary>
internal sealed class BackwardSlice<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly Tensor<T>[] nodes;
    private readonly NodeIndexMap positions = new(); // creation number → place in nodes, plus 1
    private readonly bool[]? isSource; // null: every variable is a source
    private readonly bool[]? leadsToSource; // null: all do

    /// <summary>The graph of the output down to every variable.</summary>
    public BackwardSlice(Tensor<T> output)
    {
        nodes = InOrder(Collect(output, oldest: 0));
    }

    /// <summary>The graph of the output down to these sources, tracked tensors anywhere in it.</summary>
    public BackwardSlice(Tensor<T> output, ReadOnlySpan<Tensor<T>> sources)
    {
        long oldest = long.MaxValue;
        foreach (Tensor<T> source in sources)
        {
            oldest = Math.Min(oldest, source.Creation);
        }

        nodes = InOrder(Collect(output, oldest));
        isSource = new bool[nodes.Length];
        leadsToSource = new bool[nodes.Length];
        foreach (Tensor<T> source in sources)
        {
            if (Position(source) is >= 0 and int p)
            {
                isSource[p] = leadsToSource[p] = true;
            }
        }

        for (int p = 0; p < nodes.Length; p++)
        {
            DependsOnMore |= !isSource[p] && !HasTrackedInput(nodes[p]);
            for (int i = 0; i < nodes[p].InputCount && !leadsToSource[p]; i++)
            {
                leadsToSource[p] = PositionOnWay(nodes[p].Input(i)) >= 0;
            }
        }
    }

    /// <summary>
    /// Whether the output depends on a variable beside the sources, so that its derivatives may have derivatives in turn.
    /// </summary>
    public bool DependsOnMore { get; private set; }

    /// <summary>Whether the graph is differentiated by node <paramref name="p"/>.</summary>
    public bool IsSource(int p) => isSource is null ? nodes[p].IsVariable : isSource[p];

    /// <summary>The place of a tensor through which a source can be reached, -1 if none can.</summary>
    public int PositionOnWay(Tensor<T> tensor) =>
        Position(tensor) is >= 0 and int p && (leadsToSource is null || leadsToSource[p]) ? p : -1;

    /// <summary>The tracked ancestors of the output in order of creation; the output is the last.</summary>
    public ReadOnlySpan<Tensor<T>> Nodes => nodes;

    /// <summary>The place of a tensor among the nodes, -1 if it is none.</summary>
    public int Position(Tensor<T> tensor) => tensor.IsTracked ? positions[tensor.Creation] - 1 : -1;

    /// <summary>Finds every tracked ancestor of the output, but none older than the oldest source: no path leads there.</summary>
    private List<Tensor<T>> Collect(Tensor<T> output, long oldest)
    {
        List<Tensor<T>> found = [output];
        positions.Entry(output.Creation) = 1;
        for (int next = 0; next < found.Count; next++)
        {
            Tensor<T> node = found[next];
            for (int i = 0; i < node.InputCount; i++)
            {
                Tensor<T> input = node.Input(i);
                if (!input.IsTracked)
                {
                    continue;
                }

                if (input.Creation < oldest)
                {
                    DependsOnMore = true;
                    continue;
                }

                ref int place = ref positions.Entry(input.Creation);
                if (place == 0)
                {
                    found.Add(input);
                    place = found.Count;
                }
            }
        }

        return found;
    }

    private static bool HasTrackedInput(Tensor<T> node)
    {
        for (int i = 0; i < node.InputCount; i++)
        {
            if (node.Input(i).IsTracked)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The nodes in order of creation, and their places in it as positions.</summary>
    private Tensor<T>[] InOrder(List<Tensor<T>> found)
    {
        var ordered = new Tensor<T>[found.Count];
        int next = 0;
        foreach (int[] page in positions.InOrder())
        {
            foreach (ref int place in page.AsSpan())
            {
                if (place != 0)
                {
                    ordered[next++] = found[place - 1];
                    place = next;
                }
            }
        }

        return ordered;
    }
}
