#!/usr/bin/env dotnet
#:project ../Autograd.Core/Autograd.Core.csproj

// The slope of f(x) = x^3 - 3x^2 + x at 4 is 3 * 16 - 6 * 4 + 1 = 25. Numerical differentiation comes near it, automatic
// differentiation gives it.

using Autograd;
using Tensor = Autograd.Tensor<double>;

static Tensor F(Tensor x) => x * x * x - 3 * x * x + x;

static double CentralDifference(double x, double h) => (F(x + h).Item - F(x - h).Item) / (2 * h);

Console.WriteLine($"central difference, h = 1e-4: {CentralDifference(4, 1e-4):F8}");
Console.WriteLine($"automatic differentiation:    {Differentiate.Gradient<double>(F, 4)}");

// Two errors pull in opposite directions. A large step h sees the curve bend: the truncation error is h^2 f'''/6, here h^2. A small
// step subtracts two nearly equal numbers, which are rounded to 16 digits, and divides what is left by 2h: the smaller h, the worse.
Console.WriteLine();
Console.WriteLine("    h    error    what the error comes from");
for (int digits = 1; digits <= 15; digits++)
{
    double h = Math.Pow(10, -digits);
    double error = Math.Abs(CentralDifference(4, h) - 25);
    string cause = error < 2 * h * h ? "truncation" : "round-off";
    string bar = new('#', Math.Max(0, 14 + (int)Math.Round(Math.Log10(error))));
    Console.WriteLine($"1e-{digits:00}  {error:0.0e+00}  {cause,-12}{bar}");
}
