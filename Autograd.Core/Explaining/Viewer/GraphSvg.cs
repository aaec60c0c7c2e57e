namespace Autograd;

public sealed partial class GraphTrace<T>
{
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
            $"<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"graph\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\" role=\"img\">\n"
            + $"<title>{Svg.Escape(PageText.Label(Output.Label))}</title>\n<style>{HeatMaps.Css(drawn)}</style>\n"
            + $"{drawn}\n</svg>\n");
    }
}
