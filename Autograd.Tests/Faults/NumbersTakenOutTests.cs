using Autograd.Nn;
using Tensor = Autograd.Tensor<double>;

namespace Autograd.Tests.Faults;

/// <summary>
/// A number taken out where a tensor should flow, which cuts a derivative without a word: weights of classes, and the factor of clipping.
/// What is cut on purpose says so: buffers, Predict, Detach, and ties of infinities in LogAddExp.
/// </summary>
public class NumbersTakenOutTests
{
    private static readonly int[] Classes = [2, -100, 1, 2];
    private static readonly Tensor Logits = Tensor.Constant([0.3, -1, 0.5, 1, 2, 0.1, -0.4, 0.2, 0.9, 0.7, 0.6, -2], [4, 3]);

    public static TheoryData<string, Func<Tensor, Tensor, Reduction, Tensor>> Losses => new()
    {
        { "CrossEntropy", (x, w, r) => Loss.CrossEntropy(x, Classes, weights: w, reduction: r) },
        { "CrossEntropy, smoothed", (x, w, r) => Loss.CrossEntropy(x, Classes, 0.2, weights: w, reduction: r) },
        { "CrossEntropy of probabilities", (x, w, r) => Loss.CrossEntropy(x, Logits.Softmax(1), 0.2, w, r) },
        { "NegativeLogLikelihood", (x, w, r) => Loss.NegativeLogLikelihood(x.LogSoftmax(1), Classes, weights: w, reduction: r) },
    };

    [Theory]
    [MemberData(nameof(Losses))]
    public void Loss_ByWeightsOfClasses_IsDifferentiable(string name, Func<Tensor, Tensor, Reduction, Tensor> loss)
    {
        foreach (Reduction reduction in Enum.GetValues<Reduction>())
        {
            GradientCheckReport report = GradientCheck.Compare(
                xs => (loss(xs[0], xs[1], reduction) * Tensor.Constant(1.5)).Square().Sum(), [Logits, Tensor.Constant([0.4, 1.3, 2.1])]);
            Assert.True(report.Passed, $"{name}, {reduction}: {report}");
        }
    }

    [Fact]
    public void CrossEntropy_ByWeights_HasTheDerivativeOfAQuotient()
    {
        // Losses a and b of two rows with the classes 0 and 1: (w₀a + w₁b)/(w₀ + w₁), so ∂/∂w₀ = w₁(a − b)/(w₀ + w₁)².
        Tensor w = Tensor.Variable([0.5, 2]), x = Tensor.Constant(new double[,] { { 0, 1 }, { 2, 0 } });
        double a = Math.Log(1 + Math.E), b = Math.Log(1 + Math.Exp(2)), slope = (a - b) / 6.25;
        Naive.AssertClose("mean", [2 * slope, -0.5 * slope], Loss.CrossEntropy(x, [0, 1], weights: w).Backward()[w]);
        Naive.AssertClose("sum", [a, b], Loss.CrossEntropy(x, [0, 1], weights: w, reduction: Reduction.Sum).Backward()[w]);
        Naive.AssertClose(
            "forward", [2 * slope], Differentiate.Jvp(w => Loss.CrossEntropy(x, [0, 1], weights: w), w, [1, 0]).Tangent);

        Tensor<float> v = Tensor<float>.Variable([0.5f, 2]);
        Assert.Equal(2 * slope, Loss.CrossEntropy(x.Convert<float>(), [0, 1], weights: v).Backward()[v].Values[0], 1e-6);
    }

    [Fact]
    public void NegativeLogLikelihood_OfIgnoredRows_ReadsNoWeight()
    {
        Tensor w = Tensor.Variable([double.NaN, 2]), q = Tensor.Constant(new double[,] { { -1, -2 }, { -3, -4 } });
        Tensor loss = Loss.NegativeLogLikelihood(q, [-100, 1], weights: w);
        Assert.Equal(4, loss.Item);
        Assert.Equal([0, 0], loss.Backward()[w].ToArray());
    }

    [Fact]
    public void ByNorm_OfRecordedGradients_IsDifferentiableThroughItsFactor()
    {
        // Of p·p/2 the gradient is p, and clipped p·c/(‖p‖ + 10⁻⁶): what is left of its change is what turns it.
        var p = new Parameter<double>("p", [3, 4]);
        var q = new Parameter<double>("q", [12]);
        Tensor Clipped(double max)
        {
            Gradients<double> gradients = ((p.Value.Square().Sum() + q.Value.Square().Sum()) / 2).Backward(createGraph: true);
            Gradients<double> clipped = Clip.ByNorm(gradients, [p, q], max);
            return clipped[p.Value][0] + (2 * clipped[q.Value][0]);
        }

        double n = 13 + 1e-6, inner = (3 + (2 * 12)) / (n * n * 13);
        Gradients<double> second = Clipped(1).Backward();
        Naive.AssertClose("by p", [(1 / n) - (inner * 3), -inner * 4], second[p.Value]);
        Naive.AssertClose("by q", [(2 / n) - (inner * 12)], second[q.Value]);
        Naive.AssertClose("not clipped", [1, 0], Clipped(100).Backward()[p.Value]);
    }
}
