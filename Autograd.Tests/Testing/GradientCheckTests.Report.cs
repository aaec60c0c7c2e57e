using System.Globalization;
using Tensor = Autograd.Tensor<double>;

namespace Autograd.Tests.Testing;

/// <summary>What the report says.</summary>
public partial class GradientCheckTests
{
    private static readonly Func<Tensor, Tensor> WrongSquare = Elementwise(x => x * x, (x, y) => 2 * x + 0.1 * (x > 1));

    [Fact]
    public void Report_OfAFailure_HoldsTheWorstElementBothValuesAndTheInput()
    {
        Tensor x = Tensor.Variable([1.5, -2.25, 3], [3, 1]);

        GradientCheckReport report = Failure(WrongSquare, x);

        Assert.Equal((Reverse, 0, 0, 0), (report.Check, report.Input, report.InputElement, report.OutputElement));
        Assert.Equal(3.1, report.Autodiff);
        Assert.Equal(3, report.Reference, 9);
        Assert.Equal(0.1 / 3.1, report.RelativeError, 9);
        Assert.Equal((9, 0), (report.Compared, report.Kinks));
        string[] lines = report.ToString().Split(Environment.NewLine);
        Assert.Equal("GradientCheck failed: reverse against differences: they disagree.", lines[0]);
        Assert.Equal("  at:             ∂f[0, 0] / ∂x[0, 0] (the worst of 2 failing; 9 compared up to order 1)", lines[1]);
        Assert.Equal("  reverse mode:   3.1", lines[2]);
        Assert.StartsWith(FormattableString.Invariant($"  differences:    {report.Reference:R} ± "), lines[3], StringComparison.Ordinal);
        Assert.Equal("  relative error: 0.0323", lines[4]);
        Assert.Equal("  input:          Tensor.Variable([1.5, -2.25, 3], [3, 1])", lines[5]);
        Assert.Equal(6, lines.Length);
    }

    [Fact]
    public void Report_Input_CanBePasted()
    {
        // What stands in the texts is what stands in the code.
        (Tensor X, string Text)[] cases =
        [
            (Tensor.Variable([0.1, 1E-07, 1E+300, -0.0], [2, 2]), "Tensor.Variable([0.1, 1E-07, 1E+300, -0.0], [2, 2])"),
            (Tensor.Variable([double.NaN, double.PositiveInfinity, double.NegativeInfinity], [3]),
                "Tensor.Variable([double.NaN, double.PositiveInfinity, double.NegativeInfinity], [3])"),
            (Tensor.Variable(0.30000000000000004), "Tensor.Variable(0.30000000000000004)"),
        ];
        foreach ((Tensor x, string text) in cases)
        {
            Assert.EndsWith(text, Text(z => z * double.NaN, x), StringComparison.Ordinal);
        }

        GradientCheckReport report = GradientCheck.Compare(
            xs => xs[0] * xs[1].Detach(), [Tensor.Variable([0.5, 2], [2]), Tensor.Variable(3)]);
        Assert.EndsWith("[Tensor.Variable([0.5, 2], [2]), Tensor.Variable(3)]", report.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Report_OfSeveralInputs_SaysWhich()
    {
        Tensor[] xs = [Tensor.Variable([1, 2]), Tensor.Variable([0.5, 0.75], [2, 1]), Tensor.Variable(-0.5, "bias")];

        GradientCheckReport second = GradientCheck.Compare(x => x[0].Sin() * WrongSquare(x[1] + 1) + x[2], xs);
        GradientCheckReport third = GradientCheck.Compare(x => x[0].Sin() * x[1] + x[2].Detach(), xs);

        Assert.Equal(1, second.Input);
        string at = $"∂f[{second.OutputElement / 2}, {second.OutputElement % 2}] / ∂xs[1][{second.InputElement}, 0]";
        Assert.Contains(at, second.ToString(), StringComparison.Ordinal);
        Assert.Equal((2, 0), (third.Input, third.InputElement));
        Assert.Contains("∂f[0, 0] / ∂bias", third.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Report_OfForwardMode_ShowsBothModes()
    {
        string text = Text(TwoRules(x => 3 * x, (x, gy) => 3 * gy, (x, dx) => 2 * dx), Tensor.Variable(0.5));

        Assert.Contains("  forward mode:   2", text, StringComparison.Ordinal);
        Assert.Contains("  reverse mode:   3", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Report_InAnotherCulture_IsTheSame()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        string text = Text(WrongSquare, Point);
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo("de-DE");
            Assert.Equal(text, Text(WrongSquare, Point));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Report_OfAPass_CountsAndNamesTheWorstRelativeError()
    {
        GradientCheckReport smooth = GradientCheck.Compare(x => x.Exp(), Point);
        GradientCheckReport kinked = GradientCheck.Compare(x => x.Abs(), Tensor.Variable([0, 1, 0]));

        Assert.Equal((true, 32, 0), (smooth.Passed, smooth.Compared, smooth.Kinks));
        Assert.InRange(smooth.RelativeError, 0, 1e-10);
        Assert.StartsWith("GradientCheck passed: 32 compared up to order 2, worst", smooth.ToString(), StringComparison.Ordinal);
        Assert.Equal((true, 9, 2), (kinked.Passed, kinked.Compared, kinked.Kinks));
        Assert.Equal("GradientCheck passed: 9 compared up to order 1, 2 of them at a kink, worst relative error 0.", kinked.ToString());
    }

    [Fact]
    public void Verify_Failure_ThrowsTheReport()
    {
        GradientCheckException one = Assert.Throws<GradientCheckException>(() => GradientCheck.Verify(WrongSquare, Point));
        GradientCheckException many = Assert.Throws<GradientCheckException>(() => GradientCheck.Verify(xs => WrongSquare(xs[0]), [Point]));

        Assert.Equal(one.Report.ToString(), one.Message);
        Assert.Equal(one.Message, many.Message);
        GradientCheck.Verify(x => x.Sin(), Point);
        GradientCheck.Verify(xs => xs[0] * xs[1], [Point, Point]);
    }

    [Fact]
    public void Compare_UnusableArguments_AreErrors()
    {
        Assert.Throws<ArgumentNullException>(() => GradientCheck.Compare((Func<Tensor, Tensor>)null!, Point));
        Assert.Throws<ArgumentNullException>(() => GradientCheck.Compare((Func<Tensor[], Tensor>)null!, [Point]));
        Assert.Throws<ArgumentNullException>(() => GradientCheck.Compare(x => x, (Tensor)null!));
        Assert.Throws<ArgumentNullException>(() => GradientCheck.Compare(xs => xs[0], (Tensor[])null!));
        Assert.Throws<ArgumentNullException>(() => GradientCheck.Compare(xs => xs[0], [Point, null!]));
        Assert.Throws<ArgumentOutOfRangeException>(() => GradientCheck.Compare(x => x, Point, order: 0));
        Assert.Throws<InvalidOperationException>(() => GradientCheck.Compare(x => null!, Point));
        InvalidOperationException error = Assert.Throws<InvalidOperationException>(
            () => GradientCheck.Compare(x => x.Item > 0.3 ? x : x.Reshape(1), Tensor.Variable(0.3)));
        Assert.Contains("(1) and then ()", error.Message, StringComparison.Ordinal);
    }
}
