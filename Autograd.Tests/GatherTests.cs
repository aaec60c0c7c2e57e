using Tensor = Autograd.Tensor<double>;

namespace Autograd.Tests;

/// <summary>Reading and adding at listed positions, against loops over coordinates.</summary>
public class GatherTests
{
    [Fact]
    public void IndexSelect_RandomListsOnManyShapes_IsTheNaiveOne()
    {
        var random = new Random(41);
        for (int round = 0; round < 400; round++)
        {
            Shape shape = Naive.RandomShape(random, 4);
            if (shape.Rank == 0)
            {
                continue;
            }

            int axis = random.Next(shape.Rank);
            int[] indices = [.. (shape[axis] == 0 ? 0 : random.Next(6)).Times(() => random.Next(shape[axis]))];
            Shape to = [.. shape.Axes[..axis], indices.Length, .. shape.Axes[(axis + 1)..]];
            Naive.AssertGathers(
                $"{shape}.IndexSelect({axis}, [{string.Join(", ", indices)}])",
                x => x.IndexSelect(axis - (round % 2 * shape.Rank), indices), shape, to,
                [.. Naive.Coordinates(to).Select(at => new[] { Naive.Place(shape, Indexed(at, axis, indices[at[axis]])) })]);
        }
    }

    [Fact]
    public void Gather_RandomListsOnManyShapes_IsTheNaiveOne()
    {
        var random = new Random(42);
        for (int round = 0; round < 400; round++)
        {
            (Shape shape, int axis, Shape indexShape, int[] indices) = RandomIndices(random);
            Naive.AssertGathers(
                $"{shape}.Gather({axis}, [{string.Join(", ", indices)}], {indexShape})",
                x => x.Gather(axis, indices, indexShape), shape, indexShape,
                [.. Naive.Coordinates(indexShape).Select((at, i) => new[] { Naive.Place(shape, Indexed(at, axis, indices[i])) })]);
        }
    }

    [Fact]
    public void ScatterAdd_RandomListsOnManyShapes_IsTheNaiveOneInBothOperands()
    {
        var random = new Random(43);
        for (int round = 0; round < 400; round++)
        {
            (Shape shape, int axis, Shape indexShape, int[] indices) = RandomIndices(random);
            Shape sourceShape = [.. indexShape.Axes.ToArray().Select(extent => extent + random.Next(2))];
            Tensor x = Naive.Integers(random, shape).AsVariable("x"), source = Naive.Integers(random, sourceShape).AsVariable("s");
            Tensor y = x.ScatterAdd(axis, indices, indexShape, source), u = Naive.Integers(random, shape);
            string what = $"{shape}.ScatterAdd({axis}, [{string.Join(", ", indices)}], {indexShape}, {sourceShape})";
            double[] value = x.ToArray(), gradient = new double[sourceShape.Count];
            foreach ((int[] at, int i) in Naive.Coordinates(indexShape).Select((at, i) => (at, i)))
            {
                int to = Naive.Place(shape, Indexed(at, axis, indices[i])), from = Naive.Place(sourceShape, at);
                value[to] += source.Values[from];
                gradient[from] += u.Values[to];
            }

            Assert.Equal(shape, y.Shape);
            Naive.AssertSame($"{what}: value", value, y);
            foreach (bool createGraph in new[] { false, true })
            {
                Naive.AssertSame($"{what}: gradient", u.ToArray(), y.Backward(u, createGraph)[x]);
                Naive.AssertSame($"{what}: gradient of the source", gradient, y.Backward(u, createGraph)[source]);
            }

            // A linear map changes by its value at the change.
            Func<Tensor[], Tensor> scatter = xs => xs[0].ScatterAdd(axis, indices, indexShape, xs[1]);
            Tensor tangent = Differentiate.Jvp(scatter, [x, source], [x * 2, source * 2]).Tangent;
            Naive.AssertSame($"{what}: tangent", [.. value.Select(element => element * 2)], tangent);
        }
    }

    [Fact]
    public void IndexSelect_ScalarPerRow_IsTheEmbeddingOfItsExample()
    {
        Tensor table = Tensor.Variable(new double[,] { { 1, 2 }, { 3, 4 }, { 5, 6 } });
        Tensor y = table.IndexSelect(0, [2, 0, 2]);

        Assert.Equal([5, 6, 1, 2, 5, 6], y.ToArray());
        Assert.Equal([1, 1, 0, 0, 2, 2], y.Sum().Backward()[table].ToArray());
    }

    [Fact]
    public void RepeatedIndices_SecondDerivatives_AddUpToo()
    {
        Tensor x = Tensor.Constant([2, 3, 5]);

        // f = Σ xᵢ³ over the list 1, 1, 2: ∇f = (0, 2·3x₁², 3x₂²), and the Hessian is diagonal with (0, 12x₁, 6x₂).
        Func<Tensor, Tensor>[] both = [x => x.IndexSelect(0, [1, 1, 2]).Pow(3).Sum(), x => x.Gather(0, [1, 1, 2], [3]).Pow(3).Sum()];
        foreach (Func<Tensor, Tensor> f in both)
        {
            Assert.Equal([0, 54, 75], Differentiate.Gradient(f, x).ToArray());
            Assert.Equal([0, 0, 0, 0, 36, 0, 0, 0, 30], Differentiate.Hessian(f, x).ToArray());
            Assert.Equal([0, 36, 30], Differentiate.HessianVectorProduct(f, x, [1, 1, 1]).ToArray());
        }

        // g = Σ (scattered sums)²: s₀ and s₁ meet in one place, so ∂²g/∂s₀∂s₁ = 2.
        Func<Tensor, Tensor> scatter = s => Tensor.Zeros([2]).ScatterAdd(0, [1, 1, 0], [3], s).Square().Sum();
        Assert.Equal([10, 10, 10], Differentiate.Gradient(scatter, x).ToArray());
        Assert.Equal([2, 2, 0, 2, 2, 0, 0, 0, 2], Differentiate.Hessian(scatter, x).ToArray());
    }

    [Fact]
    public void ManyReads_OfFewElements_CostWhatTheyRead()
    {
        // 2000 reads of one row of a table of 8 MB: a gradient of the whole table for each read would allocate 16 GB.
        Tensor table = Tensor.Zeros([100_000, 10]).AsVariable();
        Tensor sum = 0;
        for (int i = 0; i < 2000; i++)
        {
            sum += table.IndexSelect(0, [i % 3]).Sum();
        }

        long before = GC.GetAllocatedBytesForCurrentThread();
        double[] first = sum.Backward()[table][..4].ToArray();
        Assert.Equal([667, 667, 666, 0], first.Where((_, i) => i % 10 == 0));
        Assert.Equal(first, sum.Backward(createGraph: true)[table][..4].ToArray());
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 100_000_000);
    }

    [Fact]
    public void IndexLists_OfTheCaller_AreCopied()
    {
        int[] indices = [0, 1];
        Tensor x = Tensor.Variable([1, 2, 3]);
        Tensor selected = x.IndexSelect(0, indices), gathered = x.Gather(0, indices, [2]);
        indices[0] = 2;

        Assert.Equal([1, 1, 0], selected.Sum().Backward()[x].ToArray());
        Assert.Equal([1, 1, 0], gathered.Sum().Backward()[x].ToArray());
    }

    private static (Shape Shape, int Axis, Shape IndexShape, int[] Indices) RandomIndices(Random random)
    {
        Shape shape;
        do
        {
            shape = Naive.RandomShape(random, 3);
        }
        while (shape.Rank == 0);

        int axis = random.Next(shape.Rank);
        Shape indexShape = [.. shape.Axes.ToArray().Select((extent, i) => random.Next(i == axis && extent > 0 ? 5 : extent + 1))];
        return (shape, axis, indexShape, [.. indexShape.Count.Times(() => random.Next(shape[axis]))]);
    }

    private static int[] Indexed(int[] at, int axis, int index) => [.. at.Select((position, i) => i == axis ? index : position)];
}
