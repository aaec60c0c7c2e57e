#!/usr/bin/env dotnet
#:project ../Autograd.Core/Autograd.Core.csproj

// An operation that the library does not have. Say once how to compute it and what its derivative is (class Bell, below): gradients,
// forward mode and derivatives of any order follow. There is nothing to register.

using Autograd;
using Tensor = Autograd.Tensor<double>;

Tensor x = Tensor.Variable(2, "x");
Tensor y = Tensor.Apply(new Bell(), x);

// With createGraph, each derivative is a recorded tensor too, and can be differentiated again.
Tensor first = y.Backward(createGraph: true)[x];
Tensor second = first.Backward(createGraph: true)[x];
Tensor third = second.Backward()[x];

Console.WriteLine("                           by autodiff  by hand");
Console.WriteLine($"y    = 1 / (1 + x^2)     {y,13}{1 / (1 + x * x),9}");
Console.WriteLine($"y'   = -2x y^2           {first,13}{-2 * x * y * y,9}");
Console.WriteLine($"y''  = (6x^2 - 2) y^3    {second,13}{(6 * x * x - 2) * y.Pow(3),9}");
Console.WriteLine($"y''' = 24x (1 - x^2) y^4 {third,13}{24 * x * (1 - x * x) * y.Pow(4),9}");

// To err is human. GradientCheck compares the derivatives of a function, in both modes and at second order, with differences of its
// values, and throws an exception if they disagree. Compare gives the report instead.
GradientCheck.Verify(x => Tensor.Apply(new Bell(), x), Tensor.Constant([-1, 0.5, 2]));
Console.WriteLine();
Console.WriteLine("Bell passes. WrongBell, which forgot the factor 2, does not:");
Console.WriteLine(GradientCheck.Compare(x => Tensor.Apply(new WrongBell(), x), Tensor.Constant([-1, 0.5, 2])));

class Bell : ElementwiseUnary<double>
{
    protected override void Compute(ReadOnlySpan<double> x, Span<double> y)
    {
        for (int i = 0; i < x.Length; i++)
        {
            y[i] = 1 / (1 + x[i] * x[i]);
        }
    }

    protected override Tensor Derivative(Tensor x, Tensor y) => -2 * x * y * y;
}

sealed class WrongBell : Bell
{
    protected override Tensor Derivative(Tensor x, Tensor y) => -x * y * y;
}
