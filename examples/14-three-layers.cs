#!/usr/bin/env dotnet
#:project ../Autograd.Nn/Autograd.Nn.csproj

// A network of three layers, forward. Each layer is a matrix product, a sum and an activation; the numbers are those of the textbook.
// It computes the same as a model of Linear layers, which keeps the matrices transposed.

using Autograd;
using Autograd.Nn;
using Tensor = Autograd.Tensor<double>;

Tensor x = Tensor.Constant(new double[,] { { 1, 0.5 } });
Tensor w1 = Tensor.Constant(new double[,] { { 0.1, 0.3, 0.5 }, { 0.2, 0.4, 0.6 } }), b1 = [0.1, 0.2, 0.3];
Tensor w2 = Tensor.Constant(new double[,] { { 0.1, 0.4 }, { 0.2, 0.5 }, { 0.3, 0.6 } }), b2 = [0.1, 0.2];
Tensor w3 = Tensor.Constant(new double[,] { { 0.1, 0.3 }, { 0.2, 0.4 } }), b3 = [0.1, 0.2];

// 1. By hand.
Tensor z1 = (x.MatMul(w1) + b1).Sigmoid();
Tensor z2 = (z1.MatMul(w2) + b2).Sigmoid();
Tensor y = z2.MatMul(w3) + b3;
Console.WriteLine($"first layer   {z1}");
Console.WriteLine($"second layer  {z2}");
Console.WriteLine($"output        {y}");

// 2. As a model.
var model = new Sequential<double>(Layer(w1, b1), new Sigmoid<double>(), Layer(w2, b2), new Sigmoid<double>(), Layer(w3, b3));
Console.WriteLine($"as a model    {model.Predict(x)}");
Console.WriteLine();
Console.WriteLine(model.Summary(x.Shape));

static Linear<double> Layer(Tensor weight, Tensor bias)
{
    var layer = new Linear<double>(weight.Shape[0], weight.Shape[1], new Generator(0));
    layer.Weight.Assign(weight.T);
    layer.Bias!.Assign(bias);
    return layer;
}
