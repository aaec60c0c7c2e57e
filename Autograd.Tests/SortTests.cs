using Tensor = Autograd.Tensor<double>;

namespace Autograd.Tests;

/// <summary>Orders, and the positions of extremes.</summary>
public class SortTests
{
    private const double NaN = double.NaN, Inf = double.PositiveInfinity;

    [Fact]
    public void Sort_EveryAxis_OrdersEachLine()
    {
        Tensor x = Tensor.Normal(new Random(71), [3, 4, 5], 0, 1);
        for (int axis = -3; axis < 3; axis++)
        {
            Tensor lines = x.Transpose(axis, -1).Reshape(-1, x.Shape[axis < 0 ? axis + 3 : axis]);
            Tensor sorted = x.Sort(axis).Transpose(axis, -1).Reshape(-1, lines.Shape[1]);
            for (int i = 0; i < lines.Shape[0]; i++)
            {
                Assert.Equal(lines[i].ToArray().Order(), sorted[i].ToArray());
            }
        }
    }

    [Fact]
    public void Sort_SpecialNumbers_NaNIsLast() =>
        Assert.Equal([-Inf, -1, 0, 2, Inf, NaN, NaN], Tensor.Constant([NaN, 2, -Inf, NaN, Inf, 0, -1]).Sort(0).ToArray());

    [Fact]
    public void Sort_EmptyAndScalar_AreThemselves()
    {
        Assert.Equal(7, Tensor.Constant(7).Sort(0).Item);
        Assert.Equal([2, 0], Tensor.Zeros([2, 0]).Sort(1).Shape.Axes.ToArray());
        Assert.Equal([0, 2], Tensor.Zeros([0, 2]).Sort(0).Shape.Axes.ToArray());
    }

    [Fact]
    public void SortWithTies_BothModes_ShareEqually()
    {
        Tensor x = Tensor.Variable([3, 1, 3, NaN, 3, NaN, 0]);
        double[] gradient = x.Sort(0).Backward([1, 2, 4, 8, 16, 32, 64])[x].ToArray();

        // Ascending: 0, 1, then three 3s at the places 2 to 4, then two NaNs.
        double third = (4 + 8 + 16) / 3.0, half = (32 + 64) / 2.0;
        Assert.Equal([third, 2, third, half, third, half, 1], gradient);
        Tensor tangent = Differentiate.Jvp(x => x.Sort(0), x, [1, 2, 4, 8, 16, 32, 64]).Tangent;
        Assert.Equal([64, 2, (1 + 4 + 16) / 3.0, (1 + 4 + 16) / 3.0, (1 + 4 + 16) / 3.0, 20, 20], tangent.ToArray());
    }

    [Fact]
    public void Median_OfSorted_HasGradientOneAtIt()
    {
        Tensor x = Tensor.Variable([5, 1, 4, 2, 3]);
        Assert.Equal([0, 0, 0, 0, 1], x.Sort(0)[2].Backward()[x].ToArray());
    }

    [Fact]
    public void ArgMaxAndArgMin_EveryAxis_AreTheFirstOfTheExtremes()
    {
        Tensor x = Naive.Integers(new Random(72), [3, 4, 5]);
        for (int axis = -3; axis < 3; axis++)
        {
            Tensor lines = x.Permute([.. Enumerable.Range(0, 3).Where(other => other != axis && other != axis + 3), axis]);
            lines = lines.Reshape(-1, lines.Shape[^1]);
            for (int i = 0; i < lines.Shape[0]; i++)
            {
                double[] line = lines[i].ToArray();
                Assert.Equal(Array.IndexOf(line, line.Max()), x.ArgMax(axis)[i]);
                Assert.Equal(Array.IndexOf(line, line.Min()), x.ArgMin(axis)[i]);
            }
        }
    }

    [Theory]
    [InlineData(new[] { 1, NaN, 2, NaN }, 1, 1)]
    [InlineData(new[] { NaN, 2.0 }, 0, 0)]
    [InlineData(new[] { -0.0, 0.0 }, 0, 0)]
    [InlineData(new[] { -Inf, -Inf, 3, Inf, Inf }, 3, 0)]
    public void ArgMaxAndArgMin_NaNAndTies_FirstWins(double[] x, int largest, int smallest)
    {
        Assert.Equal([largest], Tensor.Constant(x).ArgMax(0));
        Assert.Equal([smallest], Tensor.Constant(x).ArgMin(-1));
    }

    [Fact]
    public void ArgMax_OfScalarAndTracked_IsAPlainPosition()
    {
        Assert.Equal([0], Tensor.Variable(4).ArgMax(0));
        Assert.Equal([1, 0], Tensor.Variable(new double[,] { { 1, 2 }, { 4, 3 } }).ArgMax(1));
        Assert.Equal([], Tensor.Zeros([0, 2]).ArgMax(1));
    }
}
