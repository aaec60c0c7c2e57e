using System.Globalization;
using Autograd.Nn;
using Tensor = Autograd.Tensor<double>;

namespace Autograd.Tests.Nn;

/// <summary>Activations with three derivatives, in the middle and in the tails, against values of 20 digits; kinks; floats.</summary>
public class ActivationTests
{
    private const double Inf = double.PositiveInfinity, NaN = double.NaN;

    internal static readonly Dictionary<string, Func<Tensor, Tensor>> Smooth = new()
    {
        ["Sigmoid"] = x => x.Sigmoid(),
        ["LogSigmoid"] = x => x.LogSigmoid(),
        ["Softplus"] = x => x.Softplus(),
        ["Silu"] = x => x.Silu(),
        ["Gelu"] = x => x.Gelu(),
        ["GeluTanh"] = x => x.Gelu(tanh: true),
        ["Mish"] = x => x.Mish(),
        ["TanhShrink"] = x => x.TanhShrink(),
        ["BentIdentity"] = x => x.BentIdentity(),
        ["Snake"] = x => x.Snake(),
        ["Siren"] = x => x.Siren(),
        ["Elu"] = x => x.Elu(),
        ["Selu"] = x => x.Selu(),
        ["Celu"] = x => x.Celu(1.5),
        ["Softsign"] = x => x.Softsign(),
    };

    public static TheoryData<string> Names => [.. Smooth.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Activation_ThreeDerivatives_KeepTheirDigitsInTheTails(string name)
    {
        (double X, double[] Expected)[] points = [.. Points(name)];
        Assert.True(points.Length >= 24, $"{name} has {points.Length} points.");
        foreach ((double x, double[] expected) in points)
        {
            Tensor at = Tensor.Constant(x);
            Func<Tensor, Tensor> f = Smooth[name], first = x => Differentiate.Gradient(f, x);
            Func<Tensor, Tensor> second = x => Differentiate.Gradient(first, x);
            double[] actual = [f(at).Item, first(at).Item, second(at).Item, Differentiate.Gradient(second, at).Item];
            for (int order = 0; order <= 3; order++)
            {
                AssertClose($"derivative {order} of {name} at {x:R}", expected[order], actual[order], order);
            }
        }
    }

    /// <summary>The value and the slope at a kink or far out; second derivatives at kinks are not specified.</summary>
    public static TheoryData<string, double, double, double> Kinks => new()
    {
        { "Relu", 0, 0, 0 }, { "Relu", -0.0, 0, 0 }, { "Relu", NaN, NaN, 1 }, { "Relu", -Inf, 0, 0 }, { "Relu", Inf, Inf, 1 },
        { "LeakyRelu", 0, 0, 0.01 }, { "LeakyRelu", -Inf, -Inf, 0.01 }, { "LeakyRelu", 5, 5, 1 },
        { "Relu6", 0, 0, 0 }, { "Relu6", 6, 6, 0 }, { "Relu6", 3, 3, 1 }, { "Relu6", Inf, 6, 0 },
        { "HardTanh", -1, -1, 0 }, { "HardTanh", 1, 1, 0 }, { "HardTanh", 0.5, 0.5, 1 },
        { "HardSigmoid", -3, 0, 0 }, { "HardSigmoid", 3, 1, 0 }, { "HardSigmoid", 0, 0.5, 1 / 6.0 },
        { "HardSwish", -3, 0, 0 }, { "HardSwish", 3, 3, 1 }, { "HardSwish", -Inf, 0, 0 }, { "HardSwish", Inf, Inf, 1 },
        { "HardSwish", 0, 0, 0.5 },
        { "Elu", 0, 0, 1 }, { "Selu", 0, 0, 1.7580993408473766 }, { "Celu", 0, 0, 1 }, { "Elu", -Inf, -1, 0 }, { "Elu", Inf, Inf, 1 },
        { "Step", 0, 0, 0 }, { "Step", 1e-30, 1, 0 }, { "Step", -2, 0, 0 }, { "Step", NaN, NaN, 0 },
        { "Softsign", 0, 0, 1 }, { "Identity", NaN, NaN, 1 }, { "Sigmoid", Inf, 1, 0 }, { "Sigmoid", -Inf, 0, 0 },
        { "Softplus", -Inf, 0, 0 },
        { "Softplus", Inf, Inf, 1 }, { "LogSigmoid", -Inf, -Inf, 1 }, { "LogSigmoid", Inf, 0, 0 }, { "Sigmoid", NaN, NaN, NaN },
    };

    [Theory]
    [MemberData(nameof(Kinks))]
    public void Activation_AtAKink_HasItsValueAndSlopeInBothModesAndPrecisions(string name, double x, double value, double slope)
    {
        Tensor variable = Tensor.Variable(x), y = Call(name, variable);
        Assert.Equal(value, y.Item);
        Assert.Equal(slope, y.Backward()[variable].Item, 1e-15);
        Assert.Equal(slope, Differentiate.Jvp(x => Call(name, x), variable.Detach(), 1).Tangent.Item, 1e-15);
        Tensor<float> single = Tensor<float>.Variable((float)x), z = Call(name, single);
        Assert.Equal((float)value, z.Item, 1e-7f);
        Assert.Equal((float)slope, z.Backward()[single].Item, 1e-6f);
    }

    [Fact]
    public void Activation_OfFloats_IsNearThatOfDoubles()
    {
        double[] xs = [-30, -8, -3, -1, -1e-3, 0, 1e-3, 0.5, 1, 3, 8, 30];
        foreach (string name in Smooth.Keys.Except(["GeluTanh"]))
        {
            Tensor exact = Call(name, Tensor.Constant([.. xs.Select(x => (double)(float)x)]));
            Tensor<float> single = Call(name, Tensor<float>.Constant([.. xs.Select(x => (float)x)]));
            Assert.All(
                exact.ToArray().Zip(single.ToArray()),
                pair => Assert.Equal(pair.First, pair.Second, 1e-5 * Math.Max(1e-3, Math.Abs(pair.First))));
        }
    }

    [Fact]
    public void Activation_WithAlphaZero_IsAnError()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Tensor.Constant(1).Snake(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Tensor.Constant(1).Celu(0));
    }

    private static Tensor<T> Call<T>(string name, Tensor<T> x)
        where T : unmanaged, System.Numerics.IFloatingPointIeee754<T>
    {
        System.Reflection.MethodInfo method = typeof(Activations).GetMethod(name)!.MakeGenericMethod(typeof(T));
        object?[] defaults = [.. method.GetParameters()[1..].Select(parameter => parameter.DefaultValue)];
        return (Tensor<T>)method.Invoke(null, [x, .. defaults])!;
    }

    private static void AssertClose(string what, double expected, double actual, int order)
    {
        // Values and slopes to their last digits; higher derivatives pass through 0, where only their size near by can be the measure.
        double allowed = order < 2 ? (1e-13 * Math.Abs(expected)) + 1e-300 : 1e-13 * Math.Max(1, Math.Abs(expected));
        Assert.True(Math.Abs(expected - actual) <= allowed, $"{what}: expected {expected:R}, got {actual:R}");
    }

    private static IEnumerable<(double X, double[] Expected)> Points(string name)
    {
        using Stream file = typeof(Torch).Assembly.GetManifestResourceStream("Autograd.Tests.Nn.references.activations.txt")!;
        using var reader = new StreamReader(file);
        while (reader.ReadLine() is { } line)
        {
            string[] words = line.Split(' ');
            if (words[0] == name)
            {
                double[] numbers = [.. words[1..].Select(word => double.Parse(word, CultureInfo.InvariantCulture))];
                yield return (numbers[0], numbers[1..]);
            }
        }
    }
}
