#!/usr/bin/env dotnet
#:project ../Autograd.Nn/Autograd.Nn.csproj

// Optimizers on Rosenbrock's valley, f = (1 - x)² + 100(y - x²)²: steep walls, a floor that hardly falls, the lowest point at (1, 1). Each
// starts at (-1.2, 1) and has a learning rate that suits it; L-BFGS, which approximates the curvature, needs the fewest.

using Autograd;
using Autograd.Nn;
using Tensor = Autograd.Tensor<double>;

static Tensor Valley(Tensor p) => (1 - p[0]).Square() + 100 * (p[1] - p[0].Square()).Square();

Console.WriteLine("optimizer            f after 10        100       1000 steps");
Run("Sgd", p => new Sgd<double>(p, 0.001));
Run("Sgd with momentum", p => new Sgd<double>(p, 0.001, momentum: 0.9));
Run("Sgd, Nesterov", p => new Sgd<double>(p, 0.001, momentum: 0.9, nesterov: true));
Run("AdaGrad", p => new AdaGrad<double>(p, 0.5));
Run("RmsProp", p => new RmsProp<double>(p, 0.005));
Run("Adam", p => new Adam<double>(p, 0.02));

var point = new Parameter<double>("p", [-1.2, 1]);
var lbfgs = new Lbfgs<double>([point], learningRate: 0.5);
for (int step = 1; step <= 10; step++)
{
    lbfgs.Step(() => Valley(point.Value)); // up to twenty iterations
}

Console.WriteLine($"{"L-BFGS",-18}{(Valley(point.Value).Item < 1e-6 ? "below 1e-6" : "not there"),13}");

void Run(string name, Func<Parameter<double>[], Optimizer<double>> make)
{
    var p = new Parameter<double>("p", [-1.2, 1]);
    Optimizer<double> optimizer = make([p]);
    string line = $"{name,-18}";
    for (int step = 1; step <= 1000; step++)
    {
        optimizer.Step(Valley(p.Value).Backward());
        line += step is 10 or 100 or 1000 ? $"{Valley(p.Value).Item,11:F4}" : "";
    }

    Console.WriteLine(line);
}
