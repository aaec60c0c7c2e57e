using System.Numerics;
using Autograd.Messages;

namespace Autograd.Nn;

// Losses of classification: the classes lie along axis 1, as in PyTorch, or along the one axis of a vector.
public static partial class Loss
{
    /// <summary>
    /// −w[c]·ln softmax(x)[c] for the class c of each row: softmax with loss. For the mean the gradient is (softmax(x) − onehot(c))/N.
    /// PyTorch: <c>F.cross_entropy</c>.
    /// </summary>
    /// <param name="logits">The logits x: (N, C), (N, C, …) with a class for each position, or (C).</param>
    /// <param name="classes">The class of each row, in the order of the logits without axis 1.</param>
    /// <param name="labelSmoothing">How much of each target, from 0 to 1, is spread over all classes.</param>
    /// <param name="ignoreIndex">A row of this class counts nowhere.</param>
    /// <param name="weights">The weight w of each class; 1 if null.</param>
    /// <param name="reduction">What becomes of the losses of all rows; the mean is weighted by w[c].</param>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <exception cref="ShapeException">The numbers of rows and classes, or of classes and weights, differ.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A class is out of range; the message names its row.</exception>
    /// <remarks>
    /// The mean of no row, or if all are ignored, is NaN. A weight of exactly 0 makes 0 of an infinite loss. Derivatives flow into the
    /// weights, those of the mean by both the losses and the sum of the weights.
    /// </remarks>
    public static Tensor<T> CrossEntropy<T>(
        Tensor<T> logits, ReadOnlySpan<int> classes, double labelSmoothing = 0, int ignoreIndex = -100, Tensor<T>? weights = null,
        Reduction reduction = Reduction.Mean)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(logits);
        RequireSmoothing(labelSmoothing);
        var target = new ClassTargets<T>("CrossEntropy", logits, classes, ignoreIndex, weights);
        Tensor<T> logs = logits.LogSoftmax(target.Axis), likelihood = target.Reduced(target.NegativeLikelihood(logs), reduction);
        return labelSmoothing == 0
            ? likelihood
            : Term(1 - labelSmoothing, likelihood)
                + (labelSmoothing / target.ClassCount * target.Reduced(target.NegativeSum(logs), reduction));
    }

    /// <summary>
    /// −Σ w[c]·t[c]·ln softmax(x)[c] over the classes, for targets t that are probabilities, such as one-hot rows. For the mean the
    /// gradient is (softmax(x) − t)/N where t sums to 1. PyTorch: <c>F.cross_entropy</c>.
    /// </summary>
    /// <param name="logits">The logits x: (N, C), (N, C, …) or (C).</param>
    /// <param name="probabilities">The targets t, of the same shape.</param>
    /// <param name="labelSmoothing">How much of each target, from 0 to 1, is spread over all classes.</param>
    /// <param name="weights">The weight w of each class; 1 if null.</param>
    /// <param name="reduction">What becomes of the losses of all rows; the mean is over their number.</param>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <exception cref="ShapeException">The shapes differ, or the number of weights is not that of the classes.</exception>
    /// <exception cref="ArgumentException">A target is outside of [0, 1].</exception>
    /// <remarks>
    /// A target of 0, or a weight, makes 0 of an infinite logarithm: a class of logit −∞ costs nothing where it is no target.
    /// </remarks>
    public static Tensor<T> CrossEntropy<T>(
        Tensor<T> logits, Tensor<T> probabilities, double labelSmoothing = 0, Tensor<T>? weights = null,
        Reduction reduction = Reduction.Mean)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        RequireSmoothing(labelSmoothing);
        RequireEqual("CrossEntropy", logits, probabilities, "logits");
        RequireProbabilities("CrossEntropy", "target", probabilities);
        int axis = ClassTargets<T>.AxisOf("CrossEntropy", logits);
        Tensor<T> targets = labelSmoothing == 0
            ? probabilities
            : (probabilities * (1 - labelSmoothing)) + (labelSmoothing / logits.Shape[axis]);
        targets = weights is null ? targets : targets * ClassTargets<T>.Along("CrossEntropy", logits, axis, weights);
        return (-Term(targets, logits.LogSoftmax(axis)).Sum(axis)).Reduced(reduction);
    }

    /// <summary>
    /// −w[c]·q[c] for the class c of each row, where q are logarithms of probabilities: <see cref="CrossEntropy{T}(Tensor{T},
    /// ReadOnlySpan{int}, double, int, Tensor{T}, Reduction)"/> after LogSoftmax. PyTorch: <c>F.nll_loss</c>.
    /// </summary>
    /// <param name="logProbabilities">The logarithms q: (N, C), (N, C, …) or (C).</param>
    /// <param name="classes">The class of each row, in the order of the logarithms without axis 1.</param>
    /// <param name="ignoreIndex">A row of this class counts nowhere.</param>
    /// <param name="weights">The weight w of each class; 1 if null.</param>
    /// <param name="reduction">What becomes of the losses of all rows; the mean is weighted by w[c].</param>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <exception cref="ShapeException">The numbers of rows and classes, or of classes and weights, differ.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A class is out of range; the message names its row.</exception>
    /// <remarks>A weight of exactly 0 makes 0 of an infinite loss. Derivatives flow into the weights.</remarks>
    public static Tensor<T> NegativeLogLikelihood<T>(
        Tensor<T> logProbabilities, ReadOnlySpan<int> classes, int ignoreIndex = -100, Tensor<T>? weights = null,
        Reduction reduction = Reduction.Mean)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(logProbabilities);
        var target = new ClassTargets<T>("NegativeLogLikelihood", logProbabilities, classes, ignoreIndex, weights);
        return target.Reduced(target.NegativeLikelihood(logProbabilities), reduction);
    }

    private static void RequireSmoothing(double labelSmoothing)
    {
        Argument.That(labelSmoothing is >= 0 and <= 1, labelSmoothing, "CrossEntropy", "from 0 to 1", "label smoothing");
    }
}
