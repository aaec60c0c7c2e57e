#!/usr/bin/env dotnet
#:project ../Autograd.Core/Autograd.Core.csproj

// A curve through points, three ways. The model is a decay, y = a·e^(-b·t), and the loss the sum of the squared residuals. Which
// derivatives a method asks for decides how many steps it takes.

using Autograd;
using Tensor = Autograd.Tensor<double>;

// Points on a = 5, b = 0.7, each a little beside the curve.
Tensor t = Tensor.Linspace(0, 4, 9);
Tensor points = 5 * (-0.7 * t).Exp() + Tensor.Normal(new Random(4), [9], 0, 0.05);

Tensor Residuals(Tensor p) => p[0] * (-p[1] * t).Exp() - points;
Tensor Loss(Tensor p) => Residuals(p).Square().Sum();

// 0. Were b known, the model would be linear in a, and setting the derivative to 0 gives the normal equation (e·e)·a = e·y. Its solution
// takes no steps at all.
Tensor e = (-0.7 * t).Exp();
Console.WriteLine($"a if b = 0.7 is known, from the normal equation: {(e.Dot(points) / e.Dot(e)).Item:F6}");
Console.WriteLine();

// 1. With b unknown too, the normal equations are Jᵀr = 0: where the gradient 2·Jᵀr of the loss vanishes. Gradient descent asks for nothing
// else, and goes against it by small steps until it does.
List<double> descent = Fit("gradient descent", p => 0.02 * Differentiate.Gradient(Loss, p));

// 2. Newton asks for the Hessian too, and jumps to where the parabola with this gradient and this curvature is flat. It has to start where
// the loss bends upward: from (4, 1) it jumps the wrong way, to where the curve is 0 and nothing changes any more.
List<double> newton = Fit("Newton", p => Solve(Differentiate.Hessian(Loss, p), Differentiate.Gradient(Loss, p)));

// 3. Gauss-Newton asks for the Jacobian of the residuals. It makes the residuals linear, not the loss quadratic: JᵀJ stands for half the
// Hessian, and leaves out the curvature of the model, which matters little where the residuals are small.
Fit("Gauss-Newton", p =>
{
    Tensor jacobian = Differentiate.Jacobian(Residuals, p);
    return Solve(jacobian.T.MatMul(jacobian), jacobian.T.MatMul(Residuals(p)));
});

List<double> Fit(string name, Func<Tensor, Tensor> step)
{
    Tensor p = [4, 0.8];
    var losses = new List<double>();
    while (Differentiate.Gradient(Loss, p).Norm().Item > 1e-9)
    {
        losses.Add(Loss(p).Item);
        p -= step(p);
    }

    Console.WriteLine($"{name,-16}  {losses.Count,4} steps  a = {p[0].Item:F6}  b = {p[1].Item:F6}  loss {Loss(p).Item:F6}");
    return losses;
}

// The x with A·x = b for two unknowns, by Cramer's rule.
static Tensor Solve(Tensor a, Tensor b)
{
    Tensor determinant = a[0, 0] * a[1, 1] - a[0, 1] * a[1, 0];
    return Tensor.Stack([b[0] * a[1, 1] - a[0, 1] * b[1], a[0, 0] * b[1] - b[0] * a[1, 0]], 0) / determinant;
}

if (args.Contains("--html"))
{
    Tensor a = Tensor.Variable(4, "a"), b = Tensor.Variable(0.8, "b"), target = points.Named("points");
    new Lesson("A curve through points", "点を通る曲線")
        .Text(
            "A decay a·e^(−b·t) is fitted to nine points. The loss is the sum of the squared residuals. Below it is drawn over a and b: a "
            + "long valley, because a higher start can be made up for by a faster decay.",
            "減衰曲線 a·e^(−b·t) を九つの点に当てはめます。損失は残差の二乗和です。a と b についての損失は、下のように長い谷になります。"
            + "初めの値を大きくしても、減衰を速くすれば埋め合わせられるからです。")
        .Code("Tensor Residuals(Tensor p) => p[0] * (-p[1] * t).Exp() - points;\nTensor Loss(Tensor p) => Residuals(p).Square().Sum();")
        .Picture(Plot.Field(
            (a, b) => (a.Unsqueeze(1) * (-b.Unsqueeze(1) * t).Exp() - points).Square().Sum(1),
            (4, 6),
            (0.5, 1),
            "loss over a (to the right) and b (up)"))
        .Picture(Plot.Functions(0, 4, ("start", t => 4 * (-0.8 * t).Exp()), ("found", t => 5.07536 * (-0.72943 * t).Exp())))
        .Trace((a * (-b * t.Named("t")).Exp() - target).Square().Sum().Named("loss").TraceGraph())
        .Heading("What the methods ask for", "方法によって使う微分が違います")
        .Text(
            "Gradient descent asks for the gradient alone and needs 419 steps. Newton asks for the Hessian too and needs 7. Gauss-Newton "
            + "asks for the Jacobian of the residuals and needs 6.",
            "勾配降下法は勾配だけを使い、419 歩かかります。ニュートン法はヘッセ行列も使い、7 歩です。"
            + "ガウス・ニュートン法は残差のヤコビ行列を使い、6 歩です。")
        .Picture(Plot.Curve(
            [.. descent.Select(loss => loss - descent[^1] + 1e-16)], "gradient descent: loss above the least", logarithmic: true))
        .Picture(Plot.Curve([.. newton], "Newton: loss", logarithmic: true))
        .SaveHtml("09-least-squares.html");
}
