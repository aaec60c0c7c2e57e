using Autograd.Nn;
using Tensor = Autograd.Tensor<double>;

namespace Autograd.Tests.Faults;

/// <summary>
/// 0·∞ on the way forward: every activation at ±∞ is its limit, with the limit of its slope, and NaN only where there is none. Kin: the
/// losses, in LossLimitTests; functions of Core, in Kinks.
/// </summary>
public sealed class ActivationLimitTests
{
    private const double Inf = double.PositiveInfinity, NaN = double.NaN;

    /// <summary>The value and the slope at −∞, and at ∞.</summary>
    public static TheoryData<string, double, double, double, double> Limits => new()
    {
        { "Relu", 0, 0, Inf, 1 }, { "LeakyRelu", -Inf, 0.01, Inf, 1 }, { "Relu6", 0, 0, 6, 0 }, { "HardSwish", 0, 0, Inf, 1 },
        { "HardSigmoid", 0, 0, 1, 0 }, { "HardTanh", -1, 0, 1, 0 }, { "BentIdentity", -Inf, 0.5, Inf, 1.5 }, { "Sigmoid", 0, 0, 1, 0 },
        { "LogSigmoid", -Inf, 1, 0, 0 }, { "Softplus", 0, 0, Inf, 1 }, { "Silu", 0, 0, Inf, 1 }, { "Gelu", 0, 0, Inf, 1 },
        { "GeluTanh", 0, 0, Inf, 1 }, { "Elu", -1, 0, Inf, 1 }, { "Selu", -1.7580993408473766, 0, Inf, 1.0507009873554805 },
        { "Celu", -1, 0, Inf, 1 }, { "Mish", 0, 0, Inf, 1 }, { "Softsign", -1, 0, 1, 0 }, { "TanhShrink", -Inf, 1, Inf, 1 },
        { "Step", 0, 0, 1, 0 }, { "Identity", -Inf, 1, Inf, 1 }, { "Tanh", -1, 0, 1, 0 },
        { "Siren", NaN, NaN, NaN, NaN }, { "Snake", NaN, NaN, NaN, NaN },
    };

    [Theory]
    [MemberData(nameof(Limits))]
    public void Activation_AtInfinity_IsItsLimitWithItsSlope(string name, double below, double slopeBelow, double above, double slopeAbove)
    {
        foreach ((double x, double value, double slope) in new[] { (-Inf, below, slopeBelow), (Inf, above, slopeAbove) })
        {
            foreach (bool isFar in new[] { false, true }) // at ∞, and where the numbers of the type end
            {
                double at = isFar ? double.CopySign(double.MaxValue, x) : x;
                if (isFar && double.IsNaN(slope))
                {
                    continue; // a wave
                }

                bool isLimit = !isFar || double.IsFinite(value);
                Tensor variable = Tensor.Variable(at), y = Call(name, variable);
                AssertClose($"{name} at {at}", isLimit ? value : y.Item, y.Item);
                AssertClose($"{name}′ at {at}", slope, y.Backward()[variable].Item);
                AssertClose($"{name}′ at {at}, forward", slope, Differentiate.Jvp(x => Call(name, x), variable.Detach(), 1).Tangent.Item);
                Tensor<float> single = Tensor<float>.Variable(isFar ? float.CopySign(float.MaxValue, (float)x) : (float)x);
                Tensor<float> z = Call(name, single);
                AssertClose($"{name} of a float at {at}", isLimit ? (float)value : z.Item, z.Item);
                AssertClose($"{name}′ of a float at {at}", (float)slope, z.Backward()[single].Item);
            }
        }
    }

    [Fact]
    public void EveryActivation_IsInTheTable()
    {
        string[] all = [.. typeof(Activations).GetMethods().Where(method => method.IsStatic).Select(method => method.Name)];
        Assert.Empty(all.Except(Limits.Select(row => (string)row[0])));
    }

    [Fact]
    public void LeakyRelu_WithoutASlope_IsRelu()
    {
        Tensor x = Tensor.Variable([-Inf, -1, 0, 2]), y = x.LeakyRelu(0);
        Assert.Equal([0, 0, 0, 2], y.ToArray());
        Assert.Equal([0, 0, 0, 1], y.Sum().Backward()[x].ToArray());
    }

    /// <summary>A NaN is no limit: it stays.</summary>
    [Fact]
    public void Activation_OfNaN_IsNaN() =>
        Assert.All(Limits.Select(row => (string)row[0]), name => Assert.Equal(NaN, Call(name, Tensor.Constant(NaN)).Item));

    private static Tensor<T> Call<T>(string name, Tensor<T> x)
        where T : unmanaged, System.Numerics.IFloatingPointIeee754<T>
    {
        switch (name)
        {
            case "Tanh":
                return x.Tanh();
            case "GeluTanh":
                return x.Gelu(tanh: true);
            default:
                System.Reflection.MethodInfo method = typeof(Activations).GetMethod(name)!.MakeGenericMethod(typeof(T));
                object?[] defaults = [.. method.GetParameters()[1..].Select(parameter => parameter.DefaultValue)];
                return (Tensor<T>)method.Invoke(null, [x, .. defaults])!;
        }
    }

    private static void AssertClose(string what, double expected, double actual) => Assert.True(
        expected.Equals(actual) || Math.Abs(expected - actual) <= 1e-6 * Math.Abs(expected),
        $"{what} is {actual:R} and should be {expected:R}.");
}
