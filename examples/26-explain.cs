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

if (args.Contains("--html"))
{
    new Lesson("A run that explains itself", "自分で説明する計算")
        .Text(
            "The page that you are looking at is made from the same record as the text. First the chain rule behind one number, then the "
            + "run itself: step through it, and read what happens.",
            "このページは、文章による説明と同じ記録から作られています。まず一つの数の背後にある連鎖律、次に実行そのものです。一歩ずつ進めて、何が起きるかを読んでください。")
        .Code(trace.Derivation(apple))
        .Trace(trace)
        .Heading("What the gradient foretells", "勾配による予想")
        .Text(
            "If each input is 1 larger, what changes? Here the prediction is exact, because the total is a product: a straight line in "
            + "each of its factors.",
            "それぞれの入力が 1 増えると、何が変わるでしょうか。合計は積なので、どの因子についても直線になり、予想は正確に当たります。")
        .Code(trace.NudgeTable(1))
        .Heading("Why gradients are added", "なぜ勾配を足すのですか")
        .Text(
            "x reaches y by three ways. Their contributions are 3, 3 and 1, together 7.",
            "x から y への道は三本あります。寄与は 3、3、1 で、合わせて 7 です。")
        .Trace(shared)
        .Heading("Where a number went wrong", "数値がおかしくなった場所")
        .Text(
            "The logarithm of a negative number is NaN, and whatever is computed from it is NaN too. The record knows where the first one "
            + "was.",
            "負の数の対数は NaN で、そこから計算したものもすべて NaN になります。記録を見れば、最初の NaN がどこで生じたか分かります。")
        .Code($"{(data.Log() * 2).Sum().TraceGraph().FirstNonFinite()}")
        .Trace((data.Log() * 2).Sum().Named("sum").TraceGraph())
        .SaveHtml("26-explain.html");
}
