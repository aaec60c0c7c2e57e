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

if (args.Contains("--html"))
{
    new Lesson("Exclusive or", "排他的論理和")
        .Text(
            "Four examples, two inputs: the answer is 1 if exactly one of them is 1. No straight line divides the ones from the zeros. A "
            + "layer of four tanh units bends the plane so that the last layer can.",
            "例は四つ、入力は二つで、どちらか一方だけが 1 のとき答えは 1 です。1 と 0 を一本の直線で分けることはできません。"
            + "四つの tanh からなる層が平面を曲げるので、最後の層で分けられるようになります。")
        .Code("Tensor loss = Loss.BinaryCrossEntropyWithLogits(model.Forward(xor.Inputs), xor.Targets);\noptimizer.Step(loss.Backward());")
        .Picture(
            Plot.Boundary(model.Predict, xor.Inputs, [.. xor.Targets.ToArray().Select(target => (int)target)], "what the network decides"),
            "After 500 steps all four points lie in the region of their class.",
            "500 歩の後、四つの点はすべて自分のクラスの領域にあります。")
        .Text(
            "A step for all four examples, after the training. Every layer is a box; open one to see its operations.",
            "学習後の、四つの例すべてについての一歩です。各層は箱になっていて、開くと中の演算が見えます。")
        .Trace(model.TraceGraph(() =>
            Loss.BinaryCrossEntropyWithLogits(model.Forward(xor.Inputs.Named("x")), xor.Targets.Named("t")).Named("loss")))
        .SaveHtml("19-xor.html");
}

sealed class TwoLayers(Random random) : Module<double>
{
    private readonly Linear<double> hidden = new(2, 3, random), output = new(3, 1, random);

    public override Tensor Forward(Tensor x) => output.Forward(hidden.Forward(x).Tanh());
}
