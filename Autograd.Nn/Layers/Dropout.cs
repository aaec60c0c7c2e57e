using System.Numerics;
using Autograd.Messages;

namespace Autograd.Nn;

/// <summary>
/// While training, each element is 0 with a probability p and else divided by 1 − p, so that its mean stays; otherwise nothing happens.
/// PyTorch's <c>nn.Dropout</c>.
/// </summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
/// <remarks>Each forward draws from the generator, so a module with it must not run on several threads while training.</remarks>
public sealed class Dropout<T> : Layer<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly double probability;
    private readonly Random random;

    /// <summary>A layer that drops elements.</summary>
    /// <param name="p">The probability, from 0 to 1.</param>
    /// <param name="random">Where the choice comes from.</param>
    /// <exception cref="ArgumentOutOfRangeException">The probability is not from 0 to 1.</exception>
    public Dropout(double p, Random random)
    {
        ArgumentNullException.ThrowIfNull(random);
        probability = Argument.That(p is >= 0 and <= 1, p, "Dropout", "a probability, from 0 to 1");
        this.random = random;
    }

    /// <summary>The name, with the probability.</summary>
    public override string ToString() => FormattableString.Invariant($"Dropout({probability})");

    /// <inheritdoc/>
    protected override Tensor<T> Compute(Tensor<T> x)
    {
        if (!IsTraining || probability == 0)
        {
            return x;
        }

        // Always, for a probability of 1; in double, because a float next to 1 is 1.
        Tensor<double> isDropped = Tensor<double>.Uniform(random, x.Shape, 0, 1) < probability;
        return Tensor<T>.Select(isDropped.Convert<T>(), 0, x / (1 - probability));
    }
}
