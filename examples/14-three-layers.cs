#!/usr/bin/env dotnet
#:project ../Autograd.Nn/Autograd.Nn.csproj

// A network of three layers, forward. Each layer is a matrix product, a sum and an activation; the numbers are those of the textbook, with
// its sigmoid and with relu. It computes the same as a model of Linear layers, which keeps the matrices transposed.

using Autograd;
using Autograd.Nn;
using Tensor = Autograd.Tensor<double>;

Tensor x = Tensor.Constant(new double[,] { { 1, 0.5 } });
Tensor w1 = Tensor.Constant(new double[,] { { 0.1, 0.3, 0.5 }, { 0.2, 0.4, 0.6 } }), b1 = [0.1, 0.2, 0.3];
Tensor w2 = Tensor.Constant(new double[,] { { 0.1, 0.4 }, { 0.2, 0.5 }, { 0.3, 0.6 } }), b2 = [0.1, 0.2];
Tensor w3 = Tensor.Constant(new double[,] { { 0.1, 0.3 }, { 0.2, 0.4 } }), b3 = [0.1, 0.2];

// 1. By hand.
Tensor z1 = (x.MatMul(w1) + b1).Sigmoid();
Tensor z2 = (z1.MatMul(w2) + b2).Sigmoid();
Tensor y = z2.MatMul(w3) + b3;
Console.WriteLine($"first layer   {z1}");
Console.WriteLine($"second layer  {z2}");
Console.WriteLine($"output        {y}");

// 2. As a model.
var model = new Sequential<double>(Layer(w1, b1), new Sigmoid<double>(), Layer(w2, b2), new Sigmoid<double>(), Layer(w3, b3));
Console.WriteLine($"as a model    {model.Predict(x)}");
Console.WriteLine();
Console.WriteLine(model.Summary(x.Shape));

// 3. The same layers with relu. Here every sum is positive, so that relu changes none, and by hand it is quick to check.
Tensor r1 = (x.MatMul(w1) + b1).Relu();
Tensor r2 = (r1.MatMul(w2) + b2).Relu();
var withRelu = new Sequential<double>(Layer(w1, b1), new Relu<double>(), Layer(w2, b2), new Relu<double>(), Layer(w3, b3));
Console.WriteLine();
Console.WriteLine($"with relu     {r1} {r2} {r2.MatMul(w3) + b3}");
Console.WriteLine($"as a model    {withRelu.Predict(x)}");

static Linear<double> Layer(Tensor weight, Tensor bias)
{
    var layer = new Linear<double>(weight.Shape[0], weight.Shape[1], new Generator(0));
    layer.Weight.Assign(weight.T);
    layer.Bias!.Assign(bias);
    return layer;
}

if (args.Contains("--html"))
{
    Tensor batch = Tensor.Variable(new double[,] { { 1, 0.5 }, { -1, 2 } }, "X"), w = w1.AsVariable("W"), b = b1.AsVariable("b");
    Tensor column = x.T.AsVariable("x"), wColumn = w1.T.AsVariable("W"), bColumn = b1.Reshape(3, 1).AsVariable("b");
    Tensor v1 = w1.AsVariable("W1"), v2 = w2.AsVariable("W2"), v3 = w3.AsVariable("W3");
    Tensor c1 = b1.AsVariable("b1"), c2 = b2.AsVariable("b2"), c3 = b3.AsVariable("b3");
    Tensor h1 = (x.Named("x").MatMul(v1) + c1).Sigmoid().Named("z1"), h2 = (h1.MatMul(v2) + c2).Sigmoid().Named("z2");
    Tensor o = (h2.MatMul(v3) + c3).Named("y"), loss = (-o.LogSoftmax(1)[.., 1]).Sum().Named("loss");
    Tensor g1 = (x.MatMul(v1) + c1).Relu().Named("r1"), g2 = (g1.MatMul(v2) + c2).Relu().Named("r2");
    new Lesson("Three layers, forward and backward", "三層のネットワーク: 順伝播と逆伝播")
        .Text(
            "A layer is Y = X·W + b. What comes back is dY. Then dW = Xᵀ·dY: a weight w_ij joins input i with output j, so every row of "
            + "the batch contributes x_i times dy_j. The shapes leave no other choice: (2, 2)·(2, 3) → (2, 3).",
            "層の計算は Y = X·W + b です。戻ってくる勾配を dY とすると、dW = Xᵀ·dY です。重み w_ij は入力 i と出力 j を結ぶので、バッチの各行が x_i·dy_j だけ寄与します。"
            + "形からもこの式しかありえません。(2, 2)·(2, 3) → (2, 3) です。")
        .Text(
            "The one bias b was used for both rows of X, so its gradient is the sum over the rows, over axis 0.",
            "一つの b を X の二行が使ったので、その勾配は行についての和、つまり軸 0 についての和です。")
        .Trace((batch.MatMul(w) + b).Named("Y").TraceGraph(Tensor.Constant(new double[,] { { 1, 2, 3 }, { 4, 5, 6 } })))
        .Heading("The same in columns", "列ベクトルで書くと")
        .Text(
            "Many books write z = W·x + b with columns. Everything is transposed: with δ for what comes back, ∂L/∂W = δ·xᵀ, ∂L/∂x = Wᵀ·δ "
            + "and ∂L/∂b = δ.",
            "列ベクトルを使って z = W·x + b と書く本も多くあります。すべてが転置になり、戻ってくる勾配を δ とすると、∂L/∂W = δ·xᵀ、∂L/∂x = Wᵀ·δ、∂L/∂b = δ です。")
        .Trace((wColumn.MatMul(column) + bColumn).Named("z").TraceGraph(Tensor.Constant(new double[,] { { 1 }, { 2 }, { 3 } })))
        .Heading("The whole network", "ネットワーク全体")
        .Code("Tensor z1 = (x.MatMul(w1) + b1).Sigmoid();\nTensor z2 = (z1.MatMul(w2) + b2).Sigmoid();\nTensor y = z2.MatMul(w3) + b3;")
        .Text(
            "The numbers are those of the textbook: y = [0.31682708 0.69627909]. The loss is the cross-entropy for class 1, −ln of its "
            + "share. Open a layer to look inside.",
            "数値は教科書のとおりで、y = [0.31682708 0.69627909] です。損失はクラス 1 の交差エントロピー、つまりその割合の −ln です。層を開くと中が見えます。")
        .Trace(loss.TraceGraph()
            .WithGroup("layer 1", h1, x).WithGroup("layer 2", h2, h1).WithGroup("layer 3", o, h2).WithGroup("cross-entropy", loss, o))
        .Heading("With relu", "ReLU にすると")
        .Code("Tensor r1 = (x.MatMul(w1) + b1).Relu();\nTensor r2 = (r1.MatMul(w2) + b2).Relu();")
        .Text(
            "With relu in place of the sigmoid the same weights give y = [0.426 0.912]. No sum here is negative, so relu lets all of them "
            + "through, and the network is one linear map of x: check it by hand.",
            "シグモイドを ReLU に替えると、同じ重みで y = [0.426 0.912] になります。ここでは負になる和がないので、ReLU はすべてをそのまま通し、"
            + "ネットワークは x の一つの線形写像になります。手計算で確かめてみてください。")
        .Trace((g2.MatMul(v3) + c3).Named("y").TraceGraph(Tensor.Constant(new double[,] { { 1, 1 } }))
            .WithGroup("layer 1", g1, x).WithGroup("layer 2", g2, g1))
        .SaveHtml("14-three-layers.html");
}
