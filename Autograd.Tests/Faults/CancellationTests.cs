using System.Globalization;
using Autograd.Nn;
using Autograd.Tests.Nn;
using Tensor = Autograd.Tensor<double>;

namespace Autograd.Tests.Faults;

/// <summary>
/// Small differences of large terms in derivatives of compositions: near 0 and far out, the first two derivatives of every function of one
/// number against references of 40 digits. Kin: values and first derivatives of the kernels, in DerivativeDigitsTests; third derivatives of
/// activations, in ActivationTests; RMSprop, in CentredMomentTests.
/// </summary>
public sealed class CancellationTests
{
    // An argument is exact, but the square in an exponent, for one, is not.
    private const double Tolerance = 2e-14, MostCondition = 1000;

    private static readonly Dictionary<string, Func<Tensor, Tensor>> Functions = new(ActivationTests.Smooth)
    {
        ["Hypot"] = x => Tensor.Hypot(x, 1),
        ["Atan2"] = x => Tensor.Atan2(x, 1),
        ["Power"] = x => x.Pow(-1.5),
        ["LogAddExp"] = x => Tensor.LogAddExp(x, 0),
    };

    public static TheoryData<string> Names => [.. Points().Select(point => point.Name).Distinct()];

    [Theory]
    [MemberData(nameof(Names))]
    public void Derivatives_NearZeroAndFarOut_KeepTheirDigits(string name)
    {
        Func<Tensor, Tensor> f = Functions.GetValueOrDefault(name)
            ?? (x => (Tensor)typeof(Tensor).GetMethod(name, Type.EmptyTypes)!.Invoke(x, null)!);
        Func<Tensor, Tensor> first = x => Differentiate.Gradient(f, x);
        foreach ((_, double x, double[] expected, double[] condition) in Points().Where(point => point.Name == name))
        {
            Tensor at = Tensor.Constant(x);
            double forwardOverReverse = Differentiate.Jvp(first, at, 1).Tangent.Item;
            AssertClose($"{name}′({x:R})", expected[0], first(at).Item, condition[0]);
            AssertClose($"{name}″({x:R})", expected[1], Differentiate.Gradient(first, at).Item, condition[1]);
            AssertClose($"{name}″({x:R}), forward over reverse", expected[1], forwardOverReverse, condition[1]);
        }
    }

    [Theory]
    [InlineData(1e16, 1e-32)]
    [InlineData(-1e16, 1e-32)]
    public void Softsign_FarOut_HasASlope(double x, double slope) =>
        Assert.Equal(slope, Differentiate.Gradient(x => x.Softsign(), Tensor.Constant(x)).Item, 1e-44);

    [Fact]
    public void Softsign_OfFloats_HasASlopeToo() =>
        Assert.Equal(1e-16f, Differentiate.Gradient(x => x.Softsign(), Tensor<float>.Constant(1e8f)).Item, 1e-22f);

    private static void AssertClose(string what, double expected, double actual, double condition) => Assert.True(
        Math.Abs(expected - actual) <= Tolerance * Math.Min(condition, MostCondition) * Math.Abs(expected),
        $"{what} is {actual:R} and should be {expected:R}; the condition is {condition}.");

    private static IEnumerable<(string Name, double X, double[] Expected, double[] Condition)> Points()
    {
        using var reader = new StreamReader(
            typeof(CancellationTests).Assembly.GetManifestResourceStream("Autograd.Tests.Faults.references.derivatives.txt")!);
        while (reader.ReadLine() is { } line)
        {
            string[] words = line.Split(' ');
            double[] numbers = [.. words[1..].Select(word => double.Parse(word, CultureInfo.InvariantCulture))];
            yield return (words[0], numbers[0], numbers[1..3], numbers[3..5]);
        }
    }
}
