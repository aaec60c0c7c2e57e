#!/usr/bin/env dotnet
#:project ../Autograd.Nn/Autograd.Nn.csproj

// From the functions of school to activations. Each of these is put together from +, *, /, max, exp, ln and tanh; a network is nothing
// more.

using Autograd;
using Autograd.Nn;
using Tensor = Autograd.Tensor<double>;

Tensor x = [-2, -1, 0, 1, 2];
Show("a straight line held at 0 is relu", x => Tensor.Maximum(x, 0), x => x.Relu());
Show("two lines are leaky relu", x => Tensor.Maximum(x, 0.01 * x), x => x.LeakyRelu());
Show("a line between two stops is hard tanh", x => Tensor.Minimum(Tensor.Maximum(x, -1), 1), x => x.HardTanh());
Show("a fraction with an exponential is sigmoid", x => 1 / (1 + (-x).Exp()), x => x.Sigmoid());
Show("tanh is sigmoid, stretched and shifted", x => 2 * (2 * x).Sigmoid() - 1, x => x.Tanh());
Show("the area under sigmoid is softplus", x => (1 + x.Exp()).Log(), x => x.Softplus());
Show("a line times sigmoid is swish", x => x * x.Sigmoid(), x => x.Silu());
Show("a hyperbola is bent identity", x => ((x.Square() + 1).Sqrt() - 1) / 2 + x, x => x.BentIdentity());

// The library writes some of them otherwise, for numbers that school does not ask about.
Console.WriteLine($"ln(1 + e^x) at 1000: {(1 + Tensor.Constant(1000).Exp()).Log()}, softplus: {Tensor.Constant(1000).Softplus()}");
Tensor zero = Tensor.Variable(0);
Console.WriteLine($"slope of max(x, 0) at 0: {Tensor.Maximum(zero, 0).Backward()[zero]}, of relu: {zero.Relu().Backward()[zero]}");

void Show(string what, Func<Tensor, Tensor> school, Func<Tensor, Tensor> library)
{
    double difference = (school(x) - library(x)).Abs().Max().Item;
    string values = string.Concat(school(x).ToArray().Select(v => $"{v + 0.0,8:F3}"));
    Console.WriteLine($"{what,-44}{values}   {(difference < 1e-12 ? "the same" : "differs")}");
}

if (args.Contains("--html"))
{
    Tensor at = Tensor.Variable(1, "x");
    new Lesson("From the functions of school to activations", "学校で習う関数から活性化関数へ")
        .Text(
            "A straight line, a parabola, a root, a power, a logarithm, a sine: every activation is put together from functions that you "
            + "know.",
            "一次関数、二次関数、平方根、指数関数、対数関数、三角関数。どの活性化関数も、学校で習う関数の組み合わせです。")
        .Picture(Plot.Functions(
            -4, 4, ("line x", x => x), ("ReLU: held at 0", x => x.Relu()), ("leaky ReLU: two lines", x => x.LeakyRelu(0.1))))
        .Picture(
            Plot.Functions(-4, 4, ("parabola x(x + 3)/6", x => x * (x + 3) / 6), ("HardSwish", x => x.HardSwish())),
            "Between −3 and 3 HardSwish is the parabola, with its vertex at −1.5; outside it is 0 and x.",
            "−3 と 3 の間で HardSwish は放物線と一致し、その頂点は −1.5 にあります。外側では 0 と x です。")
        .Picture(Plot.Functions(
            -4, 4, ("root √(x² + 1)", x => (x.Square() + 1).Sqrt()), ("bent identity: half of it less ½, plus x", x => x.BentIdentity())))
        .Picture(Plot.Functions(
            -4, 2, ("power eˣ", x => x.Exp()), ("sigmoid eˣ/(1 + eˣ)", x => x.Sigmoid()), ("tanh: 2·sigmoid(2x) − 1", x => x.Tanh())))
        .Picture(Plot.Functions(-4, 4, ("logarithm ln x", x => x.Log()), ("softplus ln(1 + eˣ)", x => x.Softplus())))
        .Picture(Plot.Functions(-4, 4, ("sin x", x => x.Sin()), ("snake x + sin²x", x => x.Snake(1)), ("SIREN sin 2x", x => x.Siren(2))))
        .Text(
            "So a network needs no new rules of calculus either. Sigmoid by the formula of school, step by step:",
            "ですから、ネットワークのために新しい微分の規則は要りません。学校の式で書いたシグモイドを、一歩ずつ見てみましょう。")
        .Code("Show(\"a fraction with an exponential is sigmoid\", x => 1 / (1 + (-x).Exp()), x => x.Sigmoid());")
        .Trace((1 / (1 + (-at).Exp())).Named("y").TraceGraph())
        .SaveHtml("16-school-functions.html");
}
