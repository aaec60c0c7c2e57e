using Autograd.Explaining;

namespace Autograd;

/// <content>The record as text, for people and for programs.</content>
public sealed partial class GraphTrace<T>
{
    private const int MostPathsWritten = 16; // in one sum

    /// <summary>
    /// The run step by step: how each value was computed, and then each contribution to each gradient, in the order in which it happened,
    /// with the local derivative and the sum where a value is used more than once.
    /// </summary>
    /// <param name="language">The language.</param>
    /// <example><code>
    /// Tensor apple = Tensor.Variable(100, "apple"), tax = Tensor.Variable(1.1, "tax");
    /// Console.WriteLine((apple * 2 * tax).Named("price").TraceGraph().Explain());
    /// // 1. ∂price/∂%3 += 1 × 1.1 = 1.1   [price = %3·tax, ∂price/∂%3 = tax]
    /// </code></example>
    public string Explain(Language language = Language.English) => Explanation.Of(this, language);

    /// <summary>
    /// The chain rule for one tensor, with the numbers put in. Where everything on the way is a single number: the sum over all paths of
    /// the products of the local derivatives, as symbols, as numbers, and the result. Else, or if there are more than 16 paths, one
    /// equation for each gradient on the way. With a seed other than 1 it is the derivative times the seed.
    /// </summary>
    /// <param name="tensor">A tensor of the graph that is no constant.</param>
    /// <param name="notation">Text or LaTeX.</param>
    /// <exception cref="ArgumentException">The tensor is not in the graph, or a constant.</exception>
    /// <example><code>
    /// // ∂price/∂apple = ∂price/∂%4 · ∂%4/∂apple
    /// //               = tax · count
    /// //               = 1.1 · 2
    /// //               = 2.2
    /// </code></example>
    public string Derivation(Tensor<T> tensor, Notation notation = Notation.Text)
    {
        TraceNode<T> source = TrackedNode(tensor, "Derivation");
        HashSet<TraceNode<T>> onWay = Dependent(source);
        var derivation = new Derivation<T>(this, source, notation);
        return onWay.All(node => node.Shape.Count == 1) && CountPaths(source, onWay) <= MostPathsWritten
            ? derivation.AlongPaths(Paths(tensor))
            : derivation.ByEquations(onWay);
    }

    /// <summary>
    /// The tape: one line per node with its number, its name, the expression that made it, its value, and its gradient, once the way back
    /// is done.
    /// </summary>
    /// <param name="language">The language of the headings.</param>
    public string Tape(Language language = Language.English)
    {
        var words = Words.In(language);
        string[][] rows =
        [
            words.TapeHeadings,
            .. Nodes.Select(node => new[]
            {
                $"{node.Number}",
                node.Label,
                node.Operation is null ? node.IsVariable ? words.Variable : words.Constant : Explanation.Value(node),
                Explanation.Short(node.Value),
                node.Gradient is { } gradient ? Explanation.Short(gradient) : "–",
            }),
        ];
        return TextTable.Of(rows);
    }

    /// <summary>
    /// The graph in the language of Graphviz: operations as circles, variables and constants as boxes, and on every arrow the value that
    /// goes forward above the gradient that comes back.
    /// </summary>
    public string ToDot() => new DotDrawing().Of(this);

    /// <summary>The graph as a flowchart of Mermaid, which Markdown on many sites shows: drawn as by <see cref="ToDot"/>.</summary>
    public string ToMermaid() => new MermaidDrawing().Of(this);

    /// <summary>The record as JSON, for programs that draw or check runs.</summary>
    /// <remarks>
    /// <code>
    /// { "version": 1, "type": "double", "output": 5,
    ///   "nodes": [ { "number": 4, "label": "%4", "name": null, "source": "apple.cs:7", "kind": "operation", "operation": "Multiply",
    ///                "attributes": "", "formula": "apple·count", "inputs": [1, 2], "shape": [], "value": [200], "gradient": [1.1] }, … ],
    ///   "groups": [ { "name": "0: Linear(2, 4)", "nodes": [1, 2, 4, 5] }, … ],
    ///   "backward": [ { "step": 1, "node": 5, "gradient": [1],
    ///                   "contributions": [ { "number": 1, "input": 0, "to": 4, "derivative": [1.1], "value": [1.1],
    ///                                        "before": null, "after": [1.1] }, … ] }, … ] }
    /// </code>
    /// Elements are in row-major order; NaN and ±∞ are the strings "NaN", "Infinity" and "-Infinity". Among the inputs a nameless scalar
    /// constant, which has no number, is an object: <c>{ "constant": 2 }</c>. "source" is the line that made the node, null unless
    /// <see cref="Diagnostics.SourceLines"/> was on. "kind" is "variable", "constant" or "operation". The version
    /// changes when a reader of the last one would misunderstand.
    /// </remarks>
    public string ToJson() => TraceJson.Of(this);
}
