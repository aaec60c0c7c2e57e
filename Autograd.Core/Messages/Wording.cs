using System.Globalization;
using System.Text;

namespace Autograd.Messages;

/// <summary>Numbers and names in sentences.</summary>
internal static class Wording
{
    /// <summary>1 element, 2 elements.</summary>
    public static string Count(long count, string one, string? several = null) => count == 1 ? $"1 {one}"
        : $"{count} {several ?? one + "s"}";

    /// <summary>A name that users gave, or a file's, in quotes and without what a terminal would obey.</summary>
    public static string Quoted(string name) => $"\"{Printable(name)}\"";

    /// <summary>How errors call a tensor: its name, else its role, its shape, and the line that made it if that is known.</summary>
    public static string Label(string? name, string role, string shape, string? source) =>
        $"{(name is null ? role : Quoted(name))} of shape {shape}{CreatedAt(source)}";

    /// <summary>The line that made a tensor, in brackets, to be put behind its name; empty if nobody recorded it.</summary>
    public static string CreatedAt(string? source) => source is null ? "" : $" (created at {source})";

    /// <summary>-1, 2, 3: under every culture, as string.Join would not write them.</summary>
    public static string List<T>(ReadOnlySpan<T> numbers, string separator = ", ") =>
        string.Join(separator, numbers.ToArray().Select(number => $"{number}"));

    /// <summary>
    /// Text on one line, with U+FFFD for what XML cannot hold and a terminal would obey, or what would turn or hide the text beside it:
    /// control and format characters, halves of surrogate pairs, U+FFFE and U+FFFF.
    /// </summary>
    public static string Printable(string text)
    {
        var result = new StringBuilder(text.Length);
        foreach (Rune rune in text.EnumerateRunes())
        {
            result.Append(
                rune.Value is '\t' or '\n' or '\r' or 0x2028 or 0x2029 ? " "
                : Rune.IsControl(rune) || IsHidden(rune) || rune.Value is 0xFFFE or 0xFFFF ? "\uFFFD"
                : rune.ToString());
        }

        return result.ToString();
    }

    /// <summary>
    /// Whether it is a format character that belongs to no word or picture: all but joiners, and the signs that Arabic, Syriac and Kaithi
    /// write over numbers.
    /// </summary>
    private static bool IsHidden(Rune rune) => Rune.GetUnicodeCategory(rune) == UnicodeCategory.Format
        && rune.Value is not (0x200C or 0x200D or (>= 0x0600 and <= 0x0605) or 0x06DD or 0x070F or 0x0890 or 0x0891 or 0x08E2 or 0x110BD
            or 0x110CD);
}
