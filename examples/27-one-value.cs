#!/usr/bin/env dotnet
#:project ../Autograd.Core/Autograd.Core.csproj

// One value on its way through the engine, to be stepped through in a debugger; Autograd.Core/README.md follows it from file to file. The
// switch chooses the plain executor: every result is computed at once, into an array of its own, and gradients are added by +.

using Autograd;
using Tensor = Autograd.Tensor<double>;

AppContext.SetSwitch("Autograd.Eager", true); // before the first tensor
Tensor x = Tensor.Variable([1, 2, 3], "x");
Tensor y = (x * x).Sum();
Console.WriteLine(y.Backward()[x]);

// What came between: the record of the run, and its nodes with their gradients.
Console.WriteLine();
Console.WriteLine(y.Listing());
Console.WriteLine();
Console.WriteLine(y.Named("y").TraceGraph().Tape());

if (args.Contains("--html"))
{
    new Lesson("One value through the engine", "一つの値を追いかける")
        .Text(
            "Computing with a variable records a graph: x, its square and the sum, in this order. The way back visits them in the opposite "
            + "order. The sum gives its gradient, 1, to every element of the square. The product gives x to each of its two inputs, and "
            + "both are x: so the gradient is x + x.",
            "変数で計算すると、x、その二乗、和という順に計算グラフが記録されます。逆伝播はそれを逆の順に訪れます。"
            + "和は自分の勾配 1 を二乗の各要素に渡します。積は二つの入力のそれぞれに x を渡しますが、どちらの入力も x です。だから勾配は x + x になります。")
        .Code("Tensor y = (x * x).Sum();")
        .Trace(y.TraceGraph())
        .SaveHtml("27-one-value.html");
}
