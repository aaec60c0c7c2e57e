using System.Numerics;
using Autograd.Messages;

namespace Autograd.Nn;

/// <summary>
/// y = x for x > 0, else a·x with a slope a that is learned, one for all or one for each channel. PyTorch's <c>nn.PReLU</c>.
/// </summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
/// <remarks>The derivative at 0 is a. NaN stays NaN.</remarks>
public sealed class PRelu<T> : Layer<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>A layer with all slopes the same at first.</summary>
    /// <param name="channels">The number of slopes: 1, or the extent of axis 1 of the input.</param>
    /// <param name="slope">The first slope.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are less than 1 channels.</exception>
    public PRelu(int channels = 1, double slope = 0.25)
    {
        Argument.AtLeast(1, channels, "PRelu");
        Weight = new Parameter<T>("weight", Tensor<T>.Fill(T.CreateTruncating(slope), [channels]));
    }

    /// <summary>The slopes a, of shape (channels).</summary>
    public Parameter<T> Weight { get; }

    /// <summary>The number of slopes.</summary>
    public override string ToString() => $"PRelu({Weight.Shape[0]})";

    /// <inheritdoc/>
    protected override Tensor<T> Compute(Tensor<T> x) =>
        Tensor<T>.Select(x > 0, x, (Weight.Shape[0] == 1 ? Weight.Value : Channels.Along(this, x, Weight)) * x);
}
