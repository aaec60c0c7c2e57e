using Tensor = Autograd.Tensor<double>;

namespace Autograd.Tests.Faults;

/// <summary>
/// Degrees of freedom: a variance of no more numbers than the correction is a division by 0, as in NumPy, and not by less. Kin: the
/// deviation, and both along axes; BatchNorm, which refuses a batch of one; the mean of nothing.
/// </summary>
public sealed class DegreesOfFreedomTests
{
    private const double Inf = double.PositiveInfinity, NaN = double.NaN;

    /// <summary>As numpy.var(x, ddof=correction) has it.</summary>
    public static TheoryData<double[], double, double> Samples => new()
    {
        { [5], 1, NaN }, { [5], 2, NaN }, { [5], 0, 0 }, { [1, 3], 2, Inf }, { [1, 3], 3, Inf }, { [1, 3], 4, Inf }, { [1, 3], 1, 2 },
        { [3, 3], 2, NaN }, { [3, 3], 5, NaN }, { [1, 3], 1.5, 4 }, { [1, 3], 2.5, Inf }, { [], 0, NaN }, { [], 1, NaN }, { [], -1, 0 },
        { [1, 3], -2, 0.5 },
    };

    [Theory]
    [MemberData(nameof(Samples))]
    public void Variance_WithoutDegreesOfFreedom_IsADivisionByZero(double[] values, double correction, double expected)
    {
        Tensor x = Tensor.Constant(values), rows = Tensor.Stack([x, x], 0);
        Assert.Equal(expected, x.Variance(correction).Item);
        Assert.Equal(Math.Sqrt(expected), x.StandardDeviation(correction).Item, 1e-15);
        Assert.Equal([expected, expected], rows.Variance(1, correction: correction).ToArray());
        Assert.Equal([1], x.Variance(0, keepDims: true, correction).Shape.Axes.ToArray());
        Assert.Equal((float)expected, x.Convert<float>().Variance(correction).Item);
        Assert.Equal(expected, Differentiate.Jvp(x => x.Variance(correction), x, Tensor.Zeros(x.Shape)).Value.Item);
    }

    [Fact]
    public void Mean_OfNothing_IsNaN() => Assert.Equal([NaN, NaN], Tensor.Zeros([2, 0]).Mean(1).ToArray());
}
