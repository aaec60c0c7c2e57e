using Tensor = Autograd.Tensor<double>;

namespace Autograd.Tests.Programs;

/// <summary>One operation of a random program: its name, what it does, and how many operands it takes.</summary>
public sealed partial record Op(string Name, int Operands, Func<Tensor[], Tensor> Call)
{
    /// <summary>How far the operands are from kinks: numbers that are 0 at a kink. Null where there is none.</summary>
    public Func<Tensor[], Tensor>? Distances { get; init; }

    /// <summary>
    /// The whole catalogue. Operations keep numbers of moderate size, or are kept from where they are not by
    /// <see cref="RandomProgram"/>, which takes only steps whose values and distances to kinks it has seen.
    /// </summary>
    public static IReadOnlyList<Op> All { get; } = [.. Elementwise(), .. AlongAxes(), .. Arrangements()];

    private static Op[] Elementwise() =>
    [
        new("add", 2, x => x[0] + x[1]),
        new("subtract", 2, x => x[0] - x[1]),
        new("multiply", 2, x => x[0] * x[1]),
        new("divide", 2, x => x[0] / (1 + x[1].Square())),
        new("negate", 1, x => -x[0]),
        new("exp", 1, x => x[0].Exp()),
        new("expm1", 1, x => x[0].ExpM1()),
        new("exp2", 1, x => x[0].Exp2()),
        new("log", 1, x => (1 + x[0].Square()).Log()),
        new("log1p", 1, x => x[0].Square().LogP1()),
        new("log2", 1, x => (2 + x[0].Sin()).Log2()),
        new("log10", 1, x => (2 + x[0].Sin()).Log10()),
        new("sin", 1, x => x[0].Sin()),
        new("cos", 1, x => x[0].Cos()),
        new("tan", 1, x => x[0].Sin().Tan()),
        new("asin", 1, x => (0.9 * x[0].Sin()).Asin()),
        new("acos", 1, x => (0.9 * x[0].Sin()).Acos()),
        new("atan", 1, x => x[0].Atan()),
        new("sinh", 1, x => x[0].Sinh()),
        new("cosh", 1, x => x[0].Cosh()),
        new("tanh", 1, x => x[0].Tanh()),
        new("asinh", 1, x => x[0].Asinh()),
        new("acosh", 1, x => (1.5 + x[0].Square()).Acosh()),
        new("atanh", 1, x => (0.9 * x[0].Sin()).Atanh()),
        new("erf", 1, x => x[0].Erf()),
        new("erfc", 1, x => x[0].Erfc()),
        new("sqrt", 1, x => (1 + x[0].Square()).Sqrt()),
        new("reciprocal", 1, x => (2 + x[0].Sin()).Reciprocal()),
        new("reciprocal sqrt", 1, x => (2 + x[0].Sin()).ReciprocalSqrt()),
        new("power of a number", 1, x => (2 + x[0].Sin()).Pow(-1.5)),
        new("power of a tensor", 2, x => (2 + x[0].Sin()).Pow(x[1])),
        new("number to a power", 1, x => Tensor.Pow(1.5, x[0])),
        new("square", 1, x => x[0].Square()),
        new("cube", 1, x => x[0].Pow(3)),
        new("abs", 1, x => x[0].Abs()) { Distances = x => x[0] },
        new("sign", 1, x => x[0].Sign()) { Distances = x => x[0] },
        new("floor", 1, x => x[0].Floor()) { Distances = x => x[0] - x[0].Round() },
        new("ceiling", 1, x => x[0].Ceiling()) { Distances = x => x[0] - x[0].Round() },
        new("round", 1, x => x[0].Round()) { Distances = x => x[0] - 0.5 - (x[0] - 0.5).Round() },
        new("truncate", 1, x => x[0].Truncate()) { Distances = x => x[0] - x[0].Round() },
        new("clamp", 1, x => x[0].Clamp(-0.7, 0.8)) { Distances = x => (x[0] + 0.7) * (x[0] - 0.8) },
        new("maximum", 2, x => Tensor.Maximum(x[0], x[1])) { Distances = x => x[0] - x[1] },
        new("minimum", 2, x => Tensor.Minimum(x[0], x[1])) { Distances = x => x[0] - x[1] },
        new("remainder", 2, x => x[0].Remainder(2 + x[1].Sin())) { Distances = x => Jumps(x[0], 2 + x[1].Sin()) },
        new("atan2", 2, x => Tensor.Atan2(x[0], 2 + x[1].Sin())),
        new("hypot", 2, x => Tensor.Hypot(x[0], 1 + x[1].Square())),
        new("logaddexp", 2, x => Tensor.LogAddExp(x[0], x[1])),
        new("lerp", 3, x => Tensor.Lerp(x[0], x[1], x[2])),
        new("xlogy", 2, x => Tensor.XLogY(x[0], 1 + x[1].Square())),
        new("select", 3, x => Tensor.Select(x[0] > 0.1, x[1], x[2])) { Distances = x => x[0] - 0.1 },
        new("masked", 2, x => x[0] * (x[1] <= x[0])) { Distances = x => x[0] - x[1] },
    ];

    private static Tensor Jumps(Tensor x, Tensor divisor)
    {
        Tensor times = x / divisor;
        return times - times.Round();
    }
}
