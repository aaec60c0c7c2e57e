using System.Numerics;

namespace Autograd.Nn;

/// <summary>The mean of each window of an image, zeros of the padding included: (N, C, H, W) → (N, C, H′, W′). PyTorch's <c>nn.AvgPool2d</c>.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed class AvgPool2d<T> : Layer<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly int size, stride, padding;

    /// <summary>A layer without parameters.</summary>
    /// <param name="size">The extent of a window along both axes.</param>
    /// <param name="stride">The distance between windows; the size if null.</param>
    /// <param name="padding">How much to add at all four sides, at most half of the size.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of range.</exception>
    public AvgPool2d(int size, int? stride = null, int padding = 0)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(stride ?? size, 1, nameof(stride));
        ArgumentOutOfRangeException.ThrowIfNegative(padding);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(padding, size / 2);
        (this.size, this.stride, this.padding) = (size, stride ?? size, padding);
    }

    /// <summary>The extent of a window, and what differs from the defaults.</summary>
    public override string ToString() =>
        $"AvgPool2d({size}{(stride == size ? "" : $", stride {stride}")}{(padding == 0 ? "" : $", padding {padding}")})";

    /// <inheritdoc/>
    protected override Tensor<T> Compute(Tensor<T> x)
    {
        if (x.Shape.Rank != 4)
        {
            throw new ShapeException($"{this}: the input must have the shape (N, C, H, W), but it is {x.Label("an input")}.");
        }

        return Sliding.Windows(x, 2, size, stride, padding, T.Zero, dilation: 1).Mean([-2, -1]);
    }
}

/// <summary>The largest number of each window of an image: (N, C, H, W) → (N, C, H′, W′). PyTorch's <c>nn.MaxPool2d</c>.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
/// <remarks>
/// Of equal numbers the first gets the whole gradient, as in PyTorch; <see cref="Tensor{T}.Max()"/> shares it. The first NaN wins over
/// every number.
/// </remarks>
public sealed class MaxPool2d<T> : Layer<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly int size, stride, padding;

    /// <summary>A layer without parameters.</summary>
    /// <param name="size">The extent of a window along both axes.</param>
    /// <param name="stride">The distance between windows; the size if null.</param>
    /// <param name="padding">How much to add at all four sides, at most half of the size.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of range.</exception>
    public MaxPool2d(int size, int? stride = null, int padding = 0)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(stride ?? size, 1, nameof(stride));
        ArgumentOutOfRangeException.ThrowIfNegative(padding);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(padding, size / 2);
        (this.size, this.stride, this.padding) = (size, stride ?? size, padding);
    }

    /// <summary>The extent of a window, and what differs from the defaults.</summary>
    public override string ToString() =>
        $"MaxPool2d({size}{(stride == size ? "" : $", stride {stride}")}{(padding == 0 ? "" : $", padding {padding}")})";

    /// <inheritdoc/>
    protected override Tensor<T> Compute(Tensor<T> x)
    {
        if (x.Shape.Rank != 4)
        {
            throw new ShapeException($"{this}: the input must have the shape (N, C, H, W), but it is {x.Label("an input")}.");
        }

        Tensor<T> windows = Sliding.Windows(x, 2, size, stride, padding, T.NegativeInfinity, dilation: 1);
        Tensor<T> flat = windows.Reshape([.. windows.Shape.Axes[..4], size * size]);
        return flat.Gather(-1, flat.ArgMax(-1), [.. flat.Shape.Axes[..4], 1]).Squeeze(-1);
    }
}
