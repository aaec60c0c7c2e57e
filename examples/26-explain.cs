#!/usr/bin/env dotnet
#:project ../Autograd.Core/Autograd.Core.csproj

// A run that explains itself: TraceGraph records what happens forward and backward, and the rest only prints the record. First the chain
// rule behind one number.

using Autograd;
using Tensor = Autograd.Tensor<double>;

Tensor apple = Tensor.Variable(100, "apple"), count = Tensor.Variable(2, "count"), tax = Tensor.Variable(1.1, "tax");
GraphTrace<double> trace = (apple * count * tax).Named("total").TraceGraph();
Console.WriteLine(trace.Derivation(apple));

// Every step, with its numbers. Each contribution to a gradient is what came back times the local derivative.
Console.WriteLine();
Console.WriteLine(trace.Explain());

// What 2.2 means: what the gradient foretells if each input is 1 larger, and what really happens.
Console.WriteLine();
Console.WriteLine(trace.NudgeTable(1));

// Why gradients are added: x acts on y in three ways, and each contributes its part.
Tensor x = Tensor.Variable(3, "x");
GraphTrace<double> shared = (x * x + x).Named("y").TraceGraph();
Console.WriteLine();
Console.WriteLine("The ways from x to y = x·x + x, each with its contribution:");
foreach (GradientPath<double> path in shared.Paths(x))
{
    Console.WriteLine($"   {path}");
}

Console.WriteLine($"   together: {shared[x].Gradient}");

// The same in Japanese.
Console.WriteLine();
Console.WriteLine(shared.Explain(Language.Japanese));

// Where a number went wrong.
Tensor data = Tensor.Variable([1, -2, 4], "data");
Console.WriteLine();
Console.WriteLine((data.Log() * 2).Sum().TraceGraph().FirstNonFinite());

// And a drawing, for Markdown that knows Mermaid; ToDot is for Graphviz, ToJson for programs.
Console.WriteLine();
Console.Write(trace.ToMermaid());
