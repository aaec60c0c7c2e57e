using System.Numerics;

namespace Autograd.Nn;

// Activations with a number to choose as layers.

/// <summary>
/// <see cref="Activations.Celu{T}(Tensor{T}, double)"/> as a layer: x for x > 0, else α(e^(x/α) − 1). PyTorch's <c>nn.CELU</c>.
/// </summary>
/// <param name="alpha">Minus the limit at −∞, not 0.</param>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed class Celu<T>(double alpha = 1) : Layer<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>The name, with what was chosen.</summary>
    public override string ToString() => FormattableString.Invariant($"Celu({alpha})");

    /// <inheritdoc/>
    protected override Tensor<T> Compute(Tensor<T> x) => x.Celu(alpha);
}

/// <summary>
/// <see cref="Activations.Elu{T}(Tensor{T}, double)"/> as a layer: x for x > 0, else α(e^x − 1). PyTorch's <c>nn.ELU</c>.
/// </summary>
/// <param name="alpha">Minus the limit at −∞.</param>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed class Elu<T>(double alpha = 1) : Layer<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>The name, with what was chosen.</summary>
    public override string ToString() => FormattableString.Invariant($"Elu({alpha})");

    /// <inheritdoc/>
    protected override Tensor<T> Compute(Tensor<T> x) => x.Elu(alpha);
}

/// <summary><see cref="Activations.Gelu{T}(Tensor{T}, bool)"/> as a layer: x·Φ(x). PyTorch's <c>nn.GELU</c>.</summary>
/// <param name="tanh">Whether to take the approximation by tanh.</param>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed class Gelu<T>(bool tanh = false) : Layer<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>The name, with what was chosen.</summary>
    public override string ToString() => tanh ? "Gelu(tanh)" : "Gelu";

    /// <inheritdoc/>
    protected override Tensor<T> Compute(Tensor<T> x) => x.Gelu(tanh);
}

/// <summary>
/// <see cref="Activations.LeakyRelu{T}(Tensor{T}, double)"/> as a layer: x for x > 0, else slope·x. PyTorch's <c>nn.LeakyReLU</c>.
/// </summary>
/// <param name="slope">The slope for negative x.</param>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed class LeakyRelu<T>(double slope = 0.01) : Layer<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>The name, with what was chosen.</summary>
    public override string ToString() => FormattableString.Invariant($"LeakyRelu({slope})");

    /// <inheritdoc/>
    protected override Tensor<T> Compute(Tensor<T> x) => x.LeakyRelu(slope);
}

/// <summary><see cref="Activations.Siren{T}(Tensor{T}, double)"/> as a layer: sin(ωx).</summary>
/// <param name="omega">The frequency ω.</param>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed class Siren<T>(double omega = 30) : Layer<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>The name, with what was chosen.</summary>
    public override string ToString() => FormattableString.Invariant($"Siren({omega})");

    /// <inheritdoc/>
    protected override Tensor<T> Compute(Tensor<T> x) => x.Siren(omega);
}

/// <summary><see cref="Activations.Snake{T}(Tensor{T}, double)"/> as a layer: x + sin²(αx)/α.</summary>
/// <param name="alpha">The frequency α, not 0.</param>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed class Snake<T>(double alpha = 1) : Layer<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>The name, with what was chosen.</summary>
    public override string ToString() => FormattableString.Invariant($"Snake({alpha})");

    /// <inheritdoc/>
    protected override Tensor<T> Compute(Tensor<T> x) => x.Snake(alpha);
}

/// <summary><see cref="Tensor{T}.Softmax"/> as a layer. PyTorch's <c>nn.Softmax</c>.</summary>
/// <param name="axis">The axis.</param>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed class Softmax<T>(int axis = -1) : Layer<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>The name, with the axis.</summary>
    public override string ToString() => FormattableString.Invariant($"Softmax({axis})");

    /// <inheritdoc/>
    protected override Tensor<T> Compute(Tensor<T> x) => x.Softmax(axis);
}

/// <summary><see cref="Tensor{T}.LogSoftmax"/> as a layer. PyTorch's <c>nn.LogSoftmax</c>.</summary>
/// <param name="axis">The axis.</param>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed class LogSoftmax<T>(int axis = -1) : Layer<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>The name, with the axis.</summary>
    public override string ToString() => FormattableString.Invariant($"LogSoftmax({axis})");

    /// <inheritdoc/>
    protected override Tensor<T> Compute(Tensor<T> x) => x.LogSoftmax(axis);
}
