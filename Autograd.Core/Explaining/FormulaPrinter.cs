using System.Globalization;
using Autograd.Formulas;
using Autograd.Messages;
using Autograd.Tensors;

namespace Autograd.Explaining;

/// <summary>Prints a <see cref="Formula"/>: one notation each for a line of text, for LaTeX and for MathML.</summary>
internal abstract class FormulaPrinter
{
    /// <summary>One line: <c>2/√π·e^(−x²)</c>.</summary>
    public static FormulaPrinter Text { get; } = new TextPrinter();

    /// <summary>LaTeX for the mathematics mode.</summary>
    public static FormulaPrinter Latex { get; } = new LatexPrinter();

    /// <summary>The inside of a MathML element <c>math</c>.</summary>
    public static FormulaPrinter MathMl { get; } = new MathMlPrinter();

    /// <summary>The expression in this notation.</summary>
    public string Print(Formula formula) => Print(formula, 0);

    /// <summary>The expression as a term that follows a plus sign: in brackets if it is negative.</summary>
    public string Term(Formula formula) => Print(formula, 2);

    /// <summary>The expression as a factor of a product: in brackets if a sum or with a minus first, and quotients on one line.</summary>
    public string Factor(Formula formula) => Print(formula, formula is Formula.Binary { Operator: '/' } ? 3 : 2);

    /// <summary>The factors of a product as they stand in it, or the expression if it is none.</summary>
    public IEnumerable<string> Factors(Formula formula) => formula is Formula.Binary { Operator: '*' or '@' } product
        ? product.Left is Formula.Binary { Operator: '*' or '@' }
            ? Factors(product.Left).Append(Print(product.Right, 3))
            : [Print(product.Left, First(product.Left)), Print(product.Right, 3)]
        : [Print(formula)];

    /// <summary>A name in this notation, with an index if it has one after an underscore.</summary>
    protected abstract string Name(string text);

    /// <summary>The constant π.</summary>
    protected abstract string Pi { get; }

    protected abstract string Number(string digits);

    /// <summary>The digits of a number that has no sign.</summary>
    protected virtual string Digits(double number) => double.IsFinite(number)
        ? number.ToString("R", CultureInfo.InvariantCulture).ToLowerInvariant()
        : TensorText.Number(number);

    /// <summary>How strongly a number binds in this notation, where it may be a product or a power.</summary>
    protected virtual int Binding(string digits) => 5;

    protected abstract string Negative(string of);

    protected abstract string Infix(string left, char @operator, string right);

    protected abstract string Quotient(string above, string below);

    protected abstract string Power(string of, Formula exponent);

    protected abstract string Transpose(string of);

    protected abstract string Call(string function, string[] arguments);

    protected abstract string Choice(string condition, string whenTrue, string whenFalse);

    protected abstract string InBrackets(string inner);

    /// <summary>Whether the two sides of a quotient stand above each other, and so need no brackets.</summary>
    protected virtual bool StacksQuotients => true;

    /// <summary>The name of a function as textbooks have it.</summary>
    private static string Written(string function) => function switch
    {
        "log2" => "log₂",
        "log10" => "log₁₀",
        "asin" => "arcsin",
        "acos" => "arccos",
        "atan" => "arctan",
        "asinh" => "arsinh",
        "acosh" => "arcosh",
        "atanh" => "artanh",
        _ => function,
    };

    /// <summary>The expression, in brackets if it binds less than its place asks for.</summary>
    protected string Print(Formula formula, int level)
    {
        int stacked = StacksQuotients ? 0 : 3;
        (string printed, int own) = formula switch
        {
            Formula.Number number when number.Value < 0 =>
                (Negative(Number(Digits(-number.Value))), 1),
            Formula.Number number => (Number(Digits(number.Value)), Binding(Digits(number.Value))),
            Formula.Pi => (Pi, 5),
            Formula.Name name => (Name(name.Text), 5),
            Formula.Negative negative => (Negative(Print(negative.Of, 2)), 1),
            Formula.Binary { Operator: '/' } quotient => (
                Quotient(Print(quotient.Left, StacksQuotients ? 0 : First(quotient.Left)), Print(quotient.Right, stacked)),
                StacksQuotients ? 3 : First(quotient)),
            Formula.Binary { Operator: '^' } power => (Power(Print(power.Left, 5), power.Right), 4),
            Formula.Binary { Operator: '+' or '-' } sum => (Infix(Print(sum.Left, 1), sum.Operator, Print(sum.Right, 2)), 1),
            Formula.Binary { Operator: '*' or '@' } product =>
                (Infix(Print(product.Left, First(product.Left)), product.Operator, Print(product.Right, 3)), First(product)),
            Formula.Binary comparison => (Infix(Print(comparison.Left, 1), comparison.Operator, Print(comparison.Right, 1)), 0),
            Formula.Call { Function: "exp" } exp => (Power(Name("e"), exp.Arguments[0]), 4),
            Formula.Call { Function: "transpose" } transpose => (Transpose(Print(transpose.Arguments[0], 5)), 4),
            Formula.Call call => (Call(call.Function, [.. call.Arguments.Select(argument => Print(argument, 0))]), 5),
            Formula.Choice choice => (Choice(Print(choice.Condition, 0), Print(choice.WhenTrue, 0), Print(choice.WhenFalse, 0)), 5),
            _ => throw new InvalidOperationException($"No notation is known for {formula}."),
        };
        return own < level ? InBrackets(printed) : printed;
    }

    /// <summary>What the place of a first factor asks for: −z/y needs no brackets, but binds as a difference does.</summary>
    private int First(Formula factor) => BeginsWithMinus(factor) ? 1 : 2;

    private bool BeginsWithMinus(Formula formula) => formula switch
    {
        Formula.Negative or Formula.Number { Value: < 0 } => true,
        Formula.Binary { Operator: '/' } quotient => !StacksQuotients && BeginsWithMinus(quotient.Left),
        Formula.Binary { Operator: '*' or '@' } product => BeginsWithMinus(product.Left),
        _ => false,
    };

    private sealed class TextPrinter : FormulaPrinter
    {
        private const string Plain = "0123456789-n", Raised = "⁰¹²³⁴⁵⁶⁷⁸⁹⁻ⁿ";

        protected override bool StacksQuotients => false;

        protected override string Name(string text) => text;

        protected override string Pi => "π";

        protected override string Number(string digits) => digits;

        protected override string Negative(string of) => $"−{of}";

        protected override string Infix(string left, char @operator, string right) => @operator switch
        {
            '*' or '@' => $"{left}·{right}",
            '-' => $"{left} − {right}",
            _ => $"{left} {@operator} {right}",
        };

        protected override string Quotient(string above, string below) => $"{above}/{below}";

        protected override string Power(string of, Formula exponent)
        {
            string printed = Print(exponent, 0), raised = printed.Replace('−', '-');
            return raised.All(Plain.Contains)
                ? of + string.Concat(raised.Select(c => Raised[Plain.IndexOf(c, StringComparison.Ordinal)]))
                : $"{of}^{Print(exponent, 5)}";
        }

        protected override string Transpose(string of) => $"{of}ᵀ";

        protected override string Call(string function, string[] arguments) => function switch
        {
            "abs" => $"|{arguments[0]}|",
            "floor" => $"⌊{arguments[0]}⌋",
            "ceiling" => $"⌈{arguments[0]}⌉",
            "sqrt" => arguments[0].All(char.IsLetterOrDigit) ? $"√{arguments[0]}" : $"√({arguments[0]})",
            _ => $"{Written(function)}({string.Join(", ", arguments)})",
        };

        protected override string Choice(string condition, string whenTrue, string whenFalse) =>
            $"({condition} ? {whenTrue} : {whenFalse})";

        protected override string InBrackets(string inner) => $"({inner})";
    }

    private sealed class LatexPrinter : FormulaPrinter
    {
        private static readonly string[] Known =
            ["ln", "sin", "cos", "tan", "arcsin", "arccos", "arctan", "sinh", "cosh", "tanh", "max", "min"];

        protected override string Pi => @"\pi";

        protected override string Name(string text) => text.StartsWith('∂') ? $@"\partial {Label(text[1..])}" : Label(text);

        private static string Label(string text) =>
            Listing<double>.IsLikeANumber(text) ? $"v_{{{text[1..]}}}" // a node without a name
            : text.Length == 1 && char.IsLetter(text[0]) ? text
            : $@"\text{{{Escaped(text)}}}";

        protected override string Number(string digits) => digits switch
        {
            "inf" => @"\infty",
            "nan" => @"\text{NaN}",
            _ when digits.Split('e') is [var mantissa, var exponent] =>
                $"{(mantissa == "1" ? "" : $@"{mantissa} \cdot ")}10^{{{int.Parse(exponent, CultureInfo.InvariantCulture)}}}",
            _ => digits,
        };

        protected override int Binding(string digits) =>
            !digits.Contains('e', StringComparison.Ordinal) ? 5 : digits.StartsWith("1e", StringComparison.Ordinal) ? 4 : 3;

        protected override string Negative(string of) => $"-{of}";

        protected override string Infix(string left, char @operator, string right) => @operator switch
        {
            '*' => $@"{left} \cdot {right}",
            '@' => $@"{left} \, {right}",
            '≤' => $@"{left} \le {right}",
            '≥' => $@"{left} \ge {right}",
            '≠' => $@"{left} \ne {right}",
            _ => $"{left} {@operator} {right}",
        };

        protected override string Quotient(string above, string below) => $@"\frac{{{above}}}{{{below}}}";

        protected override string Power(string of, Formula exponent) => $"{of}^{{{Print(exponent, 0)}}}";

        protected override string Transpose(string of) => $@"{of}^{{\top}}";

        protected override string Call(string function, string[] arguments) => function switch
        {
            "abs" => $@"\left|{arguments[0]}\right|",
            "floor" => $@"\left\lfloor {arguments[0]} \right\rfloor",
            "ceiling" => $@"\left\lceil {arguments[0]} \right\rceil",
            "sqrt" => $@"\sqrt{{{arguments[0]}}}",
            "log2" or "log10" => $@"\log_{{{function[3..]}}}" + InBrackets(arguments[0]),
            _ => (Known.Contains(Written(function)) ? $@"\{Written(function)}" : $@"\operatorname{{{Escaped(Written(function))}}}")
                + InBrackets(string.Join(", ", arguments)),
        };

        protected override string Choice(string condition, string whenTrue, string whenFalse) =>
            $@"\begin{{cases}} {whenTrue} & {condition} \\ {whenFalse} & \text{{else}} \end{{cases}}";

        protected override string InBrackets(string inner) => $@"\left({inner}\right)";

        private static string Escaped(string text) => string.Concat(Wording.Printable(text).Select(c => c switch
        {
            '\\' => @"\textbackslash{}",
            '^' => @"\^{}",
            '~' => @"\~{}",
            '#' or '$' or '%' or '&' or '_' or '{' or '}' => $@"\{c}",
            _ => c.ToString(),
        }));
    }

    private sealed class MathMlPrinter : FormulaPrinter
    {
        protected override string Pi => "<mi>π</mi>";

        protected override string Name(string text) =>
            char.IsAsciiDigit(text[0]) ? Number(Svg.Escape(text)) // a constant without a name
            : text.StartsWith('∂') ? $"<mi>∂{Svg.Escape(PageText.Label(text[1..]))}</mi>"
            : $"<mi>{Svg.Escape(PageText.Label(text))}</mi>";

        protected override string Number(string digits) => $"<mn>{digits}</mn>";

        // Six digits, as everywhere on a page: a third as an exponent would make its rule wider than a phone.
        protected override string Digits(double number) => base.Digits(
            double.Parse(number.ToString("g6", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture));

        protected override string Negative(string of) => $"<mrow><mo>−</mo>{of}</mrow>";

        protected override string Infix(string left, char @operator, string right) =>
            $"<mrow>{left}<mo>{@operator switch { '*' or '@' => "·", '-' => "−", _ => Svg.Escape($"{@operator}") }}</mo>{right}</mrow>";

        protected override string Quotient(string above, string below) => $"<mfrac>{above}{below}</mfrac>";

        protected override string Power(string of, Formula exponent) => $"<msup>{of}{Print(exponent, 0)}</msup>";

        protected override string Transpose(string of) => $"<msup>{of}<mi mathvariant=\"normal\">T</mi></msup>";

        protected override string Call(string function, string[] arguments) => function switch
        {
            "abs" => $"<mrow><mo>|</mo>{arguments[0]}<mo>|</mo></mrow>",
            "floor" => $"<mrow><mo>⌊</mo>{arguments[0]}<mo>⌋</mo></mrow>",
            "ceiling" => $"<mrow><mo>⌈</mo>{arguments[0]}<mo>⌉</mo></mrow>",
            "sqrt" => $"<msqrt>{arguments[0]}</msqrt>",
            _ => $"<mrow><mi>{Svg.Escape(Written(function))}</mi>{InBrackets(string.Join("<mo>,</mo>", arguments))}</mrow>",
        };

        protected override string Choice(string condition, string whenTrue, string whenFalse) =>
            $"<mrow><mo>{{</mo><mtable><mtr><mtd>{whenTrue}</mtd><mtd>{condition}</mtd></mtr>"
            + $"<mtr><mtd>{whenFalse}</mtd><mtd><mi>else</mi></mtd></mtr></mtable></mrow>";

        protected override string InBrackets(string inner) => $"<mrow><mo>(</mo>{inner}<mo>)</mo></mrow>";
    }
}
