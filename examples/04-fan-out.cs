#!/usr/bin/env dotnet
#:project ../Autograd.Core/Autograd.Core.csproj

// Why are gradients added where a value is used several times?

using Autograd;
using Tensor = Autograd.Tensor<double>;

// y = x * x + x uses x three times. Pretend that the three uses are three different variables.
Tensor a = Tensor.Variable(3), b = Tensor.Variable(3), c = Tensor.Variable(3);
var uses = (a * b + c).Backward();
Console.WriteLine($"gradient of each use of x: {uses[a]}, {uses[b]} and {uses[c]}");

// They are one variable: when x moves, all its uses move at once, and to first order their effects on y add up.
Tensor x = Tensor.Variable(3);
Console.WriteLine($"gradient of x: {(x * x + x).Backward()[x]}");

// Nudge the uses one by one, then all together: the effects of the single nudges sum to that of the common one, but for 0.001^2.
static double F(double a, double b, double c) => (a * b) + c;
double h = 0.001, y = F(3, 3, 3);
Console.WriteLine();
Console.WriteLine($"only the 1st use up by {h}: y rises by {F(3 + h, 3, 3) - y:F6}");
Console.WriteLine($"only the 2nd use up by {h}: y rises by {F(3, 3 + h, 3) - y:F6}");
Console.WriteLine($"only the 3rd use up by {h}: y rises by {F(3, 3, 3 + h) - y:F6}");
Console.WriteLine($"all three uses up by {h}:   y rises by {F(3 + h, 3 + h, 3 + h) - y:F6}");

// So the gradient is a sum over all paths from x to the result. Adding up at each node does that without walking the paths:
// here 2^50 of them, in 50 steps.
Tensor doubled = x;
for (int i = 0; i < 50; i++)
{
    doubled += doubled;
}

Console.WriteLine();
Console.WriteLine($"x doubled 50 times has 2^50 paths to x: gradient {doubled.Backward()[x]}, which is 2^50");
