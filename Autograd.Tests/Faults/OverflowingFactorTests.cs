using System.Numerics;
using Tensor = Autograd.Tensor<double>;

namespace Autograd.Tests.Faults;

/// <summary>
/// A factor that overflows, or underflows, before the product does: a derivative such as 1/x is ∞ for a subnormal x where g/x is not. The
/// gradient g of each function here makes the product an ordinary number, in both modes. Kin: every rule that divides; products of many
/// numbers are in ScaleTests.
/// </summary>
public sealed class OverflowingFactorTests
{
    /// <summary>The name, the function, where, the gradient that comes in, and the one that goes on.</summary>
    public static TheoryData<string, Func<Tensor, Tensor>, double, double, double> Doubles => Cases<double>(1e-310, 1e-308);

    public static TheoryData<string, Func<Tensor<float>, Tensor<float>>, double, double, double> Floats => Cases<float>(1e-40, 1e-38);

    [Theory]
    [MemberData(nameof(Doubles))]
    public void Double_GradientThatIsFinite_IsNotLost(string name, Func<Tensor, Tensor> f, double x, double g, double expected) =>
        Check(name, f, x, g, expected, 1e-13);

    [Theory]
    [MemberData(nameof(Floats))]
    public void Float_GradientThatIsFinite_IsNotLost(
        string name, Func<Tensor<float>, Tensor<float>> f, double x, double g, double expected) =>
        Check(name, f, x, g, expected, 1e-4);

    [Fact]
    public void Entropy_OfAConfidentSoftmax_HasItsGradient()
    {
        Tensor<float> z = Tensor<float>.Variable([0f, -95f]);
        Tensor<float> p = z.Softmax(-1), entropy = (p * p.Log()).Sum();
        float[] actual = entropy.Backward()[z].ToArray(), expected = (p * z.LogSoftmax(-1)).Sum().Backward()[z].ToArray();
        Assert.True(float.IsFinite(actual[0]) && float.IsFinite(actual[1]), $"[{actual[0]}, {actual[1]}]");
        Assert.Equal(expected[1], actual[1], 1e-42f); // the probability is subnormal, and has 12 bits
        Assert.Equal(-95 * Math.Exp(-95), actual[1], 1e-42);
    }

    /// <summary>What was ∞ or 0 by right stays so: the derivative at 0, a gradient of 0 against it, an infinite divisor.</summary>
    [Fact]
    public void Quotient_AtItsEnds_IsAsBefore()
    {
        Tensor zero = 0, infinity = double.PositiveInfinity;
        Assert.Equal(double.PositiveInfinity, Differentiate.Gradient(x => x.Log(), zero).Item);
        Assert.Equal(0, Differentiate.Vjp(x => x.Log(), zero).Pullback(0).Item);
        Assert.Equal(0, Differentiate.Vjp(x => x.Log(), infinity).Pullback(infinity).Item);
        Assert.Equal(0, Differentiate.Gradient(x => Tensor.Select(0, x / 0, 1), zero).Item);
        Assert.Equal(double.NaN, Differentiate.Gradient(y => 0 / y, zero).Item);
        Assert.Equal(0, Differentiate.Gradient(y => 0 / y, Tensor.Constant(3)).Item);
        Assert.Equal(double.NaN, Differentiate.Gradient(x => x / double.NaN, zero).Item);
    }

    private static TheoryData<string, Func<Tensor<T>, Tensor<T>>, double, double, double> Cases<T>(double tiny, double g)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        tiny = double.CreateTruncating(T.CreateTruncating(tiny)); // the subnormal that it is
        g = double.CreateTruncating(T.CreateTruncating(g));
        double least = typeof(T) == typeof(float) ? float.Epsilon : double.Epsilon;
        double big = typeof(T) == typeof(float) ? 1e37 : 1e300, small = double.CreateTruncating(T.CreateTruncating(Math.Pow(tiny, 0.52)));
        double smaller = double.CreateTruncating(T.CreateTruncating(Math.Pow(tiny, 0.7)));
        return new()
        {
            { "log", x => x.Log(), tiny, g, g / tiny },
            { "log2", x => x.Log2(), tiny, g, g / tiny / Math.Log(2) },
            { "log10", x => x.Log10(), tiny, g, g / tiny / Math.Log(10) },
            { "xlogy by y", x => Tensor<T>.XLogY(1, x), tiny, g, g / tiny },
            { "numerator of a quotient", x => x / tiny, 1, g, g / tiny },
            { "denominator of a quotient", x => tiny / x, tiny, g, -g / tiny },
            { "reciprocal", x => x.Reciprocal(), small, g, -g / small / small },
            { "power −1", x => x.Pow(-1), small, g, -g / small / small },
            { "power −1 as a tensor", x => x.Pow(Tensor<T>.Constant(T.CreateTruncating(-1))), small, g, -g / small / small },
            { "power 0.01", x => x.Pow(0.01), tiny, g, 0.01 * g / tiny * Math.Pow(tiny, 0.01) },
            {
                "power 0.01 as a tensor", x => x.Pow(Tensor<T>.Constant(T.CreateTruncating(0.01))), tiny, g,
                0.01 * g / tiny * Math.Pow(tiny, 0.01)
            },
            { "power −0.1", x => x.Pow(-0.1), tiny, g, -0.1 * g / tiny * Math.Pow(tiny, -0.1) },
            { "denominator of a large quotient", x => big / x, Math.Sqrt(big), Math.Pow(big, 2 / 3.0), -Math.Pow(big, 2 / 3.0) },
            { "reciprocal square root", x => x.ReciprocalSqrt(), smaller, g, -0.5 * g / smaller / Math.Sqrt(smaller) },
            { "atan2 by y", y => Tensor<T>.Atan2(y, tiny), tiny, g, g / tiny / 2 },
            { "a subnormal gradient", y => 7e4 / y, 0.0625, 3 * least, -7e4 * 3 * least / 0.0625 / 0.0625 },
        };
    }

    private static void Check<T>(string name, Func<Tensor<T>, Tensor<T>> f, double x, double g, double expected, double tolerance)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Tensor<T> at = Tensor<T>.Constant(T.CreateTruncating(x)), u = Tensor<T>.Constant(T.CreateTruncating(g));
        AssertClose("in reverse", Differentiate.Vjp(f, at).Pullback(u));
        AssertClose("forward", Differentiate.Jvp(f, at, u).Tangent);

        void AssertClose(string mode, Tensor<T> actual)
        {
            double value = double.CreateTruncating(actual.Item);
            Assert.True(Math.Abs(value - expected) <= tolerance * Math.Abs(expected), $"{name}, {mode}: {value:R} instead of {expected:R}");
        }
    }
}
