#!/usr/bin/env dotnet
#:project ../Autograd.Core/Autograd.Core.csproj

// Newton's method on Rosenbrock's banana-shaped valley f(x, y) = (1 - x)^2 + 100 (y - x^2)^2, whose lowest point is (1, 1).
// Gradient descent creeps along the valley for thousands of steps. Newton's method knows from the Hessian how the valley bends: it
// jumps to the lowest point of the quadratic function with the same gradient and Hessian. Step 2 climbs out of the valley, step 3
// is back on its floor, much nearer; at the end each step doubles the number of right digits.

using Autograd;
using Tensor = Autograd.Tensor<double>;

static Tensor Rosenbrock(Tensor p)
{
    Tensor x = p[0], y = p[1];
    return (1 - x).Square() + 100 * (y - x.Square()).Square();
}

Tensor p = [-1.2, 1];
Console.WriteLine($"gradient at the start: {Differentiate.Gradient(Rosenbrock, p)}");
Console.WriteLine("Hessian at the start:");
Console.WriteLine(Differentiate.Hessian(Rosenbrock, p));
Console.WriteLine();
Console.WriteLine("step          x          y       f(x, y)");
var heights = new List<double>();
for (int step = 0; ; step++)
{
    var (f, g) = Differentiate.ValueAndGradient(Rosenbrock, p);
    Console.WriteLine($"{step,4}{p[0],11:F6}{p[1],11:F6}{f,14:0.0e+00}");
    heights.Add(f.Item);
    if (f.Item < 1e-15)
    {
        break;
    }

    p -= Solve(Differentiate.Hessian(Rosenbrock, p), g);
}

// The x with A x = b for two unknowns, by Cramer's rule.
static Tensor Solve(Tensor a, Tensor b)
{
    Tensor determinant = a[0, 0] * a[1, 1] - a[0, 1] * a[1, 0];
    return Tensor.Stack([b[0] * a[1, 1] - a[0, 1] * b[1], a[0, 0] * b[1] - b[0] * a[1, 0]], 0) / determinant;
}

if (args.Contains("--html"))
{
    Tensor x = Tensor.Variable(-1.2, "x"), y = Tensor.Variable(1, "y");
    new Lesson("Gradient and Hessian: down into a valley", "勾配とヘッセ行列: 谷を下る")
        .Text(
            "First a bowl, f = x² + y². The gradient (2x, 2y) stands at right angles to the lines of equal value and points uphill, "
            + "straight away from the lowest point: going against it leads home.",
            "まず、お椀の形の f = x² + y² です。勾配 (2x, 2y) は等高線に垂直で、上り方向、つまり最低点からまっすぐ離れる方向を指します。"
            + "その逆へ進めば最低点に着きます。")
        .Picture(Plot.Field((x, y) => x.Square() + y.Square(), (-3, 3), (-3, 3), "x² + y²"))
        .Picture(
            Plot.Function(x => x.Square() + 1, -3, 3, "x² + y² along y = 1"),
            "A partial derivative holds the other variable still: ∂f/∂x is the slope of this cut, 2x, wherever the cut is made.",
            "偏微分では、もう一方の変数を止めておきます。∂f/∂x はこの断面の傾きで、どこで切っても 2x です。")
        .Picture(Plot.Function(y => 4 + y.Square(), -3, 3, "x² + y² along x = 2", "y"), "Likewise ∂f/∂y = 2y.", "同じように ∂f/∂y = 2y です。")
        .Heading("Rosenbrock's valley", "ローゼンブロックの谷")
        .Text(
            "Here the gradient points across the valley, not along it, so gradient descent creeps. Newton's method also asks for the "
            + "Hessian, which says how the valley bends, and is there after six steps. Step 2 climbs out of the valley on the way.",
            "ここでは勾配が谷に沿わず、谷を横切る向きになるので、勾配降下法はなかなか進みません。"
            + "ニュートン法は谷の曲がり方を表すヘッセ行列も使い、六歩で着きます。途中の第 2 歩では、いったん谷の外へ出ます。")
        .Picture(
            Plot.Field((x, y) => Rosenbrock(Tensor.Stack([x, y], 0)).LogP1(), (-1.6, 1.6), (-0.6, 2), "ln(1 + f)"),
            "The logarithm keeps the lines and the directions, and shows the floor.",
            "対数にすると、等高線の形と矢印の方向はそのままで、谷底が見えるようになります。")
        .Picture(Plot.Curve([.. heights], "f after each step of Newton's method", logarithmic: true))
        .Trace(((1 - x).Square() + 100 * (y - x.Square()).Square()).Named("f").TraceGraph())
        .SaveHtml("06-rosenbrock.html");
}
