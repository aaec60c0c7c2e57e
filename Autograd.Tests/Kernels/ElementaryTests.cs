using System.Numerics;
using Autograd.Kernels;
using Xunit.Abstractions;

namespace Autograd.Tests.Kernels;

/// <summary>The accuracy and the laws of the elementary functions in one precision; their special values are in the other file.</summary>
public abstract partial class ElementaryTests<T>(ITestOutputHelper output)
    where T : unmanaged, IFloatingPointIeee754<T>
{
    public static TheoryData<string> Functions => [.. ElementaryFunctions<T>.Unary.Keys, .. ElementaryFunctions<T>.Binary.Keys];

    public static TheoryData<string> UnaryFunctions => [.. ElementaryFunctions<T>.Unary.Keys];

    public static TheoryData<string> MirroredFunctions => [.. OddFunctions, "Cos", "Cosh"];

    /// <summary>A function, an interval on which it is monotone, and 1 or −1 for the direction.</summary>
    public static TheoryData<string, double, double, int> MonotoneIntervals => new()
    {
        { "Exp", -110, 90, 1 },
        { "ExpM1", -50, 50, 1 },
        { "Exp2", -140, 127, 1 },
        { "Log", 0, 9, 1 },
        { "LogP1", -1, 9, 1 },
        { "Log2", 0, 9, 1 },
        { "Log10", 0, 9, 1 },
        { "Sin", -1.57, 1.57, 1 },
        { "Cos", 0, 3.14, -1 },
        { "Tan", -1.57, 1.57, 1 },
        { "Asin", -1, 1, 1 },
        { "Acos", -1, 1, -1 },
        { "Atan", -9, 9, 1 },
        { "Sinh", -40, 40, 1 },
        { "Cosh", 0, 40, 1 },
        { "Tanh", -25, 25, 1 },
        { "TanhP1", -60, 25, 1 },
        { "Asinh", -9, 9, 1 },
        { "Acosh", 1, 9, 1 },
        { "Atanh", -1, 1, 1 },
        { "Erf", -7, 7, 1 },
        { "Erfc", -7, 28, -1 },
    };

    [Theory]
    [MemberData(nameof(Functions))]
    public void Function_AgainstReferences_IsWithinTwoUnits(string function)
    {
        double limit = Limit(function);
        List<Reference> points = [.. Reference.Of(function).Where(point => IsExact(point.X) && IsExact(point.Y))];
        Assert.True(points.Count > 80, $"Only {points.Count} arguments are a {typeof(T).Name}.");
        (double units, Reference worst) = points.Select(point => (Units(point), point)).MaxBy(pair => pair.Item1);
        string report = $"{function} of {typeof(T).Name}: at most {units:F4} units in the last place over {points.Count} points, "
            + $"at ({worst.X:R}, {worst.Y:R}) with {At(function, worst.X, worst.Y):R} for {worst.Value}; allowed are {limit}.";
        output.WriteLine(report);
        Assert.True(units <= limit, report);

        double Units(Reference point) => point.UnitsOff(At(function, point.X, point.Y));
    }

    [Theory]
    [MemberData(nameof(Functions))]
    public void Function_OfAnySlice_GivesTheSameBits(string function)
    {
        Kernel<T> kernel = ElementaryFunctions<T>.Find(function);
        var random = new Random(1);
        T[] x = [.. Enumerable.Range(0, 280).Select(i => T.CreateTruncating(i % 40 == 9 ? Specials[i / 40] : 4 * random.NextDouble() - 1))];
        T[] y = [.. x.Reverse()], whole = new T[x.Length];
        kernel(x, y, whole);
        foreach (int offset in new[] { 0, 1, 2, 3, 5, 8, 127, 129 })
        {
            for (int length = 0; length <= x.Length - offset; length++)
            {
                T[] slice = new T[length];
                kernel(x.AsSpan(offset, length), y.AsSpan(offset, length), slice);
                AssertSameBits(whole.AsSpan(offset, length), slice);
            }
        }

        T[] inPlaceOfX = [.. x], inPlaceOfY = [.. y];
        kernel(inPlaceOfX, y, inPlaceOfX);
        AssertSameBits(whole, inPlaceOfX);
        if (ElementaryFunctions<T>.Binary.ContainsKey(function))
        {
            kernel(x, inPlaceOfY, inPlaceOfY);
            AssertSameBits(whole, inPlaceOfY);
        }
    }

    [Fact]
    public void Function_WithOneSecondArgument_IsThatOfEqualOnes()
    {
        T[] x = [.. Enumerable.Range(1, 200).Select(i => T.CreateTruncating(0.3 * i))], one = new T[200], many = new T[200];
        T[] exponents = [.. x.Select(_ => T.CreateTruncating(-1.7))];
        Elementary.Map<T, Elementary.Pow>(x, exponents[0], one);
        Elementary.Map<T, Elementary.Pow>(x, exponents, many);
        Assert.Equal(many, one);
    }

    [Theory]
    [MemberData(nameof(MonotoneIntervals))]
    public void Function_OnItsInterval_IsMonotone(string function, double low, double high, int direction)
    {
        const int Steps = 20_000;
        T[] x = [.. Enumerable.Range(0, Steps + 1).Select(i => T.CreateTruncating(low + (high - low) * i / Steps))], z = new T[x.Length];
        ElementaryFunctions<T>.Unary[function](x, [], z);
        int i = Enumerable.Range(1, Steps).FirstOrDefault(i => !(direction > 0 ? z[i] >= z[i - 1] : z[i] <= z[i - 1]));
        Assert.True(i == 0, $"{function} turns between {x[Math.Max(i - 1, 0)]:R} and {x[i]:R}");
    }

    [Theory]
    [MemberData(nameof(MirroredFunctions))]
    public void Function_ThatIsOddOrEven_GivesTheSameBitsOnBothSides(string function)
    {
        foreach (Reference point in Reference.Of(function))
        {
            T plus = At(function, point.X, 0), minus = At(function, -point.X, 0);
            AssertSame(OddFunctions.Contains(function) ? -plus : plus, minus, $"{function}(−({point.X:R}))");
        }
    }

    [Fact]
    public void ErfAndErfc_Together_AreOneAndTheirMirrorsTwo()
    {
        double unit = typeof(T) == typeof(float) ? 1.2e-7 : 2.3e-16;
        for (double x = -7; x < 7; x += 0.001)
        {
            double erf = double.CreateTruncating(At("Erf", x, 0));
            double erfc = double.CreateTruncating(At("Erfc", x, 0)), mirror = double.CreateTruncating(At("Erfc", -x, 0));
            Assert.True(Math.Abs(erf + erfc - 1) <= unit, $"erf + erfc at {x:R} is {erf + erfc:R}");
            Assert.True(Math.Abs(mirror + erfc - 2) <= 2 * unit, $"erfc(x) + erfc(−x) at {x:R} is {mirror + erfc:R}");
        }
    }

    [Fact]
    public void PowersOfTwo_OfWholeNumbers_AreExact()
    {
        int smallest = typeof(T) == typeof(float) ? -149 : -1074, largest = typeof(T) == typeof(float) ? 127 : 1023;
        for (int n = smallest; n <= largest; n++)
        {
            T power = T.ScaleB(T.One, n);
            Assert.Equal(power, At("Exp2", n, 0));
            Assert.Equal(T.CreateChecked(n), ElementaryFunctions<T>.At("Log2", power));
        }
    }

    /// <summary>
    /// A float is next to always the nearest one, which is half a unit. In double the functions are held to what they reach.
    /// </summary>
    private static double Limit(string function) => typeof(T) == typeof(float) ? 0.50001 : function switch
    {
        "ExpM1" or "Sinh" or "Cosh" or "Tanh" => 0.65,
        "Erf" or "Erfc" => 1.2,
        _ => 1,
    };

    private static T At(string function, double x, double y) =>
        ElementaryFunctions<T>.At(function, T.CreateTruncating(x), T.CreateTruncating(y));

    private static bool IsExact(double x) => double.CreateTruncating(T.CreateTruncating(x)) == x;

    private static void AssertSameBits(ReadOnlySpan<T> expected, ReadOnlySpan<T> actual)
    {
        for (int i = 0; i < expected.Length; i++)
        {
            if (!Same(expected[i], actual[i]))
            {
                Assert.Fail($"Element {i} of {expected.Length} is {actual[i]:R}, but {expected[i]:R} in the whole.");
            }
        }
    }

    /// <summary>Equal, with the same sign of zero; any NaN is as good as another.</summary>
    private static bool Same(T expected, T actual) =>
        expected.Equals(actual) && (T.IsNaN(expected) || T.IsNegative(expected) == T.IsNegative(actual));
}

public sealed class DoubleElementaryTests(ITestOutputHelper output) : ElementaryTests<double>(output);

public sealed class FloatElementaryTests(ITestOutputHelper output) : ElementaryTests<float>(output);
