using Tensor = Autograd.Tensor<double>;

namespace Autograd.Tests;

public partial class BackwardTests
{
    [Fact]
    public void AddNode_PassesItsGradientOnToBoth()
    {
        Tensor x = Tensor.Variable(10), y = Tensor.Variable(5);

        Gradients<double> gradients = (x + y).Backward(1.3);
        Assert.Equal((1.3, 1.3), (gradients[x].Item, gradients[y].Item));
    }

    [Fact]
    public void MultiplyNode_HandsEachInputTheGradientTimesTheOther()
    {
        Tensor x = Tensor.Variable(10), y = Tensor.Variable(5);

        Gradients<double> gradients = (x * y).Backward(1.3);
        Assert.Equal((6.5, 13.0), (gradients[x].Item, gradients[y].Item));
    }

    [Fact]
    public void SubtractAndDivideNodes_FollowTheTextbook()
    {
        Tensor x = Tensor.Variable(6), y = Tensor.Variable(2);

        Gradients<double> difference = (x - y).Backward(3), quotient = (x / y).Backward(4);
        Assert.Equal((3.0, -3.0), (difference[x].Item, difference[y].Item));
        Assert.Equal((2.0, -6.0), (quotient[x].Item, quotient[y].Item));
    }

    [Fact]
    public void Apples_TwoOfThemWithTax_AreTheTextbooks()
    {
        Tensor price = Tensor.Variable(100, "price"), count = Tensor.Variable(2, "count"), tax = Tensor.Variable(1.1, "tax");
        Tensor apples = price * count, total = apples * tax;

        Gradients<double> gradients = total.Backward(keepInterior: true);
        Assert.Equal(220, total.Item, 1e-12);
        Assert.Equal(2.2, gradients[price].Item, 1e-12);
        Assert.Equal(110, gradients[count].Item, 1e-12);
        Assert.Equal(200, gradients[tax].Item, 1e-12);
        Assert.Equal(1.1, gradients[apples].Item, 1e-12);
        Assert.Equal(1, gradients[total].Item);
        Assert.Equal([price, count, tax], gradients.Variables);
    }

    [Fact]
    public void ApplesAndOranges_WithTax_AreTheTextbooks()
    {
        Tensor apple = Tensor.Variable(100), apples = Tensor.Variable(2), orange = Tensor.Variable(150), oranges = Tensor.Variable(3);
        Tensor tax = Tensor.Variable(1.1), sum = (apple * apples) + (orange * oranges), total = sum * tax;

        Gradients<double> gradients = total.Backward();
        Assert.Equal(715, total.Item, 1e-12);
        Assert.Equal(2.2, gradients[apple].Item, 1e-12);
        Assert.Equal(110, gradients[apples].Item, 1e-12);
        Assert.Equal(3.3, gradients[orange].Item, 1e-12);
        Assert.Equal(165, gradients[oranges].Item, 1e-12);
        Assert.Equal(650, gradients[tax].Item, 1e-12);
    }

    [Fact]
    public void Backward_CalledTwice_GivesTheSameAnswerTwice()
    {
        Tensor x = Tensor.Variable([1, 2, 3]), y = (x * x.Exp()) + x[0] + x;

        Gradients<double> first = y.Sum().Backward(), second = y.Sum().Backward();
        Tensor z = y.Sum();
        double[] once = z.Backward()[x].ToArray(), twice = z.Backward()[x].ToArray();
        Assert.Equal(first[x].ToArray(), second[x].ToArray());
        Assert.Equal(once, twice);
        Assert.Equal(once, z.Backward(keepInterior: true)[x].ToArray());
        Naive.AssertClose("recorded", once, z.Backward(createGraph: true)[x], 1e-15);
        Assert.Equal(once, z.Backward()[x].ToArray());
    }

    [Fact]
    public void Backward_TwoOutputsOfOneGraph_DoNotMix()
    {
        Tensor x = Tensor.Variable(3), shared = x * x, a = shared * 2, b = shared + 1;

        Assert.Equal(12, a.Backward()[x].Item);
        Assert.Equal(6, b.Backward()[x].Item);
        Assert.Equal(18, (a + b).Backward()[x].Item);
        Assert.Equal(12, a.Backward()[x].Item);
    }

    [Fact]
    public void Seed_OfTheOutputsShape_WeighsItsElements()
    {
        Tensor x = Tensor.Variable([1, 2, 3]), y = x * x;

        Assert.Equal([2, 0, -6], y.Backward([1, 0, -1])[x].ToArray());
        Assert.Equal([2, 4, 6], y.Backward(seed: Tensor.Ones([3]))[x].ToArray());
        Assert.Equal([6, 12, 18], y.Sum().Backward(3)[x].ToArray());
        Assert.Equal([0, 0, 0], y.Backward(Tensor.Zeros([3]))[x].ToArray());
    }

    [Fact]
    public void Seed_OneElementOfHigherRank_DefaultsToOne()
    {
        Tensor x = Tensor.Variable([3], [1, 1]), y = x * x;

        Tensor gradient = y.Backward()[x];
        Assert.Equal([1, 1], gradient.Shape);
        Assert.Equal(6, gradient.Item);
    }

    [Fact]
    public void CreateGraph_FourthPower_GivesEveryOrder()
    {
        Tensor x = Tensor.Variable(2), y = x * x * x * x;

        Tensor first = y.Backward(createGraph: true)[x];
        Tensor second = first.Backward(createGraph: true)[x];
        Tensor third = second.Backward(createGraph: true)[x];
        Tensor fourth = third.Backward()[x];
        Assert.Equal([16, 32, 48, 48, 24], new[] { y, first, second, third, fourth }.Select(order => order.Item));
        Assert.Equal([true, true, true, false], new[] { first, second, third, fourth }.Select(order => order.IsTracked));
    }

    [Fact]
    public void CreateGraph_SlicesAndMatricesToThirdOrder_AreClosedForm()
    {
        Tensor a = Tensor.Constant([1, 2, 3, 4], [2, 2]), x = Tensor.Variable([0.5, -1]);
        Tensor y = a.MatMul(x).Pow(3)[1] + (x[0].Exp() * x[1]); // (3x₀ + 4x₁)³ + eˣ⁰x₁
        double s = (3 * 0.5) - 4, e = Math.Exp(0.5);

        Tensor g = y.Backward(createGraph: true)[x];
        Tensor gg = g[0].Backward(createGraph: true)[x];
        Tensor ggg = gg[1].Backward()[x];
        Naive.AssertClose("first", [(9 * s * s) - e, (12 * s * s) + e], g);
        Naive.AssertClose("second", [(54 * s) - e, (72 * s) + e], gg);
        Naive.AssertClose("third", [216 + e, 288], ggg);
    }

    [Fact]
    public void TrackedSeed_WithCreateGraph_GetsGradientsToo()
    {
        Tensor x = Tensor.Variable([1, 2, 3], "x"), seed = Tensor.Variable([4, 5, 6], "seed"), y = x * x;

        Tensor gx = y.Backward(seed, createGraph: true)[x]; // 2·x·seed
        Gradients<double> gradients = gx.Sum().Backward();
        Assert.Equal([8, 20, 36], gx.ToArray());
        Assert.Equal([2, 4, 6], gradients[seed].ToArray());
        Assert.Equal([8, 10, 12], gradients[x].ToArray());
    }

    [Fact]
    public void TrackedSeed_WithoutCreateGraph_IsAConstant()
    {
        Tensor x = Tensor.Variable([1, 2]), seed = Tensor.Variable([3, 4]) * 2;

        foreach (Tensor y in new[] { x, x * x, x + 0, x.Reshape(2, 1).Reshape(2) })
        {
            Tensor gx = y.Backward(seed)[x];
            Assert.False(gx.IsTracked);
            Assert.Null(gx.Operation);
        }
    }

    [Fact]
    public void KeepInterior_EveryTensorOnTheWay_HasItsGradient()
    {
        Tensor x = Tensor.Variable([1, 2]), a = x * 3, b = a.Exp(), c = a[0], y = b.Sum() + c;

        Gradients<double> gradients = y.Backward(keepInterior: true);
        Assert.Equal([1, 1], gradients[b].ToArray());
        Assert.Equal(1, gradients[c].Item);
        Naive.AssertClose("a", [Math.Exp(3) + 1, Math.Exp(6)], gradients[a]);
        Naive.AssertClose("x", [(3 * Math.Exp(3)) + 3, 3 * Math.Exp(6)], gradients[x]);
        Assert.Equal([x], gradients.Variables);
    }

    [Fact]
    public void RepeatedInputs_OfOneOperation_AddUp()
    {
        Tensor x = Tensor.Variable([2, 3]);

        Assert.Equal([4, 6], (x * x).Backward([1, 1])[x].ToArray());
        Assert.Equal([2, 2], (x + x).Backward([1, 1])[x].ToArray());
        Assert.Equal([0, 0], (x - x).Backward([1, 1])[x].ToArray());
        Assert.Equal([0, 0], (x / x).Backward([1, 1])[x].ToArray());
        Assert.Equal([4, 6], Tensor.Concatenate([x, x], 0).Backward([1, 2, 3, 4])[x].ToArray());
        Assert.Equal([1, 1], Tensor.Maximum(x, x).Backward([1, 1])[x].ToArray());
        Assert.Equal([1, 1], Tensor.Select([1, 0], x, x).Backward([1, 1])[x].ToArray());
        Assert.Equal([4, 6], x.MatMul(x).Backward()[x].ToArray());
        Naive.AssertClose("x to the x", [4 * (Math.Log(2) + 1), 27 * (Math.Log(3) + 1)], x.Pow(x).Backward([1, 1])[x]);
    }

    [Fact]
    public void OutputThatIsAVariable_HasItsSeedAsGradient()
    {
        Tensor x = Tensor.Variable(3), v = Tensor.Variable([1, 2]);

        Assert.Equal(1, x.Backward()[x].Item);
        Assert.Equal([5, 6], v.Backward([5, 6])[v].ToArray());
        Assert.Equal([5, 6], v.Backward([5, 6], createGraph: true, keepInterior: true)[v].ToArray());
    }

    [Fact]
    public void Diamond_OfSixtyDoublings_IsSweptOncePerNode()
    {
        Tensor x = Tensor.Variable(1), y = x;
        for (int i = 0; i < 60; i++)
        {
            y += y; // 2⁶⁰ paths
        }

        Assert.Equal(Math.Pow(2, 60), y.Backward()[x].Item);
        Assert.Equal(Math.Pow(2, 60), Differentiate.Jvp(x => Enumerable.Range(0, 60).Aggregate(x, (y, _) => y + y), x, 1).Tangent.Item);
    }

    [Fact]
    public void ZeroAbsorbs_BranchNotTaken_DoesNotPoisonTheGradient()
    {
        Tensor x = Tensor.Variable([0, 1, -1]);

        Assert.Equal([0, 1, 0], Tensor.Select(x > 0, x.Log(), 0).Backward([1, 1, 1])[x].ToArray());
        Assert.Equal([0, 1, 0], Differentiate.Jvp(x => Tensor.Select(x > 0, x.Log(), 0), x, [1, 1, 1]).Tangent.ToArray());
        Assert.Equal([0, -1, 0], Differentiate.Hessian(x => Tensor.Select(x > 0, x.Log(), 0).Sum(), x)[.., 1].ToArray());
    }

    [Fact]
    public void ZeroAbsorbs_TheLengthOfTheZeroVector_HasGradientZeroInBothModes()
    {
        Tensor zero = Tensor.Variable([0, 0]);

        Assert.Equal([0, 0], (zero * zero).Sum().Sqrt().Backward()[zero].ToArray());
        Assert.Equal(0, Differentiate.Jvp(x => (x * x).Sum().Sqrt(), zero, [1, 2]).Tangent.Item);
        Assert.Equal([0, 0], zero.Sqrt().Backward([0, 0])[zero].ToArray()); // 0 · ∞
        Assert.Equal([double.PositiveInfinity, 0], zero.Sqrt().Backward([1, 0])[zero].ToArray());
        Assert.Equal([0, 0], Differentiate.Jvp(x => x.Sqrt(), zero, [0, 0]).Tangent.ToArray());
    }

    [Fact]
    public void ZeroAbsorbs_Limits_AreThoseOfTheDesign()
    {
        Tensor zero = Tensor.Variable(0), nan = Tensor.Variable(double.NaN), vector = Tensor.Variable([1, 2]);

        Assert.Equal(0, (zero.Sqrt() * zero.Sqrt()).Backward()[zero].Item); // and not 1
        Assert.Equal(0, nan.Exp().Backward(0)[nan].Item); // a NaN that meets an exact 0 vanishes
        Assert.True(double.IsNaN(nan.Exp().Backward(1)[nan].Item));
        Tensor product = vector.MatMul([double.PositiveInfinity, 1]); // sums and bilinear maps stay IEEE: 0 · ∞ is NaN
        Assert.True(double.IsNaN(product.Backward(0)[vector].Values[0]));
    }

    [Fact]
    public void FourOperationsAndRoot_AreCorrectlyRounded()
    {
        var random = new Random(4);
        Tensor x = Tensor.Uniform(random, [1000], 0.1, 10), y = Tensor.Uniform(random, [1000], 0.1, 10);
        Assert.Contains(Enumerable.Range(0, 1000), i => x.Values[i] / y.Values[i] != x.Values[i] * (1 / y.Values[i])); // so it matters
        Tensor sum = x + y, difference = x - y, product = x * y, quotient = x / y, root = x.Sqrt();
        for (int i = 0; i < 1000; i++)
        {
            (double a, double b) = (x.Values[i], y.Values[i]);
            Assert.Equal((a + b, a - b, a * b), (sum.Values[i], difference.Values[i], product.Values[i]));
            Assert.Equal((a / b, Math.Sqrt(a)), (quotient.Values[i], root.Values[i]));
        }
    }

    [Fact]
    public void Float_SmallModel_AgreesWithDouble()
    {
        var random = new Random(5);
        Tensor x = Tensor.Normal(random, [6, 4], 0, 1), w = Tensor.Normal(random, [4, 3], 0, 1).AsVariable();
        Tensor<float> single = w.Detach().Convert<float>().AsVariable();
        Tensor loss = (x.MatMul(w).Tanh().Softmax(-1)[.., 1..].Log().Mean() * -0.5) + w.Square().Sum();
        Tensor<float> other = (x.Convert<float>().MatMul(single).Tanh().Softmax(-1)[.., 1..].Log().Mean() * -0.5) + single.Square().Sum();

        Naive.AssertClose("loss", [loss.Item], other.Detach().Convert<double>(), 1e-5);
        Naive.AssertClose("gradient", loss.Backward()[w].ToArray(), other.Backward()[single].Convert<double>(), 1e-5);
    }
}
