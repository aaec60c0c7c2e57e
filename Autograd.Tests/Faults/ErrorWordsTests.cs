using System.Text.RegularExpressions;
using Autograd.Nn;
using Tensor = Autograd.Tensor<double>;

namespace Autograd.Tests.Faults;

/// <summary>
/// Errors that keep a secret: every one names the operation that was called, the tensor and its shape, in whole sentences.
/// </summary>
public sealed partial class ErrorWordsTests
{
    private static readonly Tensor S = Tensor.Variable(3, "s"), V = Tensor.Variable([1, 2, 3], "v");
    private static readonly Tensor X = Tensor.Variable([1, 2, 3, 4, 5, 6], [2, 3], "x"), W = Tensor.Ones([4, 5]).Named("W"),
        E = Tensor.Zeros([2, 0]).Named("e"), Row = Tensor.Zeros([1, 1, 3]).Named("row"), Image = Tensor.Zeros([1, 1, 3, 3]).Named("image");
    private static readonly Tensor Tall = Tensor.Zeros([100_000, 1]).Named("tall"), Flat = Tensor.Zeros([1, 100_000]).Named("flat");

    /// <summary>A call, the operation that its error names, and the tensors.</summary>
    public sealed record Call(string Operation, Func<object> Make, params Tensor[] Named)
    {
        public override string ToString() => $"{Operation} of {string.Join(", ", Named.Select(tensor => tensor.Name))}";
    }

    public static TheoryData<Call> Calls =>
    [
        new("Variable", () => Tensor.Variable([1], [2, 2], "a")) , new("Constant", () => Tensor.Constant([1], [2, 2])),
        new("Reshape", () => X.Reshape(-2, -3), X), new("Reshape", () => X.Reshape(-1, -3), X), new("Reshape", () => X.Reshape(4, 2), X),
        new("Reshape", () => X.Reshape(-1, 4), X), new("Reshape", () => X.Reshape(-1, -1), X), new("Reshape", () => S.Reshape(2), S),
        new("Reshape", () => X.Reshape(100_000, 100_000), X), new("Reshape", () => X.Reshape(-1, 100_000, 100_000), X),
        new("Squeeze", () => X.Squeeze(0), X), new("Squeeze", () => X.Squeeze(5), X), new("Unsqueeze", () => X.Unsqueeze(7), X),
        new("BroadcastTo", () => X.BroadcastTo([5, 5]), X), new("Permute", () => X.Permute(0), X), new("Permute", () => X.Permute(0, 0), X),
        new("Permute", () => X.Permute(0, 9), X), new("Transpose", () => V.Transpose(), V), new("Transpose", () => X.Transpose(0, 3), X),
        new("Indexing", () => X[9], X), new("Indexing", () => X[0, 0, 0], X), new("Indexing", () => S[0], S),
        new("Indexing", () => X[..9], X),
        new("Slice", () => X.Slice(4, 0, 1), X), new("Slice", () => X.Slice(0, 0, 1, 0), X),
        new("Split", () => X.Split(0, 1), X), new("Split", () => X.Split([1, 1], 1), X), new("Split", () => X.Split(1, 4), X),
        new("Windows", () => X.Windows(0, 0), X), new("Windows", () => X.Windows(1, 2, 0), X), new("Windows", () => X.Windows(1, 9), X),
        new("Windows", () => X.Windows(3, 1), X), new("Pad", () => X.Pad([(1, 1)]), X), new("Pad", () => X.Pad([(-9, 0), (0, 0)]), X),
        new("Pad", () => X.Pad([(0, int.MaxValue), (0, 0)]), X), new("Tile", () => X.Tile(-1), X),
        new("Tile", () => Tall.Tile(1, 100_000), Tall),
        new("Roll", () => X.Roll(1, 2), X), new("Flip", () => X.Flip(2), X), new("Flip", () => X.Flip(0, 0), X),
        new("Gather", () => X.Gather(0, [0], [2, 2]), X), new("Gather", () => X.Gather(0, [9], [1, 1]), X),
        new("Gather", () => X.Gather(0, [0], [1]), X),
        new("Gather", () => X.Gather(4, [0], [1, 1]), X), new("ScatterAdd", () => X.ScatterAdd(0, [0], [1, 1], V), X, V),
        new("ScatterAdd", () => X.ScatterAdd(0, [0], [2, 2], W), X), new("IndexSelect", () => X.IndexSelect(0, [-1]), X),
        new("IndexSelect", () => X.IndexSelect(2, [0]), X), new("IndexSelect", () => E.IndexSelect(1, [0]), E),
        new("Diagonal", () => V.Diagonal(), V), new("Trace", () => V.Trace(), V), new("Tril", () => V.Tril(), V),
        new("Triu", () => S.Triu(), S),
        new("Dot", () => V.Dot(X), V, X), new("Dot", () => V.Dot(Tensor.Ones([2])), V), new("Outer", () => X.Outer(V), X, V),
        new("Outer", () => Tall.Squeeze().Named("row").Outer(Tall.Squeeze())), new("MatMul", () => X.MatMul(W), X, W),
        new("MatMul", () => Tall.MatMul(Flat), Tall, Flat),
        new("MatMul", () => S.MatMul(X), S, X), new("Einsum", () => Tensor.Einsum("ij,jk->ik", X, W), X, W),
        new("Einsum", () => Tensor.Einsum("ijk", X), X),
        new("Einsum", () => Tensor.Einsum("ij,kl->ijkl", Tall, Flat), Tall, Flat),
        new("Concatenate", () => Tensor.Concatenate([X, W], 0), X, W), new("Concatenate", () => Tensor.Concatenate([X, X], 5), X),
        new("Stack", () => Tensor.Stack([X, W], 0), X, W), new("Stack", () => Tensor.Stack([X, X], 9), X),
        new("Add", () => X + W, X, W), new("Add", () => Tall + Flat, Tall, Flat), new("Pow", () => X.Pow(W), X, W),
        new("Pow", () => Tall.Pow(Flat), Tall, Flat),
        new("Maximum", () => Tensor.Maximum(X, W), X, W), new("Atan2", () => Tensor.Atan2(X, W), X, W),
        new("Hypot", () => Tensor.Hypot(X, W), X, W),
        new("LogAddExp", () => Tensor.LogAddExp(X, W), X, W), new("Lerp", () => Tensor.Lerp(X, W, 0.5), X, W),
        new("Lerp", () => Tensor.Lerp(X, 1, W), X, W),
        new("XLogY", () => Tensor.XLogY(X, W), X, W), new("Remainder", () => X.Remainder(W), X, W),
        new("Select", () => Tensor.Select(X, W, 0), X, W),
        new("Clamp", () => X.Clamp(2, 1), X), new("Clamp", () => X.Clamp(double.NaN), X),
        new("Norm", () => X.Norm(double.NaN), X), new("Norm", () => E.Norm(double.PositiveInfinity), E), new("Norm", () => X.Norm(2, 5), X),
        new("Softmax", () => S.Softmax(1), S), new("LogSoftmax", () => S.LogSoftmax(-2), S), new("Sort", () => S.Sort(1), S),
        new("Sort", () => X.Sort(2), X),
        new("CumulativeSum", () => S.CumulativeSum(1), S), new("CumulativeProduct", () => S.CumulativeProduct(3), S),
        new("ArgMax", () => S.ArgMax(1), S),
        new("ArgMin", () => E.ArgMin(1), E), new("Max", () => E.Max(), E), new("Max", () => X.Max(7), X),
        new("Mean", () => X.Mean([0, 0]), X),
        new("Item", () => X.Item, X), new("Convert", () => X.Convert<float>(), X), new("Backward", () => X.Backward(), X),
        new("Backward", () => X.Backward(V), X),
        new("TraceGraph", () => X.TraceGraph(), X), new("TraceGraph", () => W.TraceGraph(), W),
        new("Jvp", () => Differentiate.Jvp(x => x, X, V), X), new("GradientsOf", () => Differentiate.GradientsOf(X.Sum(), [W]), W),
        new("MeanSquaredError", () => Loss.MeanSquaredError(X, W), X, W), new("KullbackLeibler", () => Loss.KullbackLeibler(X, W), X, W),
        new("BinaryCrossEntropy", () => Loss.BinaryCrossEntropy(X, X), X), new("CrossEntropy", () => Loss.CrossEntropy(X, [5, 0]), X),
        new("CrossEntropy", () => Loss.CrossEntropy(X, [0]), X), new("CrossEntropy", () => Loss.CrossEntropy(S, [0]), S),
        new("CrossEntropy", () => Loss.CrossEntropy(E, [0, 0]), E),
        new("CrossEntropy", () => Loss.CrossEntropy(X, [0, 0], weights: W), X, W), new("CrossEntropy", () => Loss.CrossEntropy(X, X), X),
        new("CosineSimilarity", () => X.CosineSimilarity(W), X, W),
        new("Linear(4, 2)", () => new Linear<double>(4, 2, new Generator(1)).Forward(X), X),
        new("Flatten", () => new Flatten<double>().Forward(S), S), new("LayerNorm(5)", () => new LayerNorm<double>([5]).Forward(X), X),
        new("Embedding(2, 2)", () => new Embedding<double>(2, 2, new Generator(1)).Forward((X / 4).Named("x")), X),
        new("MaxPool2d(2)", () => new MaxPool2d<double>(2).Forward(X), X),
        new("Conv1d(1, 1, 1)", () => new Conv1d<double>(1, 1, 1, new Generator(1)).Forward(X), X),
        new("Conv1d(1, 2, 5)", () => new Conv1d<double>(1, 2, 5, new Generator(1)).Forward(Row), Row),
        new("Conv2d(1, 2, 5)", () => new Conv2d<double>(1, 2, 5, new Generator(1)).Forward(Image), Image),
        new("MaxPool2d(4)", () => new MaxPool2d<double>(4).Forward(Image), Image),
        new("AvgPool2d(4)", () => new AvgPool2d<double>(4).Forward(Image), Image),
        new("Embedding(3, 2)", () => new Embedding<double>(3, 2, new Generator(1)).Forward(S), S),
        new("Why", () => X.Sum().Backward().Why(W), W),
        new("Plot.Boundary", () => Plot.Boundary(x => x, Tensor.Ones([2, 3]), [0, 1])),
    ];

    [Theory]
    [MemberData(nameof(Calls))]
    public void Error_OfABadCall_NamesTheOperationTheTensorsAndTheirShapes(Call call)
    {
        string message = Assert.ThrowsAny<Exception>(call.Make).Message;
        Assert.StartsWith(call.Operation, message);
        Assert.All(call.Named, tensor =>
        {
            Assert.Contains($"\"{tensor.Name}\"", message);
            Assert.Contains($"{tensor.Shape}", message);
        });
        AssertIsEnglish(message);
    }

    [Fact]
    public void Error_OfOneThing_IsInTheSingular()
    {
        AssertSays("\"s\" of shape () has 1 element, but (2) has 2", () => S.Reshape(2));
        AssertSays("\"s\" of shape () has 0 axes, but there is 1 index", () => S[0]);
        AssertSays("\"a\" of shape (1) holds 1 element, not 2 values", () => Tensor.Variable([1, 2], [1], "a"));
        AssertSays("a tensor of shape (2) holds 2 elements, not 1 value", () => Tensor.Constant([1], [2]));
        AssertSays("the only class is 0", () => Tensor.OneHot([1], 1));
        AssertSays("it is for 1 operand, not for 2", () => Tensor.Einsum("ij", X, X));
        AssertSays("1 input and 2 directions", () => Differentiate.Jvp(x => x[0], [X], [X, X]));
        AssertSays("1 target for the 2 rows of \"x\" of shape (2, 3)", () => Loss.CrossEntropy(X, [0]));
        AssertSays("axis 1 of \"e\" of shape (2, 0) has no positions", () => Loss.CrossEntropy(E, [0, 0]));
        AssertSays("axis 1 of \"one\" of shape (2, 1) has only the class 0", () =>
            Loss.CrossEntropy(Tensor.Ones([2, 1]).Named("one"), [0, 1]));
        AssertSays("log-probabilities of shape (2)", () => Loss.KullbackLeibler(Tensor.Ones([2]), Tensor.Ones([3])));
        AssertSays("Add takes 2 inputs, but there is 1", () => Tensor.Apply((X + X).Operation!, X));
        AssertSays("1 input and 2 outputs cannot both be divided into 2 groups", () =>
            new Conv1d<double>(1, 2, 1, new Generator(1), groups: 2));
        AssertSays("1 point and 2 classes", () => Plot.Boundary(x => x, Tensor.Ones([1, 2]), [0, 1]));
        AssertSays("the gradient of \"x\" of shape (2, 3)", () => X.Sum().Backward().Map(g => g.Sum()));
        Assert.Contains("1 parameter", new Sequential<double>(new PRelu<double>()).Summary([1, 1]));
        Assert.DoesNotContain("1 parameters", new Sequential<double>(new PRelu<double>()).Summary([1, 1]));
    }

    [Fact]
    public void Error_OfANumberOutOfRange_NamesTheOperationAndTheNumber()
    {
        AssertSays("Linear: inputs must be 1 or more, but it is -1", () => new Linear<double>(-1, 2, new Generator(1)));
        AssertSays("Conv2d: padding must be 0 or more, but it is -3", () => new Conv2d<double>(1, 1, 1, new Generator(1), padding: -3));
        AssertSays("MaxPool2d: padding must be 1 or less, but it is 2", () => new MaxPool2d<double>(2, padding: 2));
        AssertSays("Dropout: p must be a probability, from 0 to 1, but it is 1.5", () => new Dropout<double>(1.5, new Generator(1)));
        AssertSays("CrossEntropy: label smoothing must be from 0 to 1, but it is -0.5", () => Loss.CrossEntropy(X, [0, 0], -0.5));
        AssertSays("Huber: delta must be above 0, but it is NaN", () => Loss.Huber(X, X, double.NaN));
        AssertSays("Snake: alpha must be other than 0", () => X.Snake(0));
        AssertSays("GradientCheck: order must be 1 or more, but it is -1", () => GradientCheck.Compare(x => x, X, -1));
    }

    [Fact]
    public void Error_OfASetting_NamesTheClassThatHasIt()
    {
        Parameter<double>[] own = [new("p", Tensor.Zeros([2]))];
        foreach ((string kind, Func<double, object> make) in new (string, Func<double, object>)[]
        {
            ("Sgd: learningRate", bad => new Sgd<double>(own, bad)), ("Sgd: momentum", bad => new Sgd<double>(own, 1, momentum: bad)),
            ("Sgd: dampening", bad => new Sgd<double>(own, 1, dampening: bad)),
            ("Sgd: weightDecay", bad => new Sgd<double>(own, 1, weightDecay: bad)),
            ("Sgd: LearningRate", bad => new Sgd<double>(own, 1).LearningRate = bad),
            ("RmsProp: learningRate", bad => new RmsProp<double>(own, bad)),
            ("RmsProp: alpha", bad => new RmsProp<double>(own, alpha: bad)),
            ("RmsProp: epsilon", bad => new RmsProp<double>(own, epsilon: bad)),
            ("AdaGrad: rateDecay", bad => new AdaGrad<double>(own, rateDecay: bad)),
            ("AdaGrad: initialSum", bad => new AdaGrad<double>(own, initialSum: bad)),
            ("Adam: beta1", bad => new Adam<double>(own, beta1: bad)),
            ("Adam: weightDecay", bad => new Adam<double>(own, weightDecay: bad)),
            ("AdamW: beta2", bad => new AdamW<double>(own, beta2: bad)), ("AdamW: epsilon", bad => new AdamW<double>(own, epsilon: bad)),
            ("Lbfgs: learningRate", bad => new Lbfgs<double>(own, bad)),
            ("Lbfgs: toleranceChange", bad => new Lbfgs<double>(own, toleranceChange: bad)),
            ("Lbfgs: LearningRate", bad => new Lbfgs<double>(own).LearningRate = bad),
            ("Cosine: learningRate", bad => new Cosine(bad, 3)), ("Cosine: minimum", bad => new Cosine(0.1, 3, bad)),
            ("Cosine: steps", bad => new Cosine(0.1, (int)bad)), ("StepDecay: size", bad => new StepDecay(0.1, (int)bad)),
            ("StepDecay: gamma", bad => new StepDecay(0.1, 2, bad)), ("Exponential: gamma", bad => new Exponential(0.1, bad)),
            ("Exponential: step", bad => new Exponential(0.1, 0.5).At((int)bad)), ("WarmUp: start", bad => new WarmUp(0.1, 3, bad)),
            ("WarmUp: steps", bad => new WarmUp(0.1, (int)bad)), ("OneCycle: steps", bad => new OneCycle(0.1, (int)bad)),
            ("OneCycle: rise", bad => new OneCycle(0.1, 3, bad)), ("OneCycle: last", bad => new OneCycle(0.1, 3, last: bad)),
        })
        {
            string message = Assert.Throws<ArgumentOutOfRangeException>(() => make(-1)).Message;
            Assert.StartsWith($"{kind} must be ", message);
            Assert.Contains($", but it is -1. (Parameter '{kind.Split(' ')[1]}')", message);
        }

        Assert.Throws<ArgumentOutOfRangeException>(() => new Exponential(0.1, double.NaN));
    }

    [Fact]
    public void Error_OfARunTooLargeForAPage_NamesTheMethodThatWasCalled()
    {
        Tensor y = S;
        for (int i = 0; i < 400; i++)
        {
            y = y.Sin();
        }

        GraphTrace<double> trace = y.TraceGraph();
        Assert.StartsWith("ToHtml: ", Assert.Throws<InvalidOperationException>(() => trace.ToHtml()).Message);
        Assert.StartsWith("SaveHtml: ", Assert.Throws<InvalidOperationException>(() => trace.SaveHtml("never.html")).Message);
        Assert.StartsWith("Trace: ", Assert.Throws<InvalidOperationException>(() => new Lesson("x").Trace(trace)).Message);
        Assert.StartsWith("ToSvg: ", Assert.Throws<InvalidOperationException>(() => trace.ToSvg()).Message);
        GraphTrace<double> folded = trace.WithGroup("all", y, S);
        Assert.Contains("(fold: true)", Assert.Throws<InvalidOperationException>(() => folded.ToSvg()).Message);
        Assert.Contains("all", folded.ToSvg(fold: true).Text);
    }

    [Fact]
    public void Error_OfALayer_SaysWhatTheInputIs()
    {
        Tensor vector = Tensor.Zeros([1, 3]), image = Tensor.Zeros([1, 1, 3, 3]);
        AssertSays("BatchNorm(3): while training each channel needs 2 numbers or more, but the input is one of shape (1, 3).", () =>
            new BatchNorm<double>(3).Forward(vector));
        AssertSays("AvgPool2d(2): the input must have the shape (N, C, H, W), but it is one of shape (1, 3).", () =>
            new AvgPool2d<double>(2).Forward(vector));
        AssertSays("PRelu(4): the input must have the shape (N, C) or (N, C, …) with C = 4, but it is one of shape (1, 3).", () =>
            new PRelu<double>(4).Forward(vector));
        AssertSays("AvgPool2d(6, padding 1): a window spans 6 elements, but axis 2 of the input of shape (1, 1, 3, 3) has 5 with the",
            () => new AvgPool2d<double>(6, padding: 1).Forward(image));
        var table = new Embedding<double>(3, 2, new Generator(1));
        AssertSays("Embedding(3, 2): element 1 of the input is 5, but the table has the rows 0 to 2.", () => table.Forward(new[] { 0, 5 }));
        AssertSays("element 0 of the input of shape (1) is -1, but the table has the rows 0 to 2.", () =>
            table.Forward(Tensor.Constant([-1], [1])));
        AssertSays("element 0 of \"big\" of shape () is 1E+30, but", () => table.Forward(Tensor.Constant(1e30).Named("big")));
        AssertSays("Reshape: \"x\" of shape (2, 3) cannot have the extent -2: extents are 0 or more, and one may be -1", () =>
            X.Reshape(-2, 3));
    }

    private static void AssertSays(string words, Func<object> call)
    {
        string message = Assert.ThrowsAny<Exception>(call).Message;
        Assert.Contains(words, message);
        AssertIsEnglish(message);
    }

    private static void AssertIsEnglish(string message)
    {
        Assert.DoesNotMatch(Singular(), message);
        Assert.DoesNotMatch(Plural(), message);
        Assert.DoesNotMatch(@"\(Parameter '\w+'\)\s*Actual value", message);
    }

    [GeneratedRegex(
        @"(?<![-.,\d])\b1 (elements|values|inputs|operands|axes|indices|classes|rows|targets|directions|points|steps|channels|parameters"
        + @"|tensors)\b")]
    private static partial Regex Singular();

    [GeneratedRegex(@"""\w+""( of shape \([\d, ]*\))? (have|are|need|do)\b")]
    private static partial Regex Plural();
}
