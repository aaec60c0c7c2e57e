using Autograd.Explaining;

namespace Autograd;

/// <content>The record as a page and as a picture.</content>
public sealed partial class GraphTrace<T>
{
    /// <summary>
    /// Writes the run as a page to look at in a browser: one file, which needs no network. It plays every step forward and backward, shows
    /// the rule of each node, the sum where a value is used several times and the tape, asks questions, and is readable without scripts.
    /// </summary>
    /// <param name="path">The file, usually ending in <c>.html</c>; one that is there is replaced.</param>
    /// <param name="title">What stands above it; if null, what was computed.</param>
    /// <param name="language">The language in which the page opens; it has both.</param>
    /// <exception cref="InvalidOperationException">There are more than 400 nodes, even with groups folded.</exception>
    /// <remarks>
    /// Up to about 60 nodes are readable at once. <see cref="WithGroup"/> and <c>model.TraceGraph</c> fold parts into boxes that open by a
    /// click. <c>#step=7</c> after the address opens the page at that step.
    /// </remarks>
    /// <example><code>
    /// Tensor apple = Tensor.Variable(100, "apple"), tax = Tensor.Variable(1.1, "tax");
    /// (apple * 2 * tax).Named("price").TraceGraph().SaveHtml("apple.html");
    /// </code></example>
    public void SaveHtml(string path, string? title = null, Language language = Language.English)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        File.WriteAllText(path, PageOf(title, language, "SaveHtml"));
    }

    /// <summary>The text of the page that <see cref="SaveHtml"/> writes. The same run gives the same text.</summary>
    /// <param name="title">What stands above it; if null, what was computed.</param>
    /// <param name="language">The language in which the page opens; it has both.</param>
    /// <exception cref="InvalidOperationException">There are more than 400 nodes, even with groups folded.</exception>
    public string ToHtml(string? title = null, Language language = Language.English) => PageOf(title, language, "ToHtml");

    private string PageOf(string? title, Language language, string operation)
    {
        string heading = Svg.Escape(title ?? $"{PageText.Label(Output.Label)} = {PageText.NumberOrShape(Output.Value)}");
        string run = TracePart.Of(this, "", language, operation);
        return Page.Of(heading, false, $"<header><h1>{heading}</h1>{Page.Help}{Page.Switch}</header>\n<main>{run}</main>\n", language);
    }

    /// <summary>
    /// The graph as a picture, as <see cref="SaveHtml"/> shows it at the end: operations as circles, and on every arrow the value that goes
    /// forward above the gradient that comes back, tensors as small maps of coloured cells. It reads well on light and on dark.
    /// Graphs of some hundred nodes are hard to read: fold groups, or use <see cref="Graphviz"/>.
    /// </summary>
    /// <param name="fold">Whether each group is drawn as one box.</param>
    /// <exception cref="InvalidOperationException">There are more than 400 nodes to draw.</exception>
    public Svg ToSvg(bool fold = false)
    {
        var scene = new Scene<T>(this, fold ? groups : []);
        if (scene.Nodes.Count > TracePart.MostNodes)
        {
            string folding = groups.Count == 0 ? "Fold parts of it (WithGroup, or model.TraceGraph for layers, and fold: true)"
                : fold ? "Fold more of it (WithGroup)" : "Fold its groups (fold: true)";
            throw new InvalidOperationException(
                $"ToSvg: {Output.Label} was computed by {scene.Nodes.Count} nodes, more than the {TracePart.MostNodes} that a "
                + $"picture can show. {folding}, or draw it by ToDot and Graphviz.");
        }

        var picture = new GraphPicture<T>(scene, new Course<T>(this), new HeatMaps(prefix: null), isPlayed: false);
        string drawn = picture.Draw(_ => "");
        string width = Svg.Number(picture.Width), height = Svg.Number(picture.Height);
        return new Svg(
            $"<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"graph\" width=\"{width}\" height=\"{height}\" "
            + $"viewBox=\"0 0 {width} {height}\" role=\"img\">\n"
            + $"<title>{Svg.Escape(PageText.Label(Output.Label))}</title>\n<style>{HeatMaps.Css(drawn)}</style>\n"
            + $"{drawn}\n</svg>\n");
    }
}
