using System.Numerics;

namespace Autograd;

/// <summary>
/// The two sweeps over a recorded graph. <see cref="Reverse"/> carries a gradient from the output back to the sources, calling each
/// operation's Vjp; <see cref="Forward"/> carries changes from the sources on to the output, calling each Jvp. A tensor is created
/// after its inputs, so descending and ascending creation number are the orders to go in: no recursion, whatever the depth.
/// </summary>
internal sealed class Sweep<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly List<Tensor<T>> nodes = []; // every tracked ancestor of the output, in ascending order; the output is the last
    private readonly CreationMap positions = new(); // creation number → place in nodes, plus 1
    private readonly bool[]? isSource; // null: every variable is a source
    private readonly bool[]? leadsToSource; // null: all do

    // What a rule is told and gives, one element for each input; reused from node to node.
    private bool[] wants = new bool[2];
    private Tensor<T>?[] perInput = new Tensor<T>?[2];

    /// <summary>Prepares to differentiate the output with respect to every variable that it depends on.</summary>
    public Sweep(Tensor<T> output)
    {
        Collect(output, oldest: 0);
        Sort();
    }

    /// <summary>Prepares to differentiate the output with respect to these sources, tracked tensors anywhere in the graph.</summary>
    public Sweep(Tensor<T> output, ReadOnlySpan<Tensor<T>> sources)
    {
        long oldest = long.MaxValue;
        foreach (Tensor<T> source in sources)
        {
            oldest = Math.Min(oldest, source.Creation);
        }

        Collect(output, oldest);
        Sort();
        isSource = new bool[nodes.Count];
        leadsToSource = new bool[nodes.Count];
        foreach (Tensor<T> source in sources)
        {
            if (Position(source) is >= 0 and int p)
            {
                isSource[p] = leadsToSource[p] = true;
            }
        }

        for (int p = 0; p < nodes.Count; p++)
        {
            DependsOnMore |= nodes[p].Operation is null && !isSource[p];
            for (int i = 0; i < nodes[p].InputCount && !leadsToSource[p]; i++)
            {
                leadsToSource[p] = Position(nodes[p].Input(i)) is >= 0 and int input && leadsToSource[input];
            }
        }
    }

    /// <summary>Whether the output depends on a variable beside the sources, so that its derivatives may have derivatives in turn.</summary>
    public bool DependsOnMore { get; private set; }

    /// <summary>The variables that the output depends on, in order of creation.</summary>
    public IEnumerable<Tensor<T>> Variables => nodes.Where(node => node.Operation is null);

    /// <summary>Every tensor that the sweep visits, in order of creation.</summary>
    public IReadOnlyList<Tensor<T>> Nodes => nodes;

    /// <summary>The place of a tensor among the nodes, -1 if it is none.</summary>
    public int Position(Tensor<T> tensor) => tensor.IsTracked ? positions[tensor.Creation] - 1 : -1;

    /// <summary>
    /// Carries the seed, the gradient of the output, back: returns the gradient of each source at its place among the nodes, null where
    /// it is zero because no path leads there. With <paramref name="record"/> the gradients can be differentiated in turn.
    /// </summary>
    public Tensor<T>?[] Reverse(Tensor<T> seed, bool record, bool keepInterior = false)
    {
        var gradients = new GradientSums<T>(nodes.Count, record);
        gradients.Add(nodes.Count - 1, record ? seed : seed.Detach());
        for (int p = nodes.Count - 1; p >= 0; p--)
        {
            Tensor<T> node = nodes[p];
            if (gradients.Complete(p, node.Shape) is not { } gy || node.Operation is not { } operation || !AskInputs(node))
            {
                continue;
            }

            if (operation is LinearMap<T> { AddsTranspose: true } map)
            {
                gradients.AddRead(Position(node.Input(0)), node.Input(0).Shape, map, gy);
            }
            else
            {
                Span<Tensor<T>?> gx = perInput.AsSpan(0, node.InputCount);
                operation.Vjp(new Operands<T>(node, wants, record), gy, gx);
                for (int i = 0; i < gx.Length; i++)
                {
                    if (wants[i] && gx[i] is { } g)
                    {
                        gradients.Add(Position(node.Input(i)), FitGradient(g, operation, node, i));
                    }
                }

                gx.Clear();
            }

            if (!keepInterior && isSource?[p] != true)
            {
                gradients.Release(p);
            }
        }

        return gradients.ToArray();
    }

    /// <summary>
    /// Carries changes of the sources on to the output: returns its change, null where it is zero because no path leads there. With
    /// <paramref name="record"/> the change can be differentiated in turn.
    /// </summary>
    public Tensor<T>? Forward(ReadOnlySpan<Tensor<T>> sources, ReadOnlySpan<Tensor<T>> changes, bool record)
    {
        var tangents = new Tensor<T>?[nodes.Count];
        for (int i = 0; i < sources.Length; i++)
        {
            if (Position(sources[i]) is >= 0 and int p)
            {
                tangents[p] = record ? changes[i] : changes[i].Detach();
            }
        }

        for (int p = 0; p < nodes.Count; p++)
        {
            Tensor<T> node = nodes[p];
            if (isSource![p] || node.Operation is not { } operation || !AskInputs(node))
            {
                continue;
            }

            Span<Tensor<T>?> dx = perInput.AsSpan(0, node.InputCount);
            for (int i = 0; i < dx.Length; i++)
            {
                dx[i] = wants[i] ? tangents[Position(node.Input(i))] : null;
            }

            tangents[p] = FitTangent(operation.Jvp(new Operands<T>(node, wants, record), dx), operation, node);
            dx.Clear();
        }

        return tangents[^1];
    }

    /// <summary>Finds every tracked ancestor of the output, but none older than the oldest source: no path leads there.</summary>
    private void Collect(Tensor<T> output, long oldest)
    {
        nodes.Add(output);
        positions[output.Creation] = 1;
        for (int next = 0; next < nodes.Count; next++)
        {
            Tensor<T> node = nodes[next];
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

                ref int place = ref positions[input.Creation];
                if (place == 0)
                {
                    nodes.Add(input);
                    place = nodes.Count;
                }
            }
        }
    }

    /// <summary>Puts the nodes in order of creation.</summary>
    private void Sort()
    {
        Tensor<T>[] found = [.. nodes];
        nodes.Clear();
        foreach (int[] page in positions.Pages)
        {
            foreach (ref int place in page.AsSpan())
            {
                if (place != 0)
                {
                    nodes.Add(found[place - 1]);
                    place = nodes.Count;
                }
            }
        }
    }

    /// <summary>Sets which inputs of the node lie on a way to a source; false if none does.</summary>
    private bool AskInputs(Tensor<T> node)
    {
        if (wants.Length < node.InputCount)
        {
            wants = new bool[node.InputCount];
            perInput = new Tensor<T>?[node.InputCount];
        }

        bool any = false;
        for (int i = 0; i < node.InputCount; i++)
        {
            Tensor<T> input = node.Input(i);
            wants[i] = input.IsTracked && (leadsToSource is null || (Position(input) is >= 0 and int p && leadsToSource[p]));
            any |= wants[i];
        }

        return any;
    }

    /// <summary>Elementwise rules return what broadcasts to the output, which is summed to the input's shape; others that very shape.</summary>
    private static Tensor<T> FitGradient(Tensor<T> gx, Primitive<T> operation, Tensor<T> node, int i)
    {
        Shape shape = node.Input(i).Shape;
        return operation is Elementwise<T> && gx.Shape.BroadcastsTo(node.Shape) ? gx.BroadcastTo(node.Shape).SumTo(shape)
            : gx.Shape == shape && operation is not Elementwise<T> ? gx
            : throw new ShapeException($"{operation.Name}: its Vjp gave a gradient of shape {gx.Shape} for {node.Input(i).Label($"input {i}")}.");
    }

    private static Tensor<T> FitTangent(Tensor<T> dy, Primitive<T> operation, Tensor<T> node) =>
        operation is Elementwise<T> && dy.Shape.BroadcastsTo(node.Shape) ? dy.BroadcastTo(node.Shape)
        : dy.Shape == node.Shape ? dy
        : throw new ShapeException($"{operation.Name}: its Jvp gave a change of shape {dy.Shape} for {node.Label("a result")}.");
}
