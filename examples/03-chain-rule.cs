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

if (args.Contains("--html"))
{
    Tensor at = Tensor.Variable(0.5, "x"), inner = (at * at + 3 * at + 1).Named("u");
    new Lesson("The chain rule", "連鎖律")
        .Text(
            "z = (x + y)² is two steps: t = x + y, then z = t². Backward starts with 1 at z. Each step multiplies what comes back by its "
            + "own derivative: first by 2t = 8, then by 1.",
            "z = (x + y)² は、t = x + y と z = t² の二歩に分かれます。逆伝播は z の 1 から始まります。"
            + "各段階で、戻ってきた値に自分の微分を掛けます。まず 2t = 8、次に 1 です。")
        .Code("Tensor t = x + y;\nTensor z = t.Square();")
        .Trace(z.Named("z").TraceGraph())
        .Heading("A longer chain", "もっと長い連鎖")
        .Text(
            "f(x) = (x² + 3x + 1)⁴ has the outer derivative 4u³ and the inner derivative 2x + 3. Their product is the slope: 332.75 at x = "
            + "0.5. The inner function uses x three times, and the three contributions add up to 2x + 3 times what came back.",
            "f(x) = (x² + 3x + 1)⁴ では、外側の微分が 4u³、内側の微分が 2x + 3 です。その積が傾きで、x = 0.5 では 332.75 になります。"
            + "内側の関数は x を三回使うので、三つの寄与が足し合わされます。")
        .Trace(inner.Pow(4).Named("f").TraceGraph())
        .Picture(
            Plot.Function(x => (x * x + 3 * x + 1).Pow(4), -3, 0.2, "(x² + 3x + 1)⁴"),
            "Where the inner function is 0 or flat, the slope is 0: the product of the two has a factor of 0.",
            "内側の関数が 0 になるところや平らなところでは、積の因子が 0 なので傾きも 0 です。")
        .SaveHtml("03-chain-rule.html");
}
