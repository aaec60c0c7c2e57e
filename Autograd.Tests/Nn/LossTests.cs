using Autograd.Nn;
using Tensor = Autograd.Tensor<double>;

namespace Autograd.Tests.Nn;

/// <summary>Losses against PyTorch's, their tails, and what they refuse.</summary>
public class LossTests
{
    private static readonly int[] All = [2, 0, 1, 2], Some = [2, -100, 1, -100], Image = [0, 1, 2, 0, 1, 1, 0, 2];
    private static readonly Tensor Weights = [0.2, 0.3, 1.5];

    /// <summary>The name of a loss in the references, and how it is called on its first input.</summary>
    public static TheoryData<string, string, Func<Tensor, Reduction, Tensor>> Losses
    {
        get
        {
            var data = new TheoryData<string, string, Func<Tensor, Reduction, Tensor>>
            {
                { "MeanSquaredError", "x", (x, r) => Loss.MeanSquaredError(x, Torch.Of("t"), r) },
                { "MeanAbsoluteError", "x", (x, r) => Loss.MeanAbsoluteError(x, Torch.Of("t"), r) },
                { "Huber", "x", (x, r) => Loss.Huber(x, Torch.Of("t"), 0.7, r) },
                { "SmoothL1", "x", (x, r) => Loss.SmoothL1(x, Torch.Of("t"), 0.6, r) },
                { "BinaryCrossEntropy", "p", (p, r) => Loss.BinaryCrossEntropy(p, Torch.Of("q"), r) },
                { "BinaryCrossEntropyWithLogits", "x*3", (x, r) => Loss.BinaryCrossEntropyWithLogits(x, Torch.Of("q"), r) },
                { "KullbackLeibler", "logs", (q, r) => Loss.KullbackLeibler(q, Torch.Of("targets"), false, r) },
                { "KullbackLeibler.log", "logs", (q, r) => Loss.KullbackLeibler(q, Torch.Of("targets").Log(), true, r) },
                { "CrossEntropy.image", "image", (x, r) => Loss.CrossEntropy(x, Image, weights: Weights, reduction: r) },
            };
            foreach ((string weighted, Tensor? weights) in new[] { ("", null), (".weighted", Weights) })
            {
                foreach ((string name, int[] classes) in new[] { ("all", All), ("some", Some) })
                {
                    data.Add(
                        $"NegativeLogLikelihood.{name}{weighted}", "logs",
                        (q, r) => Loss.NegativeLogLikelihood(q, classes, weights: weights, reduction: r));
                    data.Add(
                        $"CrossEntropy.{name}{weighted}", "x", (x, r) => Loss.CrossEntropy(x, classes, weights: weights, reduction: r));
                    data.Add(
                        $"CrossEntropy.{name}{weighted}.smooth", "x",
                        (x, r) => Loss.CrossEntropy(x, classes, 0.1, weights: weights, reduction: r));
                }

                data.Add($"CrossEntropy.probabilities{weighted}", "x", (x, r) => Loss.CrossEntropy(x, Torch.Of("targets"), 0, weights, r));
                data.Add(
                    $"CrossEntropy.probabilities{weighted}.smooth", "x",
                    (x, r) => Loss.CrossEntropy(x, Torch.Of("targets"), 0.1, weights, r));
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Losses))]
    public void Loss_EveryReduction_IsPyTorchsWithItsGradient(string name, string input, Func<Tensor, Reduction, Tensor> loss)
    {
        foreach (Reduction reduction in Enum.GetValues<Reduction>())
        {
            Tensor x = (input == "x*3" ? Torch.Of("x") * 3 : Torch.Of(input)).AsVariable();
            Tensor y = loss(x, reduction);
            string reference = $"{name}.{reduction.ToString().ToLowerInvariant()}";
            Torch.AssertClose(reference, y, 1e-14);
            Tensor weights = Tensor.Arange(1, y.Shape.Count + 1, 1).Reshape(y.Shape.Axes);
            Torch.AssertClose($"{reference}.gradient", (y * weights).Sum().Backward()[x], 1e-14);
        }
    }

    [Theory]
    [MemberData(nameof(Losses))]
    public void Loss_Everywhere_PassesTheGradientCheck(string name, string input, Func<Tensor, Reduction, Tensor> loss)
    {
        bool isProbability = input == "p"; // which differences would take out of its bounds
        Tensor x = input is "x*3" or "p" ? Torch.Of("x") * 3 : Torch.Of(input);
        GradientCheckReport report = GradientCheck.Compare(x => loss(isProbability ? x.Sigmoid() : x, Reduction.Mean), x);
        Assert.True(report.Passed, $"{name}: {report}");
    }

    [Fact]
    public void CrossEntropy_OfABatch_HasTheGradientSoftmaxMinusTargetOverN()
    {
        Tensor x = Torch.Of("x").AsVariable();
        Tensor expected = (x.Detach().Softmax(1) - Tensor.OneHot(All, 3)) / 4;
        Naive.AssertClose("classes", expected.ToArray(), Loss.CrossEntropy(x, All).Backward()[x]);
        Naive.AssertClose("one-hot", expected.ToArray(), Loss.CrossEntropy(x, Tensor.OneHot(All, 3)).Backward()[x]);
        Assert.Equal(Loss.CrossEntropy(x[0], [2]).Item, Loss.CrossEntropy(x, All, reduction: Reduction.None)[0].Item);
    }

    [Fact]
    public void Losses_FarOut_AreTheirLimits()
    {
        Tensor far = Tensor.Variable(new double[,] { { 1000, -1000 }, { -1000, 1000 } });
        Assert.Equal([0, 2000], Loss.CrossEntropy(far, [0, 0], reduction: Reduction.None).ToArray());
        Assert.Equal([0, 0, 0.5, -0.5], [.. Loss.CrossEntropy(far, [0, 0]).Backward()[far].ToArray().Select(v => -v)]);

        Tensor x = Tensor.Variable([1000, -1000, 40, -40, 0]), t = [1, 0, 1, 0, 0.5];
        Tensor loss = Loss.BinaryCrossEntropyWithLogits(x, t, Reduction.None);
        Naive.AssertClose("values", [0, 0, Math.Exp(-40), Math.Exp(-40), Math.Log(2)], loss);
        Assert.Equal(Math.Exp(-40), loss.Values[2], 1e-30);
        Assert.Equal(-Math.Exp(-40), loss.Sum().Backward()[x].Values[2], 1e-30);
        Assert.Equal(100, Loss.BinaryCrossEntropy(Tensor.Constant([0]), [1]).Item);
        Assert.Equal(0, Loss.KullbackLeibler(Tensor.Constant([0, -5]), [1, 0], reduction: Reduction.Sum).Item);
    }

    [Fact]
    public void Losses_OfFloats_WorkToo()
    {
        Tensor<float> x = Torch.Of("x").Convert<float>().AsVariable();
        Assert.Equal(Torch.Of("CrossEntropy.all.mean").Item, Loss.CrossEntropy(x, All).Item, 1e-6);
        Assert.Equal(Torch.Of("MeanSquaredError.mean").Item, Loss.MeanSquaredError(x, Torch.Of("t").Convert<float>()).Item, 1e-6);
    }

    [Fact]
    public void CrossEntropy_WithIgnoredRowsOfInfinity_StaysFinite()
    {
        Tensor x = Tensor.Variable(new double[,] { { 1, 2 }, { double.NegativeInfinity, double.NegativeInfinity } });
        Tensor loss = Loss.CrossEntropy(x, [1, -100]);
        Assert.Equal(Math.Log(1 + Math.Exp(-1)), loss.Item, 1e-15);
        Assert.Equal(0, loss.Backward()[x][1].Abs().Max().Item);
        Assert.Equal(double.NaN, Loss.CrossEntropy(x, [-100, -100]).Item);
    }

    [Fact]
    public void CosineSimilarity_AlongAnAxis_IsPyTorchs()
    {
        Torch.AssertClose("CosineSimilarity", Torch.Of("x").CosineSimilarity(Torch.Of("t")), 1e-14);
        Tensor zeroAndParallel = Tensor.Constant(new double[,] { { 0, 0 }, { 3, 4 } }), other = Tensor.Constant(new double[,] { { 6, 8 } });
        Assert.Equal([0, 1], zeroAndParallel.CosineSimilarity(other).ToArray(), (a, b) => Math.Abs(a - b) < 1e-15);
    }

    public static TheoryData<ErrorTests.Mistake> Mistakes =>
    [
        new("MeanSquaredError, (N, 1) and (N)", () => Loss.MeanSquaredError(Tensor.Ones([3, 1]).Named("p"), Tensor.Ones([3])),
            typeof(ShapeException), "MeanSquaredError", "\"p\" of shape (3, 1)", "targets of shape (3)", "Reshape"),
        new("Huber, δ = 0", () => Loss.Huber(Weights, Weights, 0), typeof(ArgumentOutOfRangeException), "delta"),
        new("CrossEntropy, class", () => Loss.CrossEntropy(Torch.Of("x"), [0, 3, 1, 1]), typeof(ArgumentOutOfRangeException),
            "CrossEntropy", "row 1", "is 3", "0 to 2"),
        new("CrossEntropy, negative class", () => Loss.CrossEntropy(Torch.Of("x"), [0, 1, 1, -1]), typeof(ArgumentOutOfRangeException),
            "row 3", "is -1"),
        new("CrossEntropy, rows", () => Loss.CrossEntropy(Torch.Of("x"), [0, 1]), typeof(ShapeException),
            "CrossEntropy", "4 rows", "2 targets", "(4, 3)"),
        new("CrossEntropy, weights", () => Loss.CrossEntropy(Torch.Of("x"), All, weights: [1, 2]), typeof(ShapeException),
            "3 classes", "(2)"),
        new("CrossEntropy, smoothing", () => Loss.CrossEntropy(Torch.Of("x"), All, 1.5), typeof(ArgumentOutOfRangeException),
            "label smoothing"),
        new("CrossEntropy, probabilities of another shape", () => Loss.CrossEntropy(Torch.Of("x"), Tensor.Ones([4])),
            typeof(ShapeException), "CrossEntropy", "(4, 3)", "(4)"),
        new("CrossEntropy, a target above 1", () => Loss.CrossEntropy(Torch.Of("x"), 2 * Tensor.Ones([4, 3])), typeof(ArgumentException),
            "target 0 is 2"),
        new("CrossEntropy, scalar", () => Loss.CrossEntropy(Tensor.Constant(1), [0]), typeof(ShapeException), "scalar", "(N, C)"),
        new("BinaryCrossEntropy, logits", () => Loss.BinaryCrossEntropy(Tensor.Constant([0.5, 1.5]), [1, 0]), typeof(ArgumentException),
            "BinaryCrossEntropy", "probability 1 is 1.5", "[0, 1]"),
        new("BinaryCrossEntropyWithLogits, targets", () => Loss.BinaryCrossEntropyWithLogits(Tensor.Constant([0.5]), [-1]),
            typeof(ArgumentException), "target 0 is -1"),
    ];

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void Mistake_IsAnErrorThatSaysWhatIsWrong(ErrorTests.Mistake mistake) => ErrorTests.AssertSays(mistake);
}
