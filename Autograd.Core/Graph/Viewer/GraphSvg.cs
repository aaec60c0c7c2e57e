namespace Autograd;

public sealed partial class GraphTrace<T>
{
    /// <summary>
    /// The graph as a picture, as <see cref="SaveHtml"/> shows it at the end: operations as circles, and on every arrow the value that goes
    /// forward above the gradient that comes back, tensors as small maps of coloured cells. It reads well on light and on dark.
    /// Graphs of some hundred nodes take seconds to lay out and are hard to read: fold groups, or use <see cref="Graphviz"/>.
    /// </summary>
    /// <param name="fold">Whether each group is drawn as one box.</param>
    public Svg ToSvg(bool fold = false)
    {
        var picture = new GraphPicture<T>(new Scene<T>(this, fold ? groups : []), new Course<T>(this), new HeatMaps(prefix: null), isPlayed: false);
        string drawn = picture.Draw(_ => "");
        string width = Svg.Number(picture.Width), height = Svg.Number(picture.Height);
        return new Svg(
            $"<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"graph\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\" role=\"img\">\n"
            + $"<title>{Svg.Escape(PageText.Label(Output.Label))}</title>\n<style>{HeatMaps.Css(drawn)}</style>\n"
            + $"{drawn}\n</svg>\n");
    }
}
