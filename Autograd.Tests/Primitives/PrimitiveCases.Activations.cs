using Autograd.Nn;

namespace Autograd.Tests.Primitives;

/// <summary>The rows of activations, which are compositions.</summary>
public static partial class PrimitiveCases<T>
{
    private static PrimitiveCase<T>[] ActivationFunctions() =>
    [
        Unary("Relu", x => x.Relu(), new(-2, 2, 0), x => x <= 0 ? 0 : x, x => x > 0 ? 1 : 0),
        Unary("LeakyRelu", x => x.LeakyRelu(0.1), new(-2, 2, 0), x => x > 0 ? x : 0.1 * x, x => x > 0 ? 1 : 0.1),
        Unary("Relu6", x => x.Relu6(), new(-2, 8, 0, 6), x => double.IsNaN(x) ? x : Math.Clamp(x, 0, 6), x => x is > 0 and < 6 ? 1 : 0),
        Unary("HardTanh", x => x.HardTanh(), new(-2, 2, -1, 1), x => double.IsNaN(x) ? x : Math.Clamp(x, -1, 1),
            x => Math.Abs(x) < 1 ? 1 : 0),
        Unary("HardSigmoid", x => x.HardSigmoid(), new(-4, 4, -3, 3), x => double.IsNaN(x) ? x : Math.Clamp((x + 3) / 6, 0, 1),
            x => Math.Abs(x) < 3 ? 1 / 6.0 : 0),
        Unary("HardSwish", x => x.HardSwish(), new(-4, 4, -3, 3), x => x <= -3 ? 0 : x >= 3 ? x : x * (x + 3) / 6,
            x => x < -3 ? 0 : x > 3 ? 1 : ((2 * x) + 3) / 6),
        Unary("Step", x => x.Step(), new(-2, 2, 0), x => double.IsNaN(x) ? x : x > 0 ? 1 : 0, _ => 0),
        Unary("Softsign", x => x.Softsign(), new(-2, 2, 0), Limits(-1, 1, x => x / (1 + Math.Abs(x))),
            x => 1 / Math.Pow(1 + Math.Abs(x), 2)),
        Unary("BentIdentity", x => x.BentIdentity(), new(-2, 2),
            Limits(double.NegativeInfinity, double.PositiveInfinity, x => x + (x * x / (Math.Sqrt((x * x) + 1) + 1) / 2)),
            x => 1 + (x / 2 / Math.Sqrt((x * x) + 1))),
        Unary("Snake", x => x.Snake(2), new(-2, 2), x => x + (Math.Pow(Math.Sin(2 * x), 2) / 2), x => 1 + Math.Sin(4 * x)),
        Unary("Siren", x => x.Siren(3), new(-2, 2), x => Math.Sin(3 * x), x => 3 * Math.Cos(3 * x)),
        Unary("Sigmoid", x => x.Sigmoid(), new(-2, 2), Logistic, x => Logistic(x) * Logistic(-x)),
        Unary("LogSigmoid", x => x.LogSigmoid(), new(-2, 2), x => -Math.Log(1 + Math.Exp(-x)), x => Logistic(-x)),
        Unary("Softplus", x => x.Softplus(), new(-2, 2), x => Math.Log(1 + Math.Exp(x)), Logistic),
        Unary("Silu", x => x.Silu(), new(-2, 2), Limits(0, double.PositiveInfinity, x => x * Logistic(x)),
            x => Logistic(x) * (1 + (x * Logistic(-x)))),
        Unary("Gelu", x => x.Gelu(), new(-2, 2), Limits(0, double.PositiveInfinity, x => x / 2 * (1 + ErfBySeries(x / Math.Sqrt(2)))),
            x => ((1 + ErfBySeries(x / Math.Sqrt(2))) / 2) + (x * Math.Exp(-x * x / 2) / Math.Sqrt(2 * Math.PI))),
        Unary("Gelu(tanh)", x => x.Gelu(tanh: true), new(-2, 2),
            Limits(0, double.PositiveInfinity, x => x / 2 * (1 + Math.Tanh(Inside(x)))),
            x => ((1 + Math.Tanh(Inside(x))) / 2)
                + (x / 2 / Math.Pow(Math.Cosh(Inside(x)), 2) * Math.Sqrt(2 / Math.PI) * (1 + (3 * 0.044715 * x * x)))),
        Unary("Elu", x => x.Elu(0.5), new(-2, 2, 0), x => x > 0 ? x : 0.5 * (Math.Exp(x) - 1), x => x > 0 ? 1 : 0.5 * Math.Exp(x)),
        Unary("Selu", x => x.Selu(), new(-2, 2, 0), x => 1.0507009873554805 * (x > 0 ? x : 1.6732632423543772 * (Math.Exp(x) - 1)),
            x => 1.0507009873554805 * (x > 0 ? 1 : 1.6732632423543772 * Math.Exp(x))),
        Unary("Celu", x => x.Celu(2), new(-2, 2, 0), x => x > 0 ? x : 2 * (Math.Exp(x / 2) - 1), x => x > 0 ? 1 : Math.Exp(x / 2)),
        Unary("Mish", x => x.Mish(), new(-2, 2), Limits(0, double.PositiveInfinity, x => x * Math.Tanh(Math.Log(1 + Math.Exp(x)))),
            x => Math.Tanh(Math.Log(1 + Math.Exp(x)))
            + (x * Logistic(x) / Math.Pow(Math.Cosh(Math.Log(1 + Math.Exp(x))), 2))),
        Unary("TanhShrink", x => x.TanhShrink(), new(-2, 2, -1, 1), x => x - Math.Tanh(x), x => Math.Pow(Math.Tanh(x), 2)),
    ];

    /// <summary>A function with its limits at ±∞, where its formula is ∞·0 or the like.</summary>
    private static Func<double, double> Limits(double below, double above, Func<double, double> f) =>
        x => double.IsNegativeInfinity(x) ? below : double.IsPositiveInfinity(x) ? above : f(x);

    private static double Logistic(double x) => 1 / (1 + Math.Exp(-x));

    private static double Inside(double x) => Math.Sqrt(2 / Math.PI) * (x + (0.044715 * x * x * x));
}
