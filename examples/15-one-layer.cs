#!/usr/bin/env dotnet
#:project ../Autograd.Nn/Autograd.Nn.csproj

// Training, the least of it: one layer with relu learns a rule from examples. A step computes the loss, goes backward, and moves every
// parameter against its gradient. There is nothing to zero in between, because gradients are returned and not stored.

using Autograd;
using Autograd.Nn;
using Tensor = Autograd.Tensor<double>;

var random = new Generator(1);
Tensor x = Tensor.Normal(random, [64, 3], 0, 1);
Tensor truth = Tensor.Constant(new double[,] { { 1, -2 }, { 0.5, 1 }, { -1, 0.3 } });
Tensor t = (x.MatMul(truth) + 0.1).Relu(); // what the layer has to find: these weights, and a bias of 0.1

var layer = new Linear<double>(inputs: 3, outputs: 2, random);
var optimizer = new Sgd<double>(layer.Parameters, learningRate: 0.1);
for (int step = 0; step <= 200; step++)
{
    Tensor loss = Loss.MeanSquaredError(layer.Forward(x).Relu(), t);
    optimizer.Step(loss.Backward());
    if (step % 25 == 0)
    {
        Console.WriteLine($"step {step,3}  loss {loss.Item:F6}  {new string('#', (int)(40 * Math.Sqrt(loss.Item)))}");
    }
}

Console.WriteLine($"bias found: {Text(layer.Bias!.Value)}");
for (int input = 0; input < 3; input++)
{
    Console.WriteLine($"weights of input {input}: found {Text(layer.Weight.Value[.., input])}, true {Text(truth[input])}");
}

static string Text(Tensor x) => string.Join(" ", x.ToArray().Select(v => $"{v,5:F2}"));
