using System.Numerics;
using Autograd.Differentiation;
using Autograd.Explaining;

namespace Autograd;

public sealed partial class Tensor<T>
{
    /// <summary>
    /// Records how this tensor was computed and how its gradient goes back, step by step: every value, every contribution to every
    /// gradient, in the order in which it happens. Everything that explains or draws a run is printed from this record.
    /// </summary>
    /// <param name="seed">The gradient of this tensor itself, of its shape; 1 for a tensor of one element if null.</param>
    /// <exception cref="InvalidOperationException">
    /// This tensor does not depend on a variable, or it has several elements and there is no seed.
    /// </exception>
    /// <exception cref="ShapeException">The seed has another shape.</exception>
    /// <remarks>
    /// The gradients are those of <see cref="Backward"/>; nothing is changed. All of them are kept, so it is for small graphs.
    /// </remarks>
    public GraphTrace<T> TraceGraph(Tensor<T>? seed = null)
    {
        if (!IsTracked)
        {
            throw new InvalidOperationException(
                $"TraceGraph: nothing here depends on a variable. {Label("The tensor")} was computed from constants alone: make inputs "
                + "with Variable or AsVariable. A parameter that is frozen, or whose module predicts, is a constant too.");
        }

        return new GraphTrace<T>(this, SeedOrOne(seed, "TraceGraph").Detach());
    }

    /// <summary>
    /// The recorded graph of this tensor as text, one line per node in order of creation: its number, its name, its type and shape,
    /// what computed it from which operands, and its value, if that is short. The equivalent of a jaxpr in JAX.
    /// </summary>
    /// <remarks>
    /// Masks are listed too, with what they were computed from. A scalar constant stands as a number among the operands; other
    /// constants, and those with a name, have a line of their own before the first node that uses them. A name that several nodes
    /// share does not tell them apart, so their operands are given by number.
    /// </remarks>
    /// <example><code>
    /// Tensor apple = Tensor.Variable(100, "apple"), tax = Tensor.Variable(1.1, "tax");
    /// Console.WriteLine((apple * 2 * tax).Listing());
    /// // %1  apple  f64[]  variable             100
    /// // %2         f64[]  Multiply(apple, 2)   200
    /// // %3  tax    f64[]  variable             1.1
    /// // %4         f64[]  Multiply(%2, tax)    220
    /// </code></example>
    public string Listing() => new Listing<T>(this).ToString();
}

/// <summary>
/// The record of one run, forward and backward; <see cref="Tensor{T}.TraceGraph"/> makes it. It does not change any more, and everything
/// that explains the run only prints it.
/// </summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed partial class GraphTrace<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly Dictionary<Tensor<T>, TraceNode<T>> byTensor;

    internal GraphTrace(Tensor<T> output, Tensor<T> seed)
    {
        byTensor = [];
        var listing = new Listing<T>(output);
        foreach (Tensor<T> tensor in listing.Nodes)
        {
            byTensor.Add(tensor, new TraceNode<T>(byTensor.Count + 1, listing.LabelOf(tensor), tensor, [.. tensor.Inputs.Select(Operand)]));
        }

        Seed = seed;
        Nodes = [.. byTensor.Values];
        foreach (TraceNode<T> input in Nodes.SelectMany(node => node.Inputs))
        {
            input.Uses++;
        }

        Output = byTensor[output];
        var observer = new Observer(this);
        var graph = new BackwardSlice<T>(output);
        Tensor<T>?[] gradients = ReverseSweep.Run(graph, seed, record: false, keepInterior: true, observer);
        for (int p = 0; p < gradients.Length; p++)
        {
            byTensor[graph.Nodes[p]].Gradient = gradients[p];
        }

        Backward = observer.Steps;

        // A nameless scalar constant has no line of its own.
        TraceNode<T> Operand(Tensor<T> input) => byTensor.TryGetValue(input, out TraceNode<T>? node)
            ? node
            : new TraceNode<T>(0, listing.LabelOf(input), input, []);
    }

    /// <summary>
    /// The tensors in the order in which they were made, numbered from 1 on; nameless scalar constants are not among them.
    /// </summary>
    public IReadOnlyList<TraceNode<T>> Nodes { get; }

    /// <summary>The tensor that was traced.</summary>
    public TraceNode<T> Output { get; }

    /// <summary>The gradient that the way back began with.</summary>
    public Tensor<T> Seed { get; }

    /// <summary>The forward steps: the nodes that operations made, in order.</summary>
    public IEnumerable<TraceNode<T>> Forward => Nodes.Where(node => node.Operation is not null);

    /// <summary>The backward steps, in the order in which they happened.</summary>
    public IReadOnlyList<BackwardStep<T>> Backward { get; }

    /// <summary>Every contribution to a gradient, in the order in which it was added.</summary>
    public IEnumerable<Contribution<T>> Contributions => Backward.SelectMany(step => step.Contributions);

    /// <summary>The node of a tensor.</summary>
    /// <param name="tensor">A tensor of the graph.</param>
    /// <exception cref="ArgumentException">It is not in the graph.</exception>
    public TraceNode<T> this[Tensor<T> tensor] => byTensor.TryGetValue(tensor, out TraceNode<T>? node)
        ? node
        : throw new ArgumentException($"{tensor.Label("The tensor")} is not in this trace of {Output.Label}.", nameof(tensor));

    /// <summary>Whether a tensor is in the graph, and so has a node; a nameless scalar constant has none.</summary>
    /// <param name="tensor">A tensor.</param>
    public bool Contains(Tensor<T> tensor) => byTensor.ContainsKey(tensor);

    /// <summary>The explanation in English.</summary>
    public override string ToString() => Explain();

    private sealed class Observer(GraphTrace<T> trace) : ISweepObserver<T>
    {
        private readonly List<BackwardStep<T>> steps = [];
        private readonly Dictionary<TraceNode<T>, Tensor<T>> sums = [];
        private List<Contribution<T>> contributions = [];
        private Tensor<T>?[] derivatives = [];
        private TraceNode<T> from = trace.Output;
        private int count;

        public IReadOnlyList<BackwardStep<T>> Steps => steps;

        public void OnRule(Tensor<T> node, Tensor<T> gy)
        {
            from = trace.byTensor[node];
            contributions = [];
            steps.Add(new BackwardStep<T>(steps.Count + 1, from, gy, contributions));
            derivatives = new Tensor<T>?[node.InputCount];
            if (node.Operation is Elementwise<T> operation)
            {
                // The rule itself says what the local derivatives are: what it gives back for a gradient of ones.
                bool[] wants = [.. node.Inputs.Select(input => input.IsTracked)];
                operation.Vjp(new Operands<T>(node, wants, record: false), Tensor<T>.Ones(node.Shape), derivatives);
            }
        }

        public void OnContribution(int input, Tensor<T> contribution, Tensor<T> sum)
        {
            TraceNode<T> to = from.Inputs[input];
            Tensor<T>? derivative = derivatives[input]?.BroadcastTo(from.Shape);
            contributions.Add(new Contribution<T>(++count, from, to, input, derivative, contribution, sums.GetValueOrDefault(to), sum));
            sums[to] = sum;
        }
    }
}
