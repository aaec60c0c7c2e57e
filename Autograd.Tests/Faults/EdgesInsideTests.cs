using Tensor = Autograd.Tensor<double>;

namespace Autograd.Tests.Faults;

/// <summary>
/// Edges that belong inside: what is not a bound, nothing, and ∞ itself are ordinary arguments of these functions. Kin: Norm by ±∞ and Max
/// of nothing, which have no value and are errors; activations at ±∞, in ActivationLimitTests.
/// </summary>
public sealed class EdgesInsideTests
{
    private const double Inf = double.PositiveInfinity, NaN = double.NaN;

    /// <summary>The bounds, the argument, the value and the slope.</summary>
    public static TheoryData<double?, double?, double, double, double> Clamps => new()
    {
        { 0, null, Inf, Inf, 1 }, { 0, null, -Inf, 0, 0 }, { 0, null, 0, 0, 0 }, { null, 1, -Inf, -Inf, 1 }, { null, 1, Inf, 1, 0 },
        { null, 1, 1, 1, 0 }, { null, null, Inf, Inf, 1 }, { null, null, -Inf, -Inf, 1 }, { null, null, 3, 3, 1 },
        { null, null, NaN, NaN, 1 },
        { -Inf, Inf, -Inf, -Inf, 1 }, { -Inf, Inf, Inf, Inf, 1 }, { -Inf, 2, -Inf, -Inf, 1 }, { 2, Inf, Inf, Inf, 1 },
        { Inf, null, 5, Inf, 0 }, { Inf, null, Inf, Inf, 0 }, { null, -Inf, 5, -Inf, 0 }, { null, -Inf, -Inf, -Inf, 0 },
        { 0, 1, Inf, 1, 0 }, { 0, 1, 0.5, 0.5, 1 }, { 0, null, NaN, NaN, 0 }, { null, 1, NaN, NaN, 0 },
    };

    [Theory]
    [MemberData(nameof(Clamps))]
    public void Clamp_WhereThereIsNoBound_IsTheIdentity(double? low, double? high, double x, double value, double slope)
    {
        AssertValueAndSlope(x => x.Clamp(low, high), x, value, slope);
        Tensor<float> single = Tensor<float>.Variable((float)x), y = single.Clamp(low, high);
        Assert.Equal(((float)value, (float)slope), (y.Item, y.Backward()[single].Item));
    }

    /// <summary>As Python's <c>%</c> has it: x, y, the remainder, and the derivative by y, −⌊x/y⌋.</summary>
    public static TheoryData<double, double, double, double> Remainders => new()
    {
        { 5, Inf, 5, 0 }, { -5, Inf, Inf, 1 }, { 5, -Inf, -Inf, 1 }, { -5, -Inf, -5, 0 }, { 0, Inf, 0, 0 }, { -0.0, Inf, 0, 0 },
        { 0, -Inf, -0.0, 0 }, { Inf, 3, NaN, NaN }, { Inf, Inf, NaN, NaN }, { 5, 0, NaN, NaN }, { 7, 3, 1, -2 }, { -7, 3, 2, 3 },
    };

    [Theory]
    [MemberData(nameof(Remainders))]
    public void Remainder_ByInfinity_IsItsLimit(double x, double y, double value, double byY)
    {
        AssertValueAndSlope(x => x.Remainder(y), x, value, 1);
        AssertValueAndSlope(y => Tensor.Constant(x).Remainder(y), y, value, byY);
    }

    [Theory]
    [InlineData(Inf)]
    [InlineData(-Inf)]
    public void LogSumExp_OfOneInfinity_IsItWithGradientZero(double x)
    {
        AssertValueAndSlope(x => x.LogSumExp(), x, x, 0);
        AssertValueAndSlope(x => x.Reshape(1).LogSumExp(), x, x, 0);
        AssertValueAndSlope(x => x.Reshape(1, 1).LogSumExp([0, 1]), x, x, 0);
    }

    [Fact]
    public void LogSumExp_OfAFiniteScalar_IsTheScalar() => AssertValueAndSlope(x => x.LogSumExp(), 3, 3, 1);

    [Fact]
    public void LogSumExp_OfNothing_IsMinusInfinity()
    {
        Tensor nothing = Tensor.Variable([], [2, 0]);
        Assert.Equal(-Inf, Tensor.Constant([]).LogSumExp().Item);
        Assert.Equal([-Inf, -Inf], nothing.LogSumExp(1).ToArray());
        Assert.Equal([], nothing.LogSumExp(0).ToArray());
        Assert.Equal([2, 1], nothing.LogSumExp(1, keepDims: true).Shape.Axes.ToArray());
        Assert.Equal(-Inf, nothing.LogSumExp().Item);
        Assert.Equal(nothing.Shape, nothing.LogSumExp(1).Sum().Backward()[nothing].Shape);
    }

    [Fact]
    public void Softmax_AlongAnEmptyAxis_IsEmpty()
    {
        Tensor nothing = Tensor.Variable([], [2, 0]);
        Func<Tensor, int, Tensor>[] both = [(x, axis) => x.Softmax(axis), (x, axis) => x.LogSoftmax(axis)];
        foreach (Func<Tensor, int, Tensor> softmax in both)
        {
            Assert.Equal(nothing.Shape, softmax(nothing, 1).Shape);
            Assert.Equal(nothing.Shape, softmax(nothing, 0).Shape);
            Assert.Equal(nothing.Shape, softmax(nothing, -1).Sum().Backward()[nothing].Shape);
            Assert.Equal([0], softmax(Tensor.Constant([]), 0).Shape.Axes.ToArray());
        }
    }

    private static void AssertValueAndSlope(Func<Tensor, Tensor> f, double x, double value, double slope)
    {
        Tensor variable = Tensor.Variable(x), y = f(variable);
        Assert.Equal(BitConverter.DoubleToInt64Bits(value), BitConverter.DoubleToInt64Bits(y.Item is NaN ? NaN : y.Item));
        Assert.Equal(slope, y.Backward()[variable].Item);
        Assert.Equal(slope, Differentiate.Jvp(f, variable.Detach(), 1).Tangent.Item);
    }
}
