using System.Numerics;

namespace Autograd.Nn;

/// <summary>The channels of a batch, which lie along axis 1: (N, C) or (N, C, …).</summary>
internal static class Channels
{
    /// <summary>A number for each channel, shaped to be multiplied with or added to x.</summary>
    /// <exception cref="ShapeException">x has no axis 1, or not as many channels.</exception>
    public static Tensor<T> Along<T>(Layer<T> layer, Tensor<T> x, Parameter<T> parameter)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Require(layer, x, parameter.Shape[0]);
        return Along(x, parameter.Value);
    }

    /// <summary>A number for each channel, shaped to be multiplied with or added to x, whose channels are as many.</summary>
    public static Tensor<T> Along<T>(Tensor<T> x, Tensor<T> perChannel)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        perChannel.Reshape([-1, .. Enumerable.Repeat(1, x.Shape.Rank - 2)]);

    /// <summary>Refuses an x without axis 1, or with another number of channels.</summary>
    public static void Require<T>(Layer<T> layer, Tensor<T> x, int channels, int rank = 0)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (x.Shape.Rank < 2 || x.Shape[1] != channels || (rank > 0 && x.Shape.Rank != rank))
        {
            string shape = rank switch { 3 => "(N, C, L)", 4 => "(N, C, H, W)", _ => "(N, C) or (N, C, …)" };
            throw new ShapeException($"{layer}: the input must have the shape {shape} with C = {channels}, but it is {x.Label("one")}.");
        }
    }
}
