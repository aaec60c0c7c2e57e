using Tensor = Autograd.Tensor<double>;

namespace Autograd.Tests.Faults;

/// <summary>
/// Reducing before broadcasting, and squares without a scale: CosineSimilarity takes the norms of what it compares, after both are
/// stretched. Einsum sums over stretched labels in EinsumTests; the losses refuse shapes that merely broadcast in LossTests.
/// </summary>
public class BroadcastBeforeReductionTests
{
    private static readonly Tensor Row = Tensor.Constant(new double[,] { { 1, 2, 2 } });

    [Fact]
    public void CosineSimilarity_OfShapesThatBroadcast_IsThatOfTheStretched()
    {
        double expected = 5 / (3 * Math.Sqrt(3));
        Assert.Equal(expected, Row.CosineSimilarity(Tensor.Constant(new double[,] { { 3 } })).Item, 1e-15);
        Assert.Equal(expected, Tensor.Constant([3]).CosineSimilarity(Row).Item, 1e-15);
        Assert.Equal(expected, Row.CosineSimilarity(3, -1).Item, 1e-15);

        Tensor a = Tensor.Arange(1, 25, 1).Reshape(2, 3, 4).Sin(), b = Tensor.Arange(1, 13, 1).Reshape(3, 4).Cos() + 1.5;
        foreach (int axis in new[] { 0, 1, 2, -1, -2, -3 })
        {
            foreach (Tensor other in new[] { b, b[0], b[.., ..1], b[..1], b[0, 0] })
            {
                Tensor stretched = other.BroadcastTo(a.Shape), expectedSimilarity = a.CosineSimilarity(stretched, axis);
                Tensor direct = (a * stretched).Sum(axis) / (a.Norm(2, axis) * stretched.Norm(2, axis));
                Naive.AssertClose($"{other.Shape} along {axis}", direct.ToArray(), a.CosineSimilarity(other, axis));
                Naive.AssertClose($"{other.Shape} along {axis}, turned", expectedSimilarity.ToArray(), other.CosineSimilarity(a, axis));
            }
        }

        GradientCheck.Verify(xs => xs[0].CosineSimilarity(xs[1], 0).Square().Sum(), [a, b]);
        GradientCheck.Verify(xs => xs[0].CosineSimilarity(xs[1], -1).Square().Sum(), [a, b[.., ..1]]);
    }

    [Fact]
    public void CosineSimilarity_OfShapesThatDoNotBroadcast_IsAnErrorThatShowsThem()
    {
        string message = Assert.Throws<ShapeException>(() => Row.CosineSimilarity([1, 2])).Message;
        Assert.Contains("CosineSimilarity", message, StringComparison.Ordinal);
        Assert.Contains("(1, 3)", message, StringComparison.Ordinal);
        Assert.Contains("(2)", message, StringComparison.Ordinal);
        Assert.Throws<ShapeException>(() => Row.CosineSimilarity(Row, 2));
        Assert.Equal([0.0, 0], Tensor.Zeros([2, 0]).CosineSimilarity(Tensor.Zeros([2, 0])).ToArray());
    }

    [Theory]
    [InlineData(1.0)]
    [InlineData(1e30)]
    [InlineData(8e37)]
    [InlineData(1e-30)]
    [InlineData(1e-37)]
    public void CosineSimilarity_OfExtremeFloats_KeepsItsDigits(double scale)
    {
        // cos = 9/√(21·14) whatever the scale, and ∂/∂a = (b/‖b‖ − cos·a/‖a‖)/‖a‖; ‖4·10³⁸‖ itself would overflow.
        float s = (float)scale;
        Tensor<float> a = Tensor<float>.Variable([1 * s, 2 * s, 4 * s]), b = Tensor<float>.Variable([3 * s, -1 * s, 2 * s]);
        Tensor<float> y = a.CosineSimilarity(b, 0, epsilon: 1e-45);
        double cosine = 9 / Math.Sqrt(21 * 14), length = Math.Sqrt(21);
        Assert.Equal(cosine, y.Item, 1e-6);
        float[] gradient = y.Backward()[a].ToArray();
        double[] x = [1, 2, 4], z = [3, -1, 2];
        for (int i = 0; i < 3; i++)
        {
            double expected = ((z[i] / Math.Sqrt(14)) - (cosine * x[i] / length)) / length;
            Assert.Equal(expected, gradient[i] * scale, 1e-5);
        }
    }

    [Theory]
    [InlineData(1e307)]
    [InlineData(1e-307)]
    public void CosineSimilarity_OfExtremeDoubles_KeepsItsDigits(double s)
    {
        Tensor a = Tensor.Constant([9 * s, 9 * s, 9 * s, 9 * s, 9 * s]);
        Assert.Equal(1, a.CosineSimilarity(Tensor.Ones([5]), 0, 1e-320).Item, 1e-15);
        Assert.Equal(-1, (-a).CosineSimilarity(a, 0, 1e-320).Item, 1e-15);
    }

    [Fact]
    public void CosineSimilarity_ShorterThanEpsilon_IsDividedByIt()
    {
        Tensor a = Tensor.Variable([3e-10, 4e-10]), b = [3, 4];
        Tensor y = a.CosineSimilarity(b, 0);
        Assert.Equal(0.05, y.Item, 1e-15); // 5·10⁻¹⁰/10⁻⁸
        Naive.AssertClose("gradient", [0.6e8, 0.8e8], y.Backward()[a]);
        Tensor zero = Tensor.Variable([0, 0]);
        Assert.Equal(0, zero.CosineSimilarity(b, 0).Item);
        Naive.AssertClose("gradient at 0", [0.6e8, 0.8e8], zero.CosineSimilarity(b, 0).Backward()[zero]);
    }
}
