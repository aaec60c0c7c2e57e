using System.Numerics;
using Autograd.Nn;

namespace Autograd.Tests.Faults;

/// <summary>
/// 0·∞ on the way forward: where a target, or a target times a weight, is exactly 0 a loss is the limit, 0, whatever the logarithm is but
/// NaN. Every loss that multiplies is here, with its gradients at these points in both modes; activations at ±∞ are in ActivationTests.
/// </summary>
public abstract class LossLimitTests<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private const double Inf = double.PositiveInfinity;
    private static readonly double Ln2 = Math.Log(2), Tolerance = typeof(T) == typeof(double) ? 1e-14 : 1e-6;

    /// <summary>A loss of vectors, its values, and the gradient of their sum by each input; null where there is no limit.</summary>
    public sealed record Limit(string Name, Func<Tensor<T>[], Tensor<T>> Loss, double[][] Inputs, double[] Values, double[]?[] Gradients)
    {
        public override string ToString() => Name;
    }

    public static TheoryData<Limit> Limits =>
    [
        new("KullbackLeibler, t = 0 and q = −∞", x => Loss.KullbackLeibler(x[0], x[1], false, Reduction.None),
            [[0, -Inf], [1, 0]], [0, 0], [[-1, 0], null]),
        new("KullbackLeibler, t above 0 and q = −∞: impossible by the model", x => Loss.KullbackLeibler(x[0], x[1], false, Reduction.None),
            [[-Inf], [0.5]], [Inf], [[-0.5], [Inf]]),
        new("KullbackLeibler of logarithms, t = −∞ is the target 0", x => Loss.KullbackLeibler(x[0], x[1], true, Reduction.None),
            [[0, -Inf, -1], [0, -Inf, -Inf]], [0, 0, 0], [[-1, 0, 0], [1, 0, 0]]),
        new("CrossEntropy of probabilities, a class that is out", x => Loss.CrossEntropy(x[0], x[1], 0, null, Reduction.Sum),
            [[1, 1, -Inf], [1, 0, 0]], [Ln2], [[-0.5, 0.5, 0], [Ln2, Ln2, Inf]]),
        new("CrossEntropy of probabilities, the weight is 0", x => Loss.CrossEntropy(x[0], x[1], 0.25, x[2], Reduction.Sum),
            [[1, 1, -Inf], [0.5, 0.5, 0], [2, 2, 0]], [2 * 2 * ((0.5 * 0.75) + (0.25 / 3)) * Ln2], [null, null, null]),
        new("CrossEntropy of probabilities, smoothing gives every class a target",
            x => Loss.CrossEntropy(x[0], x[1], 0.25, null, Reduction.Sum),
            [[1, 1, -Inf], [1, 0, 0]], [Inf], [null, null]),
        new("CrossEntropy of classes, the weight of an impossible one is 0",
            x => Loss.CrossEntropy(x[0], [2], weights: x[1], reduction: Reduction.Sum),
            [[1, 1, -Inf], [1, 1, 0]], [0], [[0, 0, 0], [0, 0, Inf]]),
        new("NegativeLogLikelihood, the weight of an impossible one is 0",
            x => Loss.NegativeLogLikelihood(x[0], [1], weights: x[1], reduction: Reduction.Sum),
            [[-1, -Inf], [1, 0]], [0], [[0, 0], [0, Inf]]),
        new("CrossEntropy of classes, smoothed with a weight of 0",
            x => Loss.CrossEntropy(x[0], [0], 0.3, weights: x[1], reduction: Reduction.Sum),
            [[1, 1, -Inf], [2, 1, 0]], [((0.7 * 2) + (0.1 * 3)) * Ln2], [null, null]),
        new("CrossEntropy of classes, smoothed with infinite likelihoods", x => Loss.CrossEntropy(x[0], [2], 0.3, reduction: Reduction.Sum),
            [[1, 1, -Inf]], [Inf], [null]),
        new("CrossEntropy of classes, all of it smoothing", x => Loss.CrossEntropy(x[0], [2], 1, weights: x[1], reduction: Reduction.Sum),
            [[1, 1, -Inf], [1, 1, 1]], [Inf], [null, null]),
        new("BinaryCrossEntropyWithLogits, sure and right", x => Loss.BinaryCrossEntropyWithLogits(x[0], x[1], Reduction.None),
            [[-Inf, Inf], [0, 1]], [0, 0], [[0, 0], [Inf, -Inf]]),
        new("BinaryCrossEntropyWithLogits, sure and wrong", x => Loss.BinaryCrossEntropyWithLogits(x[0], x[1], Reduction.None),
            [[Inf, -Inf, Inf, -Inf], [0, 1, 0.25, 0.25]], [Inf, Inf, Inf, Inf], [[1, -1, 0.75, -0.25], [-Inf, Inf, -Inf, Inf]]),
        new("MeanSquaredError, infinitely far", x => Loss.MeanSquaredError(x[0], x[1], Reduction.None),
            [[Inf, -Inf, 1], [0, 1, Inf]], [Inf, Inf, Inf], [[Inf, -Inf, -Inf], [-Inf, Inf, Inf]]),
        new("MeanAbsoluteError, infinitely far", x => Loss.MeanAbsoluteError(x[0], x[1], Reduction.None),
            [[Inf, -Inf, 1], [0, 1, Inf]], [Inf, Inf, Inf], [[1, -1, -1], [-1, 1, 1]]),
        new("Huber, infinitely far", x => Loss.Huber(x[0], x[1], 2, Reduction.None),
            [[Inf, -Inf, 1], [0, 1, Inf]], [Inf, Inf, Inf], [[2, -2, -2], [-2, 2, 2]]),
        new("SmoothL1, infinitely far", x => Loss.SmoothL1(x[0], x[1], 2, Reduction.None),
            [[Inf, -Inf, 1], [0, 1, Inf]], [Inf, Inf, Inf], [[1, -1, -1], [-1, 1, 1]]),
    ];

    [Theory]
    [MemberData(nameof(Limits))]
    public void Loss_AtALimit_HasItsValueAndGradients(Limit limit)
    {
        Tensor<T>[] xs = [.. limit.Inputs.Select(x => Tensor<T>.Variable([.. x.Select(T.CreateTruncating)]))];
        Tensor<T> y = limit.Loss(xs);
        AssertClose("value", limit.Values, y);
        Gradients<T> gradients = y.Sum().Backward();
        for (int i = 0; i < xs.Length; i++)
        {
            if (limit.Gradients[i] is not { } expected)
            {
                continue;
            }

            AssertClose($"gradient by input {i}", expected, gradients[xs[i]]);
            for (int k = 0; k < expected.Length; k++)
            {
                Tensor<T>[] unit = [.. xs.Select(x => Tensor<T>.Zeros(x.Shape))];
                unit[i] = Tensor<T>.OneHot([k], unit[i].Shape.Count)[0];
                AssertClose($"forward by input {i}", [expected[k]], Differentiate.Jvp(x => limit.Loss(x).Sum(), xs, unit).Tangent);
            }
        }

        void AssertClose(string what, double[] expected, Tensor<T> actual) => Assert.All(
            expected.Zip(actual.ToArray()), pair => Assert.True(
                pair.First.Equals(double.CreateTruncating(pair.Second))
                    || Math.Abs(pair.First - double.CreateTruncating(pair.Second)) <= Tolerance * Math.Abs(pair.First),
                $"{limit.Name}: {what}: expected {pair.First:R}, got {pair.Second:R}"));
    }

    [Fact]
    public void Loss_WithNaN_ShowsIt()
    {
        Func<Tensor<T>, Tensor<T>>[] losses =
        [
            x => Loss.KullbackLeibler(x, [T.Zero]),
            x => Loss.KullbackLeibler([T.One], x),
            x => Loss.KullbackLeibler([T.NegativeInfinity], x),
            x => Loss.KullbackLeibler(x, [T.NegativeInfinity], logTarget: true),
            x => Loss.KullbackLeibler([T.NegativeInfinity], x, logTarget: true),
            x => Loss.CrossEntropy(x, [T.Zero]),
            x => Loss.CrossEntropy([T.One, T.NegativeInfinity], Tensor<T>.Stack([0, x[0]], 0)),
            x => Loss.CrossEntropy([T.One], [T.One], 0, x),
            x => Loss.CrossEntropy(x, [0], weights: [T.Zero], reduction: Reduction.Sum),
            x => Loss.NegativeLogLikelihood(x, [0], weights: [T.Zero]),
            x => Loss.CrossEntropy([T.One], [0], weights: x),
            x => Loss.BinaryCrossEntropyWithLogits(x, [T.Zero]),
            x => Loss.BinaryCrossEntropyWithLogits(x, [T.One]),
            x => Loss.BinaryCrossEntropyWithLogits([T.PositiveInfinity], x),
            x => Loss.BinaryCrossEntropyWithLogits([T.Zero], x),
            x => Loss.BinaryCrossEntropy(x, [T.Zero]),
            x => Loss.BinaryCrossEntropy([T.One], x),
            x => Loss.Huber(x, [T.Zero]),
            x => Loss.SmoothL1([T.PositiveInfinity], x),
            x => Loss.MeanSquaredError(x, [T.PositiveInfinity]),
            x => Loss.MeanAbsoluteError(x, [T.Zero]),
        ];
        for (int i = 0; i < losses.Length; i++)
        {
            Assert.True(T.IsNaN(losses[i](Tensor<T>.Constant([T.NaN])).Item), $"loss {i} swallows NaN");
        }

        Assert.True(T.IsNaN(Loss.MeanAbsoluteError<T>([T.PositiveInfinity], [T.PositiveInfinity]).Item));
    }
}

public sealed class DoubleLossLimitTests : LossLimitTests<double>;

public sealed class FloatLossLimitTests : LossLimitTests<float>;
