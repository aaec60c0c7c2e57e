#!/usr/bin/env dotnet
#:project ../Autograd.Core/Autograd.Core.csproj

// The chain rule: the derivative of a function of a function is the product of the two derivatives.

using Autograd;
using Tensor = Autograd.Tensor<double>;

// 1. z = (x + y)^2 is t = x + y followed by z = t^2. Going back from z, each step multiplies by one more derivative.
Tensor x = Tensor.Variable(3, "x"), y = Tensor.Variable(1, "y");
Tensor t = x + y;
Tensor z = t.Square();

var gradients = z.Backward(keepInterior: true);

Console.WriteLine($"z = (x + y)^2 = {z} at x = {x}, y = {y}");
Console.WriteLine($"dz/dz = {gradients[z]}");
Console.WriteLine($"dz/dt = {gradients[t]}   by hand 1 * 2t = {2 * t}");
Console.WriteLine($"dz/dx = {gradients[x]}   by hand 2t * 1 = 2(x + y) = {2 * (x + y)}");
Console.WriteLine($"dz/dy = {gradients[y]}   the same, since x and y come in alike");

// 2. (x^2 + 3x + 1)^4: the outer derivative 4(...)^3, taken at the inner function, times the inner derivative 2x + 3.
Console.WriteLine();
Console.WriteLine("f(x) = (x^2 + 3x + 1)^4");
Console.WriteLine("     x        f(x)  f'(x) by autodiff  4(x^2 + 3x + 1)^3 (2x + 3)");
foreach (double at in new[] { -2, -1, 0, 0.5, 1 })
{
    var (value, slope) = Differentiate.ValueAndGradient(x => (x * x + 3 * x + 1).Pow(4), Tensor.Constant(at));
    double byHand = 4 * Math.Pow(at * at + 3 * at + 1, 3) * (2 * at + 3);
    Console.WriteLine($"{at,6}{value,12}{slope,19}{byHand,28}");
}
