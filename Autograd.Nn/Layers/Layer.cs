using System.Numerics;

namespace Autograd.Nn;

/// <summary>A module that names itself in errors and summaries: the base of the layers here.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public abstract class Layer<T> : Module<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    public sealed override Tensor<T> Forward(Tensor<T> x)
    {
        ArgumentNullException.ThrowIfNull(x);
        Tensor<T> y = Compute(x);
        Observer?.Invoke(x, y);
        return y;
    }

    /// <summary>What the layer computes.</summary>
    /// <param name="x">The input, not null.</param>
    protected abstract Tensor<T> Compute(Tensor<T> x);
}
