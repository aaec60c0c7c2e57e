using Tensor = Autograd.Tensor<double>;

namespace Autograd.Tests;

public partial class OperationTests
{
    private static readonly Shape[] Batches = [[], [1], [2], [0], [1, 2], [3, 1], [3, 2]];

    public static TheoryData<bool, bool, int, int, int> Products
    {
        get
        {
            var data = new TheoryData<bool, bool, int, int, int>();
            (int, int, int)[] sizes = [(2, 3, 4), (1, 3, 2), (2, 1, 2), (3, 2, 1), (1, 1, 1), (2, 0, 3), (0, 2, 3), (2, 3, 0)];
            foreach ((bool, bool) flags in new[] { (false, false), (false, true), (true, false), (true, true) })
            {
                foreach ((int, int, int) size in sizes)
                {
                    data.Add(flags.Item1, flags.Item2, size.Item1, size.Item2, size.Item3);
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Products))]
    public void MatMul_MatricesAndBatches_IsTheNaiveProduct(bool transposeX, bool transposeY, int rows, int inner, int columns)
    {
        foreach (Shape left in Batches)
        {
            foreach (Shape right in Batches)
            {
                Shape x = Stacked(left, rows, inner, transposeX), y = Stacked(right, inner, columns, transposeY);
                if (Naive.Broadcast(left, right) is { } batches)
                {
                    AssertProduct(x, y, transposeX, transposeY, [.. batches.Axes, rows, columns]);
                }
                else
                {
                    Assert.Throws<ShapeException>(() => Tensor.Zeros(x).MatMul(Tensor.Zeros(y), transposeX, transposeY));
                }
            }
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void MatMul_VectorOnOneSide_IsARowOrAColumnWithoutItsAxis(bool transpose)
    {
        foreach (Shape batch in Batches)
        {
            foreach ((int inner, int other) in new[] { (3, 2), (3, 1), (1, 2), (0, 2), (3, 0) })
            {
                AssertProduct([inner], Stacked(batch, inner, other, transpose), false, transpose, [.. batch.Axes, other]);
                AssertProduct(Stacked(batch, other, inner, transpose), [inner], transpose, false, [.. batch.Axes, other]);
            }
        }
    }

    [Theory]
    [InlineData(3)]
    [InlineData(1)]
    [InlineData(0)]
    public void MatMul_TwoVectors_IsTheirScalarProduct(int inner) => AssertProduct([inner], [inner], false, false, []);

    [Fact]
    public void MatMul_Transposed_MakesNoTransposedCopyForwardOrBackward()
    {
        Tensor x = Tensor.Variable([1, 2, 3, 4, 5, 6], [3, 2]), y = Tensor.Variable([1, 2, 3, 4, 5, 6], [2, 3]);
        Tensor z = x.MatMul(y, transposeThis: true, transposeOther: true);

        Assert.Equal([x, y], z.Inputs);
        foreach (Tensor gradient in Differentiate.GradientsOf(z.Sum(), [x, y], createGraph: true))
        {
            Assert.StartsWith("MatMul", gradient.Operation!.Name);
            Assert.DoesNotContain(gradient.Inputs, input => input.Operation?.Name == "Permute");
        }
    }

    [Fact]
    public void MatMul_LargeBatchTimesMatrix_EqualsEachProductAlone()
    {
        var random = new Random(9);
        Tensor x = Naive.Integers(random, [2, 3, 17, 33]), y = Naive.Integers(random, [33, 19]);
        Tensor z = x.MatMul(y);

        for (int i = 0; i < 2; i++)
        {
            for (int k = 0; k < 3; k++)
            {
                AssertEqual(x[i, k].MatMul(y), z[i, k]);
            }
        }
    }

    private static Shape Stacked(Shape batch, int rows, int columns, bool isTransposed) =>
        isTransposed ? [.. batch.Axes, columns, rows] : [.. batch.Axes, rows, columns];

    private static void AssertProduct(Shape xShape, Shape yShape, bool transposeX, bool transposeY, Shape shape)
    {
        var random = new Random(xShape.Count + yShape.Count);
        Tensor x = Naive.Integers(random, xShape).AsVariable("x"), y = Naive.Integers(random, yShape).AsVariable("y");
        Tensor v = Naive.Integers(random, xShape), w = Naive.Integers(random, yShape), u = Naive.Integers(random, shape);
        (int X, int Y, int Z)[] terms = ProductTerms(xShape, yShape, transposeX, transposeY, shape);
        string what = $"{xShape}·{yShape}, transposed {transposeX}, {transposeY}";
        double[] fromX = Total(shape, t => (t.Z, v.Values[t.X] * y.Values[t.Y]));
        double[] fromY = Total(shape, t => (t.Z, x.Values[t.X] * w.Values[t.Y]));

        Tensor z = Product(x, y);
        Assert.True(z.Shape == shape, $"{what}: the shape is {z.Shape}, not {shape}.");
        Naive.AssertSame($"{what}: value", Total(shape, t => (t.Z, x.Values[t.X] * y.Values[t.Y])), z);
        Tensor tangent = Differentiate.Jvp(xs => Product(xs[0], xs[1]), [x, y], [v, w]).Tangent;
        Naive.AssertSame($"{what}: tangent", [.. fromX.Zip(fromY, (a, b) => a + b)], tangent);

        Tensor seed = u.AsVariable("u");
        foreach (Gradients<double> gradients in new[] { z.Backward(u), z.Backward(seed, createGraph: true) })
        {
            Naive.AssertSame($"{what}: gx", Total(xShape, t => (t.X, u.Values[t.Z] * y.Values[t.Y])), gradients[x]);
            Naive.AssertSame($"{what}: gy", Total(yShape, t => (t.Y, u.Values[t.Z] * x.Values[t.X])), gradients[y]);
        }

        // ⟨gx, v⟩ is the same sum of products of u, v and y, and so its derivatives are known, and those of ⟨gy, w⟩.
        Gradients<double> recorded = z.Backward(seed, createGraph: true);
        Gradients<double> second = recorded[x].Backward(v);
        Naive.AssertSame($"{what}: derivative of gx by y", Total(yShape, t => (t.Y, u.Values[t.Z] * v.Values[t.X])), second[y]);
        Naive.AssertSame($"{what}: derivative of gx by the seed", fromX, second[seed]);
        second = recorded[y].Backward(w);
        Naive.AssertSame($"{what}: derivative of gy by x", Total(xShape, t => (t.X, u.Values[t.Z] * w.Values[t.Y])), second[x]);
        Naive.AssertSame($"{what}: derivative of gy by the seed", fromY, second[seed]);

        Tensor Product(Tensor x, Tensor y) => x.MatMul(y, transposeX, transposeY);

        double[] Total(Shape shape, Func<(int X, int Y, int Z), (int At, double Value)> term)
        {
            var result = new double[shape.Count];
            foreach ((int at, double value) in terms.Select(term))
            {
                result[at] += value;
            }

            return result;
        }
    }

    /// <summary>The places of the factors and of the result in each of the products that are summed.</summary>
    private static (int X, int Y, int Z)[] ProductTerms(Shape x, Shape y, bool transposeX, bool transposeY, Shape z)
    {
        var terms = new List<(int X, int Y, int Z)>();
        int inner = transposeX ? x[^2] : x[^1], batchRank = Math.Max(0, Math.Max(x.Rank, y.Rank) - 2);
        foreach (int[] at in Naive.Coordinates(z))
        {
            int[] batch = at[..batchRank], row = x.Rank == 1 ? [] : [at[batchRank]], column = y.Rank == 1 ? [] : [at[^1]];
            for (int k = 0; k < inner; k++)
            {
                int[] inX = transposeX ? [k, .. row] : [.. row, k], inY = transposeY ? [.. column, k] : [k, .. column];
                terms.Add((Naive.Place(x, [.. Own(batch, x), .. inX]), Naive.Place(y, [.. Own(batch, y), .. inY]), Naive.Place(z, at)));
            }
        }

        return [.. terms];

        static IEnumerable<int> Own(int[] batch, Shape factor)
        {
            int rank = Math.Max(0, factor.Rank - 2);
            return batch[(batch.Length - rank)..].Select((position, axis) => factor[axis] == 1 ? 0 : position);
        }
    }
}
