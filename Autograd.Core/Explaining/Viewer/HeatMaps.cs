using System.Numerics;

namespace Autograd.Explaining;

/// <summary>
/// Tensors as small maps of coloured cells: blue above zero, orange below, stronger the larger the element is beside the largest. The last
/// axis goes to the right, all others down. With a prefix for ids each map is defined once and shown in many places by a reference; without
/// one it is drawn where it stands, for pictures that may stand beside others on a page.
/// </summary>
internal sealed class HeatMaps(string? prefix)
{
    private const int MostCells = 12; // along each side; what is beyond is not drawn
    private const int Levels = 5;
    private const double LargestCell = 7, LargestWidth = 56, LargestHeight = 22; // pixels in an arrow's label

    private readonly Dictionary<object, (string Shown, int Columns, int Rows)> maps = new(ReferenceEqualityComparer.Instance);
    private readonly Markup definitions = new();

    /// <summary>All maps so far, in an element that shows nothing itself; nothing if there are none.</summary>
    public string Definitions => maps.Count == 0 ? ""
        : $"<svg class=\"maps\" width=\"0\" height=\"0\" aria-hidden=\"true\"><defs>{definitions}</defs></svg>\n";

    /// <summary>The styles of a page or a picture: those of maps too, if there is one.</summary>
    public static string Css(string body) =>
        Page.Resource("graph.css") + (body.Contains("class=\"cells\"", StringComparison.Ordinal) ? Page.Resource("maps.css") : "");

    /// <summary>The width and height of a map in a label, in pixels.</summary>
    public (double Width, double Height) Size<T>(Tensor<T> x)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        (_, int columns, int rows) = Map(x);
        double cell = Math.Min(LargestCell, Math.Min(LargestWidth / columns, LargestHeight / rows));
        return (columns * cell, rows * cell);
    }

    /// <summary>The map with its left upper corner at a point, as wide as asked.</summary>
    public string At<T>(Tensor<T> x, double left, double top, double width)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        (string shown, int columns, _) = Map(x);
        return $"<g transform=\"translate({Svg.Number(left)} {Svg.Number(top)}) scale({Svg.Number(width / columns)})\">{shown}</g>";
    }

    /// <summary>The map as a picture of its own, with cells of that many pixels.</summary>
    public string Alone<T>(Tensor<T> x, int cell)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        (string shown, int columns, int rows) = Map(x);
        return $"<svg class=\"map\" aria-hidden=\"true\" width=\"{columns * cell}\" height=\"{rows * cell}\" "
            + $"viewBox=\"0 0 {columns} {rows}\">{shown}</svg>";
    }

    private (string Shown, int Columns, int Rows) Map<T>(Tensor<T> x)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (maps.TryGetValue(x, out (string Shown, int Columns, int Rows) map))
        {
            return map;
        }

        int width = x.Shape.Rank == 0 ? 1 : x.Shape[^1], height = width == 0 ? 0 : x.Shape.Count / width;
        int columns = Math.Clamp(width, 1, MostCells), rows = Math.Clamp(height, 1, MostCells);
        T[] elements = x.ToArray();
        double largest = elements.Select(element => Math.Abs(double.CreateTruncating(element)))
            .Where(double.IsFinite).DefaultIfEmpty(0).Max();
        var cells = new SortedDictionary<string, Markup>(StringComparer.Ordinal);
        for (int row = 0; row < Math.Min(height, rows); row++)
        {
            for (int column = 0; column < columns; column++)
            {
                if (Class(double.CreateTruncating(elements[(row * width) + column]), largest) is { } level)
                {
                    cells.TryAdd(level, new Markup());
                    cells[level].Add($"M{column} {row}h1v1h-1z");
                }
            }
        }

        string shown = $"<rect class=\"cells\" width=\"{columns}\" height=\"{rows}\"/>"
            + string.Concat(cells.Select(level => $"<path class=\"{level.Key}\" d=\"{level.Value}\"/>"));
        if (prefix is not null)
        {
            string id = $"{prefix}m{maps.Count + 1}";
            definitions.Add($"<g id=\"{id}\">{shown}</g>");
            shown = $"<use href=\"#{id}\"/>";
        }

        return maps[x] = (shown, columns, rows);
    }

    /// <summary>The style of a cell: p1 to p5 above zero, m1 to m5 below, none for zero.</summary>
    private static string? Class(double element, double largest) =>
        double.IsNaN(element) ? "nan"
        : element == 0 ? null
        : $"{(element > 0 ? 'p' : 'm')}{Level(Math.Abs(element), largest)}";

    private static int Level(double size, double largest) =>
        double.IsInfinity(size) ? Levels : Math.Clamp((int)Math.Ceiling(Levels * (size / largest)), 1, Levels);
}
