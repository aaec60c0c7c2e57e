using System.Numerics;
using Autograd.Messages;

namespace Autograd.Nn;

/// <summary>
/// The mean of each window of an image, zeros of the padding included: (N, C, H, W) → (N, C, H′, W′). PyTorch's <c>nn.AvgPool2d</c>.
/// </summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
/// <param name="size">The extent of a window along both axes.</param>
/// <param name="stride">The distance between windows; the size if null.</param>
/// <param name="padding">How many zeros to add at all four sides, at most half of the size.</param>
/// <exception cref="ArgumentOutOfRangeException">A number is out of range.</exception>
public sealed class AvgPool2d<T>(int size, int? stride = null, int padding = 0) : Pool2d<T>(size, stride, padding, T.Zero)
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private protected override Tensor<T> Reduce(Tensor<T> windows, Shape image) => windows.Mean(-1);
}

/// <summary>
/// The largest number of each window of an image: (N, C, H, W) → (N, C, H′, W′). PyTorch's <c>nn.MaxPool2d</c>.
/// </summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
/// <param name="size">The extent of a window along both axes.</param>
/// <param name="stride">The distance between windows; the size if null.</param>
/// <param name="padding">How many −∞ to add at all four sides, at most half of the size.</param>
/// <exception cref="ArgumentOutOfRangeException">A number is out of range.</exception>
/// <remarks>
/// Of equal numbers the first gets the whole gradient, as in PyTorch; <see cref="Tensor{T}.Max()"/> shares it. The first NaN wins over
/// every number. The padding never wins, not even over −∞.
/// </remarks>
public sealed class MaxPool2d<T>(int size, int? stride = null, int padding = 0) : Pool2d<T>(size, stride, padding, T.NegativeInfinity)
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private protected override Tensor<T> Reduce(Tensor<T> windows, Shape image)
    {
        int[] winners = windows.ArgMax(-1);
        if (HasPadding)
        {
            PutInside(winners, Windows(Tensor<T>.Ones([1, 1, .. image.Axes[2..]]), T.Zero));
        }

        return windows.Gather(-1, winners, [.. windows.Shape.Axes[..4], 1]).Squeeze(-1);
    }

    /// <summary>
    /// In place of winners in the padding, with which all are −∞ therefore, the first of each window inside of the image.
    /// </summary>
    /// <param name="winners">A place for each window of each channel of each image.</param>
    /// <param name="isInside">1 for what is in the image, 0 for the padding, in the windows of one channel.</param>
    private static void PutInside(int[] winners, Tensor<T> isInside)
    {
        int[] first = isInside.ArgMax(-1);
        using ReadScope<T> inside = isInside.Read();
        for (int i = 0; i < winners.Length; i++)
        {
            int window = i % first.Length;
            if (inside.Span[(window * isInside.Shape[^1]) + winners[i]] == T.Zero)
            {
                winners[i] = first[window];
            }
        }
    }
}

/// <summary>What <see cref="AvgPool2d{T}"/> and <see cref="MaxPool2d{T}"/> share.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public abstract class Pool2d<T> : Layer<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly int size, stride, padding;
    private readonly T border;

    private protected Pool2d(int size, int? stride, int padding, T border)
    {
        Argument.AtLeast(1, size, base.ToString());
        Argument.AtLeast(1, stride ?? size, base.ToString(), nameof(stride));
        Argument.AtLeast(0, padding, base.ToString());
        Argument.AtMost(size / 2, padding, base.ToString());
        (this.size, this.stride, this.padding, this.border) = (size, stride ?? size, padding, border);
    }

    private protected bool HasPadding => padding > 0;

    /// <summary>The extent of a window, and what differs from the defaults.</summary>
    public sealed override string ToString() =>
        $"{base.ToString()}({size}{(stride == size ? "" : $", stride {stride}")}{(padding == 0 ? "" : $", padding {padding}")})";

    /// <inheritdoc/>
    protected sealed override Tensor<T> Compute(Tensor<T> x)
    {
        if (x.Shape.Rank != 4)
        {
            throw new ShapeException($"{this}: the input must have the shape (N, C, H, W), but it is {x.Label("one")}.");
        }

        return Reduce(Windows(x, border), x.Shape);
    }

    /// <summary>(N, C, H′, W′, size²) → (N, C, H′, W′).</summary>
    private protected abstract Tensor<T> Reduce(Tensor<T> windows, Shape image);

    /// <summary>(N, C, H, W) → (N, C, H′, W′, size²), with this number around the image.</summary>
    private protected Tensor<T> Windows(Tensor<T> image, T border)
    {
        Tensor<T> windows = Sliding.Windows(this, image, 2, size, stride, padding, border, dilation: 1);
        return windows.Reshape([.. windows.Shape.Axes[..4], size * size]);
    }
}
