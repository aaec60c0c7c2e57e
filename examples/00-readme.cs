#!/usr/bin/env dotnet
#:project ../Autograd.Core/Autograd.Core.csproj

using Autograd;
using Tensor = Autograd.Tensor<double>;

static Tensor Cubes(Tensor x) => (x * x * x).Sum();      // an ordinary function

Tensor x = Tensor.Variable([1, 2, 3]);
Tensor y = Cubes(x);                                     // computing with a variable records the graph
Console.WriteLine(y.Backward()[x]);                      // the gradient, 3x²
Console.WriteLine(Differentiate.Hessian(Cubes, x));      // the second derivatives, 6x on the diagonal

Tensor zero = Tensor.Variable(0);
Tensor safe = Tensor.Select(zero > 0, zero.Log(), 0);    // log x where x > 0, else 0
Console.WriteLine(safe.Backward()[zero]);                // the branch not taken gives 0 (PyTorch and JAX: NaN)
Console.WriteLine(zero.Abs().Backward()[zero]);          // at a kink: the smallest slope that fits, 0
