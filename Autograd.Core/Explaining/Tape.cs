namespace Autograd;

public sealed partial class GraphTrace<T>
{
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
}

/// <summary>Rows of cells as text in columns.</summary>
internal static class TextTable
{
    /// <summary>The rows, every cell but the last of a row padded to the width of its column.</summary>
    public static string Of(string[][] rows)
    {
        int[] widths = [.. Enumerable.Range(0, rows[0].Length).Select(column => rows.Max(row => Width(row[column])))];
        return string.Join('\n', rows.Select(
            row => string.Join("  ", row.Select((cell, i) => cell + new string(' ', widths[i] - Width(cell)))).TrimEnd()));
    }

    /// <summary>How many columns of a terminal a text takes: Chinese, Japanese and Korean characters take two.</summary>
    private static int Width(string text) => text.EnumerateRunes()
        .Sum(rune => rune.Value is (>= 0x1100 and < 0x1160) or (>= 0x2E80 and < 0xFF61) or >= 0x1F300 ? 2 : 1);
}
