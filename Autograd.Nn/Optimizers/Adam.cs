using System.Numerics;
using System.Numerics.Tensors;

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
        rule = new AdamRule<T>(beta1, beta2, epsilon, amsGrad);
        this.weightDecay = T.CreateTruncating(NotNegative(weightDecay));
    }

    private protected override void Update(long steps, Span<T> value, Span<T> gradient, in MemoryBlocks memory)
    {
        if (weightDecay != T.Zero)
        {
            TensorPrimitives.MultiplyAdd(value, weightDecay, gradient, gradient);
        }

        rule.Update(LearningRate, steps, value, gradient, memory[0], memory[1], rule.AmsGrad ? memory[2] : []);
    }
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
        rule = new AdamRule<T>(beta1, beta2, epsilon, amsGrad);
        this.weightDecay = NotNegative(weightDecay);
    }

    private protected override void Update(long steps, Span<T> value, Span<T> gradient, in MemoryBlocks memory)
    {
        TensorPrimitives.Multiply(value, T.CreateTruncating(1 - (LearningRate * weightDecay)), value);
        rule.Update(LearningRate, steps, value, gradient, memory[0], memory[1], rule.AmsGrad ? memory[2] : []);
    }
}

/// <summary>What Adam and AdamW share.</summary>
internal sealed class AdamRule<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly double beta1, beta2;
    private readonly T epsilon;

    public AdamRule(double beta1, double beta2, double epsilon, bool amsGrad)
    {
        this.beta1 = Optimizer<T>.Fraction(beta1);
        this.beta2 = Optimizer<T>.Fraction(beta2);
        this.epsilon = T.CreateTruncating(Optimizer<T>.NotNegative(epsilon));
        AmsGrad = amsGrad;
    }

    public bool AmsGrad { get; }

    public static string[] Memories(bool amsGrad) => amsGrad ? ["mean", "meanOfSquares", "largestMeanOfSquares"] : ["mean", "meanOfSquares"];

    public void Update(
        double learningRate, long steps, Span<T> value, Span<T> gradient, Span<T> mean, Span<T> meanOfSquares, Span<T> largest)
    {
        TensorPrimitives.Multiply(mean, T.CreateTruncating(beta1), mean);
        TensorPrimitives.MultiplyAdd(gradient, T.CreateTruncating(1 - beta1), mean, mean);
        TensorPrimitives.Multiply(gradient, gradient, gradient);
        TensorPrimitives.Multiply(meanOfSquares, T.CreateTruncating(beta2), meanOfSquares);
        TensorPrimitives.MultiplyAdd(gradient, T.CreateTruncating(1 - beta2), meanOfSquares, meanOfSquares);
        if (AmsGrad)
        {
            TensorPrimitives.Max(largest, meanOfSquares, largest);
        }

        Span<T> divisor = gradient; // the gradient is no longer needed
        TensorPrimitives.Sqrt(AmsGrad ? largest : meanOfSquares, divisor);
        TensorPrimitives.Divide(divisor, T.CreateTruncating(Math.Sqrt(1 - Math.Pow(beta2, steps))), divisor);
        TensorPrimitives.Add(divisor, epsilon, divisor);
        TensorPrimitives.Divide(mean, divisor, divisor);
        TensorPrimitives.MultiplyAdd(divisor, T.CreateTruncating(-learningRate / (1 - Math.Pow(beta1, steps))), value, value);
    }
}
