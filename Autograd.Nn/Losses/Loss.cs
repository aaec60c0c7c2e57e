using System.Numerics;
using Autograd.Messages;

namespace Autograd.Nn;

/// <summary>
/// How far predictions are from targets, composed from primitives, with PyTorch's formulas. Shapes must be equal: a loss refuses those that
/// merely broadcast, such as (N, 1) against (N), which would compare every prediction with every target.
/// </summary>
/// <remarks>
/// Where a target, or a target times a weight, is exactly 0, and what it is multiplied with infinite, the term is 0, the limit. NaN stays
/// NaN, in a prediction and in a target.
/// </remarks>
public static partial class Loss
{
    /// <summary>(p − t)², and so the gradient is 2(p − t), over their number for the mean. PyTorch: <c>F.mse_loss</c>.</summary>
    /// <param name="predictions">The predictions p.</param>
    /// <param name="targets">The targets t, of the same shape.</param>
    /// <param name="reduction">What becomes of the losses of all elements.</param>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <exception cref="ShapeException">The shapes differ.</exception>
    public static Tensor<T> MeanSquaredError<T>(Tensor<T> predictions, Tensor<T> targets, Reduction reduction = Reduction.Mean)
        where T : unmanaged, IFloatingPointIeee754<T> => Difference("MeanSquaredError", predictions, targets).Square().Reduced(reduction);

    /// <summary>|p − t|, and so the gradient is the sign of p − t. PyTorch: <c>F.l1_loss</c>.</summary>
    /// <param name="predictions">The predictions p.</param>
    /// <param name="targets">The targets t, of the same shape.</param>
    /// <param name="reduction">What becomes of the losses of all elements.</param>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <exception cref="ShapeException">The shapes differ.</exception>
    /// <remarks>The derivative at p = t is 0.</remarks>
    public static Tensor<T> MeanAbsoluteError<T>(Tensor<T> predictions, Tensor<T> targets, Reduction reduction = Reduction.Mean)
        where T : unmanaged, IFloatingPointIeee754<T> => Difference("MeanAbsoluteError", predictions, targets).Abs().Reduced(reduction);

    /// <summary>
    /// ½d² for |d| ≤ δ, else δ(|d| − ½δ), where d = p − t; so the gradient is d held within ±δ. PyTorch: <c>F.huber_loss</c>.
    /// </summary>
    /// <param name="predictions">The predictions p.</param>
    /// <param name="targets">The targets t, of the same shape.</param>
    /// <param name="delta">The bound δ, above 0.</param>
    /// <param name="reduction">What becomes of the losses of all elements.</param>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <exception cref="ShapeException">The shapes differ.</exception>
    /// <exception cref="ArgumentOutOfRangeException">δ is not above 0.</exception>
    public static Tensor<T> Huber<T>(Tensor<T> predictions, Tensor<T> targets, double delta = 1, Reduction reduction = Reduction.Mean)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Argument.That(delta > 0, delta, "Huber", "above 0");
        Tensor<T> difference = Difference("Huber", predictions, targets), held = difference.Clamp(-delta, delta);
        return (held * (difference - (held / 2))).Reduced(reduction);
    }

    /// <summary>½d²/β for |d| &lt; β, else |d| − ½β, where d = p − t: Huber's loss over β. PyTorch: <c>F.smooth_l1_loss</c>.</summary>
    /// <param name="predictions">The predictions p.</param>
    /// <param name="targets">The targets t, of the same shape.</param>
    /// <param name="beta">The bound β; 0 gives the absolute error.</param>
    /// <param name="reduction">What becomes of the losses of all elements.</param>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <exception cref="ShapeException">The shapes differ.</exception>
    /// <exception cref="ArgumentOutOfRangeException">β is negative.</exception>
    public static Tensor<T> SmoothL1<T>(Tensor<T> predictions, Tensor<T> targets, double beta = 1, Reduction reduction = Reduction.Mean)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Argument.AtLeast(0, beta, "SmoothL1");
        Tensor<T> difference = Difference("SmoothL1", predictions, targets);
        if (beta == 0)
        {
            return difference.Abs().Reduced(reduction);
        }

        Tensor<T> held = difference.Clamp(-beta, beta);
        return (held / beta * (difference - (held / 2))).Reduced(reduction);
    }

    /// <summary>
    /// −t·ln p − (1 − t)·ln(1 − p) of probabilities p, and so the gradient is (p − t)/(p(1 − p)). PyTorch:
    /// <c>F.binary_cross_entropy</c>. From logits, <see cref="BinaryCrossEntropyWithLogits"/> keeps more digits.
    /// </summary>
    /// <param name="probabilities">The probabilities p, from 0 to 1.</param>
    /// <param name="targets">The targets t, from 0 to 1, of the same shape.</param>
    /// <param name="reduction">What becomes of the losses of all elements.</param>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <exception cref="ShapeException">The shapes differ.</exception>
    /// <exception cref="ArgumentException">A probability or a target is outside of [0, 1].</exception>
    /// <remarks>
    /// Near p = 0 and 1 the numbers are PyTorch's: the values of the logarithms are held above −100, while the gradient by p is
    /// (p − t)/max(p(1 − p), 10⁻¹²), so that an output that is surely wrong can recover. It is differentiated as it stands.
    /// </remarks>
    public static Tensor<T> BinaryCrossEntropy<T>(Tensor<T> probabilities, Tensor<T> targets, Reduction reduction = Reduction.Mean)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        RequireEqual("BinaryCrossEntropy", probabilities, targets, "probabilities");
        RequireProbabilities("BinaryCrossEntropy", "probability", probabilities);
        RequireProbabilities("BinaryCrossEntropy", "target", targets);
        (Tensor<T> log, Tensor<T> logOfRest) = HeldLogarithms(probabilities);
        return (-(targets * log) - ((1 - targets) * logOfRest)).Reduced(reduction);
    }

    /// <summary>
    /// −t·ln σ(x) − (1 − t)·ln σ(−x) of logits x, where σ is the sigmoid; so the gradient is σ(x) − t.
    /// PyTorch: <c>F.binary_cross_entropy_with_logits</c>.
    /// </summary>
    /// <param name="logits">The logits x.</param>
    /// <param name="targets">The targets t, from 0 to 1, of the same shape.</param>
    /// <param name="reduction">What becomes of the losses of all elements.</param>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <exception cref="ShapeException">The shapes differ.</exception>
    /// <exception cref="ArgumentException">A target is outside of [0, 1].</exception>
    /// <remarks>
    /// Keeps its digits in both tails, and does not overflow. At x = ±∞ it is 0 where the target agrees, else ∞; the gradient is σ(x) − t.
    /// </remarks>
    public static Tensor<T> BinaryCrossEntropyWithLogits<T>(Tensor<T> logits, Tensor<T> targets, Reduction reduction = Reduction.Mean)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        RequireEqual("BinaryCrossEntropyWithLogits", logits, targets, "logits");
        RequireProbabilities("BinaryCrossEntropyWithLogits", "target", targets);
        Tensor<T> isPositive = logits > 0, e = Tensor<T>.Select(isPositive, -logits, logits).Exp();
        return (Term(Tensor<T>.Select(isPositive, 1 - targets, -targets), logits) + e.LogP1()).Reduced(reduction);
    }

    /// <summary>
    /// t·(ln t − q) for targets t and logarithms of probabilities q, and 0 where t = 0; so the gradient by q is −t.
    /// PyTorch: <c>F.kl_div</c>.
    /// </summary>
    /// <param name="logProbabilities">The logarithms q, of the model, as LogSoftmax gives them.</param>
    /// <param name="targets">The probabilities t, or their logarithms, of the same shape.</param>
    /// <param name="logTarget">Whether the targets are logarithms: e^t·(t − q).</param>
    /// <param name="reduction">
    /// What becomes of the losses of all elements. The divergence of a batch of distributions is the sum over N; the mean, as in PyTorch,
    /// is over all elements.
    /// </param>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <exception cref="ShapeException">The shapes differ.</exception>
    /// <remarks>A target of 0, whose logarithm is −∞, gives 0 whatever q is but NaN.</remarks>
    public static Tensor<T> KullbackLeibler<T>(
        Tensor<T> logProbabilities, Tensor<T> targets, bool logTarget = false, Reduction reduction = Reduction.Mean)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        RequireEqual("KullbackLeibler", logProbabilities, targets, "log-probabilities");
        if (!logTarget)
        {
            return (Tensor<T>.XLogY(targets, targets) - Term(targets, logProbabilities)).Reduced(reduction);
        }

        Tensor<T> isNone = targets.EqualTo(double.NegativeInfinity); // −∞ − q may be NaN; and nothing is to be multiplied with it
        return Term(targets.Exp(), Tensor<T>.Select(isNone, 0, targets) - logProbabilities).Reduced(reduction);
    }

    /// <summary>factor·x, and 0 where the factor is 0 and x infinite, the limit of a term that does not count; NaN stays NaN.</summary>
    internal static Tensor<T> Term<T>(Tensor<T> factor, Tensor<T> x)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Tensor<T>.Select(x.Abs().EqualTo(double.PositiveInfinity), Tensor<T>.Chain(factor, x), factor * x);

    /// <summary>
    /// ln p and ln(1 − p) held above −100, with the derivatives (1 − p)/D and −p/D where D = max(p(1 − p), 10⁻¹²).
    /// </summary>
    private static (Tensor<T> Log, Tensor<T> LogOfRest) HeldLogarithms<T>(Tensor<T> p)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        const double least = 1e-12;
        Tensor<T> rest = 1 - p, isWithin = p * rest >= least;
        return (Held(p.Log(), rest.Square() / (-2 * least)), Held((-p).LogP1(), p.Square() / (-2 * least)));

        // What has the slope is added and taken off as a constant: it changes the derivative and not the value.
        Tensor<T> Held(Tensor<T> log, Tensor<T> sloping)
        {
            return Tensor<T>.Select(isWithin, log, log.Detach().Clamp(low: -100) + (sloping - sloping.Detach()));
        }
    }

    private static Tensor<T> Difference<T>(string loss, Tensor<T> predictions, Tensor<T> targets)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        RequireEqual(loss, predictions, targets);
        return predictions - targets;
    }

    private static void RequireEqual<T>(string loss, Tensor<T> predictions, Tensor<T> targets, string role = "predictions")
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(predictions);
        ArgumentNullException.ThrowIfNull(targets);
        if (predictions.Shape != targets.Shape)
        {
            throw new ShapeException(
                $"{loss}: the shapes must be equal, but these are {predictions.Label(role)} and {targets.Label("targets")}."
                + (predictions.Shape.Count == targets.Shape.Count ? " Reshape one of them." : ""));
        }
    }

    private static void RequireProbabilities<T>(string loss, string what, Tensor<T> probabilities)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        using ReadScope<T> read = probabilities.Read();
        ReadOnlySpan<T> values = read.Span;
        for (int i = 0; i < values.Length; i++)
        {
            if (values[i] < T.Zero || values[i] > T.One)
            {
                throw new ArgumentException($"{loss}: {what} {i} is {Tensor<T>.Constant(values[i])}, which is outside of [0, 1], in "
                    + $"{probabilities.Label("a tensor")}.");
            }
        }
    }
}
