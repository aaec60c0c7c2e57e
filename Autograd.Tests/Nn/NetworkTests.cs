using Autograd.Nn;
using FsCheck.Xunit;
using Tensor = Autograd.Tensor<double>;

namespace Autograd.Tests.Nn;

/// <summary>The textbook's networks and layers: its numbers, and its layer classes written once more by hand.</summary>
public class NetworkTests
{
    [Fact]
    public void ThreeLayerNetwork_WithSigmoidAndRelu_GivesTheTextbooksNumbers()
    {
        Tensor x = Tensor.Constant([1, 0.5], [1, 2]);
        Assert.Equal("[[0.31682708 0.69627909]]", Network(x => x.Sigmoid()).Forward(x).ToString());
        Naive.AssertClose("relu", [0.426, 0.912], Network(x => x.Relu()).Forward(x));

        static Sequential<double> Network(Func<Tensor, Tensor> activation) => new(
            Affine(new double[,] { { 0.1, 0.3, 0.5 }, { 0.2, 0.4, 0.6 } }, [0.1, 0.2, 0.3]), new Lambda<double>("activation", activation),
            Affine(new double[,] { { 0.1, 0.4 }, { 0.2, 0.5 }, { 0.3, 0.6 } }, [0.1, 0.2]), new Lambda<double>("activation", activation),
            Affine(new double[,] { { 0.1, 0.3 }, { 0.2, 0.4 } }, [0.1, 0.2]));
    }

    [Property(MaxTest = 200)]
    public void Layers_OnRandomBatches_HaveTheGradientsOfTheTextbooksClasses(int seed)
    {
        var random = new Random(seed);
        int batch = random.Next(1, 6), inputs = random.Next(1, 5), outputs = random.Next(1, 5);
        Tensor x = Tensor.Normal(random, [batch, inputs], 0, 1).AsVariable(), gy = Tensor.Normal(random, [batch, outputs], 0, 1);
        var linear = new Linear<double>(inputs, outputs, random);
        double[,] w = Rows(linear.Weight.Value.T), xs = Rows(x), gs = Rows(gy);

        Gradients<double> gradients = linear.Forward(x).Backward(gy);
        Naive.AssertClose("dx", Flat(Product(gs, Transposed(w))), gradients[x]);
        Naive.AssertClose("dW", Flat(Transposed(Product(Transposed(xs), gs))), gradients[linear.Weight.Value]);
        double[] db = [.. Enumerable.Range(0, outputs).Select(k => Enumerable.Range(0, batch).Sum(n => gs[n, k]))];
        Naive.AssertClose("db", db, gradients[linear.Bias!.Value]);

        Tensor g = Tensor.Normal(random, x.Shape, 0, 1);
        Naive.AssertClose("relu", [.. x.ToArray().Zip(g.ToArray(), (x, g) => x > 0 ? g : 0)], x.Relu().Backward(g)[x]);
        Tensor y = x.Sigmoid();
        Naive.AssertClose("sigmoid", [.. y.ToArray().Zip(g.ToArray(), (y, g) => g * y * (1 - y))], y.Backward(g)[x]);

        int[] classes = [.. Enumerable.Range(0, batch).Select(_ => random.Next(inputs))];
        var expected = new double[batch * inputs];
        double loss = 0;
        for (int n = 0; n < batch; n++)
        {
            double sum = Enumerable.Range(0, inputs).Sum(c => Math.Exp(xs[n, c]));
            loss -= Math.Log(Math.Exp(xs[n, classes[n]]) / sum) / batch;
            for (int c = 0; c < inputs; c++)
            {
                expected[(n * inputs) + c] = ((Math.Exp(xs[n, c]) / sum) - (c == classes[n] ? 1 : 0)) / batch;
            }
        }

        Naive.AssertClose("loss", [loss], Loss.CrossEntropy(x, classes));
        Naive.AssertClose("softmax with loss", expected, Loss.CrossEntropy(x, classes).Backward()[x]);
    }

    [Fact]
    public void OneLayerRegressionWithRelu_FiftySteps_HasPyTorchsLossCurve()
    {
        var layer = new Linear<double>(3, 2, new Random(1));
        layer.Weight.Assign(Torch.Of("relu.weight"));
        layer.Bias!.Assign(Tensor.Zeros([2]));
        var optimizer = new Sgd<double>(layer.Parameters, 0.1);
        var losses = new List<Tensor>();
        for (int step = 0; step < 50; step++)
        {
            Tensor loss = Loss.MeanSquaredError(layer.Forward(Torch.Of("relu.x")).Relu(), Torch.Of("relu.t"));
            optimizer.Step(loss.Backward());
            losses.Add(loss.Detach());
        }

        Torch.AssertClose("relu.losses", Tensor.Stack([.. losses], 0), 1e-12);
        Assert.True(losses[^1].Item < losses[0].Item);
    }

    [Fact]
    public void GradientPenalty_InsideALoss_HasItsOwnGradient()
    {
        // f(x) = tanh(w·x): the penalty (∂f/∂x)² = (w(1 − f²))² is differentiated by w once more.
        var w = new Parameter<double>("w", 0.8);
        Func<Tensor, Tensor> penalty = w => Differentiate.Gradient(x => (w * x).Tanh(), Tensor.Constant(0.5)).Square();
        Gradients<double> gradients = penalty(w.Value).Backward();
        double h = 1e-5, numeric = (penalty(0.8 + h).Item - penalty(0.8 - h).Item) / (2 * h);
        Assert.Equal(numeric, gradients[w.Value].Item, 1e-9);
    }

    [Fact]
    public void Replace_WithAnInnerStep_DifferentiatesThroughIt()
    {
        // Inner loss ½(w − a)², one step with rate r: w′ = w − r(w − a).
        // Outer loss ½(w′ − b)²: derivative (w′ − b)(1 − r) by w, (w′ − b)·r by a.
        var model = new Scale();
        Tensor a = Tensor.Variable(3, "a");
        const double rate = 0.25, b = 1;
        Tensor inner = (model.Forward(1) - a).Square() / 2;
        Tensor slope = Differentiate.GradientsOf(inner, [model.Weight.Value], createGraph: true)[0];
        Tensor outer;
        using (model.Replace(p => p.Value - (rate * slope)))
        {
            outer = (model.Forward(1) - b).Square() / 2;
        }

        Gradients<double> gradients = outer.Backward();
        double after = 2 - (rate * (2 - 3));
        Assert.Equal((after - b) * (1 - rate), gradients[model.Weight.Value].Item, 1e-15);
        Assert.Equal((after - b) * rate, gradients[a].Item, 1e-15);
        Assert.Equal(2, model.Forward(1).Item);
    }

    private static Linear<double> Affine(double[,] weight, Tensor bias)
    {
        var layer = new Linear<double>(weight.GetLength(0), weight.GetLength(1), new Random(0));
        layer.Weight.Assign(Tensor.Constant(weight).T);
        layer.Bias!.Assign(bias);
        return layer;
    }

    private static double[,] Rows(Tensor x)
    {
        var rows = new double[x.Shape[0], x.Shape[1]];
        Buffer.BlockCopy(x.ToArray(), 0, rows, 0, 8 * x.Shape.Count);
        return rows;
    }

    private static double[] Flat(double[,] rows) => [.. rows.Cast<double>()];

    private static double[,] Transposed(double[,] a)
    {
        var result = new double[a.GetLength(1), a.GetLength(0)];
        for (int i = 0; i < a.GetLength(0); i++)
        {
            for (int j = 0; j < a.GetLength(1); j++)
            {
                result[j, i] = a[i, j];
            }
        }

        return result;
    }

    private static double[,] Product(double[,] a, double[,] b)
    {
        var result = new double[a.GetLength(0), b.GetLength(1)];
        for (int i = 0; i < a.GetLength(0); i++)
        {
            for (int j = 0; j < b.GetLength(1); j++)
            {
                for (int k = 0; k < b.GetLength(0); k++)
                {
                    result[i, j] += a[i, k] * b[k, j];
                }
            }
        }

        return result;
    }

    private sealed class Scale : Module<double>
    {
        public Parameter<double> Weight { get; } = new("weight", 2);

        public override Tensor Forward(Tensor x) => x * Weight.Value;
    }
}
