using Tensor = Autograd.Tensor<double>;

namespace Autograd.Tests;

/// <summary>Diagonals, triangles, and products of vectors, against loops over coordinates.</summary>
public class MatrixTests
{
    private static readonly Shape[] Shapes =
        [[2, 3], [3, 2], [3, 3], [1, 1], [1, 4], [0, 3], [2, 0], [0, 0], [2, 3, 4], [0, 2, 2], [2, 1, 4, 3]];

    public static TheoryData<Shape> AllShapes => [.. Shapes];

    [Theory]
    [MemberData(nameof(AllShapes))]
    public void Diagonal_EveryOffset_IsTheNaiveOne(Shape shape)
    {
        foreach (int offset in new[] { 0, 1, -1, 2, -2, 3, -3, 5, -5, int.MaxValue, int.MinValue })
        {
            // The places on the diagonal by the matrix they are in; matrices come one after the other.
            List<int[]> on = [.. Naive.Coordinates(shape).Where(at => at[^1] - (long)at[^2] == offset)];
            int length = Enumerable.Range(0, shape[^2]).Count(row => row + (long)offset >= 0 && row + (long)offset < shape[^1]);
            Naive.AssertGathers(
                $"{shape}.Diagonal({offset})", x => x.Diagonal(offset), shape, [.. shape.Axes[..^2], length],
                [.. on.Select(at => new[] { Naive.Place(shape, at) })]);
        }
    }

    [Theory]
    [MemberData(nameof(AllShapes))]
    public void Trace_OfEveryShape_IsTheSumOfTheDiagonal(Shape shape)
    {
        Shape to = [.. shape.Axes[..^2]];
        int[][] places = [.. Naive.Coordinates(to).Select(batch => Enumerable.Range(0, Math.Min(shape[^2], shape[^1]))
            .Select(i => Naive.Place(shape, [.. batch, i, i])).ToArray())];
        Naive.AssertGathers($"{shape}.Trace()", x => x.Trace(), shape, to, places);
    }

    [Theory]
    [MemberData(nameof(AllShapes))]
    public void TrilAndTriu_EveryDiagonal_AreTheNaiveOnes(Shape shape)
    {
        foreach (int k in new[] { 0, 1, -1, 2, -2, 5, -5, int.MaxValue, int.MinValue })
        {
            AssertKeeps($"{shape}.Tril({k})", x => x.Tril(k), at => at[^1] <= at[^2] + (long)k);
            AssertKeeps($"{shape}.Triu({k})", x => x.Triu(k), at => at[^1] >= at[^2] + (long)k);
        }

        void AssertKeeps(string what, Func<Tensor, Tensor> f, Func<int[], bool> keeps) => Naive.AssertGathers(
            what, f, shape, shape, [.. Naive.Coordinates(shape).Select(at => keeps(at) ? new[] { Naive.Place(shape, at) } : [])]);
    }

    [Fact]
    public void TrilAndTriu_NaNAndInfinityOutsideOfTheTriangle_BecomeZeroInBothModes()
    {
        Tensor x = Tensor.Variable(new[,] { { 1, double.NaN }, { double.PositiveInfinity, -0.0 } });
        Tensor u = Tensor.Constant([double.NaN, double.PositiveInfinity, double.NegativeInfinity, double.NaN], [2, 2]);

        Assert.Equal([1, 0, double.PositiveInfinity, 0], x.Tril().ToArray());
        Assert.Equal([0, double.NaN, 0, 0], x.Triu(1).ToArray());
        Assert.Equal([double.NaN, 0, double.NegativeInfinity, double.NaN], x.Tril().Backward(u)[x].ToArray());
        Assert.Equal([0, double.PositiveInfinity, 0, 0], x.Triu(1).Backward(u, createGraph: true)[x].ToArray());
        Assert.Equal([0, 0, double.NegativeInfinity, 0], Differentiate.Jvp(x => x.Tril(-1), x, u).Tangent.ToArray());
    }

    [Fact]
    public void DotAndOuter_OfVectors_AreTheNaiveOnesInFloatToo()
    {
        Tensor x = Tensor.Variable([1, 2, 3]), y = Tensor.Variable([4, 5, 6]), w = Tensor.Variable([7, 8]);
        Gradients<double> gradients = x.Dot(y).Backward();

        Assert.Equal(32, x.Dot(y).Item);
        Assert.Equal([4, 5, 6], gradients[x].ToArray());
        Assert.Equal([1, 2, 3], gradients[y].ToArray());
        Assert.Equal([2, 4, 6], x.Dot(x).Backward()[x].ToArray());
        Assert.Equal([7, 8, 14, 16, 21, 24], x.Outer(w).ToArray());
        Assert.Equal([3, 2], x.Outer(w).Shape);
        Assert.Equal([6, 6], x.Outer(w).Backward(Tensor.Ones([3, 2]))[w].ToArray());
        Assert.Equal(0, Tensor.Zeros([0]).Dot(Tensor.Zeros([0])).Item);
        Assert.Equal([0, 2], Tensor.Zeros([0]).Outer(w).Shape);
        Assert.Equal(11, Tensor<float>.Constant([1, 2]).Dot([3, 4]).Item);
        Assert.Equal([3, 4, 6, 8], Tensor<float>.Constant([1, 2]).Outer([3, 4]).ToArray());
    }
}
