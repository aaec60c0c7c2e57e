using System.Numerics;

namespace Autograd.Explaining;

/// <summary>
/// A trace as SVG, in the style of textbooks: operations as circles, what is given as boxes, arrows from left to right, on each the value
/// above and the gradient that comes back below, in another colour and with an arrow of its own.
/// </summary>
/// <remarks>
/// What is known only from some step on carries it as <c>data-from</c>, and what is known until then as <c>data-until</c>; <c>data-node</c>
/// is the number of the node. Without a script everything is shown as it is at the end.
/// </remarks>
internal sealed class GraphPicture<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private const double Font = 13, SmallFont = 12, Radius = 18, BoxHeight = 30, Line = 16;
    private const double Margin = 12, PortStep = 9, BackwardShift = 4, Head = 7, WidestSum = 110;
    private static readonly (double Across, double Down) Gap = (24, 6);

    private readonly Scene<T> scene;
    private readonly Course<T> course;
    private readonly HeatMaps maps;
    private readonly Layers layers;
    private readonly Placement placement;
    private readonly Dictionary<int, SceneEdge<T>> edgeByLabel = []; // by the place of its label
    private readonly bool isPlayed;
    private readonly Markup svg = new();

    /// <summary>Lays out.</summary>
    /// <param name="scene">What is drawn.</param>
    /// <param name="course">When each part is known.</param>
    /// <param name="maps">Where maps of tensors are defined.</param>
    /// <param name="isPlayed">
    /// Whether a page plays it: then it says when each part is known, and operations without a name have their number above, which formulas
    /// name.
    /// </param>
    public GraphPicture(Scene<T> scene, Course<T> course, HeatMaps maps, bool isPlayed)
    {
        this.isPlayed = isPlayed;
        this.scene = scene;
        this.course = course;
        this.maps = maps;
        layers = new Layers(scene.Nodes.Count, [.. scene.Edges.Select(edge => (edge.From.Index, edge.To.Index))]);
        for (int i = 0; i < scene.Edges.Count; i++)
        {
            edgeByLabel.Add(layers.Ways[i][^2], scene.Edges[i]);
        }

        placement = new Placement(layers, SizeOf, Gap);
        Width = placement.Width + (2 * Margin);
        Height = placement.Height + (2 * Margin);
    }

    /// <summary>The width in pixels.</summary>
    public double Width { get; }

    /// <summary>The height in pixels.</summary>
    public double Height { get; }

    /// <summary>The arrows, and above them the boxes and circles, as the inside of an element <c>svg</c>.</summary>
    /// <param name="extra">More attributes for a node that is no output and no nameless constant: how it is reached and read.</param>
    public string Draw(Func<SceneNode<T>, string> extra)
    {
        for (int i = 0; i < scene.Edges.Count; i++)
        {
            Draw(scene.Edges[i], layers.Ways[i]);
        }

        foreach (SceneNode<T> node in scene.Nodes)
        {
            Draw(node, extra);
        }

        return svg.ToString();
    }

    private static string Symbol(SceneNode<T> node) => Drawing.Symbol(node.Node!);

    private static double WidthOf(SceneNode<T> node) => node.Kind switch
    {
        SceneKind.Operation => Math.Max(2 * Radius, Svg.WidthOf(Symbol(node), Font) + 18),
        SceneKind.Group => Svg.WidthOf(node.Title, Font) + 44,
        _ => Svg.WidthOf(PageText.Label(node.Title), Font) + 18,
    };

    private static double HeightOf(SceneNode<T> node) => node.Kind switch
    {
        SceneKind.Operation => 2 * Radius,
        SceneKind.Group => 44,
        _ => BoxHeight,
    };

    /// <summary>The gradients that are summed at a node, which stand below it; one alone stands on its arrow.</summary>
    private Contribution<T>[] SumOf(SceneNode<T> node) =>
        node.Node is { } tensor && course.To(tensor).Count() > 1 ? [.. course.To(tensor)] : [];

    private bool HasNameAbove(SceneNode<T> node) => node.Kind == SceneKind.Operation && (isPlayed || node.Node!.Name is not null);

    private (double Width, double Height) SizeOf(int place)
    {
        if (place < scene.Nodes.Count)
        {
            SceneNode<T> node = scene.Nodes[place];
            string[] around = [.. HasNameAbove(node) ? [PageText.Label(node.Title)] : Array.Empty<string>(), .. SumTexts(node)];
            return (
                around.Select(text => Svg.WidthOf(text, SmallFont)).Append(WidthOf(node)).Max(),
                HeightOf(node) + (around.Length > 0 ? 2 * Line : 0));
        }

        if (!edgeByLabel.TryGetValue(place, out SceneEdge<T>? edge))
        {
            return (0, Line);
        }

        (double valueWidth, double valueHeight) = Block(edge.Carried.Value, edge.From.Node is null);
        (double gradientWidth, double gradientHeight) = edge.Gradient is { } gradient ? Block(gradient, false) : (0, 0);
        return (Math.Max(valueWidth, gradientWidth) + 2, 2 * Math.Max(valueHeight + 4, gradientHeight + BackwardShift + 4));
    }

    /// <summary>The room for a value or a gradient: a number, or a map with its shape.</summary>
    private (double Width, double Height) Block(Tensor<T> x, bool isKnown)
    {
        if (isKnown)
        {
            return (0, 0); // the box says it already
        }

        if (x.Shape.Count == 1)
        {
            return (Svg.WidthOf(PageText.Number(x), Font), Line - 2);
        }

        (double width, double height) = maps.Size(x);
        return (width + 5 + Svg.WidthOf(x.Shape.ToString(), SmallFont), Math.Max(height, Line - 2));
    }

    private void Draw(SceneEdge<T> edge, int[] way)
    {
        int from = course.Value(edge.Carried);
        int? back = edge.Contributions.Count > 0 ? course.Of(edge.Contributions[^1])
            : edge.To.Kind == SceneKind.Output ? course.Seed
            : null;
        string contributions = edge.To.Kind == SceneKind.Output ? "0" : string.Join(' ', edge.Contributions.Select(c => $"{c.Number}"));
        string to = edge.To.Node is { } node ? $" data-to=\"{node.Number}\"" : "";
        svg.Add($"<g class=\"edge\"{to} data-c=\"{contributions}\">");
        (double startX, double startY) = Corner(edge.From, +1, 0);
        int[] arrivals = [.. layers.Arrivals[edge.To.Index]];
        double portStep = Math.Min(PortStep, 2 * (Radius - 4) / Math.Max(1, arrivals.Length - 1));
        double port = (Array.IndexOf(arrivals, way[^2]) - ((arrivals.Length - 1) / 2.0)) * portStep;
        (double endX, double endY) = Corner(edge.To, -1, port);
        string head = $"l-{Head}-3.5m0 7l{Head}-3.5";
        string backHead = $"M{Point(startX + Head, startY + BackwardShift - 3.5)}l-{Head} 3.5 {Head} 3.5";
        svg.Add($"<path class=\"forward\"{From(from)} d=\"{Curve(way, (startX, startY), (endX, endY), 0)}{head}\"/>");
        if (back is { } step)
        {
            string curve = Curve(way, (startX, startY + BackwardShift), (endX, endY + BackwardShift), BackwardShift);
            svg.Add($"<path class=\"backward\"{From(step)} d=\"{curve}{backHead}\"/>");
        }

        (double x, double y) = At(way[^2]);
        if (edge.From.Node is not null)
        {
            Label("value", edge.Carried.Value, from, x, y - 5, above: true);
        }

        if (edge.Gradient is { } gradient)
        {
            Label("gradient", gradient, back!.Value, x, y + BackwardShift + 4, above: false);
        }

        svg.Add("</g>");
    }

    /// <summary>A value that ends above a point, or begins below it.</summary>
    private void Label(string kind, Tensor<T> value, int from, double x, double y, bool above)
    {
        string attributes = $" class=\"{kind}\"{From(from)}";
        if (value.Shape.Count == 1)
        {
            Text(PageText.Number(value), x, above ? y : y + Font - 2, attributes);
            return;
        }

        double left = x - (Block(value, false).Width / 2);
        (double width, double height) = maps.Size(value);
        svg.Add($"<g{attributes}>{maps.At(value, left, above ? y - height : y, width)}");
        Text(value.Shape.ToString(), left + width + 5, above ? y - 1 : y + Font - 3, " class=\"start\"");
        svg.Add("</g>");
    }

    private void Draw(SceneNode<T> node, Func<SceneNode<T>, string> extra)
    {
        (double x, double y) = At(node.Index);
        double width = WidthOf(node), height = HeightOf(node);
        string kind = node.Kind.ToString().ToLowerInvariant();
        bool isReachable = node.Node is not null;
        string differentiated = isPlayed && isReachable && course.Gradient(node.Node!) is { } step ? $" data-done=\"{step}\"" : "";
        svg.Add($"<g class=\"node {kind}{(node is { Kind: not SceneKind.Group, Group: not null } ? " member" : "")}\"");
        svg.Add(isReachable ? $" data-node=\"{node.Node!.Number}\"{differentiated}{extra(node)}>" : ">");
        double corner = node.Kind == SceneKind.Operation ? height / 2 : node.Kind == SceneKind.Group ? 10 : 5;
        svg.Add($"<rect x=\"{Pixels(x - (width / 2))}\" y=\"{Pixels(y - (height / 2))}\" width=\"{Pixels(width)}\" ");
        svg.Add($"height=\"{Pixels(height)}\" rx=\"{Pixels(corner)}\"/>");
        string title = node.Kind == SceneKind.Operation ? Symbol(node)
            : node.Kind == SceneKind.Group ? $"▸ {node.Title}"
            : PageText.Label(node.Title);
        Text(title, x, y + 4.5);
        if (HasNameAbove(node))
        {
            Text(PageText.Label(node.Title), x, y - (height / 2) - 5, $" class=\"name{(node.Node!.Name is null ? " number" : "")}\"");
        }

        svg.Add("</g>");
        Contribution<T>[] sum = SumOf(node);
        string[] texts = SumTexts(node);
        for (int i = isPlayed ? 0 : Math.Max(0, sum.Length - 1); i < sum.Length; i++)
        {
            string until = i + 1 < sum.Length ? $" data-until=\"{course.Of(sum[i + 1])}\"" : "";
            Text(texts[i], x, y + (height / 2) + 13, $" class=\"sum\"{From(course.Of(sum[i]))}{until}");
        }
    }

    /// <summary>How a sum of gradients grows: "1", "1 + 3 = 4"; the sum alone where that would be wide.</summary>
    private string[] SumTexts(SceneNode<T> node)
    {
        Contribution<T>[] sum = SumOf(node);
        return [.. sum.Select((c, i) =>
        {
            if (c.After.Shape.Count != 1)
            {
                return $"Σ {i + 1}/{sum.Length}";
            }

            string after = PageText.Number(c.After);
            string whole = c.Before is null
                ? after
                : $"{PageText.Number(c.Before)} + {Explanation.Term(PageText.Number(c.Value))} = {after}";
            return Svg.WidthOf(whole, SmallFont) <= WidestSum ? whole : $"Σ = {after}";
        })];
    }

    private void Text(string text, double x, double y, string attributes = "") =>
        svg.Add($"<text x=\"{Pixels(x)}\" y=\"{Pixels(y)}\"{attributes}>{Svg.Escape(text)}</text>");

    /// <summary>A tenth of a pixel is finer than a screen shows.</summary>
    private static string Pixels(double x) => Svg.Number(Math.Round(x, 1));

    private (double X, double Y) At(int place) => (placement[place].X + Margin, placement[place].Y + Margin);

    /// <summary>Where an arrow leaves (+1, on the right) or enters (-1) a box, so far below its middle.</summary>
    private (double X, double Y) Corner(SceneNode<T> node, int side, double below)
    {
        (double x, double y) = At(node.Index);
        double half = WidthOf(node) / 2;
        double inset = node.Kind == SceneKind.Operation ? Radius - Math.Sqrt((Radius * Radius) - (below * below)) : 0;
        return (x + (side * (half - inset)), y + below);
    }

    /// <summary>From point to point through the places between; level within a column, where other boxes and labels are near.</summary>
    private string Curve(int[] way, (double X, double Y) start, (double X, double Y) end, double shift)
    {
        Markup path = new Markup().Add($"M{Point(start.X, start.Y)}");
        (double x, double y, double drawn) = (At(way[0]).X + (placement.ColumnWidthOf(way[0]) / 2), start.Y, start.X);
        foreach (int place in way[1..^1])
        {
            (double middle, double level) = At(place);
            double half = placement.ColumnWidthOf(place) / 2;
            To(middle - half, level + shift);
            x = middle + half;
        }

        To(Math.Min(end.X - Head, At(way[^1]).X - (placement.ColumnWidthOf(way[^1]) / 2)), end.Y);
        return path.Add($"H{Pixels(end.X)}").ToString();

        void To(double nextX, double nextY)
        {
            double middle = (x + nextX) / 2;
            if (Pixels(y) != Pixels(nextY))
            {
                path.Add(x > drawn ? $"H{Pixels(x)}" : "").Add($"C{Point(middle, y)} {Point(middle, nextY)} {Point(nextX, nextY)}");
                drawn = nextX;
            }

            (x, y) = (nextX, nextY);
        }
    }

    private string From(int step) => isPlayed ? PageText.From(step) : "";

    private static string Point(double x, double y) => $"{Pixels(x)} {Pixels(y)}";
}
