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

if (args.Contains("--html"))
{
    new Lesson("An operation of your own", "自分で作る演算")
        .Text(
            "Say once how to compute it, and what its derivative is as an expression of tensors. Everything else follows: gradients, "
            + "forward mode, and derivatives of any order, because the derivative is recorded like everything else.",
            "計算の仕方と、テンソルの式で書いた導関数を一度だけ与えます。導関数も他の計算と同じように記録されるので、"
            + "勾配もフォワードモードも高階の導関数も、そこから自動的に得られます。")
        .Code("protected override Tensor Derivative(Tensor x, Tensor y) => -2 * x * y * y;")
        .Picture(Plot.Function(x => Tensor.Apply(new Bell(), x), -4, 4, "1/(1 + x²)"))
        .Trace(y.Named("y").TraceGraph())
        .Heading("How a wrong one is caught", "間違いの見つけ方")
        .Text(
            "WrongBell forgot the factor 2. Its values are right, and its derivative looks harmless. Only a comparison with differences of "
            + "the values, which GradientCheck makes, tells that it is half of what it should be.",
            "WrongBell は係数 2 を忘れています。値は正しく、導関数も一見もっともらしく見えます。"
            + "値の差分と比べて初めて、本来の半分だと分かります。GradientCheck がその比較をします。")
        .Picture(Plot.Function(x => Tensor.Apply(new WrongBell(), x), -4, 4, "WrongBell"))
        .Code($"{GradientCheck.Compare(x => Tensor.Apply(new WrongBell(), x), Tensor.Constant([-1, 0.5, 2]))}")
        .SaveHtml("07-your-own-primitive.html");
}

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
