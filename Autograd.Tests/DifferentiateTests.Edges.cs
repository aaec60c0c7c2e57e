using Tensor = Autograd.Tensor<double>;

namespace Autograd.Tests;

/// <summary>Functions that ignore, cut or return what they are given, and mistakes.</summary>
public partial class DifferentiateTests
{
    [Fact]
    public void InputsIgnoredOrDetached_HaveZeroDerivatives_NeverNull()
    {
        Tensor c = [7, 8];
        (string Name, Func<Tensor, Tensor> F)[] functions =
        [
            ("ignored", x => c), ("detached", x => x.Detach()[..2] * 3), ("mask", x => (x > 0)[..2]),
            ("new variable", x => x.AsVariable()[..2] * 2),
            ("a variable from elsewhere", x => c.AsVariable()),
        ];
        foreach ((string name, Func<Tensor, Tensor> f) in functions)
        {
            Tensor Sum(Tensor x) => f(x).Sum();
            Tensor[] results =
            [
                Differentiate.Gradient(Sum, Point), Differentiate.ValueAndGradient(Sum, Point).Gradient,
                Differentiate.Gradients(xs => Sum(xs[0]), [Point])[0],
                Differentiate.Vjp(f, Point).Pullback([1, 1]), Differentiate.HessianVectorProduct(Sum, Point, Point),
            ];
            Assert.All(results, result => Assert.Equal([0, 0, 0], result.ToArray()));
            Assert.Equal([0, 0], Differentiate.Jvp(f, Point, Point).Tangent.ToArray());
            Assert.True(
                Differentiate.Jacobian(f, Point) is { Shape: { Rank: 2, Count: 6 } } jacobian && jacobian.Abs().Sum().Item == 0, name);
            Assert.True(
                Differentiate.Hessian(Sum, Point) is { Shape: { Rank: 2, Count: 9 } } hessian && hessian.Abs().Sum().Item == 0, name);
        }
    }

    [Fact]
    public void ResultsWhereNothingOutsideIsTracked_AreConstants()
    {
        static Tensor[] All(Func<Tensor, Tensor> f, Tensor x) =>
        [
            Differentiate.Gradient(f, x), Differentiate.ValueAndGradient(f, x).Value, Differentiate.Vjp(f, x).Value,
            Differentiate.Vjp(f, x).Pullback(1),
            Differentiate.Jvp(f, x, x).Value, Differentiate.Jvp(f, x, x).Tangent, Differentiate.Jacobian(f, x), Differentiate.Hessian(f, x),
            Differentiate.HessianVectorProduct(f, x, x),
        ];
        Tensor[] results =
        [
            .. All(x => x.Square().Sum(), Point), .. All(x => x[0], Point), .. All(x => x, Tensor.Constant(3)), .. All(x => 1, Point),
            .. All(x => Differentiate.Gradient(y => (x * y).Sum(), x).Sum(), Point), .. All(x => x.Detach().Sum(), Point),
        ];

        Assert.All(results, result => Assert.False(result.IsTracked));
        Assert.All(results, result => Assert.Null(result.Operation));
    }

    [Fact]
    public void ResultsWhereSomethingOutsideIsTracked_DifferentiateOn()
    {
        Tensor w = Tensor.Variable([2, 3, 4], "w");
        Tensor F(Tensor x) => (w * x * x).Sum();
        double[] sq = [0.25, 1, 4];

        Assert.Equal(sq, Differentiate.ValueAndGradient(F, Point).Value.Backward()[w].ToArray());
        Assert.Equal([1, 1, 1], Differentiate.ValueAndGradient(x => w.Sum(), Point).Value.Backward()[w].ToArray());
        Assert.Equal([1, 1, 1], Differentiate.Jvp(x => w, Point, Point).Value.Sum().Backward()[w].ToArray());
        Assert.Equal([1, -2, 4], Differentiate.Gradient(F, Point).Sum().Backward()[w].ToArray());
        Assert.Equal([1, -2, 4], Differentiate.Vjp(F, Point).Pullback(1).Sum().Backward()[w].ToArray());
        Assert.Equal([1, -2, 4], Differentiate.Jvp(F, Point, [1, 1, 1]).Tangent.Backward()[w].ToArray());
        Assert.Equal([1, -2, 4], Differentiate.Jacobian(F, Point).Sum().Backward()[w].ToArray());
        Assert.Equal([2, 2, 2], Differentiate.Hessian(F, Point).Sum().Backward()[w].ToArray());
        Assert.Equal([2, 2, 2], Differentiate.HessianVectorProduct(F, Point, [1, 1, 1]).Sum().Backward()[w].ToArray());
        Assert.Equal(
            [1, -2, 4], Differentiate.Jacobian(x => Tensor.Stack([F(x), F(x), F(x), F(x)], 0), Point)[0].Sum().Backward()[w].ToArray());
    }

    [Fact]
    public void PlainBackward_InsideADifferentiatedFunction_CutsTheOuterDerivative()
    {
        static Tensor Slope(Tensor x, bool createGraph)
        {
            Tensor y = x * 1; // of its own, so that the question is not what x is
            return Differentiate.GradientsOf(y * y * y, [y], createGraph: createGraph)[0];
        }

        Assert.Equal(12, Slope(Tensor.Variable(2), createGraph: false).Item);
        Assert.Equal(0, Differentiate.Gradient<double>(x => Slope(x, createGraph: false), 2).Item);
        Assert.Equal(12, Differentiate.Gradient<double>(x => Slope(x, createGraph: true), 2).Item);
        Assert.Equal(0, Differentiate.Gradient<double>(x => (x * x).Backward()[x], 2).Item);
        Assert.Equal(2, Differentiate.Gradient<double>(x => (x * x).Backward(createGraph: true)[x], 2).Item);
    }

    [Fact]
    public void Identity_HasTheIdentityAsDerivative()
    {
        foreach (Tensor x in new[] { Tensor.Constant([1, 2]), Tensor.Variable([1, 2]) })
        {
            Assert.Equal([1, 0, 0, 1], Differentiate.Jacobian(x => x, x).ToArray());
            Assert.Equal([5, 6], Differentiate.Vjp(x => x, x).Pullback([5, 6]).ToArray());
            Assert.Equal([5, 6], Differentiate.Jvp(x => x, x, [5, 6]).Tangent.ToArray());
            Assert.Equal([1, 2], Differentiate.Jvp(x => x, x, [5, 6]).Value.ToArray());
        }
    }

    [Fact]
    public void Arguments_InsideTheFunction_HaveTheValuesShapeAndName()
    {
        foreach (Tensor x in new[] { Tensor.Constant([1, 2], [1, 2]).Named("x"), Tensor.Variable([1, 2], [1, 2], "x") })
        {
            Differentiate.Gradient(
                inside =>
                {
                    Assert.Equal((x.Name, x.Shape), (inside.Name, inside.Shape));
                    Assert.Equal(x.ToArray(), inside.ToArray());
                    Assert.True(inside.IsTracked);
                    return inside.Sum();
                },
                x);
        }
    }

    public static TheoryData<ErrorTests.Mistake> Mistakes
    {
        get
        {
            Tensor c = Tensor.Constant([1, 2]).Named("c"), v = Tensor.Variable([1, 2], "v");
            Type operation = typeof(InvalidOperationException), shape = typeof(ShapeException), argument = typeof(ArgumentException);
            return
            [
                new("Gradient of several", () => Differentiate.Gradient(x => x * x, Point), operation, "Gradient", "3", "(3)"),
                new("Gradient of none", () => Differentiate.Gradient(x => x[..0], Point), operation, "Gradient", "0"),
                new("Gradient of a constant", () => Differentiate.Gradient(x => Tensor.Zeros([2]), Point), operation, "Gradient", "2"),
                new("Gradients of several", () => Differentiate.Gradients(xs => xs[0], [Point]), operation, "Gradients", "(3)"),
                new("Hessian of several", () => Differentiate.Hessian(x => x, Point), operation, "Hessian", "(3)"),
                new(
                    "Product of several", () => Differentiate.HessianVectorProduct(x => x, Point, Point), operation,
                    "HessianVectorProduct", "(3)"),
                new(
                    "Product, direction", () => Differentiate.HessianVectorProduct(x => x.Sum(), Point, [1, 2]), shape,
                    "HessianVectorProduct", "(3)", "(2)"),
                new("Jvp, direction", () => Differentiate.Jvp(x => x, v, [1, 2, 3]), shape, "Jvp", "\"v\"", "(2)", "(3)"),
                new("Jvp, too few directions", () => Differentiate.Jvp(xs => xs[0], [v, v], [v]), shape, "Jvp", "2", "1"),
                new("Vjp, seed", () => Differentiate.Vjp(x => x * 2, Point).Pullback([1, 2]), shape, "Vjp", "(3)", "(2)"),
                new(
                    "GradientsOf, constant", () => Differentiate.GradientsOf(v.Sum(), [v, c]), argument,
                    "GradientsOf", "\"c\"", "is a constant", "Variable", "AsVariable"),
                new("GradientsOf, several", () => Differentiate.GradientsOf(v, [v]), operation, "GradientsOf", "\"v\"", "(2)", "seed"),
                new("GradientsOf, seed", () => Differentiate.GradientsOf(v, [v], [1, 2, 3]), shape, "GradientsOf", "\"v\"", "(2)", "(3)"),
            ];
        }
    }

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void Mistake_IsAnErrorThatSaysWhatIsWrong(ErrorTests.Mistake mistake) => ErrorTests.AssertSays(mistake);

    [Fact]
    public void Gradient_OfSeveralElements_DoesNotRecommendASeedItCannotTake()
    {
        string message = Assert.Throws<InvalidOperationException>(() => Differentiate.Gradient(x => x * x, Point)).Message;

        Assert.DoesNotContain("pass a seed", message);
        Assert.DoesNotContain(".Backward()", message);
    }

    [Fact]
    public void NullArguments_AreErrors()
    {
        Func<Tensor, Tensor> f = x => x.Sum(), none = null!;
        Action[] mistakes =
        [
            () => Differentiate.Gradient(none, Point), () => Differentiate.Gradient(f, null!),
            () => Differentiate.ValueAndGradient(f, null!),
            () => Differentiate.Gradients(null!, [Point]), () => Differentiate.Gradients<double>(xs => xs[0], null!),
            () => Differentiate.Gradients(xs => xs[0], [Point, null!]), () => Differentiate.GradientsOf(null!, [Point]),
            () => Differentiate.GradientsOf(Point, null!), () => Differentiate.GradientsOf(Point, [null!]),
            () => Differentiate.Vjp(none, Point),
            () => Differentiate.Vjp(f, null!), () => Differentiate.Vjp(f, Point).Pullback(null!),
            () => Differentiate.Jvp(none, Point, Point),
            () => Differentiate.Jvp(f, null!, Point), () => Differentiate.Jvp(f, Point, null!),
            () => Differentiate.Jvp(xs => xs[0], [Point], null!),
            () => Differentiate.Jvp(xs => xs[0], [Point], [null!]), () => Differentiate.Jacobian(none, Point),
            () => Differentiate.Jacobian(f, null!),
            () => Differentiate.Hessian(none, Point), () => Differentiate.Hessian(f, null!),
            () => Differentiate.HessianVectorProduct(f, null!, Point),
            () => Differentiate.HessianVectorProduct(f, Point, null!),
        ];

        ErrorTests.AssertAll<ArgumentNullException>(mistakes);
        Assert.Contains(
            "returned null", Assert.Throws<InvalidOperationException>(() => Differentiate.Gradient(x => (Tensor)null!, Point)).Message);
    }

    [Fact]
    public void ExceptionsOfTheFunction_PassThrough() =>
        Assert.Throws<TimeoutException>(() => Differentiate.Gradient(x => throw new TimeoutException(), Point));
}
