using Tensor = Autograd.Tensor<double>;

namespace Autograd.Tests;

/// <summary>
/// Every transform of every transform of four kinds of function, each with the value c·exp(a·x). Its k-th derivatives are
/// c·exp(a·x)·a⊗…⊗a, so each transform turns exp(a·x) times a constant tensor C into exp(a·x) times another: the closed form.
/// </summary>
public class TransformTableTests
{
    private const double Factor = 1.7;

    private static readonly Tensor A = [0.5, -1.25, 2], X = [0.3, 0.2, -0.4], Direction = [0.7, -0.2, 1.1];

    /// <summary>A transform of functions, and what it does to the constant tensor.</summary>
    public sealed record Transform(string Name, Func<Func<Tensor, Tensor>, Tensor, Tensor> Apply, Func<Tensor, Tensor> OfConstant)
    {
        public override string ToString() => Name;
    }

    /// <summary>A way to write c·exp(a·x).</summary>
    public sealed record Kind(string Name, Func<Tensor, Tensor, Tensor> Call)
    {
        public override string ToString() => Name;
    }

    private static Transform[] Transforms =>
    [
        new("gradient", (h, x) => Differentiate.Gradient(x => Weighted(h(x)), x), c => Weighted(c) * A),
        new("jvp", (h, x) => Differentiate.Jvp(h, x, Direction).Tangent, c => c * A.Dot(Direction)),
        new("vjp", (h, x) => Vjp(h, x), c => Weighted(c) * A),
        new("jacobian", (h, x) => Differentiate.Jacobian(h, x), c => c.Unsqueeze(-1) * A),
        new("hessian", (h, x) => Differentiate.Hessian(x => Weighted(h(x)), x), c => Weighted(c) * A.Outer(A)),
        new("hessian-vector product", (h, x) => Differentiate.HessianVectorProduct(x => Weighted(h(x)), x, Direction),
            c => Weighted(c) * A.Dot(Direction) * A),
    ];

    private static Kind[] Kinds =>
    [
        new("primitives", (x, c) => c.Detach() * (A * x).Sum().Exp()),
        new("custom primitive", (x, c) => c.Detach() * Tensor.Apply(new Exponential(), A.Dot(x))),
        new("closed-over variable", (x, c) => c * A.Dot(x).Exp()),
        new("data-dependent if", (x, c) => x[0].Item > 0 ? c.Detach() * (A * x).Exp().Product() : (-x).Exp().Sum()),
    ];

    public static TheoryData<Transform, Transform, Kind> Cells
    {
        get
        {
            var cells = new TheoryData<Transform, Transform, Kind>();
            foreach (Transform outer in Transforms)
            {
                foreach (Transform inner in Transforms)
                {
                    foreach (Kind kind in Kinds)
                    {
                        cells.Add(outer, inner, kind);
                    }
                }
            }

            return cells;
        }
    }

    [Theory]
    [MemberData(nameof(Cells))]
    public void TransformOfTransform_OfAnyKindOfFunction_IsTheClosedForm(Transform outer, Transform inner, Kind kind)
    {
        Tensor c = Tensor.Variable(Factor, "c");
        Tensor y = outer.Apply(x => inner.Apply(x => kind.Call(x, c), x), X);

        Tensor constant = outer.OfConstant(inner.OfConstant(1));
        double exponential = Math.Exp(A.Dot(X).Item);
        Assert.Equal(constant.Shape, y.Shape);
        Naive.AssertClose($"{outer} of {inner}", (Factor * exponential * constant).ToArray(), y);

        // The result depends on c where the function does, and only there.
        Assert.Equal(kind.Name == "closed-over variable", y.IsTracked);
        if (y.IsTracked)
        {
            Naive.AssertClose($"its derivative by c", [exponential * Weighted(constant).Item], Weighted(y).Backward()[c]);
        }
    }

    /// <summary>A number that every element counts in, each with a weight of its own.</summary>
    private static Tensor Weighted(Tensor y) => (y * Weights(y.Shape)).Sum();

    private static Tensor Weights(Shape shape) => Tensor.Constant([.. Enumerable.Range(0, shape.Count).Select(k => 1 + (k / 7.0))], shape);

    private static Tensor Vjp(Func<Tensor, Tensor> h, Tensor x)
    {
        (Tensor value, Func<Tensor, Tensor> pullback) = Differentiate.Vjp(h, x);
        return pullback(Weights(value.Shape));
    }

    private sealed class Exponential : ElementwiseUnary<double>
    {
        protected override void Compute(ReadOnlySpan<double> x, Span<double> y)
        {
            for (int i = 0; i < x.Length; i++)
            {
                y[i] = Math.Exp(x[i]);
            }
        }

        protected override Tensor Derivative(Tensor x, Tensor y) => y;
    }
}
