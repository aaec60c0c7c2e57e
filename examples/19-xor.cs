#!/usr/bin/env dotnet
#:project ../Autograd.Nn/Autograd.Nn.csproj

// Exclusive or, from a table of four lines. Training is two lines in a loop: compute the loss, step. The same loop, with batches and
// progress, is Trainer.Fit.

using Autograd;
using Autograd.Nn;
using Tensor = Autograd.Tensor<double>;

var random = new Generator(1);
var model = new Sequential<double>(new Linear<double>(2, 4, random), new Tanh<double>(), new Linear<double>(4, 1, random));
var optimizer = new Adam<double>(model.Parameters, learningRate: 0.05);
Dataset<double> xor = Datasets.Xor<double>();
for (int step = 1; step <= 500; step++)
{
    Tensor loss = Loss.BinaryCrossEntropyWithLogits(model.Forward(xor.Inputs), xor.Targets);
    optimizer.Step(loss.Backward());
    if (step % 100 == 0)
    {
        Console.WriteLine($"step {step}  loss {loss.Item:F4}");
    }
}

Tensor y = model.Predict(xor.Inputs).Sigmoid();
for (int i = 0; i < xor.Count; i++)
{
    Console.WriteLine($"{xor.Inputs[i, 0].Item} xor {xor.Inputs[i, 1].Item} = {y[i].Item:F2}");
}

// The same network as a class: layers are kept in fields, and found there.
var own = new TwoLayers(random);
Console.WriteLine($"parameters: {string.Join(", ", own.Parameters.Select(p => $"{p.Name} {p.Shape}"))}");

sealed class TwoLayers(Random random) : Module<double>
{
    private readonly Linear<double> hidden = new(2, 3, random), output = new(3, 1, random);

    public override Tensor Forward(Tensor x) => output.Forward(hidden.Forward(x).Tanh());
}
