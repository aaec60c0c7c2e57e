using Tensor = Autograd.Tensor<double>;

namespace Autograd.Tests;

/// <summary>Brackets and slices against loops that follow NumPy's and Python's rules word by word.</summary>
public class IndexingTests
{
    private static readonly Tensor Matrix = Tensor.Constant([0, 1, 2, 10, 11, 12], [2, 3]);

    [Fact]
    public void Brackets_EveryKindOfIndex_PickWhatNumPyPicks()
    {
        Index last = ^1;
        int one = 1;
        (Tensor Part, Shape Shape, double[] Values)[] cases =
        [
            (Matrix[0], [3], [0, 1, 2]), (Matrix[-1], [3], [10, 11, 12]), (Matrix[^1], [3], [10, 11, 12]), (Matrix[^2], [3], [0, 1, 2]),
            (Matrix[-2], [3], [0, 1, 2]), (Matrix[1, 2], [], [12]), (Matrix[1, -1], [], [12]), (Matrix[last, last], [], [12]),
            (Matrix[.., 0], [2], [0, 10]), (Matrix[.., ^1], [2], [2, 12]), (Matrix[.., 1..], [2, 2], [1, 2, 11, 12]),
            (Matrix[0, ..^1], [2], [0, 1]), (Matrix[1.., one..2], [1, 1], [11]), (Matrix[..], [2, 3], [0, 1, 2, 10, 11, 12]),
            (Matrix[^1.., ^1..], [1, 1], [12]), (Matrix[1..1], [0, 3], []), (Matrix[.., 3..], [2, 0], []), (Matrix[2..], [0, 3], []),
            (Matrix[0, 1..1], [0], []), (Matrix[..0, 1], [0], []),
        ];
        foreach ((Tensor part, Shape shape, double[] values) in cases)
        {
            Assert.Equal(shape, part.Shape);
            Assert.Equal(values, part.ToArray());
        }
    }

    [Fact]
    public void Brackets_NoIndices_AreTheWholeTensor()
    {
        ReadOnlySpan<AxisIndex> none = [];

        Assert.Equal(Matrix.ToArray(), Matrix[none].ToArray());
        Assert.Equal(7, Tensor.Constant(7)[none].Item);
    }

    [Fact]
    public void Brackets_RandomIndicesOfManyShapes_AreTheNaiveOnes()
    {
        var random = new Random(21);
        for (int round = 0; round < 600; round++)
        {
            Shape shape = Naive.RandomShape(random, 4);
            int count = random.Next(shape.Rank + 1);
            var indices = new AxisIndex[count];
            var positions = new List<int[]>(); // that stay, by axis
            var drops = new List<bool>();
            var text = new List<string>();
            for (int axis = 0; axis < shape.Rank; axis++)
            {
                int extent = shape[axis];
                if (axis >= count)
                {
                    positions.Add([.. Enumerable.Range(0, extent)]);
                    drops.Add(false);
                }
                else if (extent > 0 && random.Next(2) == 0)
                {
                    int at = random.Next(extent);
                    (indices[axis], string shown) = random.Next(3) switch
                    {
                        0 => ((AxisIndex)at, $"{at}"),
                        1 => ((AxisIndex)(at - extent), $"{at - extent}"),
                        _ => ((AxisIndex)new Index(extent - at, fromEnd: true), $"^{extent - at}"),
                    };
                    text.Add(shown);
                    positions.Add([at]);
                    drops.Add(true);
                }
                else
                {
                    int start = random.Next(extent + 1), stop = random.Next(start, extent + 1);
                    var range = new Range(
                        random.Next(2) == 0 ? start : new Index(extent - start, fromEnd: true),
                        random.Next(2) == 0 ? stop : new Index(extent - stop, fromEnd: true));
                    indices[axis] = range;
                    text.Add($"{range}");
                    positions.Add([.. Enumerable.Range(start, stop - start)]);
                    drops.Add(false);
                }
            }

            AssertPicks($"{shape}[{string.Join(", ", text)}]", x => x[indices], shape, positions, drops);
        }
    }

    [Fact]
    public void Slice_RandomBoundsAndSteps_IsPythons()
    {
        var random = new Random(22);
        for (int round = 0; round < 1500; round++)
        {
            Shape shape = Naive.RandomShape(random, 3, maxExtent: 6);
            if (shape.Rank == 0)
            {
                continue;
            }

            int axis = random.Next(-shape.Rank, shape.Rank), from0 = axis < 0 ? axis + shape.Rank : axis;
            int? start = random.Next(3) == 0 ? null : random.Next(-9, 10), stop = random.Next(3) == 0 ? null : random.Next(-9, 10);
            int step = random.Next(1, 5) * (random.Next(2) == 0 ? 1 : -1);
            List<int[]> positions = [.. shape.Axes.ToArray().Select(extent => Enumerable.Range(0, extent).ToArray())];
            positions[from0] = PythonSlice(start, stop, step, shape[from0]);
            AssertPicks(
                $"{shape}.Slice({axis}, {start}, {stop}, {step})",
                x => x.Slice(axis, start, stop, step), shape, positions, [.. shape.Rank.Times(() => false)]);
        }
    }

    [Fact]
    public void Slice_ExtremeBoundsAndSteps_IsPythons()
    {
        int?[] bounds = [null, int.MinValue, -6, -5, -1, 0, 1, 4, 5, 6, int.MaxValue];
        foreach (int? start in bounds)
        {
            foreach (int? stop in bounds)
            {
                foreach (int step in new[] { int.MinValue, -7, -5, -2, -1, 1, 2, 5, 7, int.MaxValue })
                {
                    int[] expected = PythonSlice(start, stop, step, 5);
                    Tensor part = Tensor.Arange(0, 5, 1).Slice(0, start, stop, step);
                    Naive.AssertSame($"[{start}:{stop}:{step}]", [.. expected.Select(i => (double)i)], part);
                }
            }
        }
    }

    [Fact]
    public void Slice_NegativeStepWithoutBounds_Reverses()
    {
        Tensor x = Tensor.Variable([1, 2, 3]);
        Tensor y = x.Slice(0, null, null, -1);

        Assert.Equal([3, 2, 1], y.ToArray());
        Assert.Equal([30, 20, 10], y.Backward([10, 20, 30])[x].ToArray());
    }

    [Fact]
    public void OverlappingReads_OfOneTensor_AddTheirGradients()
    {
        Tensor x = Tensor.Variable([1, 2, 3, 4]);
        Tensor y = (x[..2] * 10).Sum() + (x[1..3] * 100).Sum() + (x[1] * 1000) + (x.Slice(0, null, null, -2) * 10_000).Sum() + x.Sum();

        Assert.Equal([11, 11_111, 101, 10_001], y.Backward()[x].ToArray());
        Assert.Equal([11, 11_111, 101, 10_001], y.Backward(createGraph: true)[x].ToArray());
    }

    [Fact]
    public void SliceOfASlice_Differentiates()
    {
        Tensor x = Tensor.Variable([.. Enumerable.Range(0, 24).Select(i => (double)i)], [2, 3, 4]);
        Tensor y = x[1][.., 1..][^1, ^1]; // x[1, 2, 3]

        Assert.Equal(23, y.Item);
        double[] expected = new double[24];
        expected[23] = 1;
        Assert.Equal(expected, y.Backward()[x].ToArray());
    }

    /// <summary>The positions that Python's x[start:stop:step] visits, one after the other.</summary>
    private static int[] PythonSlice(int? start, int? stop, int step, int extent)
    {
        long i = start is not { } s ? (step > 0 ? 0 : extent - 1) : s < 0 ? (long)s + extent : s;
        i = step > 0 ? Math.Max(i, 0) : Math.Min(i, extent - 1);
        long end = stop is not { } e ? (step > 0 ? extent : -1) : e < 0 ? Math.Max((long)e + extent, -1) : e;
        var visited = new List<int>();
        for (; step > 0 ? i < Math.Min(end, extent) : i > end && i >= 0; i += step)
        {
            visited.Add((int)i);
        }

        return [.. visited];
    }

    private static void AssertPicks(string what, Func<Tensor, Tensor> f, Shape from, List<int[]> positions, List<bool> drops)
    {
        Shape picked = Shape.Create([.. positions.Select(list => list.Length)]);
        int[][] places = [.. Naive.Coordinates(picked).Select(at => new[] { PlaceOf(at) })];
        Naive.AssertGathers(
            what, f, from, [.. Enumerable.Range(0, from.Rank).Where(axis => !drops[axis]).Select(axis => picked[axis])], places);

        int PlaceOf(int[] at) => Naive.Place(from, [.. at.Select((i, axis) => positions[axis][i])]);
    }
}
