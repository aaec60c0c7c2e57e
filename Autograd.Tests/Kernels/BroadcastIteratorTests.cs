using Autograd.Kernels;

namespace Autograd.Tests.Kernels;

/// <summary>Broadcast operands against the plain rule: an axis of extent 1, or a missing one, is read at 0.</summary>
public sealed class BroadcastIteratorTests
{
    [Fact]
    public void RandomShapes_OfTwoOperands_AreBroadcast()
    {
        int[] extents = [0, 1, 1, 2, 3, 7, 20, 33, 600];
        var random = new Random(7);
        for (int trial = 0; trial < 3000; trial++)
        {
            int[] target = [.. Enumerable.Range(0, random.Next(5)).Select(_ => extents[random.Next(extents.Length)])];
            if (target.Aggregate(1L, (a, b) => a * b) <= 40_000)
            {
                Check(target, Part(random, target), Part(random, target));
            }
        }
    }

    [Theory]
    [InlineData(new[] { 1000, 40 }, new[] { 40 }, new[] { 1000, 1 })]
    [InlineData(new[] { 3, 700 }, new[] { 700 }, new[] { 3, 1 })]
    [InlineData(new[] { 3, 700 }, new int[0], new[] { 3, 1 })]
    [InlineData(new[] { 2, 700 }, new[] { 1, 700 }, new[] { 2, 700 })]
    [InlineData(new[] { 30, 5, 60 }, new[] { 30, 1, 60 }, new[] { 5, 1 })]
    [InlineData(new[] { 4, 3, 2, 5 }, new[] { 3, 1, 5 }, new[] { 4, 1, 2, 1 })]
    [InlineData(new[] { 1300 }, new int[0], new[] { 1 })]
    public void Pattern_IsBroadcast(int[] target, int[] x, int[] y) => Check(target, x, y);

    [Fact]
    public void ThreeOperands_AreBroadcastTogether()
    {
        Tensor<double> mask = Tensor<double>.Constant([1, 0, double.NaN], [3, 1]), x = Tensor<double>.Arange(1, 5, 1), y = 0;
        Assert.Equal([1, 2, 3, 4, 0, 0, 0, 0, 1, 2, 3, 4], Tensor<double>.Select(mask, x, y).ToArray());
        Assert.Equal([0, 0, 0, 0, 1, 2, 3, 4, 0, 0, 0, 0], Tensor<double>.Select(mask, y, x).ToArray());
    }

    /// <summary>The shape of an operand that broadcasts to the target: some extents become 1, and some on the left are left out.</summary>
    private static int[] Part(Random random, int[] target)
    {
        int keep = random.Next(3) == 0 ? random.Next(target.Length + 1) : target.Length;
        return [.. target[^keep..].Select(extent => random.Next(2) == 0 ? 1 : extent)];
    }

    private static void Check(int[] target, int[] xShape, int[] yShape)
    {
        Shape shape = Shape.Create(target), ofX = Shape.Create(xShape), ofY = Shape.Create(yShape);
        double[] x = [.. Enumerable.Range(0, ofX.Count)], y = [.. Enumerable.Range(0, ofY.Count).Select(i => 1e6 * i)];
        var z = new double[shape.Count];
        Span<int> layout = stackalloc int[BroadcastIterator.LayoutSize(shape.Rank, 2)];
        Span<BroadcastIterator.OperandState> states = stackalloc BroadcastIterator.OperandState[2];
        var buffers = new double[2 * Math.Min(z.Length, BroadcastIterator.MaxBuffer)];
        int end = 0;
        for (var blocks = new BroadcastIterator<double>(target, xShape, yShape, default, layout, states, buffers); blocks.MoveNext();)
        {
            ReadOnlySpan<double> a = blocks.Operand(0, x), b = blocks.Operand(1, y);
            Assert.Equal((end, blocks.Length, blocks.Length), (blocks.Start, a.Length, b.Length));
            for (int i = 0; i < blocks.Length; i++)
            {
                z[blocks.Start + i] = a[i] + b[i];
            }

            end += blocks.Length;
        }

        Assert.Equal(z.Length, end);
        double[] expected = [.. Naive.Coordinates(shape).Select(at => Read(x, ofX, at) + Read(y, ofY, at))];
        Assert.Equal(expected, z);
    }

    private static double Read(double[] values, Shape shape, int[] at) =>
        values[Naive.Place(shape, [.. at[^shape.Rank..].Select((i, axis) => shape[axis] == 1 ? 0 : i)])];
}
