using System.Numerics;

namespace Autograd;

/// <summary>
/// Tensors as small maps of coloured cells: blue above zero, orange below, stronger the larger the element is beside the largest. The last
/// axis goes to the right, all others down. Each map is defined once and can be shown in many places.
/// </summary>
internal sealed class HeatMaps(string prefix)
{
    private const int MostCells = 12; // along each side; what is beyond is not drawn
    private const int Levels = 5;
    private const double LargestCell = 7, LargestWidth = 56, LargestHeight = 22; // pixels in an arrow's label

    private readonly Dictionary<object, (string Id, int Columns, int Rows)> maps = new(ReferenceEqualityComparer.Instance);
    private readonly Markup definitions = new();

    /// <summary>All maps so far, for the element <c>defs</c>.</summary>
    public string Definitions => definitions.ToString();

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
        (string id, int columns, _) = Map(x);
        return $"<use href=\"#{id}\" transform=\"translate({Svg.Number(left)} {Svg.Number(top)}) scale({Svg.Number(width / columns)})\"/>";
    }

    /// <summary>The map as a picture of its own, with cells of that many pixels.</summary>
    public string Alone<T>(Tensor<T> x, int cell)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        (string id, int columns, int rows) = Map(x);
        return $"<svg class=\"map\" aria-hidden=\"true\" width=\"{columns * cell}\" height=\"{rows * cell}\" viewBox=\"0 0 {columns} {rows}\">"
            + $"<use href=\"#{id}\"/></svg>";
    }

    private (string Id, int Columns, int Rows) Map<T>(Tensor<T> x)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (maps.TryGetValue(x, out (string Id, int Columns, int Rows) map))
        {
            return map;
        }

        int width = x.Shape.Rank == 0 ? 1 : x.Shape[^1], height = width == 0 ? 0 : x.Shape.Count / width;
        map = ($"{prefix}m{maps.Count + 1}", Math.Clamp(width, 1, MostCells), Math.Clamp(height, 1, MostCells));
        T[] elements = x.ToArray();
        double largest = elements.Select(element => Math.Abs(double.CreateTruncating(element))).Where(double.IsFinite).DefaultIfEmpty(0).Max();
        var cells = new SortedDictionary<string, Markup>(StringComparer.Ordinal);
        for (int row = 0; row < Math.Min(height, map.Rows); row++)
        {
            for (int column = 0; column < map.Columns; column++)
            {
                if (Class(double.CreateTruncating(elements[(row * width) + column]), largest) is { } level)
                {
                    cells.TryAdd(level, new Markup());
                    cells[level].Add($"M{column} {row}h1v1h-1z");
                }
            }
        }

        definitions.Add($"<g id=\"{map.Id}\"><rect class=\"cells\" width=\"{map.Columns}\" height=\"{map.Rows}\"/>");
        foreach ((string level, Markup path) in cells)
        {
            definitions.Add($"<path class=\"{level}\" d=\"{path}\"/>");
        }

        definitions.Add("</g>");
        maps.Add(x, map);
        return map;
    }

    /// <summary>The style of a cell: p1 to p5 above zero, m1 to m5 below, none for zero.</summary>
    private static string? Class(double element, double largest) =>
        double.IsNaN(element) ? "nan"
        : element == 0 ? null
        : (element > 0 ? "p" : "m") + (double.IsInfinity(element) ? Levels : Math.Clamp((int)Math.Ceiling(Levels * (Math.Abs(element) / largest)), 1, Levels));
}
