using System.Numerics;
using System.Numerics.Tensors;

namespace Autograd.Nn;

/// <summary>
/// Gradients divided by their root mean square: v ← αv + (1 − α)g², p ← p − rate·g/(√v + ε). Centered, the square of the mean of the
/// gradients is taken off v; with momentum μ, b ← μb + g/(√v + ε) and p ← p − rate·b. PyTorch's <c>optim.RMSprop</c>.
/// </summary>
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
        this.alpha = T.CreateTruncating(Fraction(alpha));
        rest = T.CreateTruncating(1 - alpha);
        this.epsilon = T.CreateTruncating(NotNegative(epsilon));
        this.weightDecay = T.CreateTruncating(NotNegative(weightDecay));
        this.momentum = T.CreateTruncating(NotNegative(momentum));
        this.centered = centered;
    }

    private protected override void Update(long steps, Span<T> value, Span<T> gradient, in MemoryBlocks memory)
    {
        if (weightDecay != T.Zero)
        {
            TensorPrimitives.MultiplyAdd(value, weightDecay, gradient, gradient);
        }

        Span<T> squares = memory[0], divisor = stackalloc T[value.Length];
        TensorPrimitives.Multiply(gradient, gradient, divisor);
        TensorPrimitives.Multiply(squares, alpha, squares);
        TensorPrimitives.MultiplyAdd(divisor, rest, squares, squares);
        squares.CopyTo(divisor);
        if (centered)
        {
            Span<T> mean = memory[1];
            TensorPrimitives.Multiply(mean, alpha, mean);
            TensorPrimitives.MultiplyAdd(gradient, rest, mean, mean);
            for (int i = 0; i < divisor.Length; i++)
            {
                divisor[i] -= mean[i] * mean[i];
            }
        }

        TensorPrimitives.Sqrt(divisor, divisor);
        TensorPrimitives.Add(divisor, epsilon, divisor);
        TensorPrimitives.Divide(gradient, divisor, gradient);
        if (momentum != T.Zero)
        {
            Span<T> buffer = memory[centered ? 2 : 1];
            TensorPrimitives.Multiply(buffer, momentum, buffer);
            TensorPrimitives.Add(buffer, gradient, buffer);
            buffer.CopyTo(gradient);
        }

        TensorPrimitives.MultiplyAdd(gradient, -T.CreateTruncating(LearningRate), value, value);
    }

    private static IEnumerable<string> Memories(double momentum, bool centered)
    {
        yield return "meanOfSquares";
        if (centered)
        {
            yield return "mean";
        }

        if (momentum != 0)
        {
            yield return "momentum";
        }
    }
}
