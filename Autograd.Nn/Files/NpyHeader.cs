using System.Globalization;

namespace Autograd.Nn;

/// <summary>
/// The header of a .npy file: a dictionary as Python writes it, with the three keys in any order. Only what NumPy's own and Python 2's
/// <c>repr</c> give is read, by no recursion.
/// </summary>
internal sealed class NpyHeader
{
    private readonly string text;
    private int at;

    /// <exception cref="FormatException">It is something else; the message says what and where.</exception>
    public NpyHeader(string text)
    {
        this.text = text;
        string? type = null;
        bool? isFortran = null;
        long[]? extents = null;
        Require('{');
        while (!IsTaken('}'))
        {
            string key = Quoted();
            Require(':');
            switch (key)
            {
                case "descr" when type is null:
                    type = Type();
                    break;
                case "fortran_order" when isFortran is null:
                    isFortran = Boolean();
                    break;
                case "shape" when extents is null:
                    extents = Extents();
                    break;
                default:
                    bool isTwice = key is "descr" or "fortran_order" or "shape";
                    throw new FormatException(isTwice ? $"has the key '{key}' twice" : $"has the unknown key '{Excerpt(key)}'");
            }

            if (!IsTaken(','))
            {
                Require('}');
                break;
            }
        }

        SkipSpace();
        if (at < text.Length)
        {
            throw Unexpected("its end", at);
        }

        DataType = type ?? throw new FormatException("lacks the key 'descr'");
        IsFortran = isFortran ?? throw new FormatException("lacks the key 'fortran_order'");
        Shape = extents ?? throw new FormatException("lacks the key 'shape'");
    }

    /// <summary>NumPy's name of the type, such as "&lt;f8".</summary>
    public string DataType { get; }

    /// <summary>Whether the first axis varies fastest.</summary>
    public bool IsFortran { get; }

    public IReadOnlyList<long> Shape { get; }

    /// <summary>The beginning of a text, short enough for an error.</summary>
    public static string Excerpt(string text)
    {
        const int most = 200;
        text = text.Trim();
        return text.Length > most ? $"{text[..most]}…" : text;
    }

    private string Type()
    {
        SkipSpace();
        bool isRecord = at < text.Length && text[at] is '[' or '(';
        return isRecord ? throw new FormatException("has records, whose fields must be saved one by one") : Quoted();
    }

    private bool Boolean()
    {
        SkipSpace();
        int start = at;
        return Run(char.IsAsciiLetter) switch
        {
            "True" => true,
            "False" => false,
            _ => throw Unexpected("True or False", start),
        };
    }

    private long[] Extents()
    {
        var extents = new List<long>();
        Require('(');
        while (!IsTaken(')'))
        {
            SkipSpace();
            string digits = Run(char.IsAsciiDigit);
            bool isExtent = long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out long extent);
            extents.Add(isExtent ? extent : throw Unexpected("an extent", at - digits.Length));
            at += at < text.Length && text[at] == 'L' ? 1 : 0; // a long integer of Python 2
            if (!IsTaken(','))
            {
                Require(')');
                return extents.Count > 1 ? [.. extents] : throw new FormatException("has a number as its shape, not a tuple such as (3,)");
            }
        }

        return [.. extents];
    }

    /// <summary>A text between quotes of either kind, maybe marked as Unicode.</summary>
    private string Quoted()
    {
        SkipSpace();
        int start = at;
        at += at < text.Length && text[at] == 'u' ? 1 : 0;
        int end = at < text.Length && text[at] is '\'' or '"' ? text.IndexOf(text[at], at + 1) : -1;
        string quoted = end < 0 ? throw Unexpected("a text in quotes", start) : text[(at + 1)..end];
        at = end + 1;
        return quoted;
    }

    private void Require(char letter)
    {
        if (!IsTaken(letter))
        {
            throw Unexpected($"'{letter}'", at);
        }
    }

    private bool IsTaken(char letter)
    {
        SkipSpace();
        bool isNext = at < text.Length && text[at] == letter;
        at += isNext ? 1 : 0;
        return isNext;
    }

    private void SkipSpace() => Run(letter => letter is ' ' or '\t' or '\r' or '\n' or '\f');

    private string Run(Func<char, bool> isPart)
    {
        int start = at;
        while (at < text.Length && isPart(text[at]))
        {
            at++;
        }

        return text[start..at];
    }

    private static FormatException Unexpected(string expected, int at) => new($"is malformed: expected {expected} at character {at}");
}
