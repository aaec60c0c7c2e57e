using Tensor = Autograd.Tensor<double>;

namespace Autograd.Tests;

/// <summary>What cuts, moves and repeats elements, against loops over coordinates: values and derivatives, on many shapes.</summary>
public class ArrangementTests
{
    private static readonly Shape[] Shapes = [[3], [1], [0], [5], [2, 3], [1, 4], [2, 0], [2, 3, 4], [2, 1, 3], [2, 0, 3], [2, 3, 1, 2]];

    public static TheoryData<Shape> AllShapes => [.. Shapes];

    [Theory]
    [MemberData(nameof(AllShapes))]
    public void Split_EverySizeAndAxis_IsTheNaiveOneAndConcatenatesToTheTensor(Shape shape)
    {
        for (int axis = 0; axis < shape.Rank; axis++)
        {
            for (int size = 1; size <= 4; size++)
            {
                int along = axis, length = size, count = Math.Max(1, (shape[axis] + size - 1) / size);
                Tensor x = Naive.Integers(new Random(1), shape);
                Assert.Equal(count, x.Split(size, axis).Length);
                Tensor whole = Tensor.Concatenate(x.Split(size, axis - shape.Rank), axis);
                Assert.Equal(shape, whole.Shape);
                Assert.Equal(x.ToArray(), whole.ToArray());
                for (int part = 0; part < count; part++)
                {
                    int start = part * size, which = part;
                    Shape to = With(shape, axis, Math.Min(size, shape[axis] - start));
                    AssertPicks(
                        $"{shape}.Split({size}, {axis})[{part}]", x => x.Split(length, along)[which], shape, to,
                        at => [.. at.Select((position, i) => i == along ? position + start : position)]);
                }
            }
        }
    }

    [Fact]
    public void Split_ListOfSizes_HasPartsOfThemWithEmptyOnes()
    {
        Tensor x = Tensor.Variable([1, 2, 3, 4, 5]);
        Tensor[] parts = x.Split([2, 0, 3], 0);

        Assert.Equal([[1, 2], [], [3, 4, 5]], parts.Select(part => part.ToArray()));
        Assert.Equal([1, 1, 10, 10, 10], (parts[0].Sum() + (10 * parts[2].Sum()) + parts[1].Sum()).Backward()[x].ToArray());
        Assert.Empty(Tensor.Zeros([2, 0]).Split([], 1));
        Assert.Equal([int.MaxValue, 5], new[] { int.MaxValue, x.Split(int.MaxValue, 0)[0].Shape.Count });
    }

    [Theory]
    [MemberData(nameof(AllShapes))]
    public void Flip_EverySubsetOfAxes_IsTheNaiveOne(Shape shape)
    {
        foreach (int[] axes in Naive.Subsets(shape.Rank))
        {
            int[] mixed = [.. axes.Reverse().Select((axis, i) => i % 2 == 0 ? axis - shape.Rank : axis)];
            AssertPicks(
                $"{shape}.Flip({string.Join(", ", mixed)})", x => x.Flip(mixed), shape, shape,
                at => [.. at.Select((position, axis) => axes.Contains(axis) ? shape[axis] - 1 - position : position)]);
        }
    }

    [Fact]
    public void Flip_OfNoAxes_IsTheTensorItself()
    {
        Tensor x = Tensor.Variable([1, 2]), scalar = Tensor.Variable(1);

        Assert.Same(x, x.Flip());
        Assert.Same(scalar, scalar.Flip());
    }

    [Fact]
    public void Pad_RandomWidthsOfBothSigns_IsTheNaiveOne()
    {
        var random = new Random(31);
        for (int round = 0; round < 400; round++)
        {
            Shape shape = Naive.RandomShape(random, 3);
            (int Before, int After)[] widths = [.. shape.Axes.ToArray().Select(extent => (random.Next(-extent, 3), random.Next(0, 3)))];
            for (int axis = 0; axis < shape.Rank; axis++)
            {
                if (random.Next(2) == 0)
                {
                    widths[axis].After = -random.Next(0, shape[axis] + Math.Min(0, widths[axis].Before) + 1);
                }
            }

            Shape to = [.. widths.Select((width, axis) => shape[axis] + width.Before + width.After)];
            AssertPicks(
                $"{shape}.Pad({string.Join(", ", widths)})", x => x.Pad(widths), shape, to,
                at => [.. at.Select((position, axis) => position - widths[axis].Before)]);
        }
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.NegativeInfinity)]
    [InlineData(0.1)]
    public void Pad_AnyValue_IsTheBorderAndDoesNotReachTheInsideOrTheGradient(double value)
    {
        Tensor x = Tensor.Variable([-0.0, 2], [1, 2]);
        Tensor y = x.Pad([(1, 0), (1, -1)], value);

        Assert.Equal([value, value, value, 0], y.ToArray());
        Assert.True(double.IsNegative(y.Values[3]));
        Assert.Equal([4, 0], y.Backward(Tensor.Constant([1, 2, 3, 4], [2, 2]))[x].ToArray());
        Assert.Equal((float)value, Tensor<float>.Variable([]).Pad([(0, 1)], value).Item);
    }

    [Fact]
    public void Pad_OfNothing_IsTheTensorItself()
    {
        Tensor x = Tensor.Variable([1, 2]), scalar = Tensor.Variable(1);

        Assert.Same(x, x.Pad([(0, 0)]));
        Assert.Same(scalar, scalar.Pad([]));
    }

    [Theory]
    [MemberData(nameof(AllShapes))]
    public void Roll_EveryShiftAndAxis_IsTheNaiveOne(Shape shape)
    {
        for (int axis = 0; axis < shape.Rank; axis++)
        {
            foreach (int shift in new[] { 0, 1, -1, 2, 4, -7, int.MaxValue, int.MinValue })
            {
                int along = axis, extent = shape[axis];
                AssertPicks($"{shape}.Roll({shift}, {axis})", x => x.Roll(shift, along), shape, shape, at =>
                {
                    int[] from = [.. at];
                    from[along] = (int)((((at[along] - (long)shift) % extent) + extent) % extent);
                    return from;
                });
                Tensor x = Naive.Integers(new Random(2), shape);
                Assert.Equal(x.Roll(shift, axis).ToArray(), x.Roll(shift, axis - shape.Rank).ToArray());
            }
        }
    }

    [Fact]
    public void Tile_RandomRepeats_FollowsNumPysRules()
    {
        var random = new Random(32);
        for (int round = 0; round < 300; round++)
        {
            Shape shape = Naive.RandomShape(random, 3, maxExtent: 3);
            int[] repeats = [.. Naive.RandomShape(random, 3, maxExtent: 3).Axes];
            int rank = Math.Max(shape.Rank, repeats.Length);
            int[] extents = [.. Enumerable.Repeat(1, rank - shape.Rank), .. shape.Axes];
            int[] times = [.. Enumerable.Repeat(1, rank - repeats.Length), .. repeats];
            Shape to = [.. extents.Zip(times, (extent, count) => extent * count)];
            AssertPicks(
                $"{shape}.Tile({string.Join(", ", repeats)})", x => x.Tile(repeats), shape, to,
                at => [.. at[(rank - shape.Rank)..].Select((position, axis) => position % shape[axis])]);
        }
    }

    [Theory]
    [MemberData(nameof(AllShapes))]
    public void Windows_EverySizeStrideAndDilation_IsTheNaiveOne(Shape shape)
    {
        for (int axis = 0; axis < shape.Rank; axis++)
        {
            foreach (int[] choice in Naive.Coordinates([4, 3, 3]))
            {
                (int size, int stride, int dilation) = (choice[0] + 1, choice[1] + 1, choice[2] + 1);
                int along = axis, span = (dilation * (size - 1)) + 1;
                Func<Tensor, Tensor> windows = x => x.Windows(along - shape.Rank, size, stride, dilation);
                if (span > shape[axis])
                {
                    Assert.Throws<ShapeException>(() => windows(Tensor.Zeros(shape)));
                    continue;
                }

                AssertPicks(
                    $"{shape}.Windows({axis}, {size}, {stride}, {dilation})", windows, shape,
                    [.. With(shape, axis, ((shape[axis] - span) / stride) + 1).Axes, size],
                    at => [.. at[..^1].Select((position, i) => i == along ? (position * stride) + (at[^1] * dilation) : position)]);
            }
        }
    }

    [Fact]
    public void Windows_OfTwoAxes_ComposeToConvolutionAndPooling()
    {
        var random = new Random(33);
        Tensor image = Naive.Integers(random, [2, 5, 6]), kernel = Naive.Integers(random, [2, 3]);
        Tensor patches = image.Windows(1, 2).Windows(2, 3); // (image, row, column, row in the patch, column in the patch)
        Tensor convolved = (patches * kernel).Sum([-1, -2]), pooled = image.Windows(1, 2, 2).Windows(2, 2, 2).Max([-1, -2]);

        Assert.Equal([2, 4, 4], convolved.Shape);
        Assert.Equal([2, 2, 3], pooled.Shape);
        foreach (int[] at in Naive.Coordinates(convolved.Shape))
        {
            double sum = Naive.Coordinates(kernel.Shape).Sum(k => image[at[0], at[1] + k[0], at[2] + k[1]].Item * kernel[k[0], k[1]].Item);
            Assert.Equal(sum, convolved.Values[Naive.Place(convolved.Shape, at)]);
        }

        foreach (int[] at in Naive.Coordinates(pooled.Shape))
        {
            double largest = Naive.Coordinates([2, 2]).Max(k => image[at[0], (2 * at[1]) + k[0], (2 * at[2]) + k[1]].Item);
            Assert.Equal(largest, pooled.Values[Naive.Place(pooled.Shape, at)]);
        }
    }

    [Fact]
    public void Windows_ReadOfManyElements_OverlapAddsInOnePass()
    {
        Tensor<float> x = Tensor<float>.Variable([.. Enumerable.Range(0, 1000).Select(i => (float)i)], [2, 500]);
        Tensor<float> y = x.Windows(1, 30, dilation: 2);

        Assert.Equal([2, 442, 30], y.Shape);
        float[] seen = y.Backward(Tensor<float>.Ones(y.Shape))[x].ToArray(); // how many windows see each element
        Assert.Equal(Enumerable.Range(0, 1000).Select(i => (float)Windows(i % 500)), seen);

        static int Windows(int position) => Enumerable.Range(0, 30).Count(k => position - (2 * k) is >= 0 and < 442);
    }

    private static Shape With(Shape shape, int axis, int extent) => [.. shape.Axes[..axis], extent, .. shape.Axes[(axis + 1)..]];

    /// <summary>Each element of the result is the one at the given coordinates, or 0 where those lie outside.</summary>
    private static void AssertPicks(string what, Func<Tensor, Tensor> f, Shape from, Shape to, Func<int[], int[]> coordinates) =>
        Naive.AssertGathers(what, f, from, to, [.. Naive.Coordinates(to).Select(coordinates).Select(at =>
            at.Where((position, axis) => position < 0 || position >= from[axis]).Any() ? Array.Empty<int>() : [Naive.Place(from, at)])]);
}
