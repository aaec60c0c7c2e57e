using System.Numerics;
using System.Runtime.Intrinsics;

namespace Autograd.Nn;

/// <summary>
/// Gradients divided by the root of the sum of all their squares so far: s ← s + g², p ← p − rate·g/(√s + ε). The rate of step t is
/// rate/(1 + (t − 1)·decay). PyTorch's <c>optim.Adagrad</c>.
/// </summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed class AdaGrad<T> : Optimizer<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly T epsilon, weightDecay, initialSum;
    private readonly double rateDecay;

    /// <summary>AdaGrad on these parameters.</summary>
    /// <param name="parameters">What it changes: <c>model.Parameters</c>.</param>
    /// <param name="learningRate">The rate.</param>
    /// <param name="rateDecay">How fast the rate falls with the steps.</param>
    /// <param name="weightDecay">The weight of the penalty ½w·p².</param>
    /// <param name="initialSum">The sum s before the first step.</param>
    /// <param name="epsilon">ε, which keeps a step of no gradient small.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is negative or not finite.</exception>
    public AdaGrad(
        IEnumerable<Parameter<T>> parameters, double learningRate = 0.01, double rateDecay = 0, double weightDecay = 0,
        double initialSum = 0, double epsilon = 1e-10)
        : base(parameters, learningRate, "sumOfSquares")
    {
        this.rateDecay = NotNegative(rateDecay);
        this.weightDecay = T.CreateTruncating(NotNegative(weightDecay));
        this.initialSum = T.CreateTruncating(NotNegative(initialSum));
        this.epsilon = T.CreateTruncating(NotNegative(epsilon));
    }

    private protected override void Update(in OptimizerStep<T> step)
    {
        if (step.Number == 1)
        {
            step.Memory(0).AsSpan().Fill(initialSum);
        }

        T rate = T.CreateTruncating(LearningRate / (1 + ((step.Number - 1) * rateDecay)));
        step.Run(new Formula(rate, epsilon, weightDecay), step.Memory(0));
    }

    private readonly struct Formula(T rate, T epsilon, T weightDecay) : IOptimizerFormula<T>
    {
        public Vector512<T> Next(Vector512<T> p, Vector512<T> g, ref Vector512<T> s, ref Vector512<T> second, ref Vector512<T> third)
        {
            if (weightDecay != T.Zero)
            {
                g += p * weightDecay;
            }

            s += g * g;
            return p - g / (Vector512.Sqrt(s) + Vector512.Create(epsilon)) * rate;
        }
    }
}
