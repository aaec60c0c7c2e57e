using System.Numerics;
using System.Runtime.Intrinsics;
using Autograd.Messages;

namespace Autograd.Nn;

/// <summary>
/// Adam: steps of a size that does not depend on that of the gradients. m ← β₁m + (1 − β₁)g, v ← β₂v + (1 − β₂)g²,
/// p ← p − rate·m̂/(√v̂ + ε), where m̂ = m/(1 − β₁ᵗ) and v̂ = v/(1 − β₂ᵗ) in step t. Weight decay w adds w·p to g. PyTorch's
/// <c>optim.Adam</c>.
/// </summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
/// <remarks>D. P. Kingma and J. Ba, Adam: A Method for Stochastic Optimization, 2015.</remarks>
public sealed class Adam<T> : Optimizer<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly AdamRule<T> rule;
    private readonly T weightDecay;

    /// <summary>Adam on these parameters.</summary>
    /// <param name="parameters">What it changes: <c>model.Parameters</c>.</param>
    /// <param name="learningRate">The rate.</param>
    /// <param name="beta1">How much of the mean of the gradients is kept, β₁.</param>
    /// <param name="beta2">How much of the mean of their squares is kept, β₂.</param>
    /// <param name="epsilon">ε, which keeps a step of no gradient small.</param>
    /// <param name="weightDecay">The weight of the penalty ½w·p².</param>
    /// <param name="amsGrad">Whether to divide by the largest v so far.</param>
    /// <exception cref="ArgumentOutOfRangeException">A β is not in [0, 1), or another number is negative or not finite.</exception>
    public Adam(
        IEnumerable<Parameter<T>> parameters, double learningRate = 1e-3, double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-8,
        double weightDecay = 0, bool amsGrad = false)
        : base(parameters, learningRate, AdamRule<T>.Memories(amsGrad))
    {
        rule = new AdamRule<T>(Kind, beta1, beta2, epsilon, amsGrad);
        this.weightDecay = T.CreateTruncating(NotNegative(weightDecay));
    }

    private protected override void Update(in OptimizerStep<T> step) =>
        rule.Update(step, LearningRate, gradientDecay: weightDecay, valueDecay: T.Zero);
}

/// <summary>
/// Adam with weight decay apart from the gradient: p ← p − rate·w·p first, and then Adam's step. PyTorch's <c>optim.AdamW</c>.
/// </summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
/// <remarks>I. Loshchilov and F. Hutter, Decoupled Weight Decay Regularization, 2019.</remarks>
public sealed class AdamW<T> : Optimizer<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly AdamRule<T> rule;
    private readonly double weightDecay;

    /// <summary>Adam with weight decay on these parameters.</summary>
    /// <param name="parameters">What it changes: <c>model.Parameters</c>.</param>
    /// <param name="learningRate">The rate.</param>
    /// <param name="beta1">How much of the mean of the gradients is kept, β₁.</param>
    /// <param name="beta2">How much of the mean of their squares is kept, β₂.</param>
    /// <param name="epsilon">ε, which keeps a step of no gradient small.</param>
    /// <param name="weightDecay">The weight w.</param>
    /// <param name="amsGrad">Whether to divide by the largest v so far.</param>
    /// <exception cref="ArgumentOutOfRangeException">A β is not in [0, 1), or another number is negative or not finite.</exception>
    public AdamW(
        IEnumerable<Parameter<T>> parameters, double learningRate = 1e-3, double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-8,
        double weightDecay = 0.01, bool amsGrad = false)
        : base(parameters, learningRate, AdamRule<T>.Memories(amsGrad))
    {
        rule = new AdamRule<T>(Kind, beta1, beta2, epsilon, amsGrad);
        this.weightDecay = NotNegative(weightDecay);
    }

    private protected override void Update(in OptimizerStep<T> step) =>
        rule.Update(step, LearningRate, gradientDecay: T.Zero, valueDecay: T.CreateTruncating(LearningRate * weightDecay));
}

/// <summary>What Adam and AdamW share.</summary>
internal sealed class AdamRule<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly double beta1, beta2;
    private readonly T epsilon;

    public AdamRule(string kind, double beta1, double beta2, double epsilon, bool amsGrad)
    {
        this.beta1 = Argument.That(beta1 is >= 0 and < 1, beta1, kind, "0 or more, and below 1");
        this.beta2 = Argument.That(beta2 is >= 0 and < 1, beta2, kind, "0 or more, and below 1");
        this.epsilon = T.CreateTruncating(Argument.NotNegative(epsilon, kind));
        AmsGrad = amsGrad;
    }

    public bool AmsGrad { get; }

    public static string[] Memories(bool amsGrad) =>
        amsGrad ? ["mean", "meanOfSquares", "largestMeanOfSquares"] : ["mean", "meanOfSquares"];

    /// <summary>A step, with weight decay by the gradient or by the value itself.</summary>
    public void Update(in OptimizerStep<T> step, double learningRate, T gradientDecay, T valueDecay) => step.Run(
        new Formula(
            T.CreateTruncating(beta1), T.CreateTruncating(1 - beta1), T.CreateTruncating(beta2), T.CreateTruncating(1 - beta2), epsilon,
            rate: T.CreateTruncating(learningRate / (1 - Math.Pow(beta1, step.Number))),
            root: T.CreateTruncating(Math.Sqrt(1 - Math.Pow(beta2, step.Number))),
            gradientDecay, T.One - valueDecay, AmsGrad),
        step.Memory(0), step.Memory(1), AmsGrad ? step.Memory(2) : default);

    private readonly struct Formula(
        T beta1, T rest1, T beta2, T rest2, T epsilon, T rate, T root, T gradientDecay, T keptValue, bool amsGrad) : IOptimizerFormula<T>
    {
        public Vector512<T> Next(Vector512<T> p, Vector512<T> g, ref Vector512<T> m, ref Vector512<T> v, ref Vector512<T> largest)
        {
            p *= keptValue;
            if (gradientDecay != T.Zero)
            {
                g += p * gradientDecay;
            }

            m = m * beta1 + g * rest1;
            v = v * beta2 + g * g * rest2;
            if (amsGrad)
            {
                largest = Vector512.Max(largest, v);
            }

            // rate·m/(√v/root + ε), with one division.
            return p - m * (rate * root) / (Vector512.Sqrt(amsGrad ? largest : v) + Vector512.Create(epsilon * root));
        }
    }
}
