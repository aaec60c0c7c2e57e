namespace Autograd.Tests.Kernels;

public abstract partial class ElementaryTests<T>
{
    private const double Infinity = double.PositiveInfinity, NaN = double.NaN;

    private static readonly double[] Specials = [0, -0.0, Infinity, -Infinity, NaN, 1e30, -1e-40];

    private static readonly string[] OddFunctions = ["Sin", "Tan", "Asin", "Atan", "Sinh", "Tanh", "Asinh", "Atanh", "Erf"];

    public static TheoryData<string, double, double> SpecialValues => new()
    {
        { "Exp", 0, 1 }, { "Exp", -0.0, 1 }, { "Exp", Infinity, Infinity }, { "Exp", -Infinity, 0 }, { "Exp", 1000, Infinity },
        { "Exp", -1000, 0 },
        { "ExpM1", Infinity, Infinity }, { "ExpM1", -Infinity, -1 }, { "ExpM1", 1000, Infinity }, { "ExpM1", -1000, -1 },
        { "Exp2", 0, 1 }, { "Exp2", -0.0, 1 }, { "Exp2", Infinity, Infinity }, { "Exp2", -Infinity, 0 }, { "Exp2", 2000, Infinity },
        { "Exp2", -2000, 0 },
        { "Log", 0, -Infinity }, { "Log", -0.0, -Infinity }, { "Log", 1, 0 }, { "Log", Infinity, Infinity }, { "Log", -1, NaN },
        { "Log", -Infinity, NaN },
        { "LogP1", -1, -Infinity }, { "LogP1", -1.5, NaN }, { "LogP1", -Infinity, NaN }, { "LogP1", Infinity, Infinity },
        { "Log2", 0, -Infinity }, { "Log2", -0.0, -Infinity }, { "Log2", 1, 0 }, { "Log2", Infinity, Infinity }, { "Log2", -1, NaN },
        { "Log10", 0, -Infinity }, { "Log10", -0.0, -Infinity }, { "Log10", 1, 0 }, { "Log10", Infinity, Infinity }, { "Log10", -1, NaN },
        { "Sin", Infinity, NaN }, { "Sin", -Infinity, NaN },
        { "Cos", 0, 1 }, { "Cos", -0.0, 1 }, { "Cos", Infinity, NaN }, { "Cos", -Infinity, NaN },
        { "Tan", Infinity, NaN }, { "Tan", -Infinity, NaN },
        { "Asin", 1, Math.PI / 2 }, { "Asin", -1, -Math.PI / 2 }, { "Asin", 1.5, NaN }, { "Asin", -1.5, NaN }, { "Asin", Infinity, NaN },
        { "Acos", 1, 0 }, { "Acos", -1, Math.PI }, { "Acos", 0, Math.PI / 2 }, { "Acos", 1.5, NaN }, { "Acos", -1.5, NaN },
        { "Acos", -Infinity, NaN },
        { "Atan", Infinity, Math.PI / 2 }, { "Atan", -Infinity, -Math.PI / 2 },
        { "Sinh", Infinity, Infinity }, { "Sinh", -Infinity, -Infinity }, { "Sinh", 1000, Infinity }, { "Sinh", -1000, -Infinity },
        { "Cosh", 0, 1 }, { "Cosh", -0.0, 1 }, { "Cosh", Infinity, Infinity }, { "Cosh", -Infinity, Infinity },
        { "Cosh", -1000, Infinity },
        { "Tanh", Infinity, 1 }, { "Tanh", -Infinity, -1 }, { "Tanh", 1000, 1 }, { "Tanh", -1000, -1 },
        { "TanhP1", 0, 1 }, { "TanhP1", -0.0, 1 }, { "TanhP1", Infinity, 2 }, { "TanhP1", -Infinity, 0 }, { "TanhP1", 1000, 2 },
        { "TanhP1", -1000, 0 },
        { "Asinh", Infinity, Infinity }, { "Asinh", -Infinity, -Infinity },
        { "Acosh", 1, 0 }, { "Acosh", Infinity, Infinity }, { "Acosh", 0.5, NaN }, { "Acosh", 0, NaN }, { "Acosh", -1, NaN },
        { "Acosh", -Infinity, NaN },
        { "Atanh", 1, Infinity }, { "Atanh", -1, -Infinity }, { "Atanh", 1.5, NaN }, { "Atanh", -1.5, NaN }, { "Atanh", Infinity, NaN },
        { "Erf", Infinity, 1 }, { "Erf", -Infinity, -1 }, { "Erf", 1000, 1 }, { "Erf", -1000, -1 },
        { "Erfc", 0, 1 }, { "Erfc", -0.0, 1 }, { "Erfc", Infinity, 0 }, { "Erfc", -Infinity, 2 }, { "Erfc", 1000, 0 },
        { "Erfc", -1000, 2 },
    };

    public static TheoryData<string, double, double, double> SpecialPairs => new()
    {
        { "Pow", 0, 0, 1 }, { "Pow", -0.0, 0, 1 }, { "Pow", NaN, 0, 1 }, { "Pow", 1, NaN, 1 }, { "Pow", NaN, 1, NaN },
        { "Pow", 2, NaN, NaN }, { "Pow", 0, -1, Infinity }, { "Pow", -0.0, -1, -Infinity }, { "Pow", -0.0, -2, Infinity },
        { "Pow", -0.0, 3, -0.0 }, { "Pow", -0.0, 2, 0 }, { "Pow", -2, 3, -8 }, { "Pow", -2, 0.5, NaN }, { "Pow", -1, Infinity, 1 },
        { "Pow", -1, -Infinity, 1 }, { "Pow", 2, Infinity, Infinity }, { "Pow", 2, -Infinity, 0 }, { "Pow", 0.5, Infinity, 0 },
        { "Pow", 0.5, -Infinity, Infinity }, { "Pow", Infinity, -1, 0 }, { "Pow", -Infinity, 3, -Infinity },
        { "Pow", -Infinity, 2, Infinity }, { "Pow", -Infinity, -3, -0.0 }, { "Pow", 10, 400, Infinity },
        { "Atan2", 0, 1, 0 }, { "Atan2", -0.0, 1, -0.0 }, { "Atan2", 0, -1, Math.PI }, { "Atan2", -0.0, -1, -Math.PI },
        { "Atan2", 0, 0, 0 }, { "Atan2", -0.0, 0, -0.0 }, { "Atan2", 0, -0.0, Math.PI }, { "Atan2", -0.0, -0.0, -Math.PI },
        { "Atan2", 1, 0, Math.PI / 2 }, { "Atan2", -1, -0.0, -Math.PI / 2 }, { "Atan2", 1, Infinity, 0 }, { "Atan2", -1, Infinity, -0.0 },
        { "Atan2", 1, -Infinity, Math.PI }, { "Atan2", Infinity, 1, Math.PI / 2 }, { "Atan2", Infinity, Infinity, Math.PI / 4 },
        { "Atan2", -Infinity, -Infinity, -3 * Math.PI / 4 }, { "Atan2", NaN, 1, NaN }, { "Atan2", 1, NaN, NaN },
        { "Hypot", 0, 0, 0 }, { "Hypot", -0.0, -0.0, 0 }, { "Hypot", 3, -4, 5 }, { "Hypot", Infinity, NaN, Infinity },
        { "Hypot", NaN, -Infinity, Infinity }, { "Hypot", -Infinity, 1, Infinity }, { "Hypot", NaN, 1, NaN }, { "Hypot", 1, NaN, NaN },
    };

    [Theory]
    [MemberData(nameof(SpecialValues))]
    public void Function_AtSpecialPoint_HasItsValue(string function, double x, double expected) =>
        AssertSame(T.CreateTruncating(expected), At(function, x, 0), $"{function}({x:R})");

    [Theory]
    [MemberData(nameof(SpecialPairs))]
    public void FunctionOfTwo_AtSpecialPoint_HasItsValue(string function, double x, double y, double expected) =>
        AssertSame(T.CreateTruncating(expected), At(function, x, y), $"{function}({x:R}, {y:R})");

    [Theory]
    [MemberData(nameof(UnaryFunctions))]
    public void Function_OfNaN_IsNaN(string function) => Assert.True(T.IsNaN(At(function, NaN, 0)));

    [Theory]
    [MemberData(nameof(UnaryFunctions))]
    public void Function_ThatStartsAsX_KeepsTinyNumbersAndTheSignOfZero(string function)
    {
        if (OddFunctions.Contains(function) || function is "ExpM1" or "LogP1")
        {
            foreach (T x in new[] { T.Zero, T.NegativeZero, T.Epsilon, -T.Epsilon })
            {
                AssertSame(x, ElementaryFunctions<T>.At(function, x), $"{function}({Signed(x)})");
            }
        }
    }

    private static void AssertSame(T expected, T actual, string what) =>
        Assert.True(Same(expected, actual), $"{what}: expected {Signed(expected)}, but it is {Signed(actual)}");

    private static string Signed(T value) => T.IsZero(value) && T.IsNegative(value) ? "−0" : $"{value:R}";
}
