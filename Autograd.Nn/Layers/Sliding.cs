using System.Numerics;

namespace Autograd.Nn;

/// <summary>Windows that slide along the axes behind the channels.</summary>
internal static class Sliding
{
    /// <summary>(N, C, H, W) → (N, C, H′, W′, size, size), or the same with one axis less of each.</summary>
    public static Tensor<T> Windows<T>(Tensor<T> x, int dimensions, int size, int stride, int padding, T border, int dilation)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
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
