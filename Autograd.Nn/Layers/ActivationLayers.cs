using System.Numerics;

namespace Autograd.Nn;

// Activations without parameters as layers.

/// <summary><see cref="Activations.BentIdentity{T}(Tensor{T})"/> as a layer: x + (√(x² + 1) − 1)/2.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed class BentIdentity<T> : Layer<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    protected override Tensor<T> Compute(Tensor<T> x) => x.BentIdentity();
}

/// <summary>
/// <see cref="Activations.HardSigmoid{T}(Tensor{T})"/> as a layer: (x + 3)/6 held between 0 and 1. PyTorch's <c>nn.Hardsigmoid</c>.
/// </summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed class HardSigmoid<T> : Layer<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    protected override Tensor<T> Compute(Tensor<T> x) => x.HardSigmoid();
}

/// <summary>
/// <see cref="Activations.HardSwish{T}(Tensor{T})"/> as a layer: x times its hard sigmoid. PyTorch's <c>nn.Hardswish</c>.
/// </summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed class HardSwish<T> : Layer<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    protected override Tensor<T> Compute(Tensor<T> x) => x.HardSwish();
}

/// <summary><see cref="Activations.HardTanh{T}(Tensor{T})"/> as a layer: x held between −1 and 1. PyTorch's <c>nn.Hardtanh</c>.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed class HardTanh<T> : Layer<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    protected override Tensor<T> Compute(Tensor<T> x) => x.HardTanh();
}

/// <summary><see cref="Activations.Identity{T}(Tensor{T})"/> as a layer: x itself. PyTorch's <c>nn.Identity</c>.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed class Identity<T> : Layer<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    protected override Tensor<T> Compute(Tensor<T> x) => x.Identity();
}

/// <summary><see cref="Activations.LogSigmoid{T}(Tensor{T})"/> as a layer: ln(1/(1 + e^−x)). PyTorch's <c>nn.LogSigmoid</c>.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed class LogSigmoid<T> : Layer<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    protected override Tensor<T> Compute(Tensor<T> x) => x.LogSigmoid();
}

/// <summary><see cref="Activations.Mish{T}(Tensor{T})"/> as a layer: x·tanh(ln(1 + e^x)). PyTorch's <c>nn.Mish</c>.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed class Mish<T> : Layer<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    protected override Tensor<T> Compute(Tensor<T> x) => x.Mish();
}

/// <summary><see cref="Activations.Relu{T}(Tensor{T})"/> as a layer: 0 for negative x, else x. PyTorch's <c>nn.ReLU</c>.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed class Relu<T> : Layer<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    protected override Tensor<T> Compute(Tensor<T> x) => x.Relu();
}

/// <summary><see cref="Activations.Relu6{T}(Tensor{T})"/> as a layer: x held between 0 and 6. PyTorch's <c>nn.ReLU6</c>.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed class Relu6<T> : Layer<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    protected override Tensor<T> Compute(Tensor<T> x) => x.Relu6();
}

/// <summary><see cref="Activations.Selu{T}(Tensor{T})"/> as a layer: the self-normalizing elu. PyTorch's <c>nn.SELU</c>.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed class Selu<T> : Layer<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    protected override Tensor<T> Compute(Tensor<T> x) => x.Selu();
}

/// <summary><see cref="Activations.Sigmoid{T}(Tensor{T})"/> as a layer: 1/(1 + e^−x). PyTorch's <c>nn.Sigmoid</c>.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed class Sigmoid<T> : Layer<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    protected override Tensor<T> Compute(Tensor<T> x) => x.Sigmoid();
}

/// <summary><see cref="Activations.Silu{T}(Tensor{T})"/> as a layer: x·sigmoid(x). PyTorch's <c>nn.SiLU</c>.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed class Silu<T> : Layer<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    protected override Tensor<T> Compute(Tensor<T> x) => x.Silu();
}

/// <summary><see cref="Activations.Softplus{T}(Tensor{T})"/> as a layer: ln(1 + e^x). PyTorch's <c>nn.Softplus</c>.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed class Softplus<T> : Layer<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    protected override Tensor<T> Compute(Tensor<T> x) => x.Softplus();
}

/// <summary><see cref="Activations.Softsign{T}(Tensor{T})"/> as a layer: x/(1 + |x|). PyTorch's <c>nn.Softsign</c>.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed class Softsign<T> : Layer<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    protected override Tensor<T> Compute(Tensor<T> x) => x.Softsign();
}

/// <summary><see cref="Activations.Step{T}(Tensor{T})"/> as a layer: Heaviside's step.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed class Step<T> : Layer<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    protected override Tensor<T> Compute(Tensor<T> x) => x.Step();
}

/// <summary><see cref="Tensor{T}.Tanh"/> as a layer: the hyperbolic tangent. PyTorch's <c>nn.Tanh</c>.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed class Tanh<T> : Layer<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    protected override Tensor<T> Compute(Tensor<T> x) => x.Tanh();
}

/// <summary><see cref="Activations.TanhShrink{T}(Tensor{T})"/> as a layer: x − tanh x. PyTorch's <c>nn.Tanhshrink</c>.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed class TanhShrink<T> : Layer<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    protected override Tensor<T> Compute(Tensor<T> x) => x.TanhShrink();
}
