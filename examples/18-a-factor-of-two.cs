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
