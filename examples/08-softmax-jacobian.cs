#!/usr/bin/env dotnet
#:project ../Autograd.Core/Autograd.Core.csproj

// The Jacobian: all derivatives of all outputs by all inputs, a row for each output. Softmax turns any numbers into positive ones that
// sum to 1, and the textbook says that its Jacobian is J = diag(y) - y yᵀ.

using Autograd;
using Tensor = Autograd.Tensor<double>;

Tensor x = [1, 2, 3];
Tensor y = x.Softmax(0);
Tensor jacobian = Differentiate.Jacobian(x => x.Softmax(0), x);

Console.WriteLine($"softmax of {x}: {y}");
Console.WriteLine("its Jacobian:");
Console.WriteLine(jacobian);
Console.WriteLine();

// 1. The same from the textbook.
Tensor diagonal = Tensor.Eye(3) * y;
Tensor textbook = diagonal - y.Outer(y);
Console.WriteLine($"largest difference from diag(y) - y yᵀ: {(jacobian - textbook).Abs().Max().Item:F15}");

// 2. The outputs sum to 1 whatever the inputs are, so every column sums to 0: what one output gains, the others lose. And adding one
// number to all inputs changes nothing, so every row sums to 0 too.
Console.WriteLine($"largest sum of a row or column: {Tensor.Maximum(jacobian.Sum(0).Abs(), jacobian.Sum(1).Abs()).Max().Item:F15}");
Console.WriteLine();

// 3. Reverse mode gives a row for each sweep: the gradient of one output. Forward mode gives a column: how all outputs change with one
// input. Differentiate.Jacobian takes the mode that needs fewer sweeps.
var (_, pullback) = Differentiate.Vjp(x => x.Softmax(0), x);
Console.WriteLine($"first row, by a reverse sweep:   {pullback([1, 0, 0])}");
Console.WriteLine($"first column, by a forward one:  {Differentiate.Jvp(x => x.Softmax(0), x, [1, 0, 0]).Tangent}");
Console.WriteLine();

// 4. The logarithm of softmax has the Jacobian I - 1 yᵀ, without a product of small numbers: one reason why losses start from it.
Console.WriteLine("Jacobian of log-softmax:");
Console.WriteLine(Differentiate.Jacobian(x => x.LogSoftmax(0), x));
Console.WriteLine();

// 5. e^1000 is far beyond the largest number, but only differences matter, so the largest input is subtracted first.
Tensor large = [1000, 0, -1000];
Console.WriteLine($"softmax of {large}: {large.Softmax(0)}");
Console.WriteLine($"log-softmax of it: {large.LogSoftmax(0)}");

if (args.Contains("--html"))
{
    Tensor input = x.AsVariable("x");
    Func<Tensor, Tensor> Share(int i) => t => Tensor.Stack([t, Tensor.Zeros(t.Shape), Tensor.Zeros(t.Shape)], 1).Softmax(1)[.., i];
    new Lesson("The Jacobian of softmax", "ソフトマックスのヤコビ行列")
        .Text(
            "Softmax turns any numbers into shares that sum to 1. Here is what it makes of [t, 0, 0]: the larger t, the more the first "
            + "takes from the others.",
            "ソフトマックスは、どんな数の組も、合計が 1 になる割合に変えます。[t, 0, 0] の場合、t が大きいほど、第一の成分が他の成分から割合を奪います。")
        .Picture(Plot.Functions(-6, 6, ("first share s", Share(0)), ("second and third", Share(1))))
        .Picture(
            Plot.Function(Share(0), -6, 6, "first share s of softmax [t, 0, 0]"),
            "The derivative is s(1 − s), the first element of the Jacobian's diagonal. It is largest, 1/4, where s = 1/2, and vanishes at "
            + "both ends.",
            "導関数は s(1 − s) で、ヤコビ行列の対角の最初の成分です。s = 1/2 のとき最大の 1/4 になり、両端では 0 に近づきます。")
        .Text(
            "The whole Jacobian is diag(y) − y yᵀ. What one share gains the others lose, so each column sums to 0. Reverse mode computes a "
            + "row in one sweep: below, the first, because the way back begins with [1, 0, 0].",
            "ヤコビ行列全体は diag(y) − y yᵀ です。一つの割合が増えた分だけ他が減るので、各列の和は 0 です。"
            + "リバースモードは一度の逆伝播で一行を求めます。下では [1, 0, 0] から始めるので、第一行が得られます。")
        .Code($"{jacobian}")
        .Trace(input.Softmax(0).Named("y").TraceGraph([1, 0, 0]))
        .SaveHtml("08-softmax-jacobian.html");
}
