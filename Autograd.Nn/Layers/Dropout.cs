using System.Numerics;

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
    /// <param name="probability">The probability p, from 0 to 1.</param>
    /// <param name="random">Where the choice comes from.</param>
    /// <exception cref="ArgumentOutOfRangeException">The probability is not from 0 to 1.</exception>
    public Dropout(double probability, Random random)
    {
        ArgumentNullException.ThrowIfNull(random);
        this.probability = probability is >= 0 and <= 1
            ? probability
            : throw new ArgumentOutOfRangeException(nameof(probability), probability, "The probability must lie from 0 to 1.");
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

        Tensor<T> dropped = Tensor<T>.Uniform(random, x.Shape, T.Zero, T.One) < probability;
        return probability == 1 ? x * 0 : Tensor<T>.Select(dropped, 0, x / (1 - probability));
    }
}
