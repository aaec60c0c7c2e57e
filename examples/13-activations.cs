#!/usr/bin/env dotnet
#:project ../Autograd.Nn/Autograd.Nn.csproj

// Activation functions and their derivatives. Each is composed from a few operations, and its derivative comes from theirs. What matters in
// training is the slope: where it is 0 nothing is learned, and where many layers have slopes below 1/4 little arrives at the first.

using Autograd;
using Autograd.Nn;
using Tensor = Autograd.Tensor<double>;

(string Name, Func<Tensor, Tensor> F)[] functions =
[
    ("step", x => x.Step()), ("identity", x => x.Identity()), ("bent identity", x => x.BentIdentity()), ("sigmoid", x => x.Sigmoid()),
    ("tanh", x => x.Tanh()), ("hard sigmoid", x => x.HardSigmoid()), ("softsign", x => x.Softsign()), ("softplus", x => x.Softplus()),
    ("relu", x => x.Relu()), ("leaky relu", x => x.LeakyRelu()), ("elu", x => x.Elu()), ("selu", x => x.Selu()), ("swish", x => x.Silu()),
    ("gelu", x => x.Gelu()), ("mish", x => x.Mish()), ("hard swish", x => x.HardSwish()), ("tanh shrink", x => x.TanhShrink()),
    ("snake", x => x.Snake()),
];
double[] places = [-4, -2, -1, -0.5, 0, 0.5, 1, 2, 4];
Tensor x = [.. places];

Console.WriteLine($"{"",-15}{string.Concat(places.Select(place => $"{place,8}"))}");
foreach (var (name, f) in functions)
{
    Print(name, f(x));
    Print("  slope", Differentiate.Gradient(x => f(x).Sum(), x)); // the sum, because each element depends on its own x alone
}

static void Print(string name, Tensor values) => Console.WriteLine($"{name,-15}{string.Concat(values.ToArray().Select(v => $"{v + 0.0,8:F3}"))}");
