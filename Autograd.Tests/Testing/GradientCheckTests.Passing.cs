using Tensor = Autograd.Tensor<double>;

namespace Autograd.Tests.Testing;

/// <summary>What the check lets pass.</summary>
public partial class GradientCheckTests
{
    private static readonly Tensor Positive = Tensor.Variable([0.5, 1.25, 2.5, 0.8], [2, 2]);
    private static readonly Tensor Other = Tensor.Constant([0.7, -1.5, 0.4, 2.2], [2, 2]);

    private static readonly Dictionary<string, (Func<Tensor, Tensor> F, Tensor X)> Operations = new()
    {
        ["negate, subtract"] = (x => -x - (3 - x * x), Point),
        ["add, multiply"] = (x => x * Other + x * x[0], Point),
        ["divide"] = (x => (x / Other) + (Other / x), Positive),
        ["pow constant"] = (x => x.Pow(3) + x.Pow(-2) + x.Pow(2.5), Positive),
        ["pow constant, negative x"] = (x => x.Pow(3) + x.Pow(2) + x.Pow(1) + x.Pow(0) + x.Pow(-1), Point),
        ["pow tensor"] = (x => x.Pow(Other) + x.Pow(x), Positive),
        ["pow of a base"] = (x => Tensor.Pow(2, x), Point),
        ["exp"] = (x => x.Exp(), Point),
        ["log"] = (x => x.Log(), Positive),
        ["sqrt"] = (x => x.Sqrt(), Positive),
        ["sin, cos"] = (x => x.Sin() * x.Cos(), Point),
        ["sinh, cosh, tanh"] = (x => x.Sinh() - x.Cosh() * x.Tanh(), Point),
        ["abs"] = (x => x.Abs() * x, Point),
        ["sign"] = (x => x.Sign() * x, Point),
        ["clamp"] = (x => x.Clamp(-0.5, 1) * x, Point),
        ["maximum, minimum"] = (x => Tensor.Maximum(x, Other) + Tensor.Minimum(x * x, 0.5), Point),
        ["select, comparisons"] = (x => Tensor.Select(x > 0.5, x.Exp(), x * x) + (x <= Other) * x, Point),
        ["detach"] = (x => x.Detach().Sign() * x, Point),
        ["sum"] = (x => x.Exp().Sum(0) * x.Sum(1, keepDims: true) * x.Sum(), Point),
        ["mean"] = (x => x.Mean(-1) * x.Mean() + x.Square().Mean([0, 1]), Point),
        ["max, min"] = (x => x.Max() * x.Min(0) + x.Max(1, keepDims: true), Point),
        ["softmax"] = (x => x.Softmax(-1) * x, Point),
        ["log-sum-exp"] = (x => x.LogSumExp(0) * x.LogSumExp(), Point),
        ["matmul"] = (x => x.MatMul(x, transposeOther: true).MatMul(Other, transposeThis: true) + x.MatMul(x[0]), Point),
        ["matmul, batches"] = (x => Tensor.Stack([x, x * x], 0).MatMul(x), Point),
        ["reshape, permute"] = (x => x.Reshape(4, 1).Permute(1, 0) * x.Reshape(-1) + x.Transpose().Reshape(4), Point),
        ["broadcast, squeeze"] = (x => x[0].BroadcastTo([3, 2]) * x[1].Unsqueeze(0).Squeeze(0), Point),
        ["slice"] = (x => x[1] * x[.., 0] + x.Slice(1, null, null, -1), Point),
        ["concatenate, stack"] = (x => Tensor.Concatenate([x, x * x], 1).MatMul(Tensor.Stack([x[0], x[1], x[0], x[0]], 0)), Point),
        ["derivative"] = (x => Differentiate.Gradient(z => (z * z * x).Sum(), x.Sin()), Point),
        ["hessian"] = (x => Differentiate.Hessian(z => z.Exp().Sum() * x.Sum(), x), Tensor.Variable([0.5, 1])),
    };

    private static readonly Dictionary<string, (Func<Tensor, Tensor> F, Tensor X)> Difficulties = new()
    {
        ["log near 0"] = (x => x.Log(), Tensor.Variable([1e-6, 3e-6, 1e-8])),
        ["log at 1e-100"] = (x => x.Log(), Tensor.Variable(1e-100)),
        ["reciprocal near 0"] = (x => 1 / x, Tensor.Variable([1e-5, -1e-3])),
        ["small x"] = (x => x * x + x.Sin() + x.Pow(3), Tensor.Variable([1e-8, -1e-10])),
        ["small x, cubed"] = (x => x.Pow(3), Tensor.Variable(1e-8)),
        ["large x"] = (x => x.Pow(3), Tensor.Variable([1e9, -1e5])),
        ["large x, sine"] = (x => x.Sin(), Tensor.Variable([1e6, 1e3])),
        ["large offset"] = (x => 1e6 + x.Sin(), Point),
        ["larger offset"] = (x => 1e9 + x.Exp(), Point),
        ["offset that is taken off again"] = (x => (1e6 + x.Sin()) - 1e6, Point),
        ["small values"] = (x => 1e-9 * x.Sin(), Point),
        ["tiny values"] = (x => 1e-30 * x.Exp(), Point),
        ["steep"] = (x => (30 * x).Exp(), Point),
        ["steeper"] = (x => (300 * x).Exp(), Tensor.Variable([0.5, -1])),
        ["large values"] = (x => x.Exp(), Tensor.Variable([700, -30])),
        ["periodic"] = (x => (2 * Math.PI * 64 * x).Sin(), Tensor.Variable([0.1, 0.3, 2.13])),
        ["narrow bump"] = (x => (-1e6 * (x - 3).Square()).Exp(), Tensor.Variable([3.001, 3.1])),
        ["rounded tip"] = (x => (x * x + 1e-12).Sqrt(), Tensor.Variable(0)),
        ["saturated"] = (x => x.Tanh(), Tensor.Variable([8, 11, 20, -400])),
        ["zero gradient of cos"] = (x => x.Cos(), Tensor.Variable(0)),
        ["zero gradient of a minimum"] = (x => (30 * x).Exp() - 30 * x, Tensor.Variable(0)),
        ["zero gradient of a sum of softmax"] = (x => x.Softmax(-1).Sum(), Point),
        ["zero gradient of sin² + cos²"] = (x => x.Sin().Square() + x.Cos().Square(), Point),
        ["zero gradient of centred values"] = (x => (x - x.Mean()).Sum(), Point),
        ["gradient in one element only"] = (x => x[0, 0].Exp(), Point),
        ["constant"] = (x => 0 * x + 3, Point),
        ["independent"] = (x => Other, Point),
        ["edge of the domain"] = (Elementwise(x => x < 0 ? double.NaN : Math.Exp(x), (x, y) => y), Tensor.Variable([0, 1])),
        ["scalar"] = (x => x.Exp() * x, Tensor.Variable(0.7)),
        ["scalar from a vector"] = (x => x.Exp().Sum(), Point),
        ["vector from a scalar"] = (x => Tensor.Stack([x, x * x, x.Sin()], 0), Tensor.Variable(0.7)),
        ["no elements"] = (x => x.Exp(), Tensor.Variable([], [0, 3])),
        ["no elements in"] = (x => x.Exp().Sum(), Tensor.Variable([], [0, 3])),
        ["no elements out"] = (x => x[2..].Exp(), Point),
        ["constant input"] = (x => x.Sin(), Other),
    };

    /// <summary>Functions at kinks, and how many of their first derivatives lie in one.</summary>
    private static readonly Dictionary<string, (Func<Tensor, Tensor> F, Tensor X, int Kinks)> AtKinks = new()
    {
        ["abs"] = (x => x.Abs(), Tensor.Variable([0, 1, -0.0]), 2),
        ["abs on top of a slope"] = (x => x.Abs() + x.Exp(), Tensor.Variable([0, 1]), 1),
        ["abs with an offset"] = (x => 1e6 + x.Abs(), Tensor.Variable(0), 1),
        ["maximum with a constant"] = (x => Tensor.Maximum(x, 1), Tensor.Variable([1, 2, 0]), 1),
        ["maximum of two functions"] = (x => Tensor.Maximum(x, x * x), Tensor.Variable([1, 3]), 1),
        ["minimum"] = (x => Tensor.Minimum(x[0], x[1]), Tensor.Variable([0.5, 0.5]), 2),
        ["max, three tied"] = (x => x.Max(), Tensor.Variable([1, 1, 0, 1]), 3),
        ["min along an axis"] = (x => x.Min(1), Tensor.Variable([1, 1, 2, 3], [2, 2]), 2),
        ["clamp at its bounds"] = (x => x.Clamp(-1, 1), Tensor.Variable([-1, 0, 1]), 2),
        ["relu"] = (x => Tensor.Select(x <= 0, 0, x), Tensor.Variable([0, 1, -1]), 1),
        ["relu on top of 1"] = (x => 1 + Tensor.Select(x <= 0, 0, x), Tensor.Variable([0, 0.5]), 1),
        ["leaky relu"] = (x => Tensor.Select(x <= 0, 0.01 * x, x), Tensor.Variable(0), 1),
        ["norm"] = (x => x.Square().Sum().Sqrt(), Tensor.Variable([0, 0]), 2),
        ["a hair beside it"] = (x => Tensor.Select(x <= 0, 0, x) + 1, Tensor.Variable([1e-12, -1e-12]), 2),
    };

    public static TheoryData<string> OperationNames => [.. Operations.Keys];

    public static TheoryData<string> DifficultyNames => [.. Difficulties.Keys];

    public static TheoryData<string> KinkNames => [.. AtKinks.Keys];

    [Theory]
    [MemberData(nameof(OperationNames))]
    public void Compare_OperationsOfCore_Pass(string name) => Passes(Operations[name].F, Operations[name].X, 1e-9);

    [Theory]
    [MemberData(nameof(DifficultyNames))]
    public void Compare_WhereDifferencesAreDifficult_Passes(string name) => Passes(Difficulties[name].F, Difficulties[name].X, 1e-4);

    [Theory]
    [MemberData(nameof(KinkNames))]
    public void Compare_AtAKink_PassesAndCountsIt(string name)
    {
        (Func<Tensor, Tensor> f, Tensor x, int kinks) = AtKinks[name];

        GradientCheckReport report = GradientCheck.Compare(f, x);

        Assert.True(report.Passed, report.ToString());
        Assert.Equal(kinks, report.Kinks);
        Assert.Contains("up to order 1, ", report.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(0)]
    [InlineData(0.3)]
    [InlineData(1)]
    public void Compare_AnyValueBetweenTheSlopesOfAKink_Passes(double slope)
    {
        Func<Tensor, Tensor> abs = Elementwise(Math.Abs, (x, y) => Tensor.Select(x.EqualTo(0), slope, x.Sign()));

        Assert.Equal(1, GradientCheck.Compare(abs, Tensor.Variable([1, 0, -1])).Kinks);
        Assert.True(GradientCheck.Compare(abs, Tensor.Variable([1, 0, -1])).Passed);
    }

    [Theory]
    [InlineData(1e-2)]
    [InlineData(1e-4)]
    [InlineData(1e-6)]
    [InlineData(1e-7)]
    public void Compare_BesideAKink_PassesWithoutOne(double distance)
    {
        foreach (double x in new[] { distance, -distance })
        {
            Passes(z => Tensor.Select(z <= 0, 0, z), Tensor.Variable([x, 1]), 1e-6);
            Passes(z => z.Abs() + (2 * z).Exp(), Tensor.Variable([x, 1]), 1e-6);
        }
    }

    [Fact]
    public void Compare_KinkOfTheFirstDerivative_PassesInBothOrders()
    {
        GradientCheckReport report = GradientCheck.Compare(x => x * x.Abs(), Tensor.Variable([0, 1, -1]));

        Assert.True(report.Passed, report.ToString());
        Assert.Equal((18, 1), (report.Compared, report.Kinks));
    }

    [Fact]
    public void Compare_SeveralInputs_ComparesEachWithEach()
    {
        var random = new Random(1);
        Tensor[] xs = [Tensor.Normal(random, [3, 4], 0, 1), Tensor.Normal(random, [4, 2], 0, 1), Tensor.Normal(random, [2], 0, 1)];

        GradientCheckReport report = GradientCheck.Compare(x => (x[0].MatMul(x[1]) + x[2]).Tanh(), xs);

        Assert.True(report.Passed, report.ToString());
        Assert.Equal((6 * 22) + (22 * 22), report.Compared);
        Assert.True(GradientCheck.Compare((Tensor[] _) => Tensor.Constant([1, 2]), []).Passed);
    }

    [Fact]
    public void Compare_HigherOrders_Pass() =>
        Assert.Equal(4 + 16 + 16 + 16, GradientCheck.Compare(x => (x.Sin() * x.Exp()).Sum(), Point, order: 4).Compared);

    [Fact]
    public void Compare_InsideADerivative_LeavesTheCallersGraphAlone()
    {
        Tensor x = Tensor.Variable([0.5, 2], "x"), y = x * x;

        GradientCheck.Verify(z => z.Exp(), y);

        Assert.Equal([1, 4], y.Sum().Backward()[x].ToArray());
    }

    [Fact]
    public void Compare_2000RandomPointsOfRandomExpressions_PassUnlessTheDerivativeIsNegligible()
    {
        int negligible = 0;
        for (int seed = 0; seed < 2000; seed++)
        {
            var random = new Random(seed);
            Shape shape = random.Next(3) switch { 0 => [], 1 => [3], _ => [2, 2] };
            Tensor x = Tensor.Uniform(random, shape, -1.5, 1.5);
            int expression = random.Next();
            GradientCheckReport report = GradientCheck.Compare(z => Expression(new Random(expression), z, depth: 3), x);
            bool isNegligible = Math.Abs(report.Autodiff) < 1e-8 && report.ToString().Contains("did not settle", StringComparison.Ordinal);
            Assert.True(report.Passed || isNegligible, $"seed {seed}: {report}");
            Assert.Equal(0, report.Kinks);
            negligible += report.Passed ? 0 : 1;
        }

        Assert.InRange(negligible, 0, 4);
    }

    /// <summary>A random smooth expression of x, with values and derivatives of ordinary size.</summary>
    private static Tensor Expression(Random random, Tensor x, int depth)
    {
        if (depth == 0)
        {
            return random.Next(4) == 0 ? Math.Round((random.NextDouble() * 4) - 2, 2) : x;
        }

        Tensor a = Expression(random, x, depth - 1);
        return random.Next(16) switch
        {
            0 => (a / 2).Exp(),
            1 => a.Sin(),
            2 => a.Cos(),
            3 => a.Tanh(),
            4 => (a / 2).Sinh(),
            5 => (1 + a.Square()).Log(),
            6 => (0.1 + a.Square()).Sqrt(),
            7 => 1 / (0.5 + a.Square()),
            8 => (a / 2).Pow(3),
            9 => a.Softmax(-1),
            10 => a.LogSumExp(),
            11 => a - a.Mean(),
            12 => a + Expression(random, x, depth - 1),
            13 => a - Expression(random, x, depth - 1),
            14 => a * Expression(random, x, depth - 1),
            _ => a / (1 + Expression(random, x, depth - 1).Square()),
        };
    }

    private static void Passes(Func<Tensor, Tensor> f, Tensor x, double worst)
    {
        GradientCheckReport report = GradientCheck.Compare(f, x);
        Assert.True(report.Passed, report.ToString());
        Assert.InRange(report.RelativeError, 0, worst);
        Assert.Equal(0, report.Kinks);
    }
}
