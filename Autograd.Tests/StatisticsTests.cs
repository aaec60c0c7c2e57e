using Tensor = Autograd.Tensor<double>;

namespace Autograd.Tests;

/// <summary>Sums, variances, norms and products where naive formulas lose digits, overflow or divide by zero.</summary>
public class StatisticsTests
{
    private const double Largest = double.MaxValue, Smallest = double.Epsilon, Inf = double.PositiveInfinity;

    public static TheoryData<double, double> Sizes => new()
    {
        { 3, 4 }, { 3e200, 4e200 }, { 3e-200, 4e-200 }, { 3 * Smallest, 4 * Smallest }, { Largest / 8 * 3, Largest / 8 * 4 }, { -3, 4 },
        { 3e-310, -4e-310 },
    };

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Norm_OfAnySize_NeitherOverflowsNorUnderflows(double x, double y)
    {
        Tensor v = Tensor.Variable([x, y]);
        foreach ((double p, double factor) in new[] { (2, 1.25), (3, Math.Cbrt((27 / 64.0) + 1)), (1, 1.75), (Inf, 1), (-Inf, 0.75) })
        {
            AssertClose(factor * Math.Abs(y), v.Norm(p).Item, 4);
        }

        Tensor gradient = v.Norm().Backward()[v];
        AssertClose(0.6 * Math.Sign(x), gradient.Values[0], 4);
        AssertClose(0.8 * Math.Sign(y), gradient.Values[1], 4);
    }

    [Fact]
    public void Norm_OfOrdinaryNumbers_IsTheSquareRootOfTheSumOfSquaresToTheBit()
    {
        var random = new Random(61);
        for (int i = 0; i < 200; i++)
        {
            Tensor x = Tensor.Normal(random, [random.Next(1, 9), 3], 0, Math.Pow(10, random.Next(-9, 9)));
            Assert.Equal(x.Square().Sum().Sqrt().Item, x.Norm().Item);
            Assert.Equal(x.Square().Sum(0).Sqrt().ToArray(), x.Norm(2, 0).ToArray());
            Assert.Equal([1, 3], x.Norm(2, [0], keepDims: true).Shape.Axes.ToArray());
        }
    }

    [Fact]
    public void Norm_OfFloats_NeitherOverflowsNorUnderflows()
    {
        foreach (int exponent in new[] { 125, 0, -120, -147 })
        {
            float scale = MathF.ScaleB(1, exponent);
            Tensor<float> x = Tensor<float>.Variable([3 * scale, 4 * scale]);
            Assert.Equal(5 * scale, x.Norm().Item);
            Assert.Equal([0.6f, 0.8f], x.Norm().Backward()[x].ToArray());
        }
    }

    [Fact]
    public void Variance_OfNumbersFarFromZero_LosesNoDigit()
    {
        Tensor x = Tensor.Variable([1e9 + 4, 1e9 + 7, 1e9 + 13, 1e9 + 16]);
        Assert.Equal(30, x.Variance().Item);
        Assert.Equal(22.5, x.Variance(correction: 0).Item);
        Assert.Equal([-4, -2, 2, 4], x.Variance().Backward()[x].ToArray());
        Assert.Equal(Math.Sqrt(30), x.StandardDeviation().Item);
        Assert.Equal(double.NaN, Tensor.Constant([5]).Variance().Item);
        Assert.Equal(0, Tensor.Constant([5]).Variance(correction: 0).Item);
    }

    [Fact]
    public void Variance_EveryFormAndSubsetOfAxes_IsTheMeanOfSquares()
    {
        Tensor x = Tensor.Normal(new Random(62), [2, 3, 4], 1, 2);
        foreach (int[] axes in new int[][] { [0], [1], [-1], [0, 1], [0, 2], [-2, -1], [0, 1, 2] })
        {
            double count = axes.Aggregate(1.0, (product, axis) => product * x.Shape[axis < 0 ? axis + 3 : axis]);
            Tensor naive = ((x - x.Mean(axes, keepDims: true)).Square().Mean(axes) * (count / (count - 1))).Sqrt();
            Assert.Equal(naive.Shape, x.StandardDeviation(axes).Shape);
            Assert.All(naive.ToArray().Zip(x.StandardDeviation(axes).ToArray()), pair => AssertClose(pair.First, pair.Second, 8));
        }

        Assert.Equal(x.Variance(1, keepDims: true, correction: 0).ToArray(), x.Variance([1], correction: 0).ToArray());
        Assert.Equal([2, 1, 4], x.Variance(1, keepDims: true).Shape.Axes.ToArray());
    }

    [Theory]
    [InlineData(new[] { 2.0, 3, 5, 7 })]
    [InlineData(new[] { 2.0, 0, 5, 7 })]
    [InlineData(new[] { 0.0, 3, 0, 7 })]
    [InlineData(new[] { 0.0, 0, 0, 7 })]
    [InlineData(new[] { 0.0, 0, 0, 0 })]
    public void Product_WithAnyNumberOfZeros_HasExactDerivativesOfSecondOrder(double[] x)
    {
        Func<Tensor, Tensor> running = v => (v.CumulativeProduct(0) * [1, 10, 100, 1000]).Sum();
        Tensor v = Tensor.Constant(x);

        Assert.Equal(x.Select((_, i) => Others(x, i)).ToArray(), Differentiate.Gradient(v => v.Product(), v).ToArray());
        Assert.Equal(Second(x.Length), Differentiate.Hessian(v => v.Product(), v).ToArray());
        double[] expected = [.. Second(1), .. Second(2), .. Second(3), .. Second(4)];
        var sum = new double[16];
        for (int length = 1, k = 0; length <= 4; length++)
        {
            for (int i = 0; i < length; i++)
            {
                for (int j = 0; j < length; j++, k++)
                {
                    sum[(i * 4) + j] += expected[k] * Math.Pow(10, length - 1);
                }
            }
        }

        Assert.Equal(sum, Differentiate.Hessian(running, v).ToArray());

        double[] Second(int length) => [.. from i in Enumerable.Range(0, length)
                                           from j in Enumerable.Range(0, length)
                                           select i == j ? 0 : Others(x[..length], i, j)];
    }

    [Fact]
    public void Product_EverySubsetOfAxes_IsTheNaiveProduct()
    {
        Tensor x = Naive.Integers(new Random(63), [2, 3, 4]);
        Assert.Equal(x.ToArray().Aggregate(1.0, (a, b) => a * b), x.Product().Item);
        Assert.Equal([.. Enumerable.Range(0, 12).Select(k => x.Values[k] * x.Values[k + 12])], x.Product(0).ToArray());
        Assert.Equal(x.Product(2).Product(0).ToArray(), x.Product([0, -1]).ToArray());
        Assert.Equal([1, 3, 1], x.Product([0, -1], keepDims: true).Shape.Axes.ToArray());
        Assert.Equal([1, 1], Tensor.Zeros([0, 2]).Product(0).ToArray());
        Assert.Same(x, x.Product([]));
    }

    [Fact]
    public void CumulativeSumAndProduct_AlongEveryAxis_AreTheNaiveOnes()
    {
        Tensor x = Naive.Integers(new Random(64), [2, 3, 4]);
        for (int axis = 0; axis < 3; axis++)
        {
            Tensor sums = x.CumulativeSum(axis), products = x.CumulativeProduct(axis - 3);
            for (int k = 0; k < x.Shape[axis]; k++)
            {
                Assert.Equal(x.Slice(axis, 0, k + 1).Sum(axis).ToArray(), sums.Slice(axis, k, k + 1).ToArray());
                Assert.Equal(x.Slice(axis, 0, k + 1).Product(axis).ToArray(), products.Slice(axis, k, k + 1).ToArray());
            }
        }

        Assert.Equal(5, Tensor.Constant(5).CumulativeSum(0).Item);
        Assert.Equal(5, Tensor.Constant(5).CumulativeProduct(-1).Item);
    }

    [Fact]
    public void Sum_OfMillionTerms_IsWithinAFewUnitsAndTheSameForAnyThread()
    {
        Tensor x = Tensor.Fill(0.1, [1_000_000]);
        AssertClose(100_000, x.Sum().Item, 16);
        double[] sums = new double[8];
        Parallel.For(0, sums.Length, i => sums[i] = x.Sum().Item);
        Assert.Single(sums.Distinct());
        AssertClose(100_000, x.Reshape(1_000_000, 1).Sum(0).Item, 16);
        AssertClose(50_000, x.Reshape(500_000, 2).Sum(0).Values[0], 16);
    }

    [Fact]
    public void LogSumExpAndSoftmaxes_OfHugeNumbers_AreTheirLimits()
    {
        Tensor x = Tensor.Variable([1000, -1000, 1000, -Inf]);
        Assert.Equal(1000 + Math.Log(2), x.LogSumExp().Item);
        Assert.Equal([0.5, 0, 0.5, 0], x.LogSumExp().Backward()[x].ToArray());
        Assert.Equal([0.5, 0, 0.5, 0], x.Softmax(0).ToArray());
        double half = -Math.Log(2);
        Assert.Equal([half, -2000 + half, half, -Inf], x.LogSoftmax(0).ToArray());
        Tensor y = Tensor.Variable([0, -50]);
        AssertClose(Math.Exp(-50), Tensor.LogAddExp(0, y).Backward(Tensor.Constant([0, 1]))[y].Values[1], 4);
    }

    private static double Others(double[] x, params int[] without) =>
        x.Where((_, i) => !without.Contains(i)).Aggregate(1.0, (product, factor) => product * factor);

    private static void AssertClose(double expected, double actual, int units) =>
        Assert.True(
            Math.Abs(expected - actual) <= units * (Math.BitIncrement(Math.Abs(expected)) - Math.Abs(expected)),
                $"expected {expected:R}, got {actual:R}");
}
