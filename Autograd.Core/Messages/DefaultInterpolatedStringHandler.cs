using System.Globalization;
using System.Text;

namespace System.Runtime.CompilerServices;

/// <summary>
/// What the compiler makes of <c>$"…"</c> in this library, in the place of .NET's own type of this name, which writes numbers as the
/// current culture does: −1 with U+2212 where that is Swedish, which no reader of JSON or SVG knows. So no text of this library can
/// depend on it.
/// </summary>
[InterpolatedStringHandler]
internal readonly ref struct DefaultInterpolatedStringHandler(int literalLength, int formattedCount)
{
    private readonly StringBuilder text = new(literalLength + (8 * formattedCount));

    /// <summary>Appends what stands between the braces.</summary>
    public void AppendLiteral(string value) => text.Append(value);

    /// <summary>Appends a value.</summary>
    public void AppendFormatted<T>(T value, string? format = null) =>
        text.Append(value is IFormattable number ? number.ToString(format, CultureInfo.InvariantCulture) : value?.ToString());

    /// <summary>Appends a value whose type only its place tells.</summary>
    public void AppendFormatted(object? value, string? format = null) => AppendFormatted<object?>(value, format);

    /// <summary>Appends a value as wide as the alignment asks, to the left if that is negative.</summary>
    public void AppendFormatted<T>(T value, int alignment, string? format = null)
    {
        string written = (value is IFormattable number ? number.ToString(format, CultureInfo.InvariantCulture) : value?.ToString()) ?? "";
        text.Append(alignment < 0 ? written.PadRight(-alignment) : written.PadLeft(alignment));
    }

    /// <summary>The text.</summary>
    public string ToStringAndClear() => text.ToString();
}
