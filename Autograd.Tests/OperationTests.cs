using Tensor = Autograd.Tensor<double>;

namespace Autograd.Tests;

/// <summary>Operations on shapes against naive loops: values and derivatives, all axes, extents of 0 and 1 included.</summary>
public partial class OperationTests
{
    private static readonly Shape[] Shapes = [[], [3], [1], [0], [2, 3], [1, 4], [2, 0], [2, 3, 4], [2, 1, 3], [2, 0, 3], [2, 3, 1, 2]];

    public static TheoryData<Shape> AllShapes => [.. Shapes];

    [Theory]
    [MemberData(nameof(AllShapes))]
    public void Sum_EverySubsetOfAxes_IsTheNaiveSum(Shape shape)
    {
        foreach (int[] axes in Naive.Subsets(shape.Rank))
        {
            int[] mixed = [.. axes.Reverse().Select((axis, i) => i % 2 == 0 ? axis - shape.Rank : axis)];
            Shape kept = shape.WithOnesAt(axes), removed = shape.WithoutAxes(axes);
            int[][] terms = Terms(shape, axes);
            Naive.AssertGathers($"{shape}.Sum([{string.Join(", ", mixed)}])", x => x.Sum(mixed), shape, removed, terms);
            Naive.AssertGathers($"{shape}.Sum([{string.Join(", ", mixed)}], true)", x => x.Sum(mixed, keepDims: true), shape, kept, terms);
            if (axes.Length == 1)
            {
                Naive.AssertGathers($"{shape}.Sum({mixed[0]})", x => x.Sum(mixed[0]), shape, removed, terms);
                Naive.AssertGathers($"{shape}.Sum({mixed[0]}, true)", x => x.Sum(mixed[0], keepDims: true), shape, kept, terms);
            }
        }

        Naive.AssertGathers($"{shape}.Sum()", x => x.Sum(), shape, [], Terms(shape, [.. Enumerable.Range(0, shape.Rank)]));
    }

    [Theory]
    [MemberData(nameof(AllShapes))]
    public void Mean_EverySubsetOfAxes_IsTheSumOverTheCount(Shape shape)
    {
        foreach (int[] axes in Naive.Subsets(shape.Rank))
        {
            double count = axes.Aggregate(1, (product, axis) => product * shape[axis]);
            AssertReduces(
                "Mean", x => x.Mean(axes), x => x.Mean(axes, keepDims: true), shape, axes,
                x => x.Sum() / count, (x, _) => [.. x.Select(_ => 1 / count)]);
        }
    }

    [Theory]
    [MemberData(nameof(AllShapes))]
    public void MaxMinLogSumExp_EverySubsetOfAxes_AreTheNaiveOnes(Shape shape)
    {
        foreach (int[] axes in Naive.Subsets(shape.Rank).Where(axes => axes.All(axis => shape[axis] > 0)))
        {
            AssertReduces("Max", x => x.Max(axes), x => x.Max(axes, keepDims: true), shape, axes, Enumerable.Max, Winners);
            AssertReduces("Min", x => x.Min(axes), x => x.Min(axes, keepDims: true), shape, axes, Enumerable.Min, Winners);
            AssertReduces(
                "LogSumExp", x => x.LogSumExp(axes), x => x.LogSumExp(axes, keepDims: true), shape, axes,
                x => Math.Log(x.Sum(Math.Exp)), (x, y) => [.. x.Select(element => Math.Exp(element - y))]);
        }

        static double[] Winners(double[] x, double y) => [.. x.Select(element => element == y ? 1.0 : 0)];
    }

    [Fact]
    public void Reductions_AllThreeForms_Agree()
    {
        Tensor x = Naive.Integers(new Random(1), [2, 3, 2]);
        (Func<Tensor, Tensor> Whole, Func<Tensor, int, bool, Tensor> Axis, Func<Tensor, int[], bool, Tensor> Axes)[] all =
        [
            (x => x.Sum(), (x, axis, keep) => x.Sum(axis, keep), (x, axes, keep) => x.Sum(axes, keep)),
            (x => x.Mean(), (x, axis, keep) => x.Mean(axis, keep), (x, axes, keep) => x.Mean(axes, keep)),
            (x => x.Max(), (x, axis, keep) => x.Max(axis, keep), (x, axes, keep) => x.Max(axes, keep)),
            (x => x.Min(), (x, axis, keep) => x.Min(axis, keep), (x, axes, keep) => x.Min(axes, keep)),
            (x => x.LogSumExp(), (x, axis, keep) => x.LogSumExp(axis, keep), (x, axes, keep) => x.LogSumExp(axes, keep)),
        ];
        foreach ((Func<Tensor, Tensor> whole, Func<Tensor, int, bool, Tensor> one, Func<Tensor, int[], bool, Tensor> several) in all)
        {
            AssertEqual(several(x, [0, 1, 2], false), whole(x));
            AssertEqual(several(x, [1], false), one(x, 1, false));
            AssertEqual(several(x, [-2], true), one(x, -2, true));
            AssertEqual(x, several(x, [], false));
            AssertEqual(x, several(x, [], true));
        }
    }

    [Fact]
    public void ReductionsOfNothing_SumIsZeroMeanIsNaNAndNoneHasGradients()
    {
        Tensor x = Tensor.Variable([], [2, 0, 3]);

        Assert.Equal(0, x.Sum().Item);
        Assert.Equal([0, 0, 0, 0, 0, 0], x.Sum(1).ToArray());
        Assert.True(double.IsNaN(x.Mean().Item));
        Assert.All(x.Mean(1).ToArray(), mean => Assert.True(double.IsNaN(mean)));
        Assert.Equal([2, 0, 3], x.Mean().Backward()[x].Shape);
        Assert.Equal([2, 3], x.Transpose(0, 1).Sum(0).Shape);
        Assert.Equal([0, 3], x.Max(0).Shape);
    }

    [Theory]
    [MemberData(nameof(AllShapes))]
    public void Softmax_EveryAxis_IsTheNaiveOne(Shape shape)
    {
        Tensor x = Naive.Integers(new Random(2), shape).AsVariable(), u = Naive.Integers(new Random(3), shape);
        foreach (int axis in Enumerable.Range(0, Math.Max(1, shape.Rank)).Where(axis => shape.Rank == 0 || shape[axis] > 0))
        {
            int[] axes = shape.Rank == 0 ? [] : [axis];
            var y = new double[shape.Count];
            var gx = new double[shape.Count];
            foreach (int[] terms in Terms(shape, axes))
            {
                double sum = terms.Sum(place => Math.Exp(x.Values[place]));
                Array.ForEach(terms, place => y[place] = Math.Exp(x.Values[place]) / sum);
                double mean = terms.Sum(place => y[place] * u.Values[place]);
                Array.ForEach(terms, place => gx[place] = y[place] * (u.Values[place] - mean));
            }

            Tensor z = x.Softmax(axis - Math.Max(1, shape.Rank));
            Assert.Equal(shape, z.Shape);
            Naive.AssertClose($"{shape}.Softmax({axis})", y, z);
            Naive.AssertClose($"{shape}.Softmax({axis}): gradient", gx, z.Backward(u)[x]);
            AssertEqual(z, x.Softmax(axis));
        }
    }

    /// <summary>For each element of the reduction, the places of the elements that go into it.</summary>
    private static int[][] Terms(Shape shape, int[] axes)
    {
        Shape kept = shape.WithOnesAt(axes);
        int[][] terms = [.. Enumerable.Range(0, kept.Count).Select(_ => Array.Empty<int>())];
        foreach (int[] at in Naive.Coordinates(shape))
        {
            int[] own = [.. at.Select((position, axis) => axes.Contains(axis) ? 0 : position)];
            ref int[] places = ref terms[Naive.Place(kept, own)];
            places = [.. places, Naive.Place(shape, at)];
        }

        return terms;
    }

    private static void AssertReduces(
        string name, Func<Tensor, Tensor> f, Func<Tensor, Tensor> keeping, Shape shape, int[] axes, Func<double[], double> reduce,
        Func<double[], double, double[]> derivative)
    {
        var random = new Random(shape.Count);
        int[] order = [.. Enumerable.Range(0, shape.Count)];
        random.Shuffle(order); // no two elements are equal, so maxima have derivatives
        Tensor x = Tensor.Variable([.. order.Select(i => i / 4.0)], shape), v = Naive.Integers(random, shape);
        int[][] terms = Terms(shape, axes);
        Tensor u = Naive.Integers(random, shape.WithoutAxes(axes));
        string what = $"{shape}.{name}([{string.Join(", ", axes)}])";

        double[][] elements = [.. terms.Select(places => places.Select(place => x.Values[place]).ToArray())];
        double[] value = axes.Length == 0 ? x.ToArray() : [.. elements.Select(reduce)];
        double[] gradient = new double[shape.Count], tangent = new double[value.Length];
        for (int i = 0; i < value.Length; i++)
        {
            double[] slopes = axes.Length == 0 ? [1] : derivative(elements[i], value[i]);
            for (int k = 0; k < terms[i].Length; k++)
            {
                gradient[terms[i][k]] += u.Values[i] * slopes[k];
                tangent[i] += v.Values[terms[i][k]] * slopes[k];
            }
        }

        Tensor y = f(x), kept = keeping(x);
        Assert.True(y.Shape == u.Shape && kept.Shape == shape.WithOnesAt(axes), $"{what}: the shapes are {y.Shape} and {kept.Shape}.");
        Naive.AssertClose(what, value, y);
        Naive.AssertClose($"{what} with keepDims", value, kept);
        Naive.AssertClose($"{what}: gradient", gradient, y.Backward(u)[x]);
        Naive.AssertClose($"{what}: recorded gradient", gradient, y.Backward(u, createGraph: true)[x]);
        Naive.AssertClose($"{what}: tangent", tangent, Differentiate.Jvp(f, x, v).Tangent);
    }

    private static void AssertEqual(Tensor expected, Tensor actual)
    {
        Assert.Equal(expected.Shape, actual.Shape);
        Assert.Equal(expected.ToArray(), actual.ToArray());
    }
}

internal static class ShapesOfReductions
{
    /// <summary>A shape with extent 1 at axes counted from the left.</summary>
    public static Shape WithOnesAt(this Shape shape, int[] axes) =>
        [.. Enumerable.Range(0, shape.Rank).Select(axis => axes.Contains(axis) ? 1 : shape[axis])];

    /// <summary>A shape without axes counted from the left.</summary>
    public static Shape WithoutAxes(this Shape shape, int[] axes) =>
        [.. Enumerable.Range(0, shape.Rank).Where(axis => !axes.Contains(axis)).Select(axis => shape[axis])];
}
