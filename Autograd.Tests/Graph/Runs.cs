using Autograd.Nn;
using Tensor = Autograd.Tensor<double>;

namespace Autograd.Tests.Graph;

/// <summary>Runs of many kinds to explain and to draw.</summary>
internal static class Runs
{
    public static GraphTrace<double> Apple() =>
        (Tensor.Variable(100, "apple") * Tensor.Variable(2, "count") * Tensor.Variable(1.1, "tax")).Named("total").TraceGraph();

    /// <summary>A network of two inputs, two hidden units and one output, every weight a number of its own.</summary>
    public static GraphTrace<double> ScalarNetwork()
    {
        Tensor x1 = Tensor.Constant(1).Named("x1"), x2 = Tensor.Constant(0.5).Named("x2");
        Tensor h1 = (Weight(0.1, "w11") * x1 + Weight(0.2, "w12") * x2 + Weight(0.1, "b1")).Tanh().Named("h1");
        Tensor h2 = (Weight(0.3, "w21") * x1 + Weight(0.4, "w22") * x2 + Weight(0.2, "b2")).Tanh().Named("h2");
        Tensor y = (Weight(0.5, "v1") * h1 + Weight(-0.6, "v2") * h2 + Weight(0.1, "c")).Named("y");
        return (y - 1).Square().Named("loss").TraceGraph();

        static Tensor Weight(double value, string name) => Tensor.Variable(value, name);
    }

    public static GraphTrace<double> Model()
    {
        var model = new Sequential<double>(
            new Linear<double>(2, 4, new Generator(1)), new Sigmoid<double>(), new Linear<double>(4, 3, new Generator(2)),
            new Softmax<double>());
        Tensor x = Tensor.Constant(new double[,] { { 1, 2 }, { 3, 4 }, { -1, 0.5 } }).Named("x");
        Tensor t = Tensor.Constant(new double[,] { { 1, 0, 0 }, { 0, 1, 0 }, { 0, 0, 1 } }).Named("t");
        return model.TraceGraph(() => (-(t * model.Forward(x).Log()).Sum(-1).Mean()).Named("loss"));
    }

    public static (string Name, GraphTrace<double> Trace)[] All()
    {
        Tensor x = Tensor.Variable(3, "x");
        Tensor v = Tensor.Variable([1, -2, double.NaN, double.PositiveInfinity, 0], "a long name, with spaces & <signs>");
        Tensor constant = Tensor.Variable(2);
        return
        [
            ("apple", Apple()),
            ("network", ScalarNetwork()),
            ("model", Model()),
            ("fan-out", (x * x + x + (x * x)).Named("y").TraceGraph()),
            ("one variable", x.TraceGraph()),
            ("odd values", (v * v.Exp()).Sum().TraceGraph()),
            ("second order", Second(x).TraceGraph()),
            ("no names", ((constant * 3) + (constant / 7) - constant).TraceGraph()),
            ("nothing", (Tensor.Zeros([0]).AsVariable("none") * 2).Sum().TraceGraph()),
            ("far away", Chain(Tensor.Variable(1e-7, "start")).TraceGraph()),
        ];

        static Tensor Second(Tensor x) => (x * x * x).Backward(createGraph: true)[x];

        // A value used at the beginning and at the end.
        static Tensor Chain(Tensor start) =>
            Enumerable.Range(0, 8).Aggregate(start, (y, i) => i % 2 == 0 ? y.Sin() : y * -123456.7) + start;
    }
}
