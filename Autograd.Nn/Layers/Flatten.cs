using System.Numerics;

namespace Autograd.Nn;

/// <summary>All axes but the first merged into one: (N, …) → (N, rest). PyTorch's <c>nn.Flatten</c>.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed class Flatten<T> : Layer<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    protected override Tensor<T> Compute(Tensor<T> x) => x.Shape.Rank == 0
        ? throw new ShapeException($"Flatten: {x.Label("the input")} is a scalar, and has no batch.")
        : x.Reshape(x.Shape[0], x.Shape.Axes[1..].ToArray().Aggregate(1, (product, extent) => product * extent));
}
