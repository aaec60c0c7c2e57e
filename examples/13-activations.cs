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

static void Print(string name, Tensor values) =>
    Console.WriteLine($"{name,-15}{string.Concat(values.ToArray().Select(v => $"{v + 0.0,8:F3}"))}");

if (args.Contains("--html"))
{
    var lesson = new Lesson("Fourteen activations and their slopes", "十四の活性化関数とその傾き")
        .Text(
            "In training the slope matters more than the value. Where it is 0 nothing is learned; where it is below 1 in many layers, "
            + "little arrives at the first. Look for the dashed line: where is it 0, and where is it 1?",
            "学習では、値よりも傾きが大切です。傾きが 0 のところでは何も学習されません。多くの層で傾きが 1 より小さいと、最初の層まで勾配がほとんど届きません。"
            + "破線を見てください。どこで 0 になり、どこで 1 になりますか。");
    (string Name, Func<Tensor, Tensor> F)[] shown =
    [
        ("ReLU", x => x.Relu()), ("HardSwish", x => x.HardSwish()), ("bent identity", x => x.BentIdentity()), ("sigmoid", x => x.Sigmoid()),
        ("softmax of [t, 0, 0], its first element", t => (t - Tensor.Stack([t, 0 * t, 0 * t], 0).LogSumExp(0)).Exp()),
        ("softplus", x => x.Softplus()), ("snake, α = 1", x => x.Snake(1)), ("SIREN, ω₀ = 2", x => x.Siren(2)), ("step", x => x.Step()),
        ("leaky ReLU, slope 0.01", x => x.LeakyRelu()), ("PReLU, learned slope, here 0.25", new PRelu<double>().Forward),
        ("ReLU6", x => x.Relu6()), ("tanh", x => x.Tanh()), ("identity", x => x.Identity()),
    ];
    foreach (var (name, f) in shown)
    {
        lesson.Picture(Plot.Function(f, -6, 6, name));
    }

    Tensor two = Tensor.Variable(2, "x");
    lesson.Text(
            "None of them has a rule of its own. Sigmoid, for example, is composed of a few operations, and its slope comes from theirs.",
            "どの活性化関数にも専用の規則はありません。たとえばシグモイドはいくつかの演算の組み合わせで、その傾きは各演算の規則から得られます。")
        .Trace(two.Sigmoid().Named("y").TraceGraph())
        .SaveHtml("13-activations.html");
}
