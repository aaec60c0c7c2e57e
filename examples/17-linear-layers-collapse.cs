#!/usr/bin/env dotnet
#:project ../Autograd.Nn/Autograd.Nn.csproj

// Why there are activations at all: linear layers in a row are one linear layer. However deep, they draw a straight line, and exclusive or
// cannot be divided by one.

using Autograd;
using Autograd.Nn;
using Tensor = Autograd.Tensor<double>;

// 1. Three layers are one: (x·A)·B·C = x·(A·B·C).
var random = new Generator(2);
Linear<double>[] layers = [new(2, 5, random, bias: false), new(5, 4, random, bias: false), new(4, 1, random, bias: false)];
Tensor one = layers.Select(layer => layer.Weight.Value.T).Aggregate((a, b) => a.MatMul(b));
Tensor x = Tensor.Normal(random, [3, 2], 0, 1);
Console.WriteLine($"three layers: {new Sequential<double>(layers).Predict(x).Reshape(3)}");
Console.WriteLine($"one layer:    {x.MatMul(one.Detach()).Reshape(3)}");
Console.WriteLine();

// 2. On exclusive or, depth without activations does not help: the best line says 1/2 everywhere. One activation is enough.
Dataset<double> xor = Datasets.Xor<double>();
Sequential<double> straight = Train("linear layers", x => x);
Sequential<double> bent = Train("with tanh", x => x.Tanh());

Sequential<double> Train(string name, Func<Tensor, Tensor> between)
{
    var random = new Generator(3);
    var model = new Sequential<double>(
        new Linear<double>(2, 8, random), new Lambda<double>("between", between), new Linear<double>(8, 1, random));
    TrainingHistory history = Trainer.Fit(
        model, xor, (y, batch) => Loss.MeanSquaredError(y, batch.Targets), new Adam<double>(model.Parameters, 0.05), epochs: 400);
    string output = string.Join(" ", model.Predict(xor.Inputs).ToArray().Select(v => $"{Math.Round(v, 2) + 0.0:F2}"));
    Console.WriteLine($"{name,-14} loss {history.Losses[^1]:F4}, output {output}");
    return model;
}

if (args.Contains("--html"))
{
    Tensor c = Tensor.Variable(0.5, "c"), input = Tensor.Variable(2, "x");
    static Func<Tensor, Tensor> Along(Sequential<double> model, bool falling) =>
        s => model.Forward(Tensor.Stack([s, falling ? 1 - s : s], 1))[.., 0];
    new Lesson("Why there are activations", "なぜ活性化関数が必要ですか")
        .Text(
            "Three layers that each multiply by c make c·(c·(c·x)) = c³·x: still a straight line. Matrices do the same, (x·A)·B·C = "
            + "x·(A·B·C). The gradient of c is 3c²x: three uses, three contributions.",
            "c を掛けるだけの層を三つ重ねても、c·(c·(c·x)) = c³·x で、直線のままです。行列でも (x·A)·B·C = x·(A·B·C) となります。"
            + "c は三回使われるので、勾配は三つの寄与の和、3c²x です。")
        .Trace((c * (c * (c * input))).Named("y").TraceGraph())
        .Heading("Exclusive or", "排他的論理和")
        .Text(
            "Exclusive or wants 0 at (0, 0) and (1, 1), and 1 at (0, 1) and (1, 0). Go along the diagonals of the square: the straight "
            + "network says ½ everywhere, the bent one rises and falls.",
            "排他的論理和は、(0, 0) と (1, 1) で 0、(0, 1) と (1, 0) で 1 です。正方形の対角線に沿って見ると、"
            + "線形のネットワークはどこでも ½ ですが、曲がったネットワークは上がったり下がったりします。")
        .Code("Train(\"linear layers\", x => x);\nTrain(\"with tanh\", x => x.Tanh());")
        .Picture(
            Plot.Functions(0, 1, ("linear layers", Along(straight, false)), ("with tanh", Along(bent, false))),
            "From (0, 0) to (1, 1): wanted is 0 at both ends.", "(0, 0) から (1, 1) まで: 両端で 0 になるはずです。")
        .Picture(
            Plot.Functions(0, 1, ("linear layers", Along(straight, true)), ("with tanh", Along(bent, true))),
            "From (0, 1) to (1, 0): wanted is 1 at both ends.", "(0, 1) から (1, 0) まで: 両端で 1 になるはずです。")
        .Picture(Plot.Boundary(bent.Predict, xor.Inputs, [0, 1, 1, 0], "what the network with tanh decides", threshold: 0.5))
        .SaveHtml("17-linear-layers-collapse.html");
}
