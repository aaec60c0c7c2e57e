using System.Numerics;
using System.Runtime.Intrinsics;
using Autograd.Messages;

namespace Autograd.Nn;

/// <summary>
/// Gradients divided by their root mean square: v ← αv + (1 − α)g², p ← p − rate·g/(√v + ε). Centered, the square of the mean m of the
/// gradients is taken off v; with momentum μ, b ← μb + g/(√v + ε) and p ← p − rate·b. PyTorch's <c>optim.RMSprop</c>.
/// </summary>
/// <remarks>
/// What is kept in the centered case is the variance s = v − m² itself, s ← α(s + (1 − α)(g − m)²): the same, with all its digits.
/// </remarks>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed class RmsProp<T> : Optimizer<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly T alpha, rest, epsilon, weightDecay, momentum;
    private readonly bool centered;

    /// <summary>RMSprop on these parameters.</summary>
    /// <param name="parameters">What it changes: <c>model.Parameters</c>.</param>
    /// <param name="learningRate">The rate.</param>
    /// <param name="alpha">How much of the mean of the squares is kept, α.</param>
    /// <param name="epsilon">ε, which keeps a step of no gradient small.</param>
    /// <param name="centered">Whether to divide by the deviation from the mean gradient.</param>
    /// <param name="momentum">How much of the last direction is kept, μ.</param>
    /// <param name="weightDecay">The weight of the penalty ½w·p².</param>
    /// <exception cref="ArgumentOutOfRangeException">α is not in [0, 1), or another number is negative or not finite.</exception>
    public RmsProp(
        IEnumerable<Parameter<T>> parameters, double learningRate = 0.01, double alpha = 0.99, double epsilon = 1e-8, bool centered = false,
        double momentum = 0, double weightDecay = 0)
        : base(parameters, learningRate, [.. Memories(momentum, centered)])
    {
        this.alpha = T.CreateTruncating(Argument.That(alpha is >= 0 and < 1, alpha, Kind, "0 or more, and below 1"));
        rest = T.CreateTruncating(1 - alpha);
        this.epsilon = T.CreateTruncating(NotNegative(epsilon));
        this.weightDecay = T.CreateTruncating(NotNegative(weightDecay));
        this.momentum = T.CreateTruncating(NotNegative(momentum));
        this.centered = centered;
    }

    private protected override void Update(in OptimizerStep<T> step) => step.Run(
        new Formula(T.CreateTruncating(LearningRate), alpha, rest, epsilon, weightDecay, momentum, centered),
        step.Memory(0), centered ? step.Memory(1) : default, momentum == T.Zero ? default : step.Memory(centered ? 2 : 1));

    private static IEnumerable<string> Memories(double momentum, bool centered)
    {
        yield return centered ? "variance" : "meanOfSquares";
        if (centered)
        {
            yield return "mean";
        }

        if (momentum != 0)
        {
            yield return "momentum";
        }
    }

    private readonly struct Formula(T rate, T alpha, T rest, T epsilon, T weightDecay, T momentum, bool centered) : IOptimizerFormula<T>
    {
        public Vector512<T> Next(Vector512<T> p, Vector512<T> g, ref Vector512<T> v, ref Vector512<T> mean, ref Vector512<T> b)
        {
            if (weightDecay != T.Zero)
            {
                g += p * weightDecay;
            }

            if (centered)
            {
                // The variance itself, since the difference of v and m² loses its digits, and becomes negative at last.
                Vector512<T> deviation = g - mean;
                v = (v + deviation * deviation * rest) * alpha;
                mean = mean * alpha + g * rest;
            }
            else
            {
                v = v * alpha + g * g * rest;
            }

            g /= Vector512.Sqrt(v) + Vector512.Create(epsilon);
            if (momentum != T.Zero)
            {
                b = b * momentum + g;
                g = b;
            }

            return p - g * rate;
        }
    }
}
