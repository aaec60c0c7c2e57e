using System.Numerics;
using Autograd.Messages;

namespace Autograd.Nn;

/// <summary>
/// y = x·Wᵀ + b, and so ∂L/∂x = gy·W, ∂L/∂W = gyᵀ·x and ∂L/∂b = Σ gy over the batch: (…, inputs) → (…, outputs). The textbook's
/// Affine, with W transposed as in PyTorch's files. PyTorch's <c>nn.Linear</c>.
/// </summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed class Linear<T> : Layer<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>A layer with weights and biases drawn uniformly from ±1/√inputs, PyTorch's default.</summary>
    /// <param name="inputs">The number of inputs.</param>
    /// <param name="outputs">The number of outputs.</param>
    /// <param name="random">Where the weights come from: the weight first, then the bias.</param>
    /// <param name="bias">Whether there is a b.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is less than 1.</exception>
    public Linear(int inputs, int outputs, Random random, bool bias = true)
    {
        Argument.AtLeast(1, inputs, "Linear");
        Argument.AtLeast(1, outputs, "Linear");
        ArgumentNullException.ThrowIfNull(random);
        Weight = new Parameter<T>("weight", Initial.UniformByInputs<T>(random, [outputs, inputs], inputs));
        Bias = bias ? new Parameter<T>("bias", Initial.UniformByInputs<T>(random, [outputs], inputs)) : null;
    }

    /// <summary>W, of shape (outputs, inputs).</summary>
    public Parameter<T> Weight { get; }

    /// <summary>b, of shape (outputs), if there is one.</summary>
    public Parameter<T>? Bias { get; }

    /// <summary>The numbers of inputs and outputs.</summary>
    public override string ToString() => $"Linear({Weight.Shape[1]}, {Weight.Shape[0]}{(Bias is null ? ", no bias" : "")})";

    /// <inheritdoc/>
    protected override Tensor<T> Compute(Tensor<T> x)
    {
        if (x.Shape.Rank == 0 || x.Shape[^1] != Weight.Shape[1])
        {
            throw new ShapeException(
                $"{this}: the last axis of the input must be {Weight.Shape[1]}, but its shape is "
                    + $"{x.Shape}{(x.Name is null ? "" : $" ({Wording.Quoted(x.Name)})")}{Wording.CreatedAt(x.Source)}.");
        }

        Tensor<T> y = x.MatMul(Weight.Value, transposeOther: true);
        return Bias is null ? y : y + Bias.Value;
    }
}
