namespace Autograd.Explaining;

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
