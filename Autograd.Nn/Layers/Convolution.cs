using System.Numerics;
using Autograd.Messages;

namespace Autograd.Nn;

/// <summary>
/// y[n, o, i] = b[o] + Σ w[o, c, k]·x[n, c, i·stride + k·dilation] over c and k: (N, C, L) → (N, O, L′) with
/// L′ = ⌊(L + 2·padding − dilation·(size − 1) − 1)/stride⌋ + 1. Composed of windows and one matrix product. PyTorch's <c>nn.Conv1d</c>.
/// </summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
/// <param name="inputs">The number of input channels, C.</param>
/// <param name="outputs">The number of output channels, O.</param>
/// <param name="size">The extent of the kernel.</param>
/// <param name="random">Where the weights come from: the weight first, then the bias, both uniform from ±1/√(C/groups·size).</param>
/// <param name="stride">The distance between neighbouring outputs.</param>
/// <param name="padding">How many zeros to add at both ends.</param>
/// <param name="dilation">The distance between neighbouring elements of the kernel.</param>
/// <param name="groups">Into how many groups the channels are divided, each with outputs of its own.</param>
/// <param name="bias">Whether there is a b.</param>
/// <exception cref="ArgumentException">A number is out of range, or the groups do not divide the channels.</exception>
public sealed class Conv1d<T>(
    int inputs, int outputs, int size, Random random, int stride = 1, int padding = 0, int dilation = 1, int groups = 1, bool bias = true)
    : Convolution<T>(1, inputs, outputs, size, random, stride, padding, dilation, groups, bias)
    where T : unmanaged, IFloatingPointIeee754<T>;

/// <summary>
/// y[n, o, i, j] = b[o] + Σ w[o, c, k, l]·x[n, c, i·stride + k·dilation, j·stride + l·dilation] over c, k and l: (N, C, H, W) →
/// (N, O, H′, W′) with H′ = ⌊(H + 2·padding − dilation·(size − 1) − 1)/stride⌋ + 1, and W′ likewise. Composed of windows and one matrix
/// product. PyTorch's <c>nn.Conv2d</c>.
/// </summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
/// <param name="inputs">The number of input channels, C.</param>
/// <param name="outputs">The number of output channels, O.</param>
/// <param name="size">The extent of the kernel along both axes.</param>
/// <param name="random">Where the weights come from: the weight first, then the bias, both uniform from ±1/√(C/groups·size²).</param>
/// <param name="stride">The distance between neighbouring outputs.</param>
/// <param name="padding">How many zeros to add at all four sides.</param>
/// <param name="dilation">The distance between neighbouring elements of the kernel.</param>
/// <param name="groups">Into how many groups the channels are divided, each with outputs of its own.</param>
/// <param name="bias">Whether there is a b.</param>
/// <exception cref="ArgumentException">A number is out of range, or the groups do not divide the channels.</exception>
public sealed class Conv2d<T>(
    int inputs, int outputs, int size, Random random, int stride = 1, int padding = 0, int dilation = 1, int groups = 1, bool bias = true)
    : Convolution<T>(2, inputs, outputs, size, random, stride, padding, dilation, groups, bias)
    where T : unmanaged, IFloatingPointIeee754<T>;

/// <summary>What <see cref="Conv1d{T}"/> and <see cref="Conv2d{T}"/> share.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public abstract class Convolution<T> : Layer<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly int dimensions, size, stride, padding, dilation, groups;

    private protected Convolution(
        int dimensions, int inputs, int outputs, int size, Random random, int stride, int padding, int dilation, int groups, bool bias)
    {
        Argument.AtLeast(1, inputs, $"Conv{dimensions}d");
        Argument.AtLeast(1, outputs, $"Conv{dimensions}d");
        Argument.AtLeast(1, size, $"Conv{dimensions}d");
        Argument.AtLeast(1, stride, $"Conv{dimensions}d");
        Argument.AtLeast(0, padding, $"Conv{dimensions}d");
        Argument.AtLeast(1, dilation, $"Conv{dimensions}d");
        Argument.AtLeast(1, groups, $"Conv{dimensions}d");
        ArgumentNullException.ThrowIfNull(random);
        if (inputs % groups != 0 || outputs % groups != 0)
        {
            throw new ArgumentException($"Conv{dimensions}d: {Wording.Count(inputs, "input")} and {Wording.Count(outputs, "output")} "
                + $"cannot both be divided into {groups} groups.");
        }

        (this.dimensions, this.size, this.stride) = (dimensions, size, stride);
        (this.padding, this.dilation, this.groups) = (padding, dilation, groups);
        Shape shape = [outputs, inputs / groups, .. Enumerable.Repeat(size, dimensions)];
        Weight = new Parameter<T>("weight", Initial.UniformByInputs<T>(random, shape, shape.Count / outputs));
        Bias = bias ? new Parameter<T>("bias", Initial.UniformByInputs<T>(random, [outputs], shape.Count / outputs)) : null;
    }

    /// <summary>w, of shape (O, C/groups, size) or (O, C/groups, size, size).</summary>
    public Parameter<T> Weight { get; }

    /// <summary>b, of shape (O), if there is one.</summary>
    public Parameter<T>? Bias { get; }

    /// <summary>The channels and the kernel, and what differs from the defaults.</summary>
    public sealed override string ToString() =>
        $"Conv{dimensions}d({Weight.Shape[1] * groups}, {Weight.Shape[0]}, {size}"
        + $"{Option("stride", stride, 1)}{Option("padding", padding, 0)}"
        + $"{Option("dilation", dilation, 1)}{Option("groups", groups, 1)}{(Bias is null ? ", no bias" : "")})";

    /// <inheritdoc/>
    protected sealed override Tensor<T> Compute(Tensor<T> x)
    {
        Channels.Require(this, x, Weight.Shape[1] * groups, dimensions + 2);
        Tensor<T> windows = Sliding.Windows(this, x, dimensions, size, stride, padding, T.Zero, dilation);

        // Letters: n batch, g group, c channel, i and j the place, k and l within the kernel, o output.
        (string place, string kernel) = dimensions == 1 ? ("i", "k") : ("ij", "kl");
        Tensor<T> y;
        if (groups == 1)
        {
            y = Tensor<T>.Einsum($"nc{place}{kernel},oc{kernel}->no{place}", windows, Weight.Value);
        }
        else
        {
            Shape shape = windows.Shape;
            Tensor<T> grouped = windows.Reshape([shape[0], groups, shape[1] / groups, .. shape.Axes[2..]]);
            Tensor<T> weight = Weight.Value.Reshape([groups, Weight.Shape[0] / groups, .. Weight.Shape.Axes[1..]]);
            y = Tensor<T>.Einsum($"ngc{place}{kernel},goc{kernel}->ngo{place}", grouped, weight);
            y = y.Reshape([shape[0], Weight.Shape[0], .. y.Shape.Axes[3..]]);
        }

        return Bias is null ? y : y + Channels.Along(y, Bias.Value);
    }

    private static string Option(string name, int value, int usual) => value == usual ? "" : $", {name} {value}";
}
