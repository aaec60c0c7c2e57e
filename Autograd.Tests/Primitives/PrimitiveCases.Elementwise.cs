using System.Numerics;

namespace Autograd.Tests.Primitives;

/// <summary>The rows of what treats every element by itself.</summary>
public static partial class PrimitiveCases<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private static PrimitiveCase<T>[] Elementwise() =>
    [
        Unary("Exp", x => x.Exp(), new(-2, 2), Math.Exp, Math.Exp),
        Unary("Log", x => x.Log(), new(0.2, 4), Math.Log, x => 1 / x),
        Unary("Sin", x => x.Sin(), new(-4, 4), Math.Sin, Math.Cos),
        Unary("Cos", x => x.Cos(), new(-4, 4), Math.Cos, x => -Math.Sin(x)),
        Unary("Sinh", x => x.Sinh(), new(-2, 2), Math.Sinh, Math.Cosh),
        Unary("Cosh", x => x.Cosh(), new(-2, 2), Math.Cosh, Math.Sinh),
        Unary("Tanh", x => x.Tanh(), new(-2, 2), Math.Tanh, x => 4 / Math.Pow(Math.Exp(x) + Math.Exp(-x), 2)),
        Unary("TanhP1", x => x.TanhP1(), new(-2, 2), x => 2 / (1 + Math.Exp(-2 * x)), x => 4 / Math.Pow(Math.Exp(x) + Math.Exp(-x), 2)),
        Unary("Sech", x => x.Sech(), new(0.2, 2), x => 1 / Math.Cosh(x), x => -Math.Tanh(x) / Math.Cosh(x)),
        Unary("Sqrt", x => x.Sqrt(), new(0.2, 4), Math.Sqrt, x => 0.5 / Math.Sqrt(x)),
        Unary("Abs", x => x.Abs(), new(-2, 2, 0), Math.Abs, x => x < 0 ? -1 : 1),
        Unary("Sign", x => x.Sign(), new(-2, 2, 0), x => double.IsNaN(x) ? x : Math.Sign(x), _ => 0),
        Unary("Negate", x => -x, new(-2, 2), x => -x, _ => -1),
        Unary("Square", x => x.Square(), new(-2, 2), x => x * x, x => 2 * x),
        Unary("Power(3)", x => x.Pow(3), new(-2, 2), x => x * x * x, x => 3 * x * x),
        Unary("Power(½)", x => x.Pow(0.5), new(0.2, 4), x => Math.Pow(x, 0.5), x => 0.5 / Math.Sqrt(x)),
        Unary("Power(−2)", x => x.Pow(-2), new(0.5, 2), x => 1 / (x * x), x => -2 / (x * x * x)),
        Unary("Power(0)", x => x.Pow(0), new(-2, 2), _ => 1, _ => 0),
        Unary("2ˣ", x => Tensor<T>.Pow(2, x), new(-2, 2), x => Math.Pow(2, x), x => Math.Pow(2, x) * Math.Log(2)),
        Unary("Clamp", x => x.Clamp(-0.5, 0.75), new(-2, 2, -0.5, 0.75), x => Math.Clamp(x, -0.5, 0.75),
            x => x is > -0.5 and < 0.75 ? 1 : 0),
        Unary("Alias", x => x.Alias(), new(-2, 2), x => x, _ => 1),
        Unary("ExpM1", x => x.ExpM1(), new(-2, 2), x => Math.Exp(x) - 1, Math.Exp),
        Unary("Exp2", x => x.Exp2(), new(-2, 2), x => Math.Pow(2, x), x => Math.Pow(2, x) * Math.Log(2)),
        Unary("LogP1", x => x.LogP1(), new(-0.8, 3), x => Math.Log(1 + x), x => 1 / (1 + x)),
        Unary("Log2", x => x.Log2(), new(0.2, 4), Math.Log2, x => 1 / (x * Math.Log(2))),
        Unary("Log10", x => x.Log10(), new(0.2, 4), Math.Log10, x => 1 / (x * Math.Log(10))),
        Unary("Tan", x => x.Tan(), new(-1.2, 1.2), Math.Tan, x => 1 / Math.Pow(Math.Cos(x), 2)),
        Unary("Asin", x => x.Asin(), new(-0.9, 0.9), Math.Asin, x => 1 / Math.Sqrt(1 - (x * x))),
        Unary("Acos", x => x.Acos(), new(-0.9, 0.9), Math.Acos, x => -1 / Math.Sqrt(1 - (x * x))),
        Unary("Atan", x => x.Atan(), new(-3, 3), Math.Atan, x => 1 / (1 + (x * x))),
        Unary("Asinh", x => x.Asinh(), new(-3, 3), Math.Asinh, x => 1 / Math.Sqrt(1 + (x * x))),
        Unary("Acosh", x => x.Acosh(), new(1.2, 4), Math.Acosh, x => 1 / Math.Sqrt((x * x) - 1)),
        Unary("Atanh", x => x.Atanh(), new(-0.9, 0.9), Math.Atanh, x => 1 / (1 - (x * x))),
        Unary("Erf", x => x.Erf(), new(-1.5, 1.5), ErfBySeries, x => 2 / Math.Sqrt(Math.PI) * Math.Exp(-x * x)),
        Unary("Erfc", x => x.Erfc(), new(-1.5, 1.5), x => 1 - ErfBySeries(x), x => -2 / Math.Sqrt(Math.PI) * Math.Exp(-x * x)),
        Unary("Floor", x => x.Floor(), new(-2, 2, -2, -1, 0, 1, 2), Math.Floor, _ => 0),
        Unary("Ceiling", x => x.Ceiling(), new(-2, 2, -2, -1, 0, 1, 2), Math.Ceiling, _ => 0),
        Unary("Round", x => x.Round(), new(-2, 2, -1.5, -0.5, 0.5, 1.5), Math.Round, _ => 0),
        Unary("Truncate", x => x.Truncate(), new(-2, 2, -2, -1, 1, 2), Math.Truncate, _ => 0),
        Unary("Reciprocal", x => x.Reciprocal(), new(0.5, 2), x => 1 / x, x => -1 / (x * x)),
        Unary("ReciprocalSqrt", x => x.ReciprocalSqrt(), new(0.5, 2), x => 1 / Math.Sqrt(x), x => -0.5 / (x * Math.Sqrt(x))),
        Binary("Add", (x, y) => x + y, new(-2, 2), new(-2, 2), (x, y) => x + y, (_, _) => 1, (_, _) => 1),
        Binary("Subtract", (x, y) => x - y, new(-2, 2), new(-2, 2), (x, y) => x - y, (_, _) => 1, (_, _) => -1),
        Binary("Multiply", (x, y) => x * y, new(-2, 2), new(-2, 2), (x, y) => x * y, (_, y) => y, (x, _) => x),
        Binary("Divide", (x, y) => x / y, new(-2, 2), new(0.5, 2), (x, y) => x / y, (_, y) => 1 / y, (x, y) => -x / (y * y)),
        Binary("Power", (x, y) => x.Pow(y), new(0.5, 2), new(-2, 2), Math.Pow, (x, y) => y * Math.Pow(x, y - 1),
            (x, y) => Math.Pow(x, y) * Math.Log(x)),
        Binary("Chain", Tensor<T>.Chain, new(0.5, 2), new(-2, -0.5), (x, y) => x * y, (_, y) => y, (x, _) => x),
        Binary("ChainDivide", (x, y) => Tensor<T>.Chain(x, 1, y), new(0.5, 2), new(-2, -0.5), (x, y) => double.IsInfinity(y) ? 0 : x / y,
            (_, y) => 1 / y, (x, y) => -x / (y * y)),
        new("ChainQuotient", x => Tensor<T>.Chain(x[1], x[2], x[0]),
            [[[], [], []], [[3], [3], [3]], [[2, 1], [3], []], [[2, 3], [2, 1], [1, 3]]],
            [new(0.5, 2), new(-2, -0.5), new(0.5, 2)],
            new ElementwiseForm(x => double.IsInfinity(x[0]) && double.IsFinite(x[2]) ? 0 : x[1] * x[2] / x[0],
                x => -x[1] * x[2] / (x[0] * x[0]),
                x => x[2] / x[0], x => x[1] / x[0])),
        Binary("Direction", Tensor<T>.Direction, new(0.5, 2), new(-2, 2), (x, y) => x / Math.Sqrt((x * x) + (y * y)),
            (x, y) => y * y / Math.Pow((x * x) + (y * y), 1.5), (x, y) => -x * y / Math.Pow((x * x) + (y * y), 1.5)),
        Binary("Maximum", Tensor<T>.Maximum, new(-2, 2), new(-2, 2), Math.Max, (x, y) => x > y ? 1 : 0,
            (x, y) => y > x ? 1 : 0) with { IsSeparated = true },
        Binary("Minimum", Tensor<T>.Minimum, new(-2, 2), new(-2, 2), Math.Min, (x, y) => x < y ? 1 : 0,
            (x, y) => y < x ? 1 : 0) with { IsSeparated = true },
        Binary("Atan2", Tensor<T>.Atan2, new(0.5, 2), new(-2, 2), Math.Atan2, (y, x) => x / ((x * x) + (y * y)),
            (y, x) => -y / ((x * x) + (y * y))),
        Binary("Remainder", (x, y) => x.Remainder(y), new(2.1, 2.9), new(0.95, 1.05),
            (x, y) => double.IsInfinity(y) ? (y > 0 ? x : y) : x - (y * Math.Floor(x / y)), (_, _) => 1, (x, y) => -Math.Floor(x / y)),
        Binary("Hypot", Tensor<T>.Hypot, new(0.5, 2), new(-2, 2), (x, y) => Math.Sqrt((x * x) + (y * y)),
            (x, y) => x / Math.Sqrt((x * x) + (y * y)), (x, y) => y / Math.Sqrt((x * x) + (y * y))),
        Binary("LogAddExp", Tensor<T>.LogAddExp, new(-2, 2), new(-2, 2),
            (x, y) => Math.Max(x, y) + Math.Log(1 + Math.Exp(-Math.Abs(x - y))),
            (x, y) => 1 / (1 + Math.Exp(y - x)), (x, y) => 1 / (1 + Math.Exp(x - y))),
        Binary("XLogY", Tensor<T>.XLogY, new(0.5, 2), new(0.2, 0.9), (x, y) => x * Math.Log(y), (_, y) => Math.Log(y), (x, y) => x / y),
        new("Lerp", x => Tensor<T>.Lerp(x[0], x[1], x[2]), [[[], [], []], [[3], [3], [3]], [[2, 1], [3], []], [[2, 3], [2, 1], [1, 3]]],
            [new(-2, 2), new(-2, 2), new(-0.5, 1.5)],
            new ElementwiseForm(x => x[2] < 0.5 ? x[0] + (x[2] * (x[1] - x[0])) : x[1] - ((1 - x[2]) * (x[1] - x[0])), x => 1 - x[2],
                x => x[2], x => x[1] - x[0])),
        Mask("EqualTo", (x, y) => x.EqualTo(y), (x, y) => x == y),
        Mask("NotEqualTo", (x, y) => x.NotEqualTo(y), (x, y) => x != y),
        Mask("GreaterThan", (x, y) => x > y, (x, y) => x > y),
        Mask("GreaterThanOrEqual", (x, y) => x >= y, (x, y) => x >= y),
        Mask("LessThan", (x, y) => x < y, (x, y) => x < y),
        Mask("LessThanOrEqual", (x, y) => x <= y, (x, y) => x <= y),
        Share("ShareOfMaximum", Tensor<T>.Share.Maximum, (x, y) => x > y),
        Share("ShareOfMinimum", Tensor<T>.Share.Minimum, (x, y) => x < y),
        new("Select", x => Tensor<T>.Select(x[0] > 0, x[1], x[2]),
            [[[], [], []], [[3], [3], [3]], [[2, 1], [3], []], [[2, 3], [2, 1], [1, 3]]], [new(-2, 2, 0), new(-2, 2)],
            new ElementwiseForm(x => x[0] > 0 ? x[1] : x[2], _ => 0, x => x[0] > 0 ? 1 : 0, x => x[0] > 0 ? 0 : 1)),
    ];

    private static PrimitiveCase<T> Unary(
        string name, Func<Tensor<T>, Tensor<T>> call, Domain domain, Func<double, double> f, Func<double, double> derivative) =>
        new(name, x => call(x[0]), OneInput, [domain], new ElementwiseForm(x => f(x[0]), x => derivative(x[0])));

    private static PrimitiveCase<T> Binary(
        string name, Func<Tensor<T>, Tensor<T>, Tensor<T>> call, Domain x, Domain y,
        Func<double, double, double> f, Func<double, double, double> byX, Func<double, double, double> byY) =>
        new(name, v => call(v[0], v[1]), TwoInputs, [x, y], new ElementwiseForm(v => f(v[0], v[1]), v => byX(v[0], v[1]),
            v => byY(v[0], v[1])));

    private static PrimitiveCase<T> Mask(string name, Func<Tensor<T>, Tensor<T>, Tensor<T>> call, Func<double, double, bool> holds) =>
        Binary(name, call, new(-2, 2), new(-2, 2), (x, y) => holds(x, y) ? 1 : 0, (_, _) => 0, (_, _) => 0)
            with
        { IsTernary = true, IsDifferentiable = false };

    private static PrimitiveCase<T> Share(string name, Func<Tensor<T>, Tensor<T>, Tensor<T>> call, Func<double, double, bool> wins) =>
        Binary(name, call, new(-2, 2), new(-2, 2), (x, y) => (Wins(x, y, wins) + 1 - Wins(y, x, wins)) / 2, (_, _) => 0, (_, _) => 0)
            with
        { IsTernary = true, IsDifferentiable = false };

    private static double Wins(double x, double y, Func<double, double, bool> wins) => wins(x, y) || double.IsNaN(x) ? 1 : 0;

    /// <summary>2/√π·Σₙ (−1)ⁿx²ⁿ⁺¹/(n!(2n + 1)), which for |x| ≤ 1.5 loses no digit that matters.</summary>
    private static double ErfBySeries(double x)
    {
        if (double.IsNaN(x) || double.IsInfinity(x))
        {
            return double.IsNaN(x) ? x : Math.Sign(x);
        }

        double term = x, sum = x;
        for (int n = 1; n < 60; n++)
        {
            term *= -x * x / n;
            sum += term / ((2 * n) + 1);
        }

        return 2 / Math.Sqrt(Math.PI) * sum;
    }
}
