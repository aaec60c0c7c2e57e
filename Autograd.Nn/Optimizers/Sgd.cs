using System.Numerics;
using System.Runtime.Intrinsics;

namespace Autograd.Nn;

/// <summary>
/// Stochastic gradient descent, p ← p − rate·g; with momentum m: b ← m·b + (1 − dampening)·g, and p ← p − rate·b, or for Nesterov's
/// p ← p − rate·(g + m·b). The first step of a parameter takes b = g. Weight decay w adds w·p to g. PyTorch's <c>optim.SGD</c>.
/// </summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed class Sgd<T> : Optimizer<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly T momentum, dampening, weightDecay;
    private readonly bool nesterov;

    /// <summary>Gradient descent on these parameters.</summary>
    /// <param name="parameters">What it changes: <c>model.Parameters</c>.</param>
    /// <param name="learningRate">The rate.</param>
    /// <param name="momentum">How much of the last direction is kept.</param>
    /// <param name="dampening">How much of the gradient is left out of the momentum.</param>
    /// <param name="nesterov">Whether to look ahead; needs a momentum, and no dampening.</param>
    /// <param name="weightDecay">The weight of the penalty ½w·p².</param>
    /// <exception cref="ArgumentException">A number is negative or not finite, or Nesterov's has no momentum, or a dampening.</exception>
    public Sgd(
        IEnumerable<Parameter<T>> parameters, double learningRate, double momentum = 0, double dampening = 0, bool nesterov = false,
        double weightDecay = 0)
        : base(parameters, learningRate, momentum == 0 ? [] : ["momentum"])
    {
        if (nesterov && (momentum == 0 || dampening != 0))
        {
            throw new ArgumentException(
                $"Sgd: Nesterov's momentum needs a momentum above 0 and no dampening, but they are {momentum} and {dampening}.");
        }

        this.momentum = T.CreateTruncating(NotNegative(momentum));
        this.dampening = T.CreateTruncating(NotNegative(dampening));
        this.weightDecay = T.CreateTruncating(NotNegative(weightDecay));
        this.nesterov = nesterov;
    }

    private protected override void Update(in OptimizerStep<T> step) => step.Run(
        new Formula(T.CreateTruncating(LearningRate), momentum, dampening, weightDecay, nesterov, isFirst: step.Number == 1),
        momentum == T.Zero ? default : step.Memory(0));

    private readonly struct Formula(T rate, T momentum, T dampening, T weightDecay, bool nesterov, bool isFirst) : IOptimizerFormula<T>
    {
        public Vector512<T> Next(Vector512<T> p, Vector512<T> g, ref Vector512<T> b, ref Vector512<T> second, ref Vector512<T> third)
        {
            if (weightDecay != T.Zero)
            {
                g += p * weightDecay;
            }

            if (momentum != T.Zero)
            {
                b = isFirst ? g : b * momentum + g * (T.One - dampening);
                g = nesterov ? g + b * momentum : b;
            }

            return p - g * rate;
        }
    }
}
