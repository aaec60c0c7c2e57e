#!/usr/bin/env dotnet
#:project ../Autograd.Core/Autograd.Core.csproj

// 2 apples at 100 yen, 3 oranges at 150 yen, 10 % tax. Each node needs to know only its own small rule to pass the gradient on.

using Autograd;
using Tensor = Autograd.Tensor<double>;

Tensor apple = Tensor.Variable(100, "apple"), apples = Tensor.Variable(2, "apples");
Tensor orange = Tensor.Variable(150, "orange"), oranges = Tensor.Variable(3, "oranges");
Tensor tax = Tensor.Variable(1.1, "tax");

Tensor applePrice = (apple * apples).Named("apple price");
Tensor orangePrice = (orange * oranges).Named("orange price");
Tensor sum = (applePrice + orangePrice).Named("sum");
Tensor total = (sum * tax).Named("total");

var gradients = total.Backward(keepInterior: true);

// An add node passes its gradient on: the prices get the 1.1 of the sum as it is.
// A multiply node swaps: each input gets the gradient times the OTHER input. So the sum gets 1 * 1.1, and the tax 1 * 650.
foreach (Tensor node in new[] { total, sum, orangePrice, applePrice })
{
    Tensor gradient = gradients[node], left = node.Inputs[0], right = node.Inputs[1];
    bool swaps = node.Operation!.Name == "Multiply";
    Console.WriteLine($"{node.Name} = {node} has gradient {gradient}; {(swaps ? "multiply swaps" : "add passes on")}:");
    Console.WriteLine($"    {left.Name,-13}{gradient}{(swaps ? $" * {right}" : "")} = {gradients[left]}");
    Console.WriteLine($"    {right.Name,-13}{gradient}{(swaps ? $" * {left}" : "")} = {gradients[right]}");
}

if (args.Contains("--html"))
{
    new Lesson("Add passes on, multiply swaps", "足し算はそのまま渡し、掛け算は入れ替えます")
        .Text(
            "2 apples, 3 oranges and a tax. No node has to know the whole bill: each knows only its own small rule. An add node passes its "
            + "gradient on as it is. A multiply node gives each input the gradient times the other input.",
            "りんご 2 個、みかん 3 個、そして消費税です。どのノードも全体を知る必要はなく、自分の小さな規則だけを知っています。"
            + "加算ノードは勾配をそのまま渡します。乗算ノードは、それぞれの入力に、勾配ともう一方の入力との積を渡します。")
        .Code("Tensor sum = (applePrice + orangePrice).Named(\"sum\");\nTensor total = (sum * tax).Named(\"total\");")
        .Trace(total.TraceGraph())
        .Text(
            "Look at the two prices: both got the 1.1 that came back to their sum. Then look at the tax: it got 650, the other input of "
            + "the last product. Now try the quiz: can you tell the gradient of an orange before it is shown?",
            "二つの小計を見てください。どちらも、和に戻ってきた 1.1 をそのまま受け取りました。消費税は、最後の積のもう一方の入力である 650 を受け取りました。"
            + "クイズにも挑戦しましょう。みかんの値段の勾配を、表示される前に言えますか。")
        .SaveHtml("02-apples-and-oranges.html");
}
