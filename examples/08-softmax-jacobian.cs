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
