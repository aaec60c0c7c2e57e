using System.Text;
using Autograd.Messages;

namespace Autograd.Nn;

/// <summary>The rows of a table in a text, as in RFC 4180: what stands in quotes may hold separators, quotes and line breaks.</summary>
internal sealed class CsvRows(string path, TextReader reader, char separator)
{
    private readonly StringBuilder text = new();
    private int next = reader.Read(), line = 1;

    /// <summary>The names by which errors call the columns, once they are known.</summary>
    public string[]? Columns { get; set; }

    /// <summary>The fields of the next line that is not blank, each with the line on which it begins, or null at the end.</summary>
    public List<(string Text, int Line)>? Next()
    {
        while (next >= 0)
        {
            var row = new List<(string Text, int Line)>();
            bool isQuoted;
            do
            {
                row.Add(Field(row.Count, out isQuoted));
            }
            while (IsTaken(separator));

            _ = IsTaken('\r');
            _ = IsTaken('\n');
            if (row.Count > 1 || isQuoted || row[0].Text.Length > 0)
            {
                return row;
            }
        }

        return null;
    }

    public InvalidDataException Error(int atLine, int column, string what)
    {
        string? name = column < Columns?.Length ? Columns[column] : null;
        return new($"{Wording.Quoted(path)}, line {atLine}, column "
            + $"{(string.IsNullOrEmpty(name) ? $"{column + 1}" : Wording.Printable(name))}: {Wording.Printable(what)}.");
    }

    private (string Text, int Line) Field(int column, out bool isQuoted)
    {
        text.Clear();
        SkipSpace();
        int start = line;
        isQuoted = IsTaken('"');
        if (!isQuoted)
        {
            while (!IsAtEnd())
            {
                text.Append(Take());
            }

            return (text.ToString().TrimEnd(), start);
        }

        while (next >= 0)
        {
            if (IsTaken('"') && next != '"') // a quote in quotes is written twice
            {
                SkipSpace();
                return IsAtEnd()
                    ? (text.ToString(), start)
                    : throw Error(line, column, $"after the quotes that began on line {start} comes '{(char)next}'");
            }

            text.Append(Take());
        }

        throw Error(start, column, "the quotes that begin here never end");
    }

    private void SkipSpace()
    {
        while (!IsAtEnd() && char.IsWhiteSpace((char)next))
        {
            Take();
        }
    }

    private bool IsAtEnd() => next is < 0 or '\r' or '\n' || next == separator;

    private bool IsTaken(char letter)
    {
        bool isNext = next == letter;
        if (isNext)
        {
            Take();
        }

        return isNext;
    }

    private char Take()
    {
        char taken = (char)next;
        next = reader.Read();
        line += taken == '\n' || (taken == '\r' && next != '\n') ? 1 : 0;
        return taken;
    }
}
