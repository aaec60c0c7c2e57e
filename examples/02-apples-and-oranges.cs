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
