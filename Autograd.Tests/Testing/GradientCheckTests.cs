using Tensor = Autograd.Tensor<double>;

namespace Autograd.Tests.Testing;

/// <summary>What the check catches, and what it says then. What it lets pass stands in a file beside this one.</summary>
public partial class GradientCheckTests
{
    private const string Reverse = "reverse against differences", Adjoint = "forward against reverse (adjoint identity)";

    private static readonly Tensor Point = Tensor.Variable([-1.25, 0.3, 0.75, 2], [2, 2]);

    [Theory]
    [InlineData(1.0005)]
    [InlineData(0.9995)]
    [InlineData(1.00001)]
    [InlineData(2)]
    [InlineData(0)]
    [InlineData(-1)]
    public void Compare_RuleOffByAFactor_FailsInTheFirstCheck(double factor)
    {
        Func<Tensor, Tensor>[] functions =
        [
            Elementwise(Math.Exp, (x, y) => factor * y),
            Elementwise(Math.Sin, (x, y) => factor * x.Cos()),
            Elementwise(Math.Tanh, (x, y) => factor * (1 / x.Cosh()).Square()),
            Elementwise(x => x * x, (x, y) => factor * 2 * x),
            Elementwise(x => Math.Exp(30 * x), (x, y) => factor * 30 * y),
            Elementwise(x => 1e6 + Math.Sin(x), (x, y) => factor * x.Cos()),
            Elementwise(x => 1e-9 * Math.Sin(x), (x, y) => factor * 1e-9 * x.Cos()),
        ];
        foreach (Func<Tensor, Tensor> f in functions)
        {
            Assert.Equal(Reverse, Failure(f, Point).Check);
            Assert.Equal(Reverse, Failure(x => f(x).Sum(), Point).Check);
            Assert.Equal(Reverse, Failure(x => f(x[0, 1]), Point).Check);
        }
    }

    [Fact]
    public void Compare_GradientsNear1Em7FromARuleTwiceTooLarge_Fails()
    {
        (Func<Tensor, Tensor> F, Tensor X)[] cases =
        [
            (Elementwise(x => 1e-7 * Math.Sin(x), (x, y) => 2e-7 * x.Cos()), Point),
            (Elementwise(x => 1 + (1e-7 * Math.Exp(x)), (x, y) => 2e-7 * x.Exp()), Point),
            (Elementwise(x => x * x, (x, y) => 4 * x), Tensor.Variable([5e-8, -5e-8])),
            (Elementwise(x => x * x * x, (x, y) => 6 * x * x), Tensor.Variable(1.8e-4)),
            (Elementwise(Math.Exp, (x, y) => 2 * y), Tensor.Variable(-16.1)),
            (Elementwise(x => 1 / x, (x, y) => -2 * y * y), Tensor.Variable(3e3)),
        ];
        foreach ((Func<Tensor, Tensor> f, Tensor x) in cases)
        {
            GradientCheckReport report = Failure(f, x);
            Assert.Equal(0.5, report.RelativeError, 5);
            Assert.InRange(Math.Abs(report.Reference), 1e-8, 1e-6);
        }
    }

    [Fact]
    public void Compare_RightFirstAndWrongSecondDerivative_FailsInTheSecondOrder()
    {
        Func<Tensor, Tensor> cube = Elementwise(x => x * x * x, (x, y) => 3 * x.Detach().Square());

        Assert.True(GradientCheck.Compare(cube, Point, order: 1).Passed);
        GradientCheckReport report = Failure(cube, Point, order: 2);
        Assert.Equal($"second order: {Reverse}", report.Check);
        Assert.Equal(0, report.Autodiff);
        Assert.Contains("∂(∂⟨u, f⟩ / ∂x[", report.ToString(), StringComparison.Ordinal);
        Assert.Contains("∂(∂f / ∂x) / ∂x", Failure(cube, Tensor.Variable(0.5)).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Compare_SecondDerivativeOffByATwoThousandth_FailsInTheSecondOrder()
    {
        Func<Tensor, Tensor> slope = Elementwise(Math.Exp, (x, y) => 1.0005 * y);
        Func<Tensor, Tensor> f = Elementwise(Math.Exp, (x, y) => slope(x));

        GradientCheckReport report = Failure(f, Point);

        Assert.Equal($"second order: {Reverse}", report.Check);
        Assert.Equal(0.0005, report.RelativeError, 5);
    }

    [Fact]
    public void Compare_ThirdDerivativeWrong_FailsInTheThirdOrderOnly()
    {
        Func<Tensor, Tensor> slope = Elementwise(Math.Exp, (x, y) => y.Detach());
        Func<Tensor, Tensor> f = Elementwise(Math.Exp, (x, y) => slope(x));

        Assert.True(GradientCheck.Compare(f, Point).Passed);
        Assert.Equal($"order 3: {Reverse}", Failure(f, Point, order: 3).Check);
    }

    [Theory]
    [InlineData(1.0005)]
    [InlineData(1.0000000001)]
    [InlineData(-1)]
    [InlineData(0)]
    public void Compare_ForwardRuleOffByAFactor_FailsInTheSecondCheck(double factor)
    {
        Func<Tensor, Tensor> square = TwoRules(x => x * x, (x, gy) => 2 * x * gy, (x, dx) => factor * 2 * x * dx);

        Assert.Equal(Adjoint, Failure(square, Point).Check);
        Assert.Equal(Adjoint, Failure(x => square(x).Sum(), Point).Check);
    }

    [Fact]
    public void Compare_SmallForwardDerivativeWrong_FailsInTheSecondCheck()
    {
        Func<Tensor, Tensor> tiny = TwoRules(x => 1e-11 * x * x, (x, gy) => 2e-11 * x * gy, (x, dx) => 4e-11 * x * dx);

        Assert.Equal(Adjoint, Failure(tiny, Point).Check);
        Assert.Equal(Adjoint, Failure(x => x.Exp().MatMul(tiny(x)), Point).Check);
    }

    [Fact]
    public void Compare_ReverseRuleWrong_IsNotBlamedOnForwardMode()
    {
        Func<Tensor, Tensor> square = TwoRules(x => x * x, (x, gy) => 2.001 * x * gy, (x, dx) => 2 * x * dx);

        Assert.Equal(Reverse, Failure(square, Point).Check);
    }

    [Fact]
    public void Compare_RuleThatIsNotLinear_FailsTheAdjointIdentity()
    {
        // Right for every gradient with elements 0 and 1, which is what the Jacobian is made from.
        Func<Tensor, Tensor> square = TwoRules(x => x * x, (x, gy) => 2 * x * gy.Square(), (x, dx) => 2 * x * dx);

        GradientCheckReport report = Failure(square, Point);

        Assert.Equal(Adjoint, report.Check);
        Assert.Equal((-1, -1, -1), (report.Input, report.InputElement, report.OutputElement));
        Assert.Contains("⟨u, J·v⟩", report.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Compare_RulesOfTwoInputsExchanged_Fails()
    {
        Tensor[] xs = [Tensor.Variable([1.5, -0.5]), Tensor.Variable([0.75, 2, 1.25], [3, 1])];

        Assert.True(GradientCheck.Compare(x => Tensor.Apply(new QuotientPrimitive(exchanged: false), x), xs).Passed);
        Assert.False(GradientCheck.Compare(x => Tensor.Apply(new QuotientPrimitive(exchanged: true), x), xs).Passed);
    }

    [Fact]
    public void Compare_RuleForgetsAUse_Fails()
    {
        Assert.False(GradientCheck.Compare(x => x * x.Detach(), Point).Passed);
        Assert.False(GradientCheck.Compare(x => x.Sin() - x.Detach(), Point).Passed);
    }

    [Theory]
    [InlineData(8)]
    [InlineData(32)]
    [InlineData(256)]
    public void Compare_RuleOf0WhereAllLargeStepsSee0_Fails(double frequency)
    {
        // sin(2πkx) is the same at x ± h for every h = 1, ½, ¼, …; a narrow bump is 0 beyond a small h.
        Failure(Elementwise(x => Math.Sin(2 * Math.PI * frequency * x), (x, y) => 0 * x), Tensor.Variable([0.1, 0.5]));
        Failure(Elementwise(x => Math.Exp(-1e3 * frequency * (x - 3) * (x - 3)), (x, y) => 0 * x), Tensor.Variable(3.001));
    }

    [Fact]
    public void Compare_OffsetThatDrownsTheDerivative_DoesNotSettle()
    {
        foreach (double factor in new[] { 1, 1.0005 })
        {
            string text = Text(Elementwise(x => 1e12 + Math.Sin(x), (x, y) => factor * x.Cos()), Point);
            Assert.Contains("did not settle", text, StringComparison.Ordinal);
        }

        Failure(Elementwise(x => 1e12 + Math.Sin(x), (x, y) => 2 * x.Cos()), Point);
    }

    [Fact]
    public void Compare_AtAJump_DoesNotSettle()
    {
        Assert.Contains("did not settle", Text(x => x.Sign(), Tensor.Variable(0)), StringComparison.Ordinal);
        Assert.Contains("did not settle", Text(x => x * (x > 1), Tensor.Variable([0.5, 1])), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(-1.001)]
    [InlineData(1.001)]
    [InlineData(2)]
    public void Compare_ValueOutsideTheSlopesOfAKink_Fails(double slope)
    {
        Func<Tensor, Tensor> abs = Elementwise(Math.Abs, (x, y) => Tensor.Select(x.EqualTo(0), slope, x.Sign()));

        GradientCheckReport report = Failure(abs, Tensor.Variable([1, 0, -1]));

        Assert.Equal((1, 1), (report.InputElement, report.OutputElement));
        Assert.Equal(Math.Sign(slope), report.Reference, 9);
        Assert.Contains("kink", report.ToString(), StringComparison.Ordinal);
        Assert.Contains("-1 and 1", report.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Compare_RuleWrongBesideAKink_Fails()
    {
        Func<Tensor, Tensor> relu = Elementwise(x => Math.Max(x, 0), (x, y) => 1.0005 * (x > 0));

        foreach (double distance in new[] { 1, 1e-2, 1e-4, 1e-6, 1e-8 })
        {
            Failure(relu, Tensor.Variable(distance));
            Failure(x => relu(x) + x.Exp(), Tensor.Variable(distance));
        }
    }

    [Fact]
    public void Compare_RuleWrongAtTheEdgeOfTheDomain_Fails()
    {
        Func<Tensor, Tensor> f = Elementwise(x => x < 0 ? double.NaN : Math.Exp(x), (x, y) => 1.0005 * y);

        Failure(f, Tensor.Variable(0));
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Compare_DerivativeNotFinite_SaysSo(double slope)
    {
        Assert.Contains("not finite", Text(Elementwise(Math.Exp, (x, y) => slope), Point), StringComparison.Ordinal);
        Func<Tensor, Tensor> onlyForward = TwoRules(Math.Sin, (x, gy) => gy * x.Cos(), (x, dx) => dx * slope);
        Assert.Contains("not finite", Text(onlyForward, Point), StringComparison.Ordinal);
        Assert.Contains("not finite", Text(x => x.Sqrt(), Tensor.Variable(0)), StringComparison.Ordinal);
    }

    [Fact]
    public void Compare_ValueNotFinite_SaysSo() =>
        Assert.Contains("f is not finite", Text(x => x.Log(), Tensor.Variable(-1)), StringComparison.Ordinal);

    private static string Text(Func<Tensor, Tensor> f, Tensor x) => Failure(f, x).ToString();

    private static GradientCheckReport Failure(Func<Tensor, Tensor> f, Tensor x, int order = 2)
    {
        GradientCheckReport report = GradientCheck.Compare(f, x, order);
        Assert.False(report.Passed, report.ToString());
        return report;
    }
}
