#!/usr/bin/env dotnet
#:project ../Autograd.Nn/Autograd.Nn.csproj

// Optimizers on Rosenbrock's valley, f = (1 - x)² + 100(y - x²)²: steep walls, a floor that hardly falls, the lowest point at (1, 1). Each
// starts at (-1.2, 1) and has a learning rate that suits it; L-BFGS, which approximates the curvature, needs the fewest.

using Autograd;
using Autograd.Nn;
using Tensor = Autograd.Tensor<double>;

static Tensor Valley(Tensor p) => (1 - p[0]).Square() + 100 * (p[1] - p[0].Square()).Square();

Console.WriteLine("optimizer            f after 10        100       1000 steps");
double[] plain = Run("Sgd", p => new Sgd<double>(p, 0.001));
double[] momentum = Run("Sgd with momentum", p => new Sgd<double>(p, 0.001, momentum: 0.9));
Run("Sgd, Nesterov", p => new Sgd<double>(p, 0.001, momentum: 0.9, nesterov: true));
Run("AdaGrad", p => new AdaGrad<double>(p, 0.5));
Run("RmsProp", p => new RmsProp<double>(p, 0.005));
double[] adam = Run("Adam", p => new Adam<double>(p, 0.02));

var point = new Parameter<double>("p", [-1.2, 1]);
var lbfgs = new Lbfgs<double>([point], learningRate: 0.5);
for (int step = 1; step <= 10; step++)
{
    lbfgs.Step(() => Valley(point.Value)); // up to twenty iterations
}

Console.WriteLine($"{"L-BFGS",-18}{(Valley(point.Value).Item < 1e-6 ? "below 1e-6" : "not there"),13}");

double[] Run(string name, Func<Parameter<double>[], Optimizer<double>> make)
{
    var p = new Parameter<double>("p", [-1.2, 1]);
    Optimizer<double> optimizer = make([p]);
    string line = $"{name,-18}";
    var heights = new List<double>();
    for (int step = 1; step <= 1000; step++)
    {
        optimizer.Step(Valley(p.Value).Backward());
        heights.Add(Valley(p.Value).Item);
        line += step is 10 or 100 or 1000 ? $"{heights[^1],11:F4}" : "";
    }

    Console.WriteLine(line);
    return [.. heights];
}

if (args.Contains("--html"))
{
    Tensor start = Tensor.Variable([-1.2, 1], "p");
    new Lesson("Optimizers in a valley", "谷を下る最適化手法")
        .Text(
            "Rosenbrock's valley has steep walls and a floor that hardly falls. The arrows go uphill, across the valley; the way to (1, 1) "
            + "is along it. The picture shows ln(1 + f): the same lines and directions, but the floor can be seen.",
            "ローゼンブロックの谷は壁が急で、底はほとんど平らです。矢印は上り方向、つまり谷を横切る方向を指しますが、(1, 1) への道は谷に沿っています。"
            + "図は ln(1 + f) です。等高線の形と矢印の方向はそのままで、底の様子が見えるようになります。")
        .Picture(Plot.Field((x, y) => Valley(Tensor.Stack([x, y], 0)).LogP1(), (-1.6, 1.6), (-0.6, 2), "ln(1 + f)"))
        .Text(
            "Plain gradient descent has to take small steps, or it is thrown from wall to wall. Momentum adds up what points along the "
            + "valley and cancels what points across. Adam scales every coordinate by itself.",
            "ただの勾配降下法は、小さな歩幅でないと壁から壁へはね返されます。モメンタムでは谷に沿う成分が積み重なり、横切る成分は打ち消し合います。Adam は座標ごとに歩幅を調整します。")
        .Picture(Plot.Curve(plain, "f with plain gradient descent", logarithmic: true))
        .Picture(Plot.Curve(momentum, "f with momentum", logarithmic: true))
        .Picture(Plot.Curve(adam, "f with Adam", logarithmic: true))
        .Code("optimizer.Step(Valley(p.Value).Backward());")
        .Trace(Valley(start).Named("f").TraceGraph())
        .SaveHtml("23-valley.html");
}
