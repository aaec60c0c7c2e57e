using Tensor = Autograd.Tensor<double>;

namespace Autograd.Tests;

public partial class OperationTests
{
    private static readonly Shape[][] Pairs =
    [
        [[], []], [[], [3]], [[3], []], [[1], [3]], [[3], [1]], [[2, 3], [3]], [[3], [2, 3]], [[2, 1], [1, 3]], [[2, 1], [3]], [[2, 3], []],
        [[2, 1, 3], [4, 1]], [[1, 1], [2]], [[0], [1]], [[1], [0]], [[0], []], [[2, 1], [0]], [[0, 1], [1, 3]], [[2, 0, 3], [3]],
        [[1, 1, 1], [0, 2]],
        [[2, 2, 3], [2, 1, 3]], [[1, 3, 1, 2], [2, 1, 4, 1]], [[2, 3, 4], [3, 1]], [[2, 300], [300]], [[2, 300], [2, 1]],
        [[3, 1, 200], [2, 1]],
    ];

    /// <summary>An operation on numbers with its two partial derivatives; none for a mask.</summary>
    public sealed record Binary(
        string Name, Func<Tensor, Tensor, Tensor> Apply, Func<double, double, double> F, Func<double, double, double>? X = null,
        Func<double, double, double>? Y = null)
    {
        public override string ToString() => Name;
    }

    public static TheoryData<Binary> Binaries =>
    [
        new("+", (x, y) => x + y, (x, y) => x + y, (x, y) => 1, (x, y) => 1),
        new("-", (x, y) => x - y, (x, y) => x - y, (x, y) => 1, (x, y) => -1),
        new("*", (x, y) => x * y, (x, y) => x * y, (x, y) => y, (x, y) => x),
        new("/", (x, y) => x / y, (x, y) => x / y, (x, y) => 1 / y, (x, y) => -x / (y * y)),
        new("Pow", (x, y) => x.Pow(y), Math.Pow, (x, y) => y * Math.Pow(x, y - 1), (x, y) => Math.Pow(x, y) * Math.Log(x)),
        new("Maximum", Tensor.Maximum, Math.Max, (x, y) => x > y ? 1 : 0, (x, y) => x > y ? 0 : 1),
        new("Minimum", Tensor.Minimum, Math.Min, (x, y) => x < y ? 1 : 0, (x, y) => x < y ? 0 : 1),
        new("Select(mask, x, y)", (x, y) => Tensor.Select(1, x, y), (x, y) => x, (x, y) => 1, (x, y) => 0),
        new(
            "Select(x, x, y)", (x, y) => Tensor.Select(x > 1, x, y), (x, y) => x > 1 ? x : y,
            (x, y) => x > 1 ? 1 : 0, (x, y) => x > 1 ? 0 : 1),
        new("Hypotenuse", (x, y) => Tensor.Apply(new Hypotenuse(), x, y), Length, (x, y) => x / Length(x, y), (x, y) => y / Length(x, y)),
        new("EqualTo", (x, y) => x.EqualTo(y), (x, y) => x == y ? 1 : 0),
        new("NotEqualTo", (x, y) => x.NotEqualTo(y), (x, y) => x != y ? 1 : 0),
        new("GreaterThan", (x, y) => x.GreaterThan(y), (x, y) => x > y ? 1 : 0),
        new("GreaterThanOrEqual", (x, y) => x.GreaterThanOrEqual(y), (x, y) => x >= y ? 1 : 0),
        new("LessThan", (x, y) => x.LessThan(y), (x, y) => x < y ? 1 : 0),
        new("LessThanOrEqual", (x, y) => x.LessThanOrEqual(y), (x, y) => x <= y ? 1 : 0),
        new(">", (x, y) => x > y, (x, y) => x > y ? 1 : 0),
        new(">=", (x, y) => x >= y, (x, y) => x >= y ? 1 : 0),
        new("<", (x, y) => x < y, (x, y) => x < y ? 1 : 0),
        new("<=", (x, y) => x <= y, (x, y) => x <= y ? 1 : 0),
    ];

    [Theory]
    [MemberData(nameof(Binaries))]
    public void Broadcasting_ListedPairsOfShapes_IsTheNaiveOne(Binary operation)
    {
        foreach (Shape[] pair in Pairs)
        {
            AssertBroadcasts(operation, pair[0], pair[1], new Random(pair[0].Count));
        }
    }

    [Theory]
    [MemberData(nameof(Binaries))]
    public void Broadcasting_RandomShapes_IsTheNaiveOneOrAnError(Binary operation)
    {
        var random = new Random(7);
        for (int round = 0; round < 150; round++)
        {
            Shape a = Naive.RandomShape(random, 4, maxExtent: 2), b = Naive.RandomShape(random, 4, maxExtent: 2);
            if (Naive.Broadcast(a, b) is not null)
            {
                AssertBroadcasts(operation, a, b, random);
            }
            else if (!operation.Name.StartsWith("Select(x", StringComparison.Ordinal))
            {
                Assert.Throws<ShapeException>(() => operation.Apply(Tensor.Zeros(a), Tensor.Zeros(b)));
            }
        }
    }

    [Fact]
    public void Select_ThreeShapes_BroadcastTogether()
    {
        var random = new Random(8);
        for (int round = 0; round < 200; round++)
        {
            Shape[] shapes = [.. Enumerable.Range(0, 3).Select(_ => Naive.RandomShape(random, 3, maxExtent: 2))];
            if (Naive.Broadcast(shapes[0], shapes[1]) is not { } two || Naive.Broadcast(two, shapes[2]) is not { } shape)
            {
                continue;
            }

            Tensor mask = Tensor.Constant([.. shapes[0].Count.Times(() => (double)random.Next(2))], shapes[0]);
            Tensor x = Naive.Integers(random, shapes[1]).AsVariable(), y = Naive.Integers(random, shapes[2]).AsVariable();
            Tensor u = Naive.Integers(random, shape), z = Tensor.Select(mask, x, y);
            int[] masks = Naive.Stretched(shapes[0], shape), xs = Naive.Stretched(shapes[1], shape), ys = Naive.Stretched(shapes[2], shape);
            string what = $"Select({shapes[0]}, {shapes[1]}, {shapes[2]})";
            var value = new double[shape.Count];
            double[] gx = new double[x.Shape.Count], gy = new double[y.Shape.Count];
            for (int i = 0; i < value.Length; i++)
            {
                bool taken = mask.Values[masks[i]] == 1;
                value[i] = taken ? x.Values[xs[i]] : y.Values[ys[i]];
                gx[xs[i]] += taken ? u.Values[i] : 0;
                gy[ys[i]] += taken ? 0 : u.Values[i];
            }

            Assert.Equal(shape, z.Shape);
            Naive.AssertSame(what, value, z);
            Naive.AssertSame($"{what}: gx", gx, z.Backward(u)[x]);
            Naive.AssertSame($"{what}: gy", gy, z.Backward(u, createGraph: true)[y]);
            Naive.AssertSame($"{what}: tangent", value, Differentiate.Jvp(xs => Tensor.Select(mask, xs[0], xs[1]), [x, y], [x, y]).Tangent);
        }
    }

    [Fact]
    public void Select_MaskOfOtherNumbers_TakesTheFirstWhereItIsNotZero()
    {
        Tensor mask = [2, 0, -0.0, -1, double.NaN], x = Tensor.Variable([1, 2, 3, 4, 5]), y = Tensor.Variable([10, 20, 30, 40, 50]);
        Tensor z = Tensor.Select(mask, x, y);

        Assert.Equal([1, 20, 30, 4, 5], z.ToArray());
        Assert.Equal([1, 0, 0, 1, 1], z.Backward(Tensor.Ones([5]))[x].ToArray());
        Assert.Equal([0, 1, 1, 0, 0], z.Backward(Tensor.Ones([5]))[y].ToArray());
        Assert.Equal([1, 0, 0, 1, 1], Differentiate.Jvp(x => Tensor.Select(mask, x, 7), x, Tensor.Ones([5])).Tangent.ToArray());
        Assert.Equal([0, 0, 0, 0, 0], Differentiate.Jvp(x => Tensor.Select(x, 7, 8), x, Tensor.Ones([5])).Tangent.ToArray());
    }

    [Fact]
    public void SelfBroadcasting_SameTensorOnBothSides_CountsTwice()
    {
        Tensor x = Tensor.Variable([1, 2, 3]);
        Tensor z = x * x.Unsqueeze(1); // z = x·xᵀ, and so gx = (u + uᵀ)·x

        Assert.Equal([12, 12, 12], z.Backward(Tensor.Ones([3, 3]))[x].ToArray());
        Assert.Equal([2, 1, 0], z.Backward(Tensor.Constant([0, 1, 0, 0, 0, 0, 0, 0, 0], [3, 3]))[x].ToArray());
    }

    private static double Length(double x, double y) => Math.Sqrt((x * x) + (y * y));

    private static void AssertBroadcasts(Binary operation, Shape a, Shape b, Random random)
    {
        // Whole numbers and halves, so that ties of x and y do not occur but for masks.
        Tensor x = (Naive.Integers(random, a).Abs() + (operation.X is null ? 0 : 0.5)).AsVariable();
        Tensor y = Naive.Integers(random, b).Abs().AsVariable();
        Shape shape = Naive.Broadcast(a, b)!.Value;
        int[] xs = Naive.Stretched(a, shape), ys = Naive.Stretched(b, shape);
        double[] value = [.. xs.Zip(ys, (i, k) => operation.F(x.Values[i], y.Values[k]))];
        Tensor z = operation.Apply(x, y);
        string what = $"{a} {operation.Name} {b}";
        Assert.True(z.Shape == shape, $"{what}: the shape is {z.Shape}, not {shape}.");
        Naive.AssertClose($"{what}: value", value, z, 1e-14);
        if (operation.X is null)
        {
            Assert.False(z.IsTracked);
            return;
        }

        Tensor u = Naive.Integers(random, shape), v = Naive.Integers(random, a), w = Naive.Integers(random, b);
        double[] gx = new double[a.Count], gy = new double[b.Count], change = new double[shape.Count];
        for (int i = 0; i < value.Length; i++)
        {
            double dx = operation.X(x.Values[xs[i]], y.Values[ys[i]]), dy = operation.Y!(x.Values[xs[i]], y.Values[ys[i]]);
            gx[xs[i]] += u.Values[i] * dx;
            gy[ys[i]] += u.Values[i] * dy;
            change[i] = (v.Values[xs[i]] * dx) + (w.Values[ys[i]] * dy);
        }

        foreach (bool record in new[] { false, true })
        {
            Gradients<double> gradients = z.Backward(u, createGraph: record);
            Naive.AssertClose($"{what}: gx, recorded {record}", gx, gradients[x], 1e-11);
            Naive.AssertClose($"{what}: gy, recorded {record}", gy, gradients[y], 1e-11);
        }

        Naive.AssertClose(
            $"{what}: tangent", change, Differentiate.Jvp(xs => operation.Apply(xs[0], xs[1]), [x, y], [v, w]).Tangent, 1e-11);
    }
}

internal static class Repetition
{
    public static IEnumerable<T> Times<T>(this int count, Func<T> make) => Enumerable.Range(0, count).Select(_ => make());
}
