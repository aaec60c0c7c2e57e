using Tensor = Autograd.Tensor<double>;

namespace Autograd.Tests;

/// <summary>Primitives that users write: right ones of every family, and wrong ones.</summary>
public partial class CustomPrimitiveTests
{
    private static readonly Tensor Point = [0.5, -1, 2];

    private static Tensor CubeOf(Tensor x) => Tensor.Apply(new Cube(), x);

    private static Tensor Logistic(Tensor x) => Tensor.Apply(new LogisticPrimitive(), x);

    private static Tensor Length(Tensor x, Tensor y) => Tensor.Apply(new Hypotenuse(), x, y);

    private static Tensor Product(params ReadOnlySpan<Tensor> xs) => Tensor.Apply(new ProductOfAll(), xs);

    [Fact]
    public void ElementwiseUnary_ByItsInput_HasDerivativesOfAnyOrderInBothModes()
    {
        double[][] orders = [[0.125, -1, 8], [0.75, 3, 12], [3, -6, 12], [6, 6, 6], [0, 0, 0]];
        Func<Tensor, Tensor> reverse = CubeOf, forward = CubeOf;
        for (int order = 0; order < orders.Length; order++)
        {
            Naive.AssertClose($"reverse, order {order}", orders[order], reverse(Point));
            Naive.AssertClose($"forward, order {order}", orders[order], forward(Point));
            (Func<Tensor, Tensor> f, Func<Tensor, Tensor> g) = (reverse, forward);
            reverse = x => Differentiate.Gradient(x => f(x).Sum(), x);
            forward = x => Differentiate.Jvp(g, x, Tensor.Ones([3])).Tangent;
        }
    }

    [Fact]
    public void ElementwiseUnary_ByItsOutput_HasDerivativesOfAnyOrderInBothModes()
    {
        Func<double, double>[] orders = // of y = 1/(1 + e⁻ˣ), as polynomials in y
        [
            y => y, y => y * (1 - y), y => y * (1 - y) * (1 - (2 * y)), y => y * (1 - y) * (1 - (6 * y) + (6 * y * y)),
        ];
        Func<Tensor, Tensor> reverse = Logistic, mixed = Logistic;
        for (int order = 0; order < orders.Length; order++)
        {
            double[] expected = [.. Point.ToArray().Select(x => orders[order](1 / (1 + Math.Exp(-x))))];
            Naive.AssertClose($"reverse, order {order}", expected, reverse(Point));
            Naive.AssertClose($"mixed, order {order}", expected, mixed(Point));
            (Func<Tensor, Tensor> f, Func<Tensor, Tensor> g) = (reverse, mixed);
            bool odd = order % 2 == 1;
            reverse = x => Differentiate.Gradient(x => f(x).Sum(), x);
            mixed = x => odd ? Differentiate.Vjp(g, x).Pullback(Tensor.Ones([3])) : Differentiate.Jvp(g, x, Tensor.Ones([3])).Tangent;
        }
    }

    [Fact]
    public void ElementwiseBinary_Broadcasting_HasTheClosedFormAndItsHessian()
    {
        Tensor x = Tensor.Variable([3, 5]), y = Tensor.Variable([4, 12], [2, 1]);
        Tensor z = Length(x, y);

        Gradients<double> gradients = z.Backward(Tensor.Ones([2, 2]));
        Assert.Equal([2, 2], z.Shape);
        Naive.AssertClose("gx", [0.6 + (3 / Math.Sqrt(153)), (5 / Math.Sqrt(41)) + (5.0 / 13)], gradients[x]);
        Naive.AssertClose("gy", [0.8 + (4 / Math.Sqrt(41)), (12 / Math.Sqrt(153)) + (12.0 / 13)], gradients[y]);

        // Second derivatives of √(a² + b²) at (3, 4): b²/r³, −ab/r³, a²/r³.
        Tensor hessian = Differentiate.Hessian(p => Length(p[0], p[1]), Tensor.Constant([3, 4]));
        Naive.AssertClose("hessian", [16 / 125.0, -12 / 125.0, -12 / 125.0, 9 / 125.0], hessian);
        Naive.AssertClose(
            "tangent", [(0.6 * 2) + (0.8 * 10)], Differentiate.Jvp(xs => Length(xs[0], xs[1]), [3, y[0, 0].Detach()], [2, 10.0]).Tangent);
    }

    [Fact]
    public void LinearMap_ThatIsItsOwnTranspose_Gathers() =>
        Naive.AssertGathers("Reverse", x => Tensor.Apply(new Reverse(), x), [2, 3], [2, 3], [[5], [4], [3], [2], [1], [0]]);

    [Fact]
    public void LinearMap_ThatAddsItsTranspose_IsAddedUpWithOtherUses()
    {
        Tensor x = Tensor.Variable([1, 2, 3, 4]), u = [10, 20];
        Tensor y = Halved(x) + Halved(x * 2) + x[..2] + Halved(x);

        Assert.Equal([5, 14], y.ToArray());
        Assert.Equal([50, 20, 80, 0], y.Backward(u)[x].ToArray());
        Assert.Equal([50, 20, 80, 0], y.Backward(u, createGraph: true)[x].ToArray());
        Naive.AssertGathers("EverySecond", Halved, [5], [3], [[0], [2], [4]]);
        Assert.Equal([10, 20], u.ToArray());

        static Tensor Halved(Tensor x) => Tensor.Apply(new EverySecond(), x);
    }

    [Fact]
    public void BilinearMap_Convolution_HasItsTransposesAtEveryOrder()
    {
        Tensor x = Tensor.Variable([1, 2, 3]), y = Tensor.Variable([4, 5]), u = [1, 10, 100, 1000], v = [1, -1, 2];
        Tensor z = Tensor.Apply(new Convolve(), x, y);
        Gradients<double> gradients = z.Backward(u, createGraph: true);

        Assert.Equal([4, 13, 22, 15], z.ToArray());
        Assert.Equal([54, 540, 5400], gradients[x].ToArray()); // Σⱼ uᵢ₊ⱼyⱼ
        Assert.Equal([321, 3210], gradients[y].ToArray());
        Assert.Equal([191, 1910], gradients[x].Backward(v)[y].ToArray()); // of Σ vᵢuᵢ₊ⱼyⱼ by yⱼ
        Assert.Equal([0, 0, 0], gradients[x].Backward(v)[x].ToArray());
        Tensor tangent = Differentiate.Jvp(x => Tensor.Apply(new Convolve(), x, y), x, v).Tangent;
        Assert.Equal([4, 1, 3, 10], tangent.ToArray()); // v * y

        // x * x has the second derivative 2·u at xᵢxⱼ.
        Tensor hessian = Differentiate.Hessian(x => (Tensor.Apply(new Convolve(), x, x) * [1, 10, 100, 1000, 10_000]).Sum(), x.Detach());
        Assert.Equal([2, 20, 200, 20, 200, 2000, 200, 2000, 20_000], hessian.ToArray());
    }

    [Fact]
    public void BarePrimitive_OfAnyNumberOfInputs_HasDerivativesOfAnyOrder()
    {
        Tensor x = Tensor.Variable([2, 3]), y = Tensor.Variable([5, 7]), c = [11, 13];
        Gradients<double> gradients = Product(x, y, c, x).Backward(Tensor.Ones([2]), createGraph: true);

        Assert.Equal([220, 546], gradients[x].ToArray()); // 2xyc
        Assert.Equal([44, 117], gradients[y].ToArray());
        Assert.Equal([44, 78], gradients[x].Backward(Tensor.Ones([2]))[y].ToArray()); // 2xc
        Assert.Equal([110, 182], gradients[x].Backward(Tensor.Ones([2]))[x].ToArray()); // 2yc
        Tensor tangent = Differentiate.Jvp(xs => Product(xs[0], xs[1], c, xs[0]), [x.Detach(), y.Detach()], [[1, 0], [0, 1]]).Tangent;
        Assert.Equal([220, 117], tangent.ToArray());
        Assert.Equal(24 * 5, Differentiate.Hessian(x => Product(x, x, x, x), Tensor.Constant(Math.Sqrt(10))).Item, 1e-12);
    }

    [Fact]
    public void BarePrimitive_IsAskedForWantedInputsOnly()
    {
        var asking = new Asking();
        Tensor x = Tensor.Variable(1), y = Tensor.Variable(2);
        Tensor z = Tensor.Apply(asking, x, 3, y);

        z.Backward();
        Assert.Equal([true, false, true], asking.Wanted!);
        Differentiate.GradientsOf(z, [y]);
        Assert.Equal([false, false, true], asking.Wanted!);
        Assert.Equal(0, z.Backward()[x].Item); // null stands for zero
        Assert.Equal(0, Differentiate.GradientsOf(z, [y])[0].Item);
    }

    [Fact]
    public void ElementwiseRules_ThatReturnSomethingSmaller_AreStretched()
    {
        Tensor x = Tensor.Variable([1, 2, 3, 4, 5, 6], [2, 3]), row = Tensor.Variable([1, 10, 100]);
        Tensor y = Tensor.Apply(new Scale(3), x), z = Tensor.Apply(new TimesRow(), x, row);

        Assert.Equal([3, 3, 3, 3, 3, 3], y.Backward(Tensor.Ones([2, 3]))[x].ToArray());
        Assert.Equal([3, 6, 9, 12, 15, 18], Differentiate.Jvp(x => Tensor.Apply(new Scale(3), x), x, x.Detach()).Tangent.ToArray());
        Assert.Equal([2, 3], y.Backward(Tensor.Ones([2, 3]), createGraph: true)[x].Shape);
        Assert.Equal([1, 10, 100, 1, 10, 100], z.Backward(Tensor.Ones([2, 3]))[x].ToArray());
        Assert.Equal([5, 7, 9], z.Backward(Tensor.Ones([2, 3]))[row].ToArray());

        Tensor t = Tensor.Apply(new SmallRules(), x); // rules of a scalar, which no chain product has stretched
        Assert.Equal([7, 7, 7, 7, 7, 7], t.Backward(Tensor.Ones([2, 3]))[x].ToArray());
        Assert.Equal([7, 7, 7, 7, 7, 7], Differentiate.Jvp(x => Tensor.Apply(new SmallRules(), x), x, x.Detach()).Tangent.ToArray());
    }

    [Fact]
    public void NotDifferentiable_LikeAMask_IsRecordedButNotTracked()
    {
        Tensor x = Tensor.Variable([1.5, 2.5]), y = Tensor.Apply(new Floor(), x);

        Assert.False(y.IsTracked);
        Assert.Equal("Floor", y.Operation!.Name);
        Assert.Same(x, y.Inputs.Single());
        Assert.Equal([1, 2], (x * y).Backward(Tensor.Ones([2]))[x].ToArray());
    }

    [Fact]
    public void Name_IsThatOfTheClassUnlessOverridden()
    {
        Assert.Equal("Cube", new Cube().Name);
        Assert.Equal("Logistic", new LogisticPrimitive().Name);
        Assert.Equal("three times", new Scale(3).Name);
        Assert.Equal("Twice", new Twice<float>().Name);
        Assert.Equal("Primitive", new Primitive().Name);
        Assert.StartsWith("Cube", new Cube().ToString());
        Assert.Equal("Cube", CubeOf(Tensor.Variable(2)).Operation!.Name);
    }

    [Fact]
    public void Generic_InBothPrecisions_Works()
    {
        Tensor<float> single = Tensor<float>.Variable([1, 2]);
        Tensor twice = Tensor.Variable([1, 2]);

        Assert.Equal([2f, 2f], Tensor<float>.Apply(new Twice<float>(), single).Sum().Backward()[single].ToArray());
        Assert.Equal([2, 2], Tensor.Apply(new Twice<double>(), twice).Sum().Backward()[twice].ToArray());
    }
}
