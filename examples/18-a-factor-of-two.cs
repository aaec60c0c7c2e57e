#!/usr/bin/env dotnet
#:project ../Autograd.Nn/Autograd.Nn.csproj

// A mistake that training hides. The textbook's error is the mean of (y - t)², and a backward pass written by hand begins with (y - t)/N.
// It trains well, because all gradients are too small by the same factor, and a learning rate twice as large makes up for it. A comparison
// with differences of the loss itself finds it at once.

using Autograd;
using Autograd.Nn;
using Tensor = Autograd.Tensor<double>;

var random = new Generator(4);
Tensor x = Tensor.Normal(random, [5, 3], 0, 1), t = Tensor.Normal(random, [5, 2], 0, 1), w = Tensor.Normal(random, [3, 2], 0, 1);
Tensor Error(Tensor w) => (x.MatMul(w) - t).Square().Mean();

// 1. By hand: dy = (y - t)/N, where N counts the elements, and dW = xᵀ·dy.
Tensor dy = (x.MatMul(w) - t) / 10;
Tensor byHand = x.T.MatMul(dy);

// 2. By the graph, and by central differences: move one weight a little, and look at the error.
Tensor byGraph = Differentiate.Gradient(Error, w);
Tensor step = Tensor.OneHot([2], 6).Reshape(3, 2) * 1e-5; // the third weight
double byDifference = (Error(w + step) - Error(w - step)).Item / 2e-5;
Console.WriteLine($"the third weight: by hand {byHand[1, 0].Item:F6}, by graph {byGraph[1, 0].Item:F6}, by differences {byDifference:F6}");
Console.WriteLine($"graph over hand, for every weight: {string.Join(" ", (byGraph / byHand).ToArray().Select(v => $"{v:F6}"))}");
Console.WriteLine();

// 3. The check of the library does so for every weight, and asks for twelve digits. Here is the rule by hand as a primitive:
try
{
    GradientCheck.Verify(y => Tensor.Apply(new Halved(), y), Tensor.Constant([0.5, -1]));
}
catch (GradientCheckException e)
{
    Console.WriteLine(e.Message.Split('\n')[0].TrimEnd());
}

if (args.Contains("--html"))
{
    Tensor third = Tensor.OneHot([2], 6).Reshape(3, 2), weights = w.AsVariable("W");
    Tensor Along(Tensor s) => (x.MatMul(w + s.Reshape(-1, 1, 1) * third) - t).Square().Mean([1, 2]);
    double error = Error(w).Item, slope = byGraph[1, 0].Item, wrong = byHand[1, 0].Item;
    new Lesson("A factor of two", "二倍の違い")
        .Text(
            "The error is the mean of (y − t)², but the backward pass by hand begins with (y − t)/N. The derivative of a square is twice "
            + "its base, so it should be 2(y − t)/N. Training hides the mistake: a learning rate twice as large makes up for it.",
            "誤差は (y − t)² の平均ですが、手で書いた逆伝播は (y − t)/N から始まります。二乗の微分には係数 2 が付くので、正しくは 2(y − t)/N です。"
            + "学習率を二倍にすれば埋め合わせられるので、学習してもこの間違いは表に出ません。")
        .Code("Tensor dy = (x.MatMul(w) - t) / 10;\nTensor byHand = x.T.MatMul(dy);")
        .Picture(
            Plot.Functions(
                -0.5, 0.9, ("error", Along), ("line with the slope by graph", s => error + slope * s),
                ("line with that by hand", s => error + wrong * s)),
            "The error over a change of the third weight. At 0 the line with the slope by graph touches the curve, the one by hand cuts "
            + "through it.",
            "三番目の重みを動かしたときの誤差です。0 で、自動微分の傾きを持つ直線は曲線に接し、手計算の傾きの直線は曲線を横切ります。")
        .Text(
            "In the run of the real error the factor 2 comes from the square, and 1/10 from the mean of ten elements.",
            "実際の誤差の逆伝播では、係数 2 は二乗から、1/10 は十個の要素の平均から来ています。")
        .Trace((x.Named("x").MatMul(weights) - t.Named("t")).Square().Mean().Named("error").TraceGraph())
        .SaveHtml("18-a-factor-of-two.html");
}

sealed class Halved : ElementwiseUnary<double>
{
    protected override void Compute(ReadOnlySpan<double> x, Span<double> y)
    {
        for (int i = 0; i < x.Length; i++)
        {
            y[i] = x[i] * x[i];
        }
    }

    protected override Tensor Derivative(Tensor x, Tensor y) => x; // and not 2x
}
