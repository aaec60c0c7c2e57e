using Tensor = Autograd.Tensor<double>;

namespace Autograd.Tests;

public partial class OperationTests
{
    [Theory]
    [MemberData(nameof(AllShapes))]
    public void Permute_EveryOrder_IsTheNaiveOne(Shape shape)
    {
        foreach (int[] order in Naive.Orders(shape.Rank))
        {
            Shape to = [.. order.Select(axis => shape[axis])];
            int[] mixed = [.. order.Select((axis, i) => i % 2 == 0 ? axis : axis - shape.Rank)];
            Naive.AssertGathers(
                $"{shape}.Permute({string.Join(", ", mixed)})", x => x.Permute(mixed), shape, to, Permuted(shape, order, to));
        }
    }

    [Theory]
    [MemberData(nameof(AllShapes))]
    public void Transpose_EveryPairOfAxes_IsTheNaiveOne(Shape shape)
    {
        for (int a = 0; a < shape.Rank; a++)
        {
            for (int b = 0; b < shape.Rank; b++)
            {
                int[] order = [.. Enumerable.Range(0, shape.Rank)];
                (order[a], order[b]) = (order[b], order[a]);
                Shape to = [.. order.Select(axis => shape[axis])];
                int[][] places = Permuted(shape, order, to);
                (int first, int second) = (a, b - shape.Rank);
                Naive.AssertGathers($"{shape}.Transpose({first}, {second})", x => x.Transpose(first, second), shape, to, places);
                if (a == shape.Rank - 2 && b == shape.Rank - 1)
                {
                    Naive.AssertGathers($"{shape}.Transpose()", x => x.Transpose(), shape, to, places);
                    Naive.AssertGathers($"{shape}.T", x => x.T, shape, to, places);
                }
            }
        }
    }

    [Fact]
    public void BroadcastTo_RandomShapes_IsTheNaiveOneOrAnError()
    {
        var random = new Random(10);
        for (int round = 0; round < 300; round++)
        {
            Shape from = Naive.RandomShape(random, 3, maxExtent: 2), to = Naive.RandomShape(random, 4, maxExtent: 3);
            if (Naive.Broadcast(from, to) == to)
            {
                int[][] places = [.. Naive.Stretched(from, to).Select(place => new[] { place })];
                Naive.AssertGathers($"{from}.BroadcastTo({to})", x => x.BroadcastTo(to), from, to, places);
            }
            else
            {
                Assert.Throws<ShapeException>(() => Tensor.Zeros(from).BroadcastTo(to));
            }
        }
    }

    [Fact]
    public void Reshape_ManyTargets_KeepsTheElementsInOrder()
    {
        (Shape From, int[] Axes, Shape To)[] cases =
        [
            ([2, 3], [3, 2], [3, 2]), ([2, 3], [6], [6]), ([2, 3], [-1], [6]), ([2, 3], [-1, 2], [3, 2]), ([2, 3], [3, -1], [3, 2]),
            ([2, 3], [1, -1, 1], [1, 6, 1]), ([6], [2, -1, 3], [2, 1, 3]), ([1], [], []), ([], [1, 1], [1, 1]), ([], [-1], [1]),
            ([0], [2, 0], [2, 0]),
            ([0, 3], [-1, 3], [0, 3]), ([2, 0], [-1], [0]), ([2, 3], [2, 3], [2, 3]),
        ];
        foreach ((Shape from, int[] axes, Shape to) in cases)
        {
            Naive.AssertGathers($"{from}.Reshape({string.Join(", ", axes)})", x => x.Reshape(axes), from, to, InOrder(from));
        }
    }

    [Fact]
    public void SqueezeAndUnsqueeze_EveryAxis_KeepTheElementsInOrder()
    {
        foreach (Shape shape in Shapes)
        {
            Naive.AssertGathers(
                $"{shape}.Squeeze()", x => x.Squeeze(), shape, [.. shape.Axes.ToArray().Where(extent => extent != 1)], InOrder(shape));
            for (int axis = -shape.Rank - 1; axis <= shape.Rank; axis++)
            {
                List<int> wider = [.. shape.Axes];
                wider.Insert(axis < 0 ? axis + shape.Rank + 1 : axis, 1);
                Naive.AssertGathers($"{shape}.Unsqueeze({axis})", x => x.Unsqueeze(axis), shape, [.. wider], InOrder(shape));
                Naive.AssertGathers($"{Shape.Create([.. wider])}.Squeeze({axis})", x => x.Squeeze(axis), [.. wider], shape, InOrder(shape));
            }
        }
    }

    [Fact]
    public void Concatenate_RandomPartsAlongEveryAxis_IsTheNaiveOne()
    {
        var random = new Random(11);
        for (int round = 0; round < 200; round++)
        {
            Shape shape = Naive.RandomShape(random, 3, maxExtent: 3);
            for (int axis = 0; axis < shape.Rank; axis++)
            {
                int count = random.Next(1, 5), along = axis;
                Tensor[] parts = [.. count.Times(() => Naive.Integers(random, WithExtent(shape, along, random.Next(3))).AsVariable())];
                Tensor[] listed = [.. parts, parts[0]]; // one of them twice
                Tensor y = Tensor.Concatenate(listed, random.Next(2) == 0 ? axis : axis - shape.Rank);
                string what = $"Concatenate of {string.Join(", ", listed.Select(part => part.Shape))} along {axis}";

                int extent = listed.Sum(part => part.Shape[along]);
                Assert.True(y.Shape == WithExtent(shape, axis, extent), $"{what}: the shape is {y.Shape}.");
                Tensor u = Naive.Integers(random, y.Shape);
                Dictionary<Tensor, double[]> gradients = parts.ToDictionary(part => part, part => new double[part.Shape.Count]);
                foreach (int[] at in Naive.Coordinates(y.Shape))
                {
                    int[] own = [.. at];
                    int i = 0;
                    for (; own[axis] >= listed[i].Shape[axis]; i++)
                    {
                        own[axis] -= listed[i].Shape[axis];
                    }

                    int from = Naive.Place(listed[i].Shape, own), to = Naive.Place(y.Shape, at);
                    Assert.True(listed[i].Values[from] == y.Values[to], $"{what}: element {string.Join(", ", at)} is {y.Values[to]}.");
                    gradients[listed[i]][from] += u.Values[to];
                }

                foreach (Tensor part in parts)
                {
                    Naive.AssertSame($"{what}: gradient", gradients[part], y.Backward(u)[part]);
                    Naive.AssertSame($"{what}: recorded gradient", gradients[part], y.Backward(u, createGraph: true)[part]);
                }

                Tensor[] changes = [.. listed.Select(part => part * 2)];
                AssertEqual(y * 2, Differentiate.Jvp(xs => Tensor.Concatenate(xs, along), listed, changes).Tangent);
            }
        }
    }

    [Fact]
    public void Concatenate_SomePartsConstant_GradientsOfTheOthers()
    {
        Tensor x = Tensor.Variable([1, 2]), y = Tensor.Variable([3]);
        Tensor z = Tensor.Concatenate([x, [10, 20], y, x, [0.5]], 0);

        Gradients<double> gradients = z.Backward([1, 2, 3, 4, 5, 6, 7, 8]);
        Assert.Equal([1, 2, 10, 20, 3, 1, 2, 0.5], z.ToArray());
        Assert.Equal([7, 9], gradients[x].ToArray());
        Assert.Equal([5], gradients[y].ToArray());
        Assert.Equal([x, y], gradients.Variables);
        Assert.Equal([0, 5, 7, 0], Differentiate.Jvp(x => Tensor.Concatenate([[1], x, y], 0), x, [5, 7]).Tangent.ToArray());
    }

    [Fact]
    public void Stack_EveryAxis_SlicesGiveThePartsBack()
    {
        var random = new Random(12);
        foreach (Shape shape in Shapes.Where(shape => shape.Rank < 4))
        {
            Tensor[] parts = [.. 3.Times(() => Naive.Integers(random, shape).AsVariable())];
            for (int axis = -shape.Rank - 1; axis <= shape.Rank; axis++)
            {
                int at = axis < 0 ? axis + shape.Rank + 1 : axis;
                Tensor y = Tensor.Stack(parts, axis), u = Naive.Integers(random, y.Shape);
                Assert.Equal([.. shape.Axes[..at], 3, .. shape.Axes[at..]], y.Shape);
                Gradients<double> gradients = y.Backward(u);
                for (int i = 0; i < 3; i++)
                {
                    AssertEqual(parts[i].Detach(), y.Slice(at, i, i + 1).Squeeze(at).Detach());
                    AssertEqual(u.Slice(at, i, i + 1).Squeeze(at), gradients[parts[i]]);
                }
            }
        }
    }

    [Fact]
    public void Operations_CountAxesFromTheRight_SoThatTheyApplyToABatch()
    {
        Tensor x = Naive.Integers(new Random(13), [3, 4]).AsVariable(), batch = Naive.Integers(new Random(14), [2, 3, 4]);
        Func<Tensor, Tensor>[] functions =
        [
            x => x.Sum(0), x => x.Sum(1), x => x.Sum(), x => x.Max(0), x => x.Min(1), x => x.Permute(1, 0), x => x.T,
            x => x.Transpose(0, 1),
            x => x[1], x => x[.., 2], x => x[^1, 1..3], x => x.Slice(0, null, null, -1), x => x.MatMul(x, transposeOther: true),
            x => Tensor.Concatenate([x, x], 0), x => Tensor.Concatenate([x, x], 1),
        ];
        foreach (Func<Tensor, Tensor> f in functions)
        {
            Tensor y = f(x), whole = Tensor.Apply(y.Operation!, [.. y.Inputs.Select(_ => batch)]);
            for (int i = 0; i < 2; i++)
            {
                AssertEqual(f(batch[i]), whole[i]);
            }
        }
    }

    private static Shape WithExtent(Shape shape, int axis, int extent) => [.. shape.Axes[..axis], extent, .. shape.Axes[(axis + 1)..]];

    private static int[][] InOrder(Shape shape) => [.. Enumerable.Range(0, shape.Count).Select(place => new[] { place })];

    private static int[][] Permuted(Shape from, int[] order, Shape to)
    {
        var places = new List<int[]>();
        foreach (int[] at in Naive.Coordinates(to))
        {
            var own = new int[from.Rank];
            for (int i = 0; i < order.Length; i++)
            {
                own[order[i]] = at[i];
            }

            places.Add([Naive.Place(from, own)]);
        }

        return [.. places];
    }
}
