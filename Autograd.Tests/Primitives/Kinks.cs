using System.Numerics;

namespace Autograd.Tests.Primitives;

/// <summary>
/// A point where a function has no ordinary derivative, or a number is no ordinary number: the value and the gradient that are
/// specified there, and why. The inputs are vectors, most of one element; the result has one element.
/// </summary>
public sealed record Kink<T>(
    string Name, Func<Tensor<T>[], Tensor<T>> Call, double[][] Inputs, double Value, double[][] Gradients, string Why)
    where T : unmanaged, IFloatingPointIeee754<T>
{
    public override string ToString() => Name;
}

/// <summary>
/// The table of kinks, singular points and extremes. An example prints it for readers, and so it uses nothing but the public surface.
/// </summary>
public static partial class Kinks<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private const double Inf = double.PositiveInfinity, NaN = double.NaN;

    /// <summary>The largest number of the type, the smallest one of full precision, and the smallest of all.</summary>
    private static readonly double
        Largest = IsFloat ? float.MaxValue : double.MaxValue, Least = Math.ScaleB(1, IsFloat ? -126 : -1022),
            Tiny = IsFloat ? float.Epsilon : double.Epsilon;

    public static IReadOnlyList<Kink<T>> All { get; } =
        [.. Bends(), .. Exponentials(), .. Trigonometry(), .. Powers(), .. Pairs(), .. Reductions(), .. AlongAxes()];

    private static bool IsFloat => typeof(T) == typeof(float);

    private static IEnumerable<Kink<T>> Unary(
        string name, Func<Tensor<T>, Tensor<T>> f, params (double X, double Value, double Slope, string Why)[] points) =>
        points.Select(p => new Kink<T>($"{name} at {Text(p.X)}", x => f(x[0]), [[p.X]], p.Value, [[p.Slope]], p.Why));

    private static IEnumerable<Kink<T>> Binary(
        string name, Func<Tensor<T>, Tensor<T>, Tensor<T>> f,
        params (double X, double Y, double Value, double ByX, double ByY, string Why)[] points) =>
        points.Select(p => new Kink<T>(
            $"{name} at ({Text(p.X)}, {Text(p.Y)})", x => f(x[0], x[1]), [[p.X], [p.Y]], p.Value, [[p.ByX], [p.ByY]], p.Why));

    private static Kink<T> Reduction(string name, Func<Tensor<T>, Tensor<T>> f, double[] x, double value, double[] gradient, string why) =>
        new($"{name} of [{string.Join(", ", x.Select(Text))}]", xs => f(xs[0]), [x], value, [gradient], why);

    private static string Text(double x) =>
        x == Largest ? "the largest" : x == -Largest ? "−the largest" : x == Largest / 2 ? "half the largest"
        : x == Least ? "the least normal"
        : x == Tiny ? "the tiniest" : x == -Tiny ? "−the tiniest"
        : x == 0 && double.IsNegative(x) ? "−0" : FormattableString.Invariant($"{x:0.#####}").Replace("-", "−").Replace("Infinity", "∞");
}
