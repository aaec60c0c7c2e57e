namespace Autograd;

public sealed partial class GraphTrace<T>
{
    /// <summary>
    /// The graph as a picture, as <see cref="SaveHtml"/> shows it at the end: operations as circles, and on every arrow the value that goes
    /// forward above the gradient that comes back, tensors as small maps of coloured cells. It reads well on light and on dark.
    /// </summary>
    /// <param name="fold">Whether each group is drawn as one box.</param>
    public Svg ToSvg(bool fold = false)
    {
        var maps = new HeatMaps("");
        var picture = new GraphPicture<T>(new Scene<T>(this, fold ? groups : []), new Course<T>(this), maps, namesAll: false);
        string drawn = picture.Draw(_ => "");
        string width = Svg.Number(picture.Width), height = Svg.Number(picture.Height);
        return new Svg(
            $"<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"graph\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\" role=\"img\">\n"
            + $"<title>{Svg.Escape(PageText.Label(Output.Label))}</title>\n<style>{Page.Resource("graph.css")}</style>\n"
            + $"<defs>{maps.Definitions}</defs>{drawn}\n</svg>\n");
    }
}
