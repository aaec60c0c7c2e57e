#!/usr/bin/env dotnet
#:project ../Autograd.Core/Autograd.Core.csproj

// Newton's method on Rosenbrock's banana-shaped valley f(x, y) = (1 - x)^2 + 100 (y - x^2)^2, whose lowest point is (1, 1).
// Gradient descent creeps along the valley for thousands of steps. Newton's method knows from the Hessian how the valley bends: it
// jumps to the lowest point of the quadratic function with the same gradient and Hessian. Step 2 climbs out of the valley, step 3
// is back on its floor, much nearer; at the end each step doubles the number of right digits.

using Autograd;
using Tensor = Autograd.Tensor<double>;

static Tensor Rosenbrock(Tensor p)
{
    Tensor x = p[0], y = p[1];
    return (1 - x).Square() + 100 * (y - x.Square()).Square();
}

Tensor p = [-1.2, 1];
Console.WriteLine($"gradient at the start: {Differentiate.Gradient(Rosenbrock, p)}");
Console.WriteLine("Hessian at the start:");
Console.WriteLine(Differentiate.Hessian(Rosenbrock, p));
Console.WriteLine();
Console.WriteLine("step          x          y       f(x, y)");
for (int step = 0; ; step++)
{
    var (f, g) = Differentiate.ValueAndGradient(Rosenbrock, p);
    Console.WriteLine($"{step,4}{p[0],11:F6}{p[1],11:F6}{f,14:0.0e+00}");
    if (f.Item < 1e-15)
    {
        break;
    }

    p -= Solve(Differentiate.Hessian(Rosenbrock, p), g);
}

// The x with A x = b for two unknowns, by Cramer's rule.
static Tensor Solve(Tensor a, Tensor b)
{
    Tensor determinant = a[0, 0] * a[1, 1] - a[0, 1] * a[1, 0];
    return Tensor.Stack([b[0] * a[1, 1] - a[0, 1] * b[1], a[0, 0] * b[1] - b[0] * a[1, 0]], 0) / determinant;
}
