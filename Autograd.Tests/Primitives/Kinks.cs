using System.Numerics;

namespace Autograd.Tests.Primitives;

/// <summary>
/// A point where a function has no ordinary derivative, or a number is no ordinary number: the value and the gradient that are
/// specified there, and why. The inputs are scalars or vectors; the result has one element.
/// </summary>
public sealed record Kink<T>(
    string Name, Func<Tensor<T>[], Tensor<T>> Call, double[][] Inputs, double Value, double[][] Gradients, string Why)
    where T : unmanaged, IFloatingPointIeee754<T>
{
    public override string ToString() => Name;
}

/// <summary>The table of kinks and singular points.</summary>
public static class Kinks<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private const double Inf = double.PositiveInfinity, NaN = double.NaN;

    public static IReadOnlyList<Kink<T>> All { get; } =
    [
        .. Unary("abs", x => x.Abs(), (0, 0, 0, "the minimum-norm subgradient of [−1, 1]"), (-0.0, 0, 0, "as at +0"), (NaN, NaN, NaN, "NaN stays"),
            (Inf, Inf, 1, "the slope is 1 all the way"), (-Inf, Inf, -1, "the slope is −1 all the way")),
        .. Unary("sign", x => x.Sign(), (0, 0, 0, "flat on both sides"), (-0.0, 0, 0, "as at +0"), (NaN, NaN, 0, "the derivative is 0 wherever it exists")),
        .. Unary("relu = Select(x ≤ 0, 0, x)", x => Tensor<T>.Select(x <= 0, 0, x), (0, 0, 0, "the flat side"), (-0.0, 0, 0, "as at +0"),
            (NaN, NaN, 1, "NaN passes through"), (-Inf, 0, 0, "not 0·∞"), (Inf, Inf, 1, "linear")),
        .. Unary("clamp to [−1, 2]", x => x.Clamp(-1, 2), (-1, -1, 0, "the minimum-norm subgradient of [0, 1]"), (2, 2, 0, "likewise"),
            (NaN, NaN, 0, "NaN is not between the bounds"), (Inf, 2, 0, "beyond the bound"), (-Inf, -1, 0, "beyond the bound")),
        .. Unary("clamp from 0", x => x.Clamp(low: 0), (0, 0, 0, "a bound"), (Inf, Inf, 0, "∞ is the upper bound when none is given")),
        .. Unary("sqrt", x => x.Sqrt(), (0, 0, Inf, "by continuity"), (-0.0, -0.0, Inf, "as at +0"), (-1, NaN, NaN, "outside of the domain"), (Inf, Inf, 0, "the limit")),
        .. Unary("log", x => x.Log(), (0, -Inf, Inf, "by continuity"), (-0.0, -Inf, Inf, "as at +0"), (-1, NaN, -1, "the value is NaN; 1/x is what it is"), (Inf, Inf, 0, "the limit")),
        .. Unary("1/x", x => 1 / x, (0, Inf, -Inf, "by continuity"), (-0.0, -Inf, -Inf, "by continuity"), (Inf, 0, 0, "the limit")),
        .. Unary("exp", x => x.Exp(), (-Inf, 0, 0, "the limit"), (Inf, Inf, Inf, "the limit"), (1000, Inf, Inf, "overflow"), (-1000, 0, 0, "underflow")),
        .. Unary("tanh", x => x.Tanh(), (Inf, 1, 0, "the limit"), (-Inf, -1, 0, "the limit"), (1000, 1, 0, "saturated, without overflow"), (-0.0, -0.0, 1, "odd")),
        .. Unary("sinh", x => x.Sinh(), (-Inf, -Inf, Inf, "the limit")),
        .. Unary("cosh", x => x.Cosh(), (-Inf, Inf, -Inf, "the limit")),
        .. Unary("sin", x => x.Sin(), (Inf, NaN, NaN, "no limit")),
        .. Unary("cos", x => x.Cos(), (-Inf, NaN, NaN, "no limit")),
        .. Unary("x⁰", x => x.Pow(0), (0, 1, 0, "the constant 1"), (NaN, 1, 0, "the constant 1"), (Inf, 1, 0, "the constant 1")),
        .. Unary("x¹", x => x.Pow(1), (0, 0, 1, "the identity")),
        .. Unary("x²", x => x.Pow(2), (0, 0, 0, "2x"), (-3, 9, -6, "2x")),
        .. Unary("x^½", x => x.Pow(0.5), (0, 0, Inf, "by continuity"), (-1, NaN, NaN, "outside of the domain")),
        .. Unary("x⁻¹", x => x.Pow(-1), (0, Inf, -Inf, "by continuity")),
        .. Unary("x^(3/2)", x => x.Pow(1.5), (0, 0, 0, "by continuity")),
        .. Unary("Select(x > 0, ln x, 0)", x => Tensor<T>.Select(x > 0, x.Log(), 0), (0, 0, 0, "zero absorbs the ∞ of the branch not taken"),
            (-1, 0, 0, "zero absorbs the NaN of the branch not taken")),
        .. Unary("√(x²)", x => x.Square().Sqrt(), (0, 0, 0, "zero absorbs: 2x = 0 meets ∞")),
        .. Unary("0·ln x", x => 0 * x.Log(), (0, NaN, 0, "the value is 0·(−∞); the gradient of ln x is exactly 0")),

        .. Binary("xʸ", (x, y) => x.Pow(y), (0, 0, 1, 0, 0, "x⁰ is 1; 0ʸ has the slope 0 from the right"), (0, 1, 0, 1, 0, "0ʸ is 0 for y > 0"),
            (0, 2, 0, 0, 0, "0ʸ is 0 for y > 0"), (0, 0.5, 0, Inf, 0, "∂/∂x by continuity"), (0, -1, Inf, -Inf, -Inf, "0ʸ falls from ∞"),
            (-2, 3, -8, 12, NaN, "∂/∂y needs ln x"), (-2, 0.5, NaN, NaN, NaN, "outside of the domain"), (2, 0, 1, 0, Math.Log(2), "x⁰ is 1")),
        .. Binary("max", Tensor<T>.Maximum, (1, 1, 1, 0.5, 0.5, "a tie shares"), (0, -0.0, 0, 0.5, 0.5, "+0 and −0 tie"), (NaN, 1, NaN, 1, 0, "to the NaN"),
            (1, NaN, NaN, 0, 1, "to the NaN"), (NaN, NaN, NaN, 0.5, 0.5, "two NaNs share"), (Inf, Inf, Inf, 0.5, 0.5, "a tie shares"), (-Inf, 1, 1, 0, 1, "no tie")),
        .. Binary("min", Tensor<T>.Minimum, (1, 1, 1, 0.5, 0.5, "a tie shares"), (NaN, 1, NaN, 1, 0, "to the NaN"), (1, NaN, NaN, 0, 1, "to the NaN"),
            (-Inf, -Inf, -Inf, 0.5, 0.5, "a tie shares"), (NaN, NaN, NaN, 0.5, 0.5, "two NaNs share")),
        .. Binary("x/y", (x, y) => x / y, (0, 0, NaN, Inf, NaN, "0/0"), (1, 0, Inf, Inf, -Inf, "by continuity"), (0, 2, 0, 0.5, 0, "−x/y² = 0"), (1, Inf, 0, 0, 0, "the limits")),
        .. Binary("x·y", (x, y) => x * y, (0, Inf, NaN, Inf, 0, "the value is IEEE's; in the rule zero absorbs"), (0, 0, 0, 0, 0, "y and x")),
        .. Binary("√(x² + y²)", (x, y) => (x.Square() + y.Square()).Sqrt(), (0, 0, 0, 0, 0, "the minimum-norm subgradient, by zero absorbing")),

        Reduction("max of 3 ties", x => x.Max(), [2, 2, 1, 2], 2, [1 / 3.0, 1 / 3.0, 0, 1 / 3.0], "k ties share: 1/k each"),
        Reduction("max with a NaN", x => x.Max(), [2, NaN, 1], NaN, [0, 1, 0], "NaN wins"),
        Reduction("max with two NaNs", x => x.Max(), [NaN, NaN, 1], NaN, [0.5, 0.5, 0], "NaNs share"),
        Reduction("max of −∞", x => x.Max(), [-Inf, -Inf], -Inf, [0.5, 0.5], "a tie"),
        Reduction("max of ±0", x => x.Max(), [0, -0.0], 0, [0.5, 0.5], "+0 and −0 tie"),
        Reduction("min of 2 ties", x => x.Min(), [1, 2, 1], 1, [0.5, 0, 0.5], "k ties share"),
        Reduction("min with a NaN", x => x.Min(), [2, NaN, 1], NaN, [0, 1, 0], "NaN wins"),
        Reduction("2-norm of 0", x => x.Square().Sum().Sqrt(), [0, 0, 0], 0, [0, 0, 0], "the minimum-norm subgradient of the unit ball"),
        Reduction("log-sum-exp of −∞", x => x.LogSumExp(), [-Inf, -Inf], -Inf, [0, 0], "no direction is better"),
        Reduction("log-sum-exp with one −∞", x => x.LogSumExp(), [-Inf, 3], 3, [0, 1], "the limit"),
        Reduction("log-sum-exp at ±1000", x => x.LogSumExp(), [1000, -1000, 1000], 1000 + Math.Log(2), [0.5, 0, 0.5], "no overflow"),
        Reduction("softmax at ±1000", x => x.Softmax(0)[0], [1000, -1000], 1, [0, 0], "saturated"),
        Reduction("softmax at 1000 = 1000", x => x.Softmax(0)[1], [1000, 1000], 0.5, [-0.25, 0.25], "no overflow"),
        Reduction("sum of nothing", x => x.Sum(), [], 0, [], "the empty sum"),
        Reduction("mean of nothing", x => x.Mean(), [], NaN, [], "0/0"),
        Reduction("sum with ∞", x => x.Sum(), [1, Inf], Inf, [1, 1], "linear"),
        Reduction("softplus by one mask at 0", Softplus, [0], Math.Log(2), [0.5], "smooth: one branch holds at the joint"),
        Reduction("softplus by one mask at 1000", Softplus, [1000], 1000, [1], "the limit"),
        Reduction("softplus by one mask at −1000", Softplus, [-1000], 0, [0], "the limit"),
    ];

    private static Tensor<T> Softplus(Tensor<T> x)
    {
        Tensor<T> positive = x > 0;
        return (Tensor<T>.Select(positive, x, 0) + (1 + Tensor<T>.Select(positive, -x, x).Exp()).Log()).Sum();
    }

    private static IEnumerable<Kink<T>> Unary(
        string name, Func<Tensor<T>, Tensor<T>> f, params (double X, double Value, double Slope, string Why)[] points) =>
        points.Select(p => new Kink<T>($"{name} at {Text(p.X)}", x => f(x[0]), [[p.X]], p.Value, [[p.Slope]], p.Why));

    private static IEnumerable<Kink<T>> Binary(
        string name, Func<Tensor<T>, Tensor<T>, Tensor<T>> f,
        params (double X, double Y, double Value, double ByX, double ByY, string Why)[] points) =>
        points.Select(p => new Kink<T>(
            $"{name} at ({Text(p.X)}, {Text(p.Y)})", x => f(x[0], x[1]), [[p.X], [p.Y]], p.Value, [[p.ByX], [p.ByY]], p.Why));

    private static Kink<T> Reduction(string name, Func<Tensor<T>, Tensor<T>> f, double[] x, double value, double[] gradient, string why) =>
        new(name, xs => f(xs[0]), [x], value, [gradient], why);

    private static string Text(double x) => x == 0 && double.IsNegative(x) ? "−0" : FormattableString.Invariant($"{x}");
}
