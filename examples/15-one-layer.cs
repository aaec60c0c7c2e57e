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
var losses = new List<double>();
for (int step = 0; step <= 200; step++)
{
    Tensor loss = Loss.MeanSquaredError(layer.Forward(x).Relu(), t);
    optimizer.Step(loss.Backward());
    losses.Add(loss.Item);
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

if (args.Contains("--html"))
{
    new Lesson("One layer learns", "一層のネットワークの学習")
        .Text(
            "64 examples with 3 inputs and 2 outputs. A step computes the loss, goes backward, and moves every parameter against its "
            + "gradient, by 0.1 times as much. After 50 such steps the loss is a hundredth of what it was.",
            "入力が 3 個、出力が 2 個の例が 64 組あります。一歩ごとに損失を計算し、逆伝播して、各パラメータを勾配と逆の向きに、その 0.1 倍だけ動かします。"
            + "50 歩で、損失は初めの百分の一ほどになります。")
        .Code("Tensor loss = Loss.MeanSquaredError(layer.Forward(x).Relu(), t);\noptimizer.Step(loss.Backward());")
        .Picture(Plot.Curve(losses.Take(50).ToArray(), "loss of the first 50 steps"))
        .Picture(
            Plot.Curve([.. losses], "loss of all steps", logarithmic: true),
            "On a logarithmic axis the rest is a straight line: each step takes off the same share.",
            "対数軸ではその先が直線になります。一歩ごとに同じ割合で減っていくからです。")
        .Text(
            "One such step for two of the examples, after the training. Where relu was 0 on the way forward, nothing goes back.",
            "学習後に、二組の例で一歩を見てみます。順伝播で ReLU が 0 になったところへは、何も戻りません。")
        .Trace(layer.TraceGraph(() => Loss.MeanSquaredError(layer.Forward(x[..2].Named("x")).Relu(), t[..2].Named("t")).Named("loss")))
        .SaveHtml("15-one-layer.html");
}
