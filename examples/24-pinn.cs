#!/usr/bin/env dotnet
#:project ../Autograd.Nn/Autograd.Nn.csproj

// A network that solves a differential equation, u″ + u = 0 with u(0) = 0 and u′(0) = 1, whose solution is the sine. Nobody shows it the
// sine: the loss is how much the equation is violated, and so it contains second derivatives of the network by its input. The gradient of
// that loss by the weights is a third derivative.

using Autograd;
using Autograd.Nn;
using Tensor = Autograd.Tensor<double>;

var random = new Generator(2);
var model = new Sequential<double>(new Linear<double>(1, 16, random), new Tanh<double>(), new Linear<double>(16, 1, random));
Tensor t = Tensor.Linspace(0, 3, 16).Reshape(-1, 1), start = Tensor.Zeros([1, 1]);

// Each time is a row of its own, so one forward sweep with a change of 1 in every row gives the derivative at every time.
Tensor Slope(Func<Tensor, Tensor> f, Tensor t) => Differentiate.Jvp(f, t, Tensor.Ones(t.Shape)).Tangent;
Tensor Violation()
{
    Tensor second = Slope(t => Slope(model.Forward, t), t);
    Tensor equation = (second + model.Forward(t)).Square().Mean();
    Tensor beginning = model.Forward(start).Square().Sum() + (Slope(model.Forward, start) - 1).Square().Sum();
    return equation + beginning;
}

var optimizer = new Lbfgs<double>(model.Parameters, learningRate: 0.5);
for (int step = 0; step < 60; step++)
{
    optimizer.Step(Violation);
}

Console.WriteLine("   t   network   sin t");
foreach (double time in new[] { 0.0, 0.5, 1, 1.5, 2, 2.5, 3 })
{
    Console.WriteLine($"{time,4:F1}{Math.Round(model.Predict(Tensor.Constant([time], [1, 1])).Item, 2) + 0.0,10:F2}{Math.Sin(time),8:F2}");
}

if (args.Contains("--html"))
{
    Tensor Network(Tensor t) => model.Forward(t.Unsqueeze(1))[.., 0];
    Tensor First(Tensor t) => Slope(Network, t);
    Tensor Second(Tensor t) => Slope(First, t);
    new Lesson("A differential equation as a loss", "微分方程式を損失にする")
        .Text(
            "u″ + u = 0 with u(0) = 0 and u′(0) = 1. Nobody shows the network the solution: the loss is how much the equation is violated, "
            + "and so it contains derivatives of the network by its input.",
            "u″ + u = 0、u(0) = 0、u′(0) = 1 を解きます。ネットワークに解は見せません。損失は方程式からのずれなので、その中にネットワークの入力についての微分が入ります。")
        .Code("Tensor second = Slope(t => Slope(model.Forward, t), t);\nTensor equation = (second + model.Forward(t)).Square().Mean();")
        .Picture(
            Plot.Functions(-1, 6, ("network", Network), ("sine", t => t.Sin())),
            "Between 0 and 3, where the equation was asked for, the two lie on each other. Outside nothing was asked.",
            "方程式を課した 0 から 3 の間では二つが重なります。その外側では何も求めていません。")
        .Picture(
            Plot.Functions(0, 3, ("u", Network), ("u′", First), ("u″", Second)),
            "u″ is −u, and u′ is the cosine.", "u″ は −u で、u′ はコサインです。")
        .Text(
            "The network at one time, forward and backward: what comes back to t is u′.",
            "ある時刻でのネットワークの順伝播と逆伝播です。t に戻る勾配が u′ です。")
        .Trace(model.TraceGraph(() => model.Forward(Tensor.Variable([1.0], [1, 1], "t")).Sum().Named("u")))
        .SaveHtml("24-pinn.html");
}
