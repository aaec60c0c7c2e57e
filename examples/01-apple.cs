#!/usr/bin/env dotnet
#:project ../Autograd.Core/Autograd.Core.csproj

// Two apples at 100 yen each, and 10 % tax. What do they cost, and what does the total depend on, how strongly?
//
//     apple --+
//             * -- price --+
//     count --+            * -- total
//                   tax  --+

using Autograd;
using Tensor = Autograd.Tensor<double>;

Tensor apple = Tensor.Variable(100, "apple"), count = Tensor.Variable(2, "count"), tax = Tensor.Variable(1.1, "tax");

// Forward, from left to right: computing with variables also records the graph above.
Tensor price = (apple * count).Named("price");
Tensor total = (price * tax).Named("total");

// Backward, from right to left: starts with 1 at the total, and gives every node the derivative of the total with respect to it.
// The variables' derivatives are always kept; keepInterior keeps that of the intermediate price too.
var gradients = total.Backward(keepInterior: true);

Console.WriteLine("node      value  gradient");
foreach (Tensor node in new[] { apple, count, price, tax, total })
{
    Console.WriteLine($"{node.Name,-7}{node,8}{gradients[node],10}");
}

// What does the 2.2 at the apple mean? An apple that is 1 yen dearer makes the total 2.2 yen dearer. A re-run shows it.
Console.WriteLine();
Console.WriteLine("apple dearer by   gradient says   a re-run says");
foreach (double dearer in new[] { 1, 20 })
{
    Tensor predicted = gradients[apple] * dearer;
    Tensor rerun = (apple + dearer) * count * tax - total;
    Console.WriteLine($"{dearer,11} yen{predicted,12} yen{rerun,12} yen");
}

// dotnet run examples/01-apple.cs --html writes the same as a page to play with, 01-apple.html.
if (args.Contains("--html"))
{
    new Lesson("Two apples and a tax", "りんご二つと消費税")
        .Text(
            "Two apples at 100 yen each, and 10 % tax, cost 220 yen. Press play: the values go forward, from left to right, and then the "
            + "gradients come back, from right to left.",
            "1 個 100 円のりんごを 2 個買うと、10 % の消費税込みで 220 円です。再生すると、まず値が左から右へ進み、次に勾配が右から左へ戻ります。")
        .Code("Tensor price = (apple * count).Named(\"price\");\nTensor total = (price * tax).Named(\"total\");")
        .Trace(total.TraceGraph())
        .Heading("What does the 2.2 at the apple mean?", "りんごの 2.2 は何を意味しますか")
        .Text(
            "An apple that is 1 yen dearer makes the total 2.2 yen dearer: twice, because there are two apples, and 1.1 times, because of "
            + "the tax. So 20 yen more for an apple make 20 × 2.2 = 44 yen more in total.",
            "りんごが 1 円高くなると、合計は 2.2 円高くなります。2 個買うので 2 倍、消費税でさらに 1.1 倍です。"
            + "りんごが 20 円高くなれば、合計は 20 × 2.2 = 44 円高くなります。")
        .Picture(
            Plot.Function(apple => apple * 2 * 1.1, 0, 200, "total over the price of an apple"),
            "The total is a straight line over the price of an apple. Its slope is 2.2 everywhere.",
            "合計はりんごの値段に対して直線になります。その傾きはどこでも 2.2 です。")
        .SaveHtml("01-apple.html");
}
