using System.Globalization;

namespace Autograd.Formulas;

/// <summary>
/// A small mathematical expression: what a primitive computes or what its rule says, as people write it. It is stated as text, such as
/// <c>2/sqrt(pi)*exp(-x^2)</c>, and printed as text, LaTeX and MathML. Tests evaluate it beside the rule itself.
/// </summary>
/// <remarks>
/// The grammar: numbers, names, functions f(a, b), <c>+ - * / ^</c>, the matrix product <c>@</c>, and the choice
/// <c>[condition ? a : b]</c>, whose condition compares by <c>&lt; &lt;= = != &gt;= &gt;</c>.
/// </remarks>
internal abstract record Formula
{
    /// <summary>A number.</summary>
    public sealed record Number(double Value) : Formula;

    /// <summary>The constant π, which no name is, not even "pi".</summary>
    public sealed record Pi : Formula;

    /// <summary>A name: an operand, a result or a gradient.</summary>
    public sealed record Name(string Text) : Formula;

    /// <summary>The opposite.</summary>
    public sealed record Negative(Formula Of) : Formula;

    /// <summary>Two expressions with + - * / ^ @ or a comparison between them.</summary>
    public sealed record Binary(char Operator, Formula Left, Formula Right) : Formula;

    /// <summary>A function of expressions.</summary>
    public sealed record Call(string Function, Formula[] Arguments) : Formula;

    /// <summary>One of two expressions.</summary>
    public sealed record Choice(Formula Condition, Formula WhenTrue, Formula WhenFalse) : Formula;

    /// <summary>Reads an expression.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public static Formula Parse(string text) => new FormulaParser(text).Whole();

    /// <summary>The expression with other expressions in the place of names.</summary>
    public Formula With(Func<string, Formula?> replacement) => this switch
    {
        Name name => replacement(name.Text) ?? name,
        Negative negative => new Negative(negative.Of.With(replacement)),
        Binary binary => new Binary(binary.Operator, binary.Left.With(replacement), binary.Right.With(replacement)),
        Call call => new Call(call.Function, [.. call.Arguments.Select(argument => argument.With(replacement))]),
        Choice choice => new Choice(
            choice.Condition.With(replacement), choice.WhenTrue.With(replacement), choice.WhenFalse.With(replacement)),
        _ => this,
    };
}

/// <summary>Reads a <see cref="Formula"/>, by one method for each level of binding.</summary>
internal sealed class FormulaParser(string text)
{
    private int at;

    public Formula Whole()
    {
        Formula formula = Comparison();
        return Peek() == '\0' ? formula : throw Unexpected();
    }

    private Formula Comparison()
    {
        Formula left = Sum();
        foreach ((string written, char @operator) in new[] { ("<=", '≤'), (">=", '≥'), ("!=", '≠'), ("<", '<'), (">", '>'), ("=", '=') })
        {
            if (Takes(written))
            {
                return new Formula.Binary(@operator, left, Sum());
            }
        }

        return left;
    }

    private Formula Sum()
    {
        Formula left = Product();
        while (Peek() is '+' or '-')
        {
            left = new Formula.Binary(text[at++], left, Product());
        }

        return left;
    }

    private Formula Product()
    {
        Formula left = Signed();
        while (Peek() is '*' or '/' or '@')
        {
            left = new Formula.Binary(text[at++], left, Signed());
        }

        return left;
    }

    private Formula Signed() => Takes("-") ? new Formula.Negative(Signed()) : Power();

    private Formula Power()
    {
        Formula left = Atom();
        return Takes("^") ? new Formula.Binary('^', left, Signed()) : left;
    }

    private Formula Atom()
    {
        char next = Peek();
        if (Takes("("))
        {
            return Closed(Comparison(), ")");
        }

        if (Takes("["))
        {
            Formula condition = Closed(Comparison(), "?"), whenTrue = Closed(Comparison(), ":");
            return new Formula.Choice(condition, whenTrue, Closed(Comparison(), "]"));
        }

        if (char.IsAsciiDigit(next))
        {
            string digits = Run(c => char.IsAsciiDigit(c) || c is '.' or 'E');
            string exponent = digits.EndsWith('E') && Peek() is '-' or '+' ? text[at++] + Run(char.IsAsciiDigit) : "";
            return new Formula.Number(double.Parse(digits + exponent, CultureInfo.InvariantCulture));
        }

        if (!char.IsLetter(next))
        {
            throw Unexpected();
        }

        string name = Run(char.IsLetterOrDigit);
        if (!Takes("("))
        {
            return name == "pi" ? new Formula.Pi() : new Formula.Name(name);
        }

        List<Formula> arguments = [Comparison()];
        while (Takes(","))
        {
            arguments.Add(Comparison());
        }

        return new Formula.Call(name, [.. Closed(arguments, ")")]);
    }

    private TInner Closed<TInner>(TInner inner, string end) => Takes(end) ? inner : throw Unexpected();

    private string Run(Func<char, bool> belongs)
    {
        int start = at;
        while (at < text.Length && belongs(text[at]))
        {
            at++;
        }

        return text[start..at];
    }

    private char Peek()
    {
        while (at < text.Length && text[at] == ' ')
        {
            at++;
        }

        return at < text.Length ? text[at] : '\0';
    }

    private bool Takes(string token)
    {
        Peek();
        bool takes = string.CompareOrdinal(text, at, token, 0, token.Length) == 0;
        at += takes ? token.Length : 0;
        return takes;
    }

    private FormatException Unexpected() => new($"The formula \"{text}\" cannot be read at {at}.");
}
