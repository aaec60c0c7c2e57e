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
Train("linear layers", x => x);
Train("with tanh", x => x.Tanh());

void Train(string name, Func<Tensor, Tensor> between)
{
    var random = new Generator(3);
    var model = new Sequential<double>(new Linear<double>(2, 8, random), new Lambda<double>("between", between), new Linear<double>(8, 1, random));
    TrainingHistory history = Trainer.Fit(
        model, xor, (y, batch) => Loss.MeanSquaredError(y, batch.Targets), new Adam<double>(model.Parameters, 0.05), epochs: 400);
    Console.WriteLine($"{name,-14} loss {history.Losses[^1]:F4}, output {string.Join(" ", model.Predict(xor.Inputs).ToArray().Select(v => $"{Math.Round(v, 2) + 0.0:F2}"))}");
}
