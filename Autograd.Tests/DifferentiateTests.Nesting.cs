using Tensor = Autograd.Tensor<double>;

namespace Autograd.Tests;

/// <summary>Functions that differentiate, functions that close over what is differentiated, and what is tracked afterwards.</summary>
public partial class DifferentiateTests
{
    /// <summary>f(x) = (sin x₀·x₁, x₁³ + x₀x₁), with Jacobian ((cos x₀·x₁, sin x₀), (x₁, 3x₁² + x₀)).</summary>
    private static Tensor Pair(Tensor x) => Tensor.Stack([x[0].Sin() * x[1], x[1].Pow(3) + (x[0] * x[1])], 0);

    private static Tensor Single(Tensor x) => x[0].Exp() * x[1].Pow(3); // f₀₀ = f, f₀₁ = 3f/x₁, f₁₁ = 6eˣ⁰x₁

    [Fact]
    public void SecondDerivatives_ByElevenCompositions_AreTheHessian()
    {
        Tensor x = [0.3, 1.5];
        double f = Single(x).Item, mixed = 3 * f / 1.5;
        double[] expected = [f, mixed, mixed, 6 * Math.Exp(0.3) * 1.5];
        Tensor Slope(Tensor x) => Differentiate.Gradient(Single, x);
        Tensor ForwardSlope(Tensor x) => Tensor.Stack([.. Units(2).Select(v => Differentiate.Jvp(Single, x, v).Tangent)], 0);

        Naive.AssertClose("Hessian", expected, Differentiate.Hessian(Single, x));
        Naive.AssertClose("Jacobian of gradient", expected, Differentiate.Jacobian(Slope, x));
        Naive.AssertClose("Jacobian of Jacobian", expected, Differentiate.Jacobian(x => Differentiate.Jacobian(Single, x), x));
        Naive.AssertClose("Jacobian of jvp", expected, Differentiate.Jacobian(ForwardSlope, x));
        Naive.AssertClose("gradient of gradient", expected, Rows(i => Differentiate.Gradient(x => Slope(x)[i], x)));
        Naive.AssertClose("jvp of gradient", expected, Rows(i => Differentiate.Jvp(Slope, x, Units(2)[i]).Tangent));
        Naive.AssertClose(
            "jvp of vjp", expected, Rows(i => Differentiate.Jvp(x => Differentiate.Vjp(Single, x).Pullback(1), x, Units(2)[i]).Tangent));
        Naive.AssertClose("vjp of jvp", expected, Rows(i => Differentiate.Vjp(x => ForwardSlope(x)[i], x).Pullback(1)));
        Naive.AssertClose("jvp of jvp", expected, Rows(i => Differentiate.Jvp(ForwardSlope, x, Units(2)[i]).Tangent));
        Naive.AssertClose(
            "vjp of vjp", expected, Rows(i => Differentiate.Vjp(x => Differentiate.Vjp(Single, x).Pullback(1), x).Pullback(Units(2)[i])));
        Naive.AssertClose("HessianVectorProduct", expected, Rows(i => Differentiate.HessianVectorProduct(Single, x, Units(2)[i])));

        static Tensor Rows(Func<int, Tensor> row) => Tensor.Stack([row(0), row(1)], 0);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void JacobianOfJacobianOfJacobian_OfAMatrixTimesCubes_IsTheClosedForm(int rows)
    {
        Tensor a = Naive.Integers(new Random(2), [rows, 3]), x = [0.5, -1, 2];
        Tensor F(Tensor x) => a.MatMul(x * x * x);
        double[] second = new double[rows * 9], third = new double[rows * 27];
        for (int i = 0; i < rows; i++)
        {
            for (int j = 0; j < 3; j++)
            {
                second[(i * 9) + (j * 4)] = 6 * a.Values[(i * 3) + j] * x.Values[j];
                third[(i * 27) + (j * 13)] = 6 * a.Values[(i * 3) + j];
            }
        }

        Tensor jj = Differentiate.Jacobian(x => Differentiate.Jacobian(F, x), x);
        Tensor jjj = Differentiate.Jacobian(x => Differentiate.Jacobian(x => Differentiate.Jacobian(F, x), x), x);
        Assert.Equal([rows, 3, 3], jj.Shape);
        Assert.Equal([rows, 3, 3, 3], jjj.Shape);
        Naive.AssertClose("second", second, jj);
        Naive.AssertClose("third", third, jjj);
        Assert.False(jjj.IsTracked);
    }

    [Fact]
    public void HessianOfJacobian_AndJacobianOfHessian_AreThirdDerivatives()
    {
        // f = x₀x₁x₂ + x₀⁴: f₀₁₂ = 1 in any order, f₀₀₀ = 24x₀.
        Tensor x = [0.5, 2, 3];
        static Tensor F(Tensor x) => (x[0] * x[1] * x[2]) + x[0].Pow(4);
        double[] expected = new double[27];
        Array.ForEach(new[] { 5, 7, 11, 15, 19, 21 }, place => expected[place] = 1);
        expected[0] = 12;

        Naive.AssertClose("Jacobian of Hessian", expected, Differentiate.Jacobian(x => Differentiate.Hessian(F, x), x));
        Tensor[] slices = [.. Enumerable.Range(0, 3).Select(i => Differentiate.Hessian(x => Differentiate.Jacobian(F, x)[i], x))];
        Naive.AssertClose("Hessian of Jacobian", expected, Tensor.Stack(slices, 0));
        Naive.AssertClose(
            "gradient of hvp", [12, 0, 0], Differentiate.Gradient(x => Differentiate.HessianVectorProduct(F, x, [1, 0, 0])[0], x));
        Naive.AssertClose("jvp of Hessian", expected[..9], Differentiate.Jvp(x => Differentiate.Hessian(F, x), x, [1, 0, 0]).Tangent);
        Naive.AssertClose(
            "hvp of gradient", expected[..3], Differentiate.HessianVectorProduct(x => Differentiate.Gradient(F, x)[0], x, [1, 0, 0]));
    }

    [Fact]
    public void Gradient_FiveTimesNested_IsTheFifthDerivative()
    {
        Func<Tensor, Tensor> f = x => x.Exp() * x;
        for (int order = 1; order <= 5; order++)
        {
            Func<Tensor, Tensor> inner = f;
            f = x => Differentiate.Gradient(inner, x);
            Naive.AssertClose($"order {order}", [Math.Exp(0.7) * (0.7 + order)], f(0.7));
            Naive.AssertClose($"order {order} at a variable", [Math.Exp(0.7) * (0.7 + order)], f(Tensor.Variable(0.7)));
        }
    }

    [Fact]
    public void ClosedOverVariables_AtEveryLevel_GetTheirDerivatives()
    {
        // f(a, b, c) = a²·b³·c⁴ with a by Backward, b by the outer gradient, c by the inner one.
        Tensor a = Tensor.Variable(2);
        Tensor outer = Differentiate.Gradient<double>(b => Differentiate.Gradient<double>(c => a * a * b.Pow(3) * c.Pow(4), 1.5), 3);

        Naive.AssertClose("∂²f/∂b∂c", [4 * 27 * 4 * Math.Pow(1.5, 3)], outer);
        Assert.True(outer.IsTracked);
        Naive.AssertClose("∂³f/∂a∂b∂c", [4 * 27 * 4 * Math.Pow(1.5, 3)], outer.Backward()[a]); // 2/a of it
    }

    [Fact]
    public void TrackedPoints_OfEveryFunction_GiveResultsThatDifferentiateOn()
    {
        Tensor x = Tensor.Variable([0.3, 1.5]);
        (string Name, Func<Tensor, Tensor> F)[] functions =
        [
            ("Gradient", x => Differentiate.Gradient(Single, x)), ("Value", x => Differentiate.ValueAndGradient(Single, x).Value),
            ("Gradients", x => Differentiate.Gradients(xs => Single(xs[0]) * xs[1], [x, x[0]])[0]),
            ("Jacobian", x => Differentiate.Jacobian(Pair, x)),
            ("Pullback", x => Differentiate.Vjp(Pair, x).Pullback([1, 2])), ("Vjp's value", x => Differentiate.Vjp(Pair, x).Value),
            ("Tangent", x => Differentiate.Jvp(Pair, x, [1, 2]).Tangent), ("Jvp's value", x => Differentiate.Jvp(Pair, x, [1, 2]).Value),
            ("Hessian", x => Differentiate.Hessian(Single, x)),
            ("HessianVectorProduct", x => Differentiate.HessianVectorProduct(Single, x, [1, 2])),
        ];
        foreach ((string name, Func<Tensor, Tensor> f) in functions)
        {
            Tensor result = f(x), weights = Naive.Integers(new Random(3), result.Shape);
            Assert.True(result.IsTracked, $"{name} at a tracked point is not tracked.");
            double[] numeric = new double[2];
            for (int i = 0; i < 2; i++)
            {
                Tensor step = Units(2)[i] * 1e-4;
                numeric[i] = ((f(x.Detach() + step) - f(x.Detach() - step)) * weights).Sum().Item / 2e-4;
            }

            Naive.AssertClose(name, numeric, result.Backward(weights)[x], 1e-6);
            Assert.False(f(x.Detach()).IsTracked, $"{name} at a constant is tracked.");
        }
    }

    [Fact]
    public void TrackedTangentsAndCotangents_GetGradients()
    {
        Tensor x = [0.3, 1.5], v = Tensor.Variable([1, 2]);
        Tensor jacobian = Differentiate.Jacobian(Pair, x), hessian = Differentiate.Hessian(Single, x);
        Tensor tangent = Differentiate.Jvp(Pair, x, v).Tangent, cotangent = Differentiate.Vjp(Pair, x).Pullback(v);
        Tensor product = Differentiate.HessianVectorProduct(Single, x, v);

        Naive.AssertClose("tangent", jacobian.T.MatMul([3, 4]).ToArray(), tangent.Backward([3, 4])[v]);
        Naive.AssertClose("cotangent", jacobian.MatMul([3, 4]).ToArray(), cotangent.Backward([3, 4])[v]);
        Naive.AssertClose("hvp", hessian.MatMul([3, 4]).ToArray(), product.Backward([3, 4])[v]);
        Naive.AssertClose(
            "jvp by v", jacobian[.., 0].ToArray(), Differentiate.Jvp(v => Differentiate.Jvp(Pair, x, v).Tangent, v, [1, 0]).Tangent);
    }

    [Fact]
    public void DataDependentBranch_TakesTheDerivativeOfTheBranch()
    {
        static Tensor F(Tensor x) => x.Item > 0 ? x * x * x : -x;

        Assert.Equal((12, -1), (Differentiate.Gradient<double>(F, 2).Item, Differentiate.Gradient<double>(F, -2).Item));
        Assert.Equal((12, 0), (Differentiate.Hessian<double>(F, 2).Item, Differentiate.Hessian<double>(F, -2).Item));
    }

    private static Tensor[] Units(int n) => [.. Enumerable.Range(0, n).Select(i => Tensor.OneHot([i], n).Reshape(n))];
}
