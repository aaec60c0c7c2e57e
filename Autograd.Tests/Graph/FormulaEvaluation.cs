using Autograd.Formulas;
using Tensor = Autograd.Tensor<double>;

namespace Autograd.Tests.Graph;

/// <summary>The numbers of a formula, so that it can be compared with what the engine computes.</summary>
internal static class FormulaEvaluation
{
    /// <summary>The value, from those of the names, by operations on tensors.</summary>
    public static Tensor Evaluate(this Formula formula, Func<string, Tensor> values)
    {
        return formula switch
        {
            Formula.Number number => number.Value,
            Formula.Pi => Math.PI,
            Formula.Name name => values(name.Text),
            Formula.Negative negative => -negative.Of.Evaluate(values),
            Formula.Choice choice => Tensor.Select(
                choice.Condition.Evaluate(values), choice.WhenTrue.Evaluate(values), choice.WhenFalse.Evaluate(values)),
            Formula.Binary binary => Combined(binary.Operator, binary.Left.Evaluate(values), binary.Right.Evaluate(values)),
            Formula.Call call => Applied(call.Function, [.. call.Arguments.Select(argument => argument.Evaluate(values))]),
            _ => throw new InvalidOperationException($"No value is known of {formula}."),
        };

        static Tensor Combined(char @operator, Tensor x, Tensor y) => @operator switch
        {
            '+' => x + y,
            '-' => x - y,
            '*' => x * y,
            '/' => x / y,
            '^' => x.Pow(y),
            '@' => x.MatMul(y),
            '<' => x < y,
            '≤' => x <= y,
            '=' => x.EqualTo(y),
            '≠' => x.NotEqualTo(y),
            '≥' => x >= y,
            '>' => x > y,
            _ => throw new InvalidOperationException($"No operation is written {@operator}."),
        };

        static Tensor Applied(string function, Tensor[] x) => function switch
        {
            "exp" => x[0].Exp(),
            "ln" => x[0].Log(),
            "log2" => x[0].Log2(),
            "log10" => x[0].Log10(),
            "sqrt" => x[0].Sqrt(),
            "abs" => x[0].Abs(),
            "sign" => x[0].Sign(),
            "floor" => x[0].Floor(),
            "ceiling" => x[0].Ceiling(),
            "round" => x[0].Round(),
            "truncate" => x[0].Truncate(),
            "sin" => x[0].Sin(),
            "cos" => x[0].Cos(),
            "tan" => x[0].Tan(),
            "asin" => x[0].Asin(),
            "acos" => x[0].Acos(),
            "atan" => x[0].Atan(),
            "sinh" => x[0].Sinh(),
            "cosh" => x[0].Cosh(),
            "tanh" => x[0].Tanh(),
            "asinh" => x[0].Asinh(),
            "acosh" => x[0].Acosh(),
            "atanh" => x[0].Atanh(),
            "erf" => x[0].Erf(),
            "erfc" => x[0].Erfc(),
            "atan2" => Tensor.Atan2(x[0], x[1]),
            "max" => Tensor.Maximum(x[0], x[1]),
            "min" => Tensor.Minimum(x[0], x[1]),
            "mod" => x[0].Remainder(x[1]),
            "transpose" => x[0].Transpose(),
            _ => throw new InvalidOperationException($"No function is called {function}."),
        };
    }
}
