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
