using System.Numerics;
using Autograd.Messages;

namespace Autograd.Nn;

/// <summary>Windows that slide along the axes behind the channels.</summary>
internal static class Sliding
{
    /// <summary>(N, C, H, W) → (N, C, H′, W′, size, size), or the same with one axis less of each.</summary>
    /// <exception cref="ShapeException">An axis is shorter than one window, which the error says of the layer.</exception>
    public static Tensor<T> Windows<T>(
        Layer<T> layer, Tensor<T> x, int dimensions, int size, int stride, int padding, T border, int dilation)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        long span = ((long)dilation * (size - 1)) + 1;
        for (int axis = 2; axis < dimensions + 2; axis++)
        {
            long extent = x.Shape[axis] + (2L * padding);
            if (span > extent)
            {
                throw new ShapeException(
                    $"{layer}: a window spans {Wording.Count(span, "element")}, but axis {axis} of {x.Label("the input")} has "
                    + $"{extent}{(padding > 0 ? " with the padding" : "")}. Pad more, or use a smaller window.");
            }
        }

        if (padding > 0)
        {
            x = x.Pad([(0, 0), (0, 0), .. Enumerable.Repeat((padding, padding), dimensions)], double.CreateTruncating(border));
        }

        for (int axis = 2; axis < dimensions + 2; axis++)
        {
            x = x.Windows(axis, size, stride, dilation);
        }

        return x;
    }
}
