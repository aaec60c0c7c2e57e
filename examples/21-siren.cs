#!/usr/bin/env dotnet
#:project ../Autograd.Nn/Autograd.Nn.csproj

// A signal as a network: from a time to the height of a sound wave. With relu the network sees no details; sines fit them, and can be
// differentiated, so that the network knows the slope of the signal too.

using Autograd;
using Autograd.Nn;
using Tensor = Autograd.Tensor<double>;

Tensor t = Tensor.Linspace(-1, 1, 120).Reshape(-1, 1);
static Tensor Signal(Tensor t) => (9 * t).Sin() * (-2 * t.Square()).Exp() + 0.3 * (31 * t).Sin();

Sequential<double> relu = Fit("relu", x => x.Relu(), first: 1), sine = Fit("sine", x => x.Sin(), first: 20);
Tensor Slope(Func<Tensor, Tensor> f) => Differentiate.Jvp(f, t, Tensor.Ones(t.Shape)).Tangent; // each time depends on itself alone
Console.WriteLine($"error of the slope, of relu: {Error(Slope(relu.Forward), Slope(Signal)):F1}, of sines: {Error(Slope(sine.Forward), Slope(Signal)):F1}");

Sequential<double> Fit(string name, Func<Tensor, Tensor> f, double first)
{
    var random = new Generator(5);
    var model = new Sequential<double>(
        new Linear<double>(1, 32, random), new Lambda<double>(name, x => f(first * x)), new Linear<double>(32, 32, random), new Lambda<double>(name, f),
        new Linear<double>(32, 1, random));
    var optimizer = new Adam<double>(model.Parameters, 0.005);
    Tensor target = Signal(t);
    for (int step = 0; step < 600; step++)
    {
        optimizer.Step(Loss.MeanSquaredError(model.Forward(t), target).Backward());
    }

    Console.WriteLine($"{name}: error of the signal {Error(model.Predict(t), target):F3}");
    return model;
}

// Root mean square.
static double Error(Tensor a, Tensor b) => (a - b).Square().Mean().Sqrt().Item;
