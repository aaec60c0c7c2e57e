using Autograd.Nn;
using Tensor = Autograd.Tensor<double>;

namespace Autograd.Tests.Nn;

/// <summary>Modules: what is found in their fields, names, prediction, replacement, summaries and mistakes.</summary>
public class ModuleTests
{
    [Fact]
    public void Parameters_OfNestedModules_HaveTheirPathsInOrder()
    {
        var net = new Net(new Random(1));
        Assert.Equal(
            ["scale", "hidden.weight", "hidden.bias", "blocks.0.weight", "blocks.1.0.weight", "blocks.1.0.bias"],
            net.Parameters.Select(p => p.Name));
        Assert.Equal(["mean"], net.Buffers.Select(b => b.Name));
        Assert.Equal(["hidden", "blocks.0", "blocks.1", "again"], net.Children.Select(child => child.Name));
        Assert.Equal("hidden.weight", net.Parameters[1].Value.Name);
        Assert.Equal(["0.weight", "0.bias", "2.weight", "2.bias"], Layers().Parameters.Select(p => p.Name));
    }

    [Fact]
    public void SequentialParameter_AskedForInside_KeepsItsLongestPath()
    {
        Sequential<double> model = Layers();
        Assert.Equal("0.weight", model.Parameters[0].Name);
        Assert.Equal("0.weight", model[0].Parameters[0].Name);
    }

    [Fact]
    public void Parameters_InCollectionsOfEveryKind_AreFound() =>
        Assert.Equal(["p", "q", "table.a.weight", "rows.0.0.weight", "rows.1.0.weight"], new Collections().Parameters.Select(p => p.Name));

    [Fact]
    public void TwoParametersOfOneName_AreAnError()
    {
        string message = Assert.Throws<InvalidOperationException>(() => new Twins().Parameters).Message;
        Assert.Contains("\"w\"", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Predict_OfATrackedModule_RecordsNothingAndIsNotTraining()
    {
        var net = new Net(new Random(1));
        Tensor x = Tensor.Variable(new double[,] { { 1, 2 } });
        Tensor y = net.Predict(x);

        Assert.False(y.IsTracked);
        Assert.Null(y.Operation);
        Assert.Equal([false], net.WasTraining);
        Assert.True(net.Forward(x).IsTracked);
        Assert.Equal([false, true], net.WasTraining);
        Assert.Equal(y.ToArray(), net.Forward(x).ToArray());
        net.IsTraining = false;
        Assert.All(net.Children, child => Assert.False(child.Module.IsTraining));
    }

    [Fact]
    public void Predict_FromManyThreads_GivesTheSameBitsAndLeavesTheModuleTracked()
    {
        Sequential<double> model = Layers();
        Tensor x = Tensor.Normal(new Random(2), [4, 2], 0, 1);
        double[] expected = model.Predict(x).ToArray();
        Parallel.For(0, 200, _ => Assert.Equal(expected, model.Predict(x).ToArray()));
        Assert.True(model.Forward(x).IsTracked);
        Assert.All(model.Parameters, parameter => Assert.True(parameter.Value.IsTracked));
    }

    [Fact]
    public void Predict_ThatThrows_LeavesTheModuleAsItWas()
    {
        Sequential<double> model = Layers();
        Assert.Throws<ShapeException>(() => model.Predict(Tensor.Ones([2, 5])));
        Assert.True(model.IsTraining);
        Assert.True(model.Parameters[0].Value.IsTracked);
    }

    [Fact]
    public void Replace_ThatFails_PutsEverythingBack()
    {
        Sequential<double> model = Layers();
        Tensor before = model.Parameters[0].Value;
        string message = Assert.Throws<ShapeException>(
            () => model.Replace(p => p.Name == "2.bias" ? Tensor.Ones([7]) : Tensor.Zeros(p.Shape))).Message;
        Assert.Contains("\"2.bias\" has shape (1)", message, StringComparison.Ordinal);
        Assert.Same(before, model.Parameters[0].Value);
    }

    [Fact]
    public void Replace_InsideReplace_IsUndoneInOrder()
    {
        Sequential<double> model = Layers();
        Tensor x = Tensor.Ones([1, 2]);
        double[] own = model.Forward(x).ToArray();
        using (model.Replace(p => Tensor.Zeros(p.Shape)))
        {
            Assert.Equal([0], model.Forward(x).ToArray());
            using (model.Replace(p => Tensor.Ones(p.Shape)))
            {
                Assert.NotEqual([0], model.Forward(x).ToArray());
            }

            Assert.Equal([0], model.Forward(x).ToArray());
        }

        Assert.Equal(own, model.Forward(x).ToArray());
    }

    [Fact]
    public void Summary_OfAModel_ListsLayersShapesAndParameters()
    {
        Sequential<double> model = Layers();
        model.Parameters[0].IsTrainable = false;
        Assert.Equal(
            """
            layer              output  parameters
            Sequential         (5, 1)
              0: Linear(2, 3)  (5, 3)           9
              1: Tanh          (5, 3)
              2: Linear(3, 1)  (5, 1)           4
            13 parameters, 7 of them trainable
            """.ReplaceLineEndings("\n"),
            model.Summary([5, 2]));
    }

    [Fact]
    public void Linear_DefaultWeights_AreUniformWithinOneOverTheRootOfInputs()
    {
        var layer = new Linear<double>(100, 200, new Random(3));
        Assert.Equal([200, 100], layer.Weight.Shape.Axes.ToArray());
        Assert.InRange(layer.Weight.Value.Abs().Max().Item, 0.0999, 0.1);
        Assert.InRange(layer.Weight.Value.Variance().Item, 0.0033, 0.00337);
        Assert.Equal(layer.Weight.Value.ToArray(), new Linear<double>(100, 200, new Random(3)).Weight.Value.ToArray());
        Assert.Null(new Linear<double>(2, 3, new Random(1), bias: false).Bias);
        Assert.Equal([4, 5, 3], new Linear<double>(2, 3, new Random(1)).Forward(Tensor.Ones([4, 5, 2])).Shape.Axes.ToArray());
    }

    public static TheoryData<ErrorTests.Mistake> Mistakes =>
    [
        new("Linear, inputs", () => new Linear<double>(2, 3, new Random(1)).Forward(Tensor.Ones([4, 5]).Named("x")), typeof(ShapeException),
            "Linear(2, 3)", "must be 2", "(4, 5)", "\"x\""),
        new("Linear, scalar", () => new Linear<double>(2, 3, new Random(1)).Forward(1), typeof(ShapeException), "Linear(2, 3)", "()"),
        new("Linear, no inputs", () => new Linear<double>(0, 3, new Random(1)), typeof(ArgumentOutOfRangeException), "inputs"),
        new("Assign", () => Assigned(), typeof(ShapeException), "parameter \"w\" has shape (2)", "(3)"),
        new("Parameter without a name", () => new Parameter<double>("", 1), typeof(ArgumentException), "name"),
        new("Forward of null", () => Layers().Forward(null!), typeof(ArgumentNullException), "x"),
        new("Sequential of null", () => new Sequential<double>([null!]), typeof(ArgumentNullException), "modules"),
    ];

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void Mistake_IsAnErrorThatSaysWhatIsWrong(ErrorTests.Mistake mistake) => ErrorTests.AssertSays(mistake);

    private static Parameter<double> Assigned()
    {
        var parameter = new Parameter<double>("w", [1, 2]);
        parameter.Assign([1, 2, 3]);
        return parameter;
    }

    private static Sequential<double> Layers() => new(
        new Linear<double>(2, 3, new Random(1)), new Lambda<double>("Tanh", x => x.Tanh()), new Linear<double>(3, 1, new Random(2)));

    private sealed class Net : Module<double>
    {
        private readonly Parameter<double> scale = new("scale", 2);
        private readonly Buffer<double> mean = new("mean", [0.5, 0.5]);
        private readonly Linear<double> hidden;
        private readonly List<Module<double>> blocks;
        private readonly Module<double> again;

        public Net(Random random)
        {
            hidden = new Linear<double>(2, 2, random);
            blocks = [new Linear<double>(2, 2, random, bias: false), new Sequential<double>(new Linear<double>(2, 2, random))];
            again = hidden;
        }

        public List<bool> WasTraining { get; } = [];

        public override Tensor Forward(Tensor x)
        {
            WasTraining.Add(IsTraining);
            Tensor y = hidden.Forward(x - mean.Value) * scale.Value;
            return again.Forward(blocks.Aggregate(y, (y, block) => block.Forward(y)));
        }
    }

    private sealed class Collections : Module<double>
    {
        private readonly Dictionary<string, Linear<double>> table = new() { ["a"] = One() };
        private readonly List<Module<double>[]> rows = [[One()], [One()]];
        private readonly double[] numbers = new double[3];
        private readonly Parameter<double>[] parameters = [new("p", 1), new("q", 2)];

        public override Tensor Forward(Tensor x) =>
            rows.Count * numbers.Length * parameters.Aggregate(table["a"].Forward(x), (y, parameter) => y * parameter.Value);

        private static Linear<double> One() => new(1, 1, new Random(1), bias: false);
    }

    private sealed class Twins : Module<double>
    {
        private readonly Parameter<double> first = new("w", 1), second = new("w", 2);

        public override Tensor Forward(Tensor x) => x * first.Value * second.Value;
    }
}
