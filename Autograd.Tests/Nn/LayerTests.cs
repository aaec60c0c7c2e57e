using Autograd.Nn;
using Tensor = Autograd.Tensor<double>;

namespace Autograd.Tests.Nn;

/// <summary>Layers against PyTorch's: outputs and gradients of input and parameters; what they do otherwise; mistakes.</summary>
public class LayerTests
{
    private static readonly Random Seed = new(1);

    public static TheoryData<string, Module<double>> Layers => new()
    {
        { "Linear", new Linear<double>(3, 2, Seed) },
        { "Conv1d", new Conv1d<double>(2, 3, 3, Seed) },
        { "Conv1d.options", new Conv1d<double>(4, 6, 2, Seed, stride: 2, padding: 1, dilation: 2, groups: 2, bias: false) },
        { "Conv2d", new Conv2d<double>(2, 3, 2, Seed) },
        { "Conv2d.options", new Conv2d<double>(4, 4, 2, Seed, stride: 2, padding: 1, dilation: 2, groups: 4) },
        { "MaxPool2d", new MaxPool2d<double>(2) },
        { "MaxPool2d.options", new MaxPool2d<double>(3, stride: 2, padding: 1) },
        { "AvgPool2d", new AvgPool2d<double>(2) },
        { "AvgPool2d.options", new AvgPool2d<double>(3, stride: 1, padding: 1) },
        { "LayerNorm", new LayerNorm<double>([2, 3]) },
        { "GroupNorm", new GroupNorm<double>(2, 4) },
        { "PRelu", new PRelu<double>() },
        { "PRelu.channels", new PRelu<double>(2) },
        { "BatchNorm", new BatchNorm<double>(3) },
        { "BatchNorm.image", new BatchNorm<double>(2) },
    };

    [Theory]
    [MemberData(nameof(Layers))]
    public void Layer_ForwardAndBackward_IsPyTorchs(string name, Module<double> layer)
    {
        foreach (Parameter<double> parameter in layer.Parameters)
        {
            parameter.Assign(Torch.Of($"{name}.{parameter.Name}"));
        }

        Tensor x = Torch.Of($"{name}.x").AsVariable(), y = layer.Forward(x);
        Torch.AssertClose($"{name}.y", y, 1e-14);
        Gradients<double> gradients = (y * Tensor.Arange(1, y.Shape.Count + 1, 1).Reshape(y.Shape.Axes) / 10).Sum().Backward();
        Torch.AssertClose($"{name}.x.gradient", gradients[x], 1e-13);
        foreach (Parameter<double> parameter in layer.Parameters)
        {
            Torch.AssertClose($"{name}.{parameter.Name}.gradient", gradients[parameter.Value], 1e-13);
        }

        foreach (Buffer<double> buffer in layer.Buffers)
        {
            Torch.AssertClose($"{name}.{buffer.Name}", buffer.Value, 1e-14);
            Torch.AssertClose($"{name}.evaluated", layer.Predict(x), 1e-14);
        }
    }

    [Fact]
    public void EveryLayer_WithParametersOrWindows_IsCompared()
    {
        IEnumerable<string> layers = typeof(Layer<>).Assembly.GetTypes()
            .Where(type => !type.IsAbstract && type.BaseType is { IsGenericType: true } && IsLayer(type))
            .Select(type => type.Name.Split('`')[0]);
        IEnumerable<string> activations =
            typeof(Activations).GetMethods().Select(method => method.Name).Concat(["Tanh", "Softmax", "LogSoftmax"]);
        IEnumerable<string> compared = Layers.Select(row => ((string)row[0]).Split('.')[0]);
        string[] apart = ["Dropout", "Embedding", "Flatten", "Lambda", "RmsNorm", "Sequential"];
        Assert.Empty(layers.Except(activations).Except(compared).Except(apart));

        static bool IsLayer(Type? type) => type is not null && (type.Name == "Layer`1" || IsLayer(type.BaseType));
    }

    [Fact]
    public void ActivationLayers_Each_AreTheirFunctions()
    {
        Tensor x = [-3, -0.5, 0, 0.7, 4];
        (Module<double> Layer, Tensor Expected)[] pairs =
        [
            (new Relu<double>(), x.Relu()), (new LeakyRelu<double>(0.2), x.LeakyRelu(0.2)), (new Relu6<double>(), x.Relu6()),
            (new HardTanh<double>(), x.HardTanh()), (new HardSigmoid<double>(), x.HardSigmoid()), (new HardSwish<double>(), x.HardSwish()),
            (new Step<double>(), x.Step()), (new Identity<double>(), x), (new Softsign<double>(), x.Softsign()),
            (new BentIdentity<double>(), x.BentIdentity()), (new Snake<double>(2), x.Snake(2)), (new Siren<double>(3), x.Siren(3)),
            (new Sigmoid<double>(), x.Sigmoid()), (new LogSigmoid<double>(), x.LogSigmoid()), (new Softplus<double>(), x.Softplus()),
            (new Silu<double>(), x.Silu()), (new Gelu<double>(), x.Gelu()), (new Gelu<double>(true), x.Gelu(true)),
            (new Elu<double>(2), x.Elu(2)), (new Selu<double>(), x.Selu()), (new Celu<double>(2), x.Celu(2)),
            (new Mish<double>(), x.Mish()), (new TanhShrink<double>(), x.TanhShrink()), (new Tanh<double>(), x.Tanh()),
            (new Softmax<double>(), x.Softmax(0)), (new LogSoftmax<double>(0), x.LogSoftmax(0)),
        ];
        Assert.All(pairs, pair => Assert.Equal(pair.Expected.ToArray(), pair.Layer.Forward(x).ToArray()));
        Assert.Equal("LeakyRelu(0.2)", pairs[1].Layer.ToString());
    }

    [Fact]
    public void Embedding_OfRepeatedNumbers_IsPyTorchs()
    {
        var table = new Embedding<double>(5, 3, new Random(1));
        table.Weight.Assign(Torch.Of("Embedding.weight"));
        Tensor y = table.Forward(Tensor.Constant([4, 0, 4, 2], [2, 2]));
        Torch.AssertClose("Embedding.y", y, 0);
        Tensor weights = Tensor.Arange(1, 13, 1).Reshape(y.Shape.Axes) / 10;
        Torch.AssertClose("Embedding.weight.gradient", (y * weights).Sum().Backward()[table.Weight.Value], 1e-15);
        Assert.Equal([4, 3], table.Forward([4, 0, 4, 2]).Shape.Axes.ToArray());
    }

    [Fact]
    public void RmsNorm_OfRows_HasRootMeanSquareOne()
    {
        var norm = new RmsNorm<double>([3]);
        norm.Weight.Assign([1, 2, 3]);
        Tensor row = Tensor.Constant(new double[,] { { 1, 2, 2 } });
        Naive.AssertClose("y", [1 / Math.Sqrt(3), 4 / Math.Sqrt(3), 6 / Math.Sqrt(3)], norm.Forward(row));
        Assert.Equal(1, new RmsNorm<float>([4]).Forward(Tensor<float>.Ones([2, 4])).Values[3], 1e-6f);
    }

    [Fact]
    public void Convolution_DefaultWeights_AreUniformWithinOneOverTheRootOfTheirInputs()
    {
        var layer = new Conv2d<double>(8, 50, 5, new Random(3), groups: 2); // 4·5·5 = 100 numbers make an output
        Assert.Equal([50, 4, 5, 5], layer.Weight.Shape.Axes.ToArray());
        Assert.InRange(layer.Weight.Value.Abs().Max().Item, 0.0999, 0.1);
        Assert.InRange(layer.Weight.Value.Variance().Item, 0.0032, 0.0035);
        Assert.InRange(layer.Bias!.Value.Abs().Max().Item, 0.09, 0.1);
    }

    [Fact]
    public void Dropout_WhileTraining_DropsAFractionAndKeepsTheMean()
    {
        var dropout = new Dropout<double>(0.25, new Random(5));
        Tensor x = Tensor.Ones([100_000]).AsVariable(), y = dropout.Forward(x);
        Assert.Equal(0.25, y.EqualTo(0).Mean().Item, 0.01);
        Assert.Equal(1, y.Mean().Item, 0.01);
        Assert.Equal(y.ToArray(), y.Sum().Backward()[x].ToArray());
        Assert.Equal(x.ToArray(), dropout.Predict(x).ToArray());
        dropout.IsTraining = false;
        Assert.Same(x, dropout.Forward(x));
        Assert.Equal(y.ToArray(), new Dropout<double>(0.25, new Random(5)).Forward(x).ToArray());
        Assert.Equal(0, new Dropout<double>(1, new Random(1)).Forward(x).Sum().Item);
        Assert.Same(x, new Dropout<double>(0, new Random(1)).Forward(x));
    }

    [Fact]
    public void SmallConvolutionalNet_Summary_HasEveryShape()
    {
        var model = new Sequential<double>(
            new Conv2d<double>(1, 4, 3, Seed, padding: 1), new BatchNorm<double>(4), new Relu<double>(), new MaxPool2d<double>(2),
            new Flatten<double>(), new Dropout<double>(0.5, Seed), new Linear<double>(64, 10, Seed));
        string summary = model.Summary([2, 1, 8, 8]);
        Assert.Contains("0: Conv2d(1, 4, 3, padding 1)  (2, 4, 8, 8)", summary, StringComparison.Ordinal);
        Assert.Contains("3: MaxPool2d(2)                (2, 4, 4, 4)", summary, StringComparison.Ordinal);
        Assert.Contains("6: Linear(64, 10)              (2, 10)              650", summary, StringComparison.Ordinal);
        Assert.EndsWith("698 parameters", summary, StringComparison.Ordinal);
        Assert.Equal([0.0, 0, 0, 0], model.Buffers[0].Value.ToArray());
    }

    public static TheoryData<ErrorTests.Mistake> Mistakes =>
    [
        new("Conv2d, channels", () => new Conv2d<double>(2, 3, 2, Seed).Forward(Tensor.Ones([1, 4, 5, 5]).Named("x")),
            typeof(ShapeException), "Conv2d(2, 3, 2)", "(N, C, H, W) with C = 2", "\"x\" of shape (1, 4, 5, 5)"),
        new("Conv1d, rank", () => new Conv1d<double>(2, 3, 2, Seed).Forward(Tensor.Ones([1, 2])), typeof(ShapeException),
            "Conv1d", "(N, C, L)"),
        new("Conv2d, groups", () => new Conv2d<double>(3, 4, 2, Seed, groups: 2), typeof(ArgumentException),
            "3 inputs", "4 outputs", "2 groups"),
        new("Conv2d, stride", () => new Conv2d<double>(3, 4, 2, Seed, stride: 0), typeof(ArgumentOutOfRangeException), "stride"),
        new("Conv2d, image smaller than the kernel", () => new Conv2d<double>(1, 1, 3, Seed).Forward(Tensor.Ones([1, 1, 2, 5])),
            typeof(ShapeException), "Conv2d(1, 1, 3): ", "3"),
        new("MaxPool2d, rank", () => new MaxPool2d<double>(2).Forward(Tensor.Ones([4, 4])), typeof(ShapeException),
            "MaxPool2d(2)", "(N, C, H, W)", "(4, 4)"),
        new("MaxPool2d, padding", () => new MaxPool2d<double>(2, padding: 2), typeof(ArgumentOutOfRangeException), "padding"),
        new("BatchNorm, one number", () => new BatchNorm<double>(2).Forward(Tensor.Ones([1, 2])), typeof(ShapeException),
            "BatchNorm(2)", "2 numbers", "Predict"),
        new("BatchNorm, channels", () => new BatchNorm<double>(2).Forward(Tensor.Ones([4, 3])), typeof(ShapeException),
            "BatchNorm(2)", "C = 2", "(4, 3)"),
        new("LayerNorm, features", () => new LayerNorm<double>([3]).Forward(Tensor.Ones([4, 2])), typeof(ShapeException),
            "LayerNorm(3)", "(4, 2)"),
        new("LayerNorm, scalar", () => new LayerNorm<double>([]), typeof(ShapeException), "LayerNorm", "[features]"),
        new("GroupNorm, groups", () => new GroupNorm<double>(2, 3), typeof(ArgumentException), "3 channels", "2 groups"),
        new("Embedding, too large", () => new Embedding<double>(3, 2, Seed).Forward(Tensor.Constant([3])),
            typeof(ArgumentOutOfRangeException), "is 3", "0 to 2"),
        new("Embedding, a fraction", () => new Embedding<double>(3, 2, Seed).Forward(Tensor.Constant([0.5])), typeof(ArgumentException),
            "Embedding(3, 2)", "0.5"),
        new("Dropout, probability", () => new Dropout<double>(1.5, Seed), typeof(ArgumentOutOfRangeException), "probability"),
        new("PRelu, channels", () => new PRelu<double>(2).Forward(Tensor.Ones([4, 3])), typeof(ShapeException), "PRelu(2)", "(4, 3)"),
        new("Flatten, scalar", () => new Flatten<double>().Forward(1), typeof(ShapeException), "Flatten"),
    ];

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void Mistake_IsAnErrorThatSaysWhatIsWrong(ErrorTests.Mistake mistake) => ErrorTests.AssertSays(mistake);
}
