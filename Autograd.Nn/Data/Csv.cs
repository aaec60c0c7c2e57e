using System.Globalization;
using System.Numerics;

namespace Autograd.Nn;

/// <summary>Tables of numbers in text files, with commas between them and, if so, the names of the columns in the first line.</summary>
public static class Csv
{
    /// <summary>Reads a table of numbers. pandas: <c>read_csv</c>.</summary>
    /// <param name="path">The file, in UTF-8.</param>
    /// <param name="header">Whether the first line has the names of the columns.</param>
    /// <param name="separator">What stands between the numbers.</param>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <returns>The names, none without a header, and the numbers: (rows, columns).</returns>
    /// <exception cref="InvalidDataException">
    /// A line has more or fewer fields than the first, or a field is no number; the message names line and column.
    /// </exception>
    /// <remarks>
    /// Numbers have a decimal point; "nan" and "inf" are numbers, an empty field is an error. Empty lines are skipped. A field may stand in
    /// quotes.
    /// </remarks>
    public static (string[] Columns, Tensor<T> Values) Read<T>(string path, bool header = true, char separator = ',')
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var numbers = new List<T>();
        string[]? columns = null;
        int width = -1, line = 0;
        foreach (string text in File.ReadLines(path))
        {
            line++;
            if (string.IsNullOrWhiteSpace(text))
            {
                continue;
            }

            List<string> fields = Fields(text, separator);
            width = width < 0 ? fields.Count : width;
            if (fields.Count != width)
            {
                throw new InvalidDataException($"\"{path}\", line {line}: it has {fields.Count} fields, but the first line has {width}.");
            }

            if (header && columns is null)
            {
                columns = [.. fields];
                continue;
            }

            for (int i = 0; i < width; i++)
            {
                numbers.Add(Number(fields[i]) is { } number
                    ? T.CreateTruncating(number)
                    : throw new InvalidDataException($"\"{path}\", line {line}, column {columns?[i] ?? $"{i + 1}"}: \"{fields[i]}\" is not a number."));
            }
        }

        width = Math.Max(width, 0);
        return (columns ?? [], Tensor<T>.Constant([.. numbers], [width == 0 ? 0 : numbers.Count / width, width]));
    }

    private static double? Number(string field) => field.ToUpperInvariant() switch
    {
        "NAN" => double.NaN,
        "INF" or "+INF" or "INFINITY" => double.PositiveInfinity,
        "-INF" or "-INFINITY" => double.NegativeInfinity,
        _ => double.TryParse(field, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) ? number : null,
    };

    private static List<string> Fields(string line, char separator)
    {
        var fields = new List<string>();
        for (int at = 0; at <= line.Length;)
        {
            int end;
            if (line.AsSpan(at).TrimStart().StartsWith('"'))
            {
                int open = line.IndexOf('"', at), close = line.IndexOf('"', open + 1);
                while (close >= 0 && close + 1 < line.Length && line[close + 1] == '"') // a quote in quotes is written twice
                {
                    close = line.IndexOf('"', close + 2);
                }

                close = close < 0 ? line.Length : close;
                fields.Add(line[(open + 1)..close].Replace("\"\"", "\"", StringComparison.Ordinal));
                end = close < line.Length ? line.IndexOf(separator, close) : -1;
            }
            else
            {
                end = line.IndexOf(separator, at);
                fields.Add((end < 0 ? line[at..] : line[at..end]).Trim());
            }

            if (end < 0)
            {
                break;
            }

            at = end + 1;
        }

        return fields;
    }
}
