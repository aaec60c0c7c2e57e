#!/usr/bin/env dotnet
#:project ../Autograd.Nn/Autograd.Nn.csproj

// From the functions of school to activations. Each of these is put together from +, *, /, max, exp, ln and tanh; a network is nothing more.

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
    Console.WriteLine($"{what,-44}{string.Concat(school(x).ToArray().Select(v => $"{v + 0.0,8:F3}"))}   {(difference < 1e-12 ? "the same" : "differs")}");
}
