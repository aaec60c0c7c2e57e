using Tensor = Autograd.Tensor<double>;

namespace Autograd.Tests;

public partial class TensorTests
{
    [Fact]
    public void Constant_EveryForm_HasShapeAndValuesAndIsNotTracked()
    {
        Tensor fromNumber = 3, fromList = [1, 2, 3];
        (Tensor Tensor, Shape Shape, double[] Values)[] cases =
        [
            (Tensor.Constant(3), [], [3]), (Tensor.Constant([1, 2, 3]), [3], [1, 2, 3]), (Tensor.Constant([]), [0], []),
            (Tensor.Constant([1, 2, 3, 4], [2, 2]), [2, 2], [1, 2, 3, 4]), (Tensor.Constant([5], []), [], [5]),
            (Tensor.Constant([], [2, 0]), [2, 0], []),
            (Tensor.Constant(new double[,] { { 1, 2, 3 }, { 4, 5, 6 } }), [2, 3], [1, 2, 3, 4, 5, 6]),
            (Tensor.Constant(new double[0, 3]), [0, 3], []), (fromNumber, [], [3]), (fromList, [3], [1, 2, 3]),
        ];
        foreach ((Tensor tensor, Shape shape, double[] values) in cases)
        {
            AssertIs(tensor, shape, values);
            Assert.False(tensor.IsTracked);
            Assert.Null(tensor.Name);
        }
    }

    [Fact]
    public void Variable_EveryForm_HasShapeValuesAndNameAndIsTracked()
    {
        (Tensor Tensor, Shape Shape, double[] Values, string? Name)[] cases =
        [
            (Tensor.Variable(3), [], [3], null), (Tensor.Variable(3, "x"), [], [3], "x"), (Tensor.Variable([1, 2]), [2], [1, 2], null),
            (Tensor.Variable([1, 2], "x"), [2], [1, 2], "x"), (Tensor.Variable([1, 2], [2, 1]), [2, 1], [1, 2], null),
            (Tensor.Variable([1, 2], [2, 1], "x"), [2, 1], [1, 2], "x"),
            (Tensor.Variable(new double[,] { { 1, 2 }, { 3, 4 } }), [2, 2], [1, 2, 3, 4], null),
            (Tensor.Variable(new double[,] { { 1 }, { 3 } }, "x"), [2, 1], [1, 3], "x"),
        ];
        foreach ((Tensor tensor, Shape shape, double[] values, string? name) in cases)
        {
            AssertIs(tensor, shape, values);
            Assert.True(tensor.IsTracked);
            Assert.Null(tensor.Operation);
            Assert.Empty(tensor.Inputs);
            Assert.Equal(name, tensor.Name);
        }
    }

    [Fact]
    public void Factories_OfRegularContent_AreAsInNumPy()
    {
        AssertIs(Tensor.Zeros([2, 2]), [2, 2], [0, 0, 0, 0]);
        AssertIs(Tensor.Zeros([]), [], [0]);
        AssertIs(Tensor.Ones([3]), [3], [1, 1, 1]);
        AssertIs(Tensor.Fill(2.5, [2]), [2], [2.5, 2.5]);
        AssertIs(Tensor.Fill(2.5, [0, 2]), [0, 2], []);
        AssertIs(Tensor.Eye(3), [3, 3], [1, 0, 0, 0, 1, 0, 0, 0, 1]);
        AssertIs(Tensor.Eye(0), [0, 0], []);
        AssertIs(Tensor.OneHot([2, 0], 3), [2, 3], [0, 0, 1, 1, 0, 0]);
        AssertIs(Tensor.OneHot([], 3), [0, 3], []);
    }

    [Fact]
    public void Arange_AnySign_GoesUpToButWithoutStop()
    {
        AssertIs(Tensor.Arange(0, 10, 3), [4], [0, 3, 6, 9]);
        AssertIs(Tensor.Arange(0, 9, 3), [3], [0, 3, 6]);
        AssertIs(Tensor.Arange(2, -2, -1), [4], [2, 1, 0, -1]);
        AssertIs(Tensor.Arange(0, 1, 0.25), [4], [0, 0.25, 0.5, 0.75]);
        AssertIs(Tensor.Arange(0, 5, -1), [0], []);
        AssertIs(Tensor.Arange(3, 3, 1), [0], []);
        Assert.Equal(99_999.9, Tensor.Arange(0, 100_000, 0.1)[^1].Item, 1e-10); // start + i·step, not a running sum
    }

    [Fact]
    public void Linspace_EndsAreExactAndValuesMirror()
    {
        AssertIs(Tensor.Linspace(0, 1, 5), [5], [0, 0.25, 0.5, 0.75, 1]);
        AssertIs(Tensor.Linspace(1, -1, 3), [3], [1, 0, -1]);
        AssertIs(Tensor.Linspace(2, 7, 1), [1], [2]);
        AssertIs(Tensor.Linspace(2, 7, 0), [0], []);
        Tensor x = Tensor.Linspace(-0.1, 0.1, 100);
        Assert.Equal((-0.1, 0.1), (x.Values[0], x.Values[^1]));
        Assert.All(Enumerable.Range(0, 100), i => Assert.Equal(x.Values[i], -x.Values[99 - i]));
        Assert.Equal(0.3f, Tensor<float>.Linspace(0.1f, 0.3f, 7).Values[^1]);
    }

    [Fact]
    public void Uniform_SameSeed_SameDrawsWithinBounds()
    {
        Tensor x = Tensor.Uniform(new Random(1), [50, 40], -2, 3);

        Assert.Equal([50, 40], x.Shape);
        Assert.Equal(x.ToArray(), Tensor.Uniform(new Random(1), [50, 40], -2, 3).ToArray());
        Assert.NotEqual(x.ToArray(), Tensor.Uniform(new Random(2), [50, 40], -2, 3).ToArray());
        Assert.All(x.ToArray(), value => Assert.InRange(value, -2, Math.BitDecrement(3)));
        Assert.Equal(0.5, x.Mean().Item, 0.1);
        Assert.Equal(25.0 / 12, (x - x.Mean()).Square().Mean().Item, 0.1);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 2)]
    [InlineData(-3, 5)]
    public void Uniform_LargestDraw_IsBelowTheUpperBound(double low, double high)
    {
        Assert.True(Tensor.Uniform(new LargestDraws(), [1], low, high).Item < high, "A double reached the upper bound.");
        Assert.True(
            Tensor<float>.Uniform(new LargestDraws(), [1], (float)low, (float)high).Item < high, "A float reached the upper bound.");
    }

    [Fact]
    public void Normal_SameSeed_SameDrawsWithMeanAndDeviation()
    {
        Tensor x = Tensor.Normal(new Random(1), [100, 100], 3, 2), z = (x - 3) / 2;

        Assert.Equal(x.ToArray(), Tensor.Normal(new Random(1), [100, 100], 3, 2).ToArray());
        Assert.NotEqual(x.ToArray(), Tensor.Normal(new Random(2), [100, 100], 3, 2).ToArray());
        Assert.Equal(0, z.Mean().Item, 0.05);
        Assert.Equal(1, z.Square().Mean().Item, 0.05);
        Assert.Equal(3, z.Square().Square().Mean().Item, 0.3); // the fourth moment tells it from a uniform or a triangle
        Assert.Equal(0.6827, (z.Abs() < 1).Mean().Item, 0.02);
        Assert.All(x.ToArray(), value => Assert.True(double.IsFinite(value)));
    }

    [Fact]
    public void Half_AnyFactory_IsNotSupported()
    {
        Half[] values = [(Half)1];
        Action[] factories =
        [
            () => Tensor<Half>.Constant((Half)1), () => Tensor<Half>.Constant(values), () => Tensor<Half>.Constant(values, [1]),
            () => Tensor<Half>.Constant(new Half[1, 1]), () => Tensor<Half>.Variable((Half)1), () => Tensor<Half>.Variable(values),
            () => Tensor<Half>.Variable(values, [1]), () => Tensor<Half>.Variable(new Half[1, 1]), () => Tensor<Half>.Zeros([2]),
            () => Tensor<Half>.Ones([2]), () => Tensor<Half>.Fill((Half)1, [2]), () => Tensor<Half>.Eye(2),
            () => Tensor<Half>.Arange((Half)0, (Half)2, (Half)1), () => Tensor<Half>.Linspace((Half)0, (Half)2, 3),
            () => Tensor<Half>.OneHot([0], 1),
            () => Tensor<Half>.Uniform(new Random(1), [2], (Half)0, (Half)1),
            () => Tensor<Half>.Normal(new Random(1), [2], (Half)0, (Half)1),
            () => Make(1), () => Make([(Half)1]), () => Tensor.Constant(1).Convert<Half>(),
        ];
        Assert.All(factories, factory => Assert.Contains("float or double", Assert.Throws<NotSupportedException>(factory).Message));

        static void Make(Tensor<Half> x) => _ = x.Shape;
    }

    [Fact]
    public void CallersArrays_ChangedLater_DoNotChangeATensor()
    {
        double[] one = [1], two = [1, 2];
        double[,] rows = { { 1, 2 }, { 3, 4 } };
        int[] classes = [0, 1];
        Tensor[] tensors =
        [
            Tensor.Constant(one), Tensor.Constant(two), Tensor.Constant(two, [2, 1]), Tensor.Constant(rows), Tensor.Variable(one),
            Tensor.Variable(two), Tensor.Variable(two, [2, 1]), Tensor.Variable(rows), [.. two], Tensor.OneHot(classes, 2),
        ];
        double[][] before = [.. tensors.Select(tensor => tensor.ToArray())];
        (one[0], two[0], rows[0, 0], classes[0]) = (9, 9, 9, 1);

        Assert.Equal(before, tensors.Select(tensor => tensor.ToArray()));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    public void ToArray_Changed_DoesNotChangeTheTensor(int count)
    {
        Tensor x = Tensor.Fill(7, [count]);
        x.ToArray()[0] = 1;

        Assert.Equal(7, x.Values[0]);
        Assert.NotSame(x.ToArray(), x.ToArray());
    }

    [Fact]
    public void Item_OneElementOfAnyRank_IsItsValue()
    {
        Assert.Equal(3, Tensor.Constant(3).Item);
        Assert.Equal(3, Tensor.Constant([3], [1, 1, 1]).Item);
        Assert.Equal(3, (Tensor.Variable([1, 2]).Sum()).Item);
    }

    [Fact]
    public void Foreach_GivesElementsInRowMajorOrder()
    {
        var values = new List<double>();
        foreach (double value in Tensor.Constant([1, 2, 3, 4], [2, 2]).T)
        {
            values.Add(value);
        }

        Assert.Equal([1, 3, 2, 4], values);
    }

    [Fact]
    public void SetMembers_NoneIsPublic()
    {
        Assert.DoesNotContain(typeof(Tensor).GetProperties(), property => property.SetMethod is { IsPublic: true });
        Assert.Empty(typeof(Tensor).GetFields());
        Assert.False(typeof(Tensor).GetInterfaces().Contains(typeof(IDisposable)));
    }

    private static void AssertIs(Tensor tensor, Shape shape, double[] values)
    {
        Assert.Equal(shape, tensor.Shape);
        Assert.Equal(values, tensor.ToArray());
        Assert.Equal(values, tensor.Values.ToArray());
    }

    /// <summary>Always the largest numbers that a random source gives.</summary>
    private sealed class LargestDraws : Random
    {
        public override double NextDouble() => Math.BitDecrement(1.0);

        public override float NextSingle() => MathF.BitDecrement(1f);

        protected override double Sample() => Math.BitDecrement(1.0);
    }
}
