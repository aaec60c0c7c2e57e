using Tensor = Autograd.Tensor<double>;

namespace Autograd.Tests;

/// <summary>Each function against closed forms.</summary>
public partial class DifferentiateTests
{
    private static readonly Tensor Point = [0.5, -1, 2];

    [Fact]
    public void Gradient_OfAScalarFunction_IsTheClosedForm()
    {
        Naive.AssertClose("Σx³", [0.75, 3, 12], Differentiate.Gradient(x => (x * x * x).Sum(), Point));
        Assert.Equal(6, Differentiate.Gradient<double>(x => x * x, 3).Item);
        Assert.Equal([1, 3], Differentiate.Gradient(x => (x * x).Sum(), Tensor.Ones([1, 3])).Shape);
        Assert.Equal([2, 4, 6], Differentiate.Gradient<double>(x => (x * x).Sum([0], keepDims: true), [1, 2, 3]).ToArray()); // shape (1)
        Assert.Equal(0.25f, Differentiate.Gradient(x => x * x * 0.5, Tensor<float>.Constant(0.25f)).Item);
    }

    [Fact]
    public void ValueAndGradient_OfAFunction_IsBoth()
    {
        (Tensor value, Tensor gradient) = Differentiate.ValueAndGradient(x => x.Square().Sum(), Point);

        Assert.Equal(5.25, value.Item);
        Assert.Equal([1, -2, 4], gradient.ToArray());
        Assert.False(value.IsTracked || gradient.IsTracked);
        Assert.Empty(value.Inputs);
    }

    [Fact]
    public void Gradients_OfAFunctionOfSeveral_AreOnePerInput()
    {
        Tensor[] gradients = Differentiate.Gradients(xs => (xs[0] * xs[1].Exp()).Sum() + xs[2], [Point, [1.0, 0, 2], 7]);

        Assert.Equal(3, gradients.Length);
        Naive.AssertClose("by x₀", [Math.E, 1, Math.Exp(2)], gradients[0]);
        Naive.AssertClose("by x₁", [0.5 * Math.E, -1, 2 * Math.Exp(2)], gradients[1]);
        Assert.Equal(1, gradients[2].Item);
        Assert.Empty(Differentiate.Gradients<double>(xs => 1, []));
    }

    [Fact]
    public void Gradients_OneTensorAsTwoInputs_KeepsThemApart()
    {
        foreach (Tensor x in new[] { Tensor.Constant(3), Tensor.Variable(3) })
        {
            Tensor[] gradients = Differentiate.Gradients(xs => xs[0] * xs[0] * xs[1], [x, x]);
            Assert.Equal([18, 9], gradients.Select(gradient => gradient.Item));
        }
    }

    [Fact]
    public void GradientsOf_VariablesAndInteriors_AreTotalDerivatives()
    {
        Tensor x = Tensor.Variable(2), a = x * x, b = a.Exp(), y = a * b, unused = Tensor.Variable([1, 2]), aside = x.Sin();
        Tensor[] gradients = Differentiate.GradientsOf(y, [x, a, b, y, unused, aside]);
        double e = Math.Exp(4);

        Naive.AssertClose("by x", [4 * (e + (4 * e))], gradients[0]);
        Naive.AssertClose("by a, through b too", [e + (4 * e)], gradients[1]);
        Assert.Equal([4, 1], gradients[2..4].Select(gradient => gradient.Item));
        Assert.Equal([0, 0], gradients[4].ToArray());
        Assert.Equal(0, gradients[5].Item);
        Assert.All(gradients, gradient => Assert.False(gradient.IsTracked));
    }

    [Fact]
    public void GradientsOf_WithSeedAndCreateGraph_CanBeDifferentiated()
    {
        Tensor x = Tensor.Variable([1, 2]), seed = Tensor.Variable([3, 5]), inner = x * x, y = inner * inner;
        Tensor[] gradients = Differentiate.GradientsOf(y, [inner, x], seed, createGraph: true);

        Assert.Equal([6, 40], gradients[0].ToArray()); // 2·inner·seed
        Assert.Equal([12, 160], gradients[1].ToArray()); // 4x³·seed
        Assert.Equal([36, 240], Differentiate.GradientsOf(gradients[1].Sum(), [x])[0].ToArray()); // 12x²·seed
        Assert.Equal([4, 32], Differentiate.GradientsOf(gradients[1].Sum(), [seed])[0].ToArray());
        Assert.Equal([12, 40], Differentiate.GradientsOf(gradients[0].Sum(), [x])[0].ToArray()); // 4x·seed
        Assert.False(Differentiate.GradientsOf(y, [x], seed)[0].IsTracked);
    }

    [Fact]
    public void GradientsOf_UntrackedOutput_AreZeros()
    {
        Tensor x = Tensor.Variable([1, 2]);

        Assert.Equal([0, 0], Differentiate.GradientsOf(Tensor.Constant(3), [x])[0].ToArray());
        Assert.Equal([0, 0], Differentiate.GradientsOf(x.Sum().Detach(), [x])[0].ToArray());
        Assert.Empty(Differentiate.GradientsOf(x.Sum(), []));
    }

    [Fact]
    public void Vjp_OfAVectorFunction_CarriesGradientsBack()
    {
        Tensor a = Tensor.Constant([1, 2, 3, 4, 5, 6], [2, 3]);
        (Tensor value, Func<Tensor, Tensor> pullback) = Differentiate.Vjp(x => a.MatMul(x * x), Point);

        Naive.AssertClose("value", [14.25, 30], value);
        Assert.Equal([1, -4, 12], pullback([1, 0]).ToArray());
        Assert.Equal([4, -10, 24], pullback([0, 1]).ToArray());
        Assert.Equal([1, -4, 12], pullback([1, 0]).ToArray());
        Assert.False(value.IsTracked || pullback([1, 1]).IsTracked);
    }

    [Fact]
    public async Task Vjp_PullbackFromManyThreads_GivesTheSameAnswers()
    {
        Tensor x = Tensor.Linspace(0, 1, 30);
        (_, Func<Tensor, Tensor> pullback) = Differentiate.Vjp(x => (x * x.Exp()) + x[0] + x.Slice(0, null, null, -1), x);
        Tensor[] seeds = [.. Enumerable.Range(0, 30).Select(i => Tensor.OneHot([i], 30).Reshape(30))];
        double[][] expected = [.. seeds.Select(u => pullback(u).ToArray())];

        double[][][] answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(All)));
        Assert.All(answers, answer => Assert.Equal(expected, answer));

        double[][] All() => [.. seeds.Select(u => pullback(u).ToArray())];
    }

    [Fact]
    public void Jvp_OfOneAndOfSeveralInputs_IsTheDirectionalDerivative()
    {
        (Tensor value, Tensor tangent) = Differentiate.Jvp(x => x.Exp() * x[2], Point, [1, 0, 10]);
        Naive.AssertClose("value", [2 * Math.Exp(0.5), 2 * Math.Exp(-1), 2 * Math.Exp(2)], value);
        Naive.AssertClose("tangent", [12 * Math.Exp(0.5), 10 * Math.Exp(-1), 30 * Math.Exp(2)], tangent);
        Assert.False(value.IsTracked || tangent.IsTracked);

        (value, tangent) = Differentiate.Jvp(xs => (xs[0] * xs[1]).Sum(), [Point, [1.0, 2, 3]], [[1.0, 1, 1], [0.0, 0, 1]]);
        Assert.Equal((4.5, 8), (value.Item, tangent.Item));
    }

    [Theory]
    [InlineData(2, 3)] // fewer results than inputs: reverse sweeps
    [InlineData(4, 3)] // more: forward sweeps
    [InlineData(3, 3)]
    public void Jacobian_OfAMatrixTimesCubes_IsTheClosedForm(int rows, int columns)
    {
        Tensor a = Naive.Integers(new Random(1), [rows, columns]), x = Tensor.Linspace(0.5, 2, columns);

        Tensor jacobian = Differentiate.Jacobian(x => a.MatMul(x * x * x), x);
        Assert.Equal([rows, columns], jacobian.Shape);
        Naive.AssertClose("jacobian", (a * 3 * x * x).ToArray(), jacobian);
        Assert.False(jacobian.IsTracked);
    }

    [Theory]
    [InlineData(2, 3, 2, 0)]
    [InlineData(3, 3, 3, 0)]
    [InlineData(4, 3, 0, 3)]
    public void Jacobian_OfAnyShape_TakesTheModeWithFewerSweeps(int rows, int columns, int reverse, int forward)
    {
        var counting = new Counting();
        Differentiate.Jacobian(x => Tensor.Ones([rows, columns]).MatMul(Tensor.Apply(counting, x)), Tensor.Ones([columns]));

        Assert.Equal((reverse, forward), (counting.Reverse, counting.Forward));
    }

    [Fact]
    public void Jacobian_OfShapedInputAndOutput_HasBothShapes()
    {
        Tensor x = Tensor.Constant([1, 2, 3, 4, 5, 6], [2, 3]);
        (Func<Tensor, Tensor> F, Shape Shape)[] cases =
        [
            (x => x.T.Exp(), [3, 2, 2, 3]), (x => x.Sum(), [2, 3]), (x => x.Sum(0), [3, 2, 3]),
            (x => x.BroadcastTo([2, 2, 3]), [2, 2, 3, 2, 3]),
            (x => x.Reshape(6, 1)[..0], [0, 1, 2, 3]), (x => x[0, 0], [2, 3]),
        ];
        foreach ((Func<Tensor, Tensor> f, Shape shape) in cases)
        {
            Tensor jacobian = Differentiate.Jacobian(f, x), flat = jacobian.Reshape(f(x).Shape.Count, 6);
            Assert.Equal(shape, jacobian.Shape);
            for (int i = 0; i < flat.Shape[0]; i++)
            {
                Naive.AssertClose($"row {i}", Differentiate.Gradient(x => f(x).Reshape(-1)[i], x).ToArray(), flat[i]);
            }
        }

        Assert.Equal([2, 0], Differentiate.Jacobian(x => x.Sum() + Tensor.Zeros([2]), Tensor.Zeros([0])).Shape);
        Assert.Equal(3, Differentiate.Jacobian(x => 3 * x, Tensor.Constant(5)).Item);
    }

    [Fact]
    public void Hessian_OfACubicForm_IsTheClosedForm()
    {
        // f = x₀²x₁ + x₁x₂³
        Tensor hessian = Differentiate.Hessian(x => (x[0] * x[0] * x[1]) + (x[1] * x[2].Pow(3)), Point);

        Assert.Equal([3, 3], hessian.Shape);
        Naive.AssertClose("hessian", [-2, 1, 0, 1, 0, 12, 0, 12, -12], hessian);
        Assert.False(hessian.IsTracked);
        Assert.Equal([2, 2, 2, 2], Differentiate.Hessian(x => x.Exp().Sum(), Tensor.Zeros([2, 2])).Shape);
        Assert.Equal(6 * 5, Differentiate.Hessian(x => x * x * x, Tensor.Constant(5)).Item);
    }

    [Fact]
    public void HessianVectorProduct_OfAFunction_IsItsHessianTimesTheDirection()
    {
        Tensor v = [1, -2, 3];
        static Tensor F(Tensor x) => (x.Sin() * x.Slice(0, null, null, -1).Exp()).Sum() + x.MatMul(x).Pow(2);

        Tensor product = Differentiate.HessianVectorProduct(F, Point, v);
        Naive.AssertClose("product", Differentiate.Hessian(F, Point).MatMul(v).ToArray(), product);
        Assert.False(product.IsTracked);
    }

    [Fact]
    public void SecondDerivatives_OfALinearFunction_AreZerosOfTheRightShape()
    {
        Tensor c = Tensor.Variable([1, 2, 3]); // tracked, and the gradient is this very tensor

        Assert.Equal(new double[9], Differentiate.Hessian(x => (x * 2).Sum(), Point).ToArray());
        Assert.Equal(new double[9], Differentiate.Hessian(x => (x * c).Sum(), Point).ToArray());
        Assert.Equal([0, 0, 0], Differentiate.HessianVectorProduct(x => x[1], Point, [1, 1, 1]).ToArray());
        Assert.Equal([3, 3], Differentiate.Hessian(x => c.Sum(), Point).Shape);
        Assert.Equal([0, 0], Differentiate.Hessian(x => x.Sum(), Tensor.Zeros([0])).Shape);
    }

    /// <summary>The identity, counting how often its rules are called.</summary>
    private sealed class Counting : Primitive<double>
    {
        public int Reverse { get; private set; }

        public int Forward { get; private set; }

        public override Shape InferShape(ReadOnlySpan<Tensor> inputs) => inputs[0].Shape;

        public override void Compute(ReadOnlySpan<Tensor> inputs, Shape shape, Span<double> y) => Read(inputs[0]).CopyTo(y);

        public override void Vjp(in Operands<double> o, Tensor gy, Span<Tensor?> gx)
        {
            Reverse++;
            gx[0] = gy;
        }

        public override Tensor Jvp(in Operands<double> o, ReadOnlySpan<Tensor?> dx)
        {
            Forward++;
            return dx[0]!;
        }
    }
}
