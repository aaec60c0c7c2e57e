using System.Globalization;
using System.Text;
using Autograd.Messages;

namespace Autograd;

/// <summary>A picture as text: one SVG element without scripts, links or fonts from elsewhere, that can stand alone or in a page.</summary>
public sealed class Svg
{
    internal Svg(string text) => Text = text;

    /// <summary>The element, from <c>&lt;svg</c> to <c>&lt;/svg&gt;</c> and a line break. The same input gives the same text.</summary>
    public string Text { get; }

    /// <summary>Writes the text to a file as UTF-8 without a mark at its start; a file that is there is replaced.</summary>
    /// <param name="path">The file, usually ending in <c>.svg</c>.</param>
    public void Save(string path) => File.WriteAllText(path, Text);

    /// <summary>The text.</summary>
    public override string ToString() => Text;

    /// <summary>A coordinate: a hundredth of a pixel is finer than a screen shows.</summary>
    internal static string Number(double value)
    {
        double rounded = Math.Round(value, 2) + 0.0;
        return rounded == 0 ? "0" : rounded.ToString("0.##", CultureInfo.InvariantCulture);
    }

    /// <summary>Text inside an element or an attribute.</summary>
    internal static string Escape(string text) =>
        Wording.Printable(text).Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;").Replace("\"", "&quot;");

    /// <summary>About how wide a text is in a sans-serif font: a little more than most fonts need, so that labels keep apart.</summary>
    internal static double WidthOf(string text, double size)
    {
        double width = 0;
        foreach (Rune rune in text.EnumerateRunes())
        {
            width += rune.Value switch
            {
                >= 0x1100 and not (>= 0x2000 and < 0x2E80) => 1.05, // Chinese, Japanese, Korean, emoji
                'm' or 'w' or 'M' or 'W' or '@' or '%' => 0.92,
                _ => 0.62,
            };
        }

        return width * size;
    }

    /// <summary>A text cut, with "…", to a width.</summary>
    internal static string Fit(string text, double size, double width)
    {
        if (WidthOf(text, size) <= width)
        {
            return text;
        }

        Rune[] runes = [.. text.EnumerateRunes()];
        int count = runes.Length;
        string cut;
        do
        {
            count--;
            cut = string.Concat(runes.Take(count)) + "…";
        }
        while (count > 0 && WidthOf(cut, size) > width);
        return cut;
    }
}
