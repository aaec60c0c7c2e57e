using System.Globalization;
using System.Numerics;
using System.Text;
using Autograd.Messages;

namespace Autograd.Nn;

/// <summary>Tables of numbers in text files, with commas between them and, if so, the names of the columns in the first row.</summary>
public static class Csv
{
    /// <summary>Reads a table of numbers. pandas: <c>read_csv</c>.</summary>
    /// <param name="path">The file, in UTF-8, or in UTF-16 or UTF-32 with the byte order mark.</param>
    /// <param name="header">
    /// Whether the first row has the names of the columns. If it is not said it must have them, and a first row with a number in it is an
    /// error: it may be data with a word for what is missing, or names that are numbers.
    /// </param>
    /// <param name="separator">What stands between the numbers.</param>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <returns>The names, none without a header, and the numbers: (rows, columns).</returns>
    /// <exception cref="ArgumentException">The separator is a quote or a line break.</exception>
    /// <exception cref="InvalidDataException">
    /// A row has more or fewer fields than the first, a field is no number, quotes do not end or text follows them, or the first row may be
    /// a header or not; the message names file, line and column.
    /// </exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <remarks>
    /// Numbers have a decimal point, whatever the culture, and are rounded once; "nan" and "inf" are numbers, an empty field is an error.
    /// Blank lines are skipped. A field may stand in quotes, and then hold separators, line breaks, and quotes written twice.
    /// </remarks>
    public static (string[] Columns, Tensor<T> Values) Read<T>(string path, bool? header = null, char separator = ',')
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (separator is '"' or '\r' or '\n')
        {
            throw new ArgumentException("Csv.Read: a quote or a line break cannot separate numbers.", nameof(separator));
        }

        // The mark is to be this encoding's own: else the reader that meets it goes over to Encoding.UTF8, which replaces invalid bytes.
        using var reader = new StreamReader(path, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true, throwOnInvalidBytes: true));
        try
        {
            return Read<T>(path, reader, header, separator);
        }
        catch (DecoderFallbackException e)
        {
            throw new InvalidDataException($"{Wording.Quoted(path)} is not a text in UTF-8.", e);
        }
    }

    private static (string[] Columns, Tensor<T> Values) Read<T>(string path, StreamReader reader, bool? header, char separator)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var rows = new CsvRows(path, reader, separator);
        var numbers = new List<T>();
        int width = -1;
        while (rows.Next() is { } row)
        {
            if (width < 0)
            {
                width = row.Count;
                if (header is null && (row.Any(field => Number<T>(field.Text) is not null) || row.All(field => field.Text.Length == 0)))
                {
                    throw new InvalidDataException(
                        $"{Wording.Quoted(path)}, line {row[0].Line}: the first row should name the columns, but holds numbers or nothing. "
                        + "Pass header: false if it is data, or header: true if these are the names.");
                }

                if (header ?? true)
                {
                    rows.Columns = [.. row.Select(field => field.Text)];
                    continue;
                }
            }

            if (row.Count != width)
            {
                string fields = row.Count == 1 ? "1 field" : $"{row.Count} fields";
                throw new InvalidDataException($"{Wording.Quoted(path)}, line {row[0].Line}: it has {fields}, but the first row has "
                    + $"{width}.");
            }

            for (int i = 0; i < width; i++)
            {
                (string text, int line) = row[i];
                numbers.Add(Number<T>(text) ?? throw rows.Error(line, i, $"{Wording.Quoted(text)} is not a number"));
            }
        }

        width = Math.Max(width, 0);
        return (rows.Columns ?? [], Tensor<T>.Constant([.. numbers], [width == 0 ? 0 : numbers.Count / width, width]));
    }

    private static T? Number<T>(string field)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (T.TryParse(field, NumberStyles.Float, CultureInfo.InvariantCulture, out T number))
        {
            return field.EndsWith('\0') ? null : number; // .NET's parsers skip what ends numbers in C
        }

        return field.ToUpperInvariant() switch
        {
            "INF" or "+INF" => T.PositiveInfinity,
            "-INF" => T.NegativeInfinity,
            _ => null,
        };
    }
}
