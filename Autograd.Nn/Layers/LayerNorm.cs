using System.Numerics;
using Autograd.Functions;
using Autograd.Messages;

namespace Autograd.Nn;

/// <summary>
/// (x − mean)/√(variance + ε)·weight + bias, with mean and variance over the last axes of each element of the batch. PyTorch's
/// <c>nn.LayerNorm</c>.
/// </summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed class LayerNorm<T> : Layer<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly double epsilon;

    /// <summary>A layer with weight 1 and bias 0.</summary>
    /// <param name="shape">The last axes of the input: <c>[features]</c> for one axis.</param>
    /// <param name="epsilon">ε.</param>
    /// <exception cref="ShapeException">The shape has no axes.</exception>
    public LayerNorm(Shape shape, double epsilon = 1e-5)
    {
        Weight = new Parameter<T>("weight", Tensor<T>.Ones(Norms.Required(shape, "LayerNorm")));
        Bias = new Parameter<T>("bias", Tensor<T>.Zeros(shape));
        this.epsilon = epsilon;
    }

    /// <summary>The factor of each feature.</summary>
    public Parameter<T> Weight { get; }

    /// <summary>What is added to each feature.</summary>
    public Parameter<T> Bias { get; }

    /// <summary>The shape of the features.</summary>
    public override string ToString() => $"LayerNorm{Weight.Shape}";

    /// <inheritdoc/>
    protected override Tensor<T> Compute(Tensor<T> x) =>
        (Norms.Normalized(x, Norms.LastAxes(this, x, Weight.Shape), epsilon) * Weight.Value) + Bias.Value;
}

/// <summary>
/// x/√(mean of x² + ε)·weight over the last axes: a <see cref="LayerNorm{T}"/> without mean and bias. PyTorch's <c>nn.RMSNorm</c>.
/// </summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
/// <remarks>B. Zhang and R. Sennrich, Root Mean Square Layer Normalization, 2019.</remarks>
public sealed class RmsNorm<T> : Layer<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly double epsilon;

    /// <summary>A layer with weight 1.</summary>
    /// <param name="shape">The last axes of the input: <c>[features]</c> for one axis.</param>
    /// <param name="epsilon">ε; the distance from 1 to the next number of the type if null.</param>
    /// <exception cref="ShapeException">The shape has no axes.</exception>
    public RmsNorm(Shape shape, double? epsilon = null)
    {
        Weight = new Parameter<T>("weight", Tensor<T>.Ones(Norms.Required(shape, "RmsNorm")));
        this.epsilon = epsilon ?? double.CreateTruncating(T.BitIncrement(T.One) - T.One);
    }

    /// <summary>The factor of each feature.</summary>
    public Parameter<T> Weight { get; }

    /// <summary>The shape of the features.</summary>
    public override string ToString() => $"RmsNorm{Weight.Shape}";

    /// <inheritdoc/>
    protected override Tensor<T> Compute(Tensor<T> x) =>
        Norms.Normalized(x, Norms.LastAxes(this, x, Weight.Shape), epsilon, centered: false) * Weight.Value;
}

/// <summary>
/// (x − mean)/√(variance + ε)·weight + bias, with mean and variance over each group of channels, and weight and bias for each channel of
/// axis 1. PyTorch's <c>nn.GroupNorm</c>.
/// </summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
/// <remarks>Y. Wu and K. He, Group Normalization, 2018.</remarks>
public sealed class GroupNorm<T> : Layer<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly int groups;
    private readonly double epsilon;

    /// <summary>A layer with weight 1 and bias 0.</summary>
    /// <param name="groups">The number of groups.</param>
    /// <param name="channels">The number of channels, a multiple of that of the groups.</param>
    /// <param name="epsilon">ε.</param>
    /// <exception cref="ArgumentException">A number is less than 1, or the groups do not divide the channels.</exception>
    public GroupNorm(int groups, int channels, double epsilon = 1e-5)
    {
        Argument.AtLeast(1, groups, "GroupNorm");
        Argument.AtLeast(1, channels, "GroupNorm");
        if (channels % groups != 0)
        {
            throw new ArgumentException($"GroupNorm: {Wording.Count(channels, "channel")} cannot be divided into {groups} groups.");
        }

        (this.groups, this.epsilon) = (groups, epsilon);
        Weight = new Parameter<T>("weight", Tensor<T>.Ones([channels]));
        Bias = new Parameter<T>("bias", Tensor<T>.Zeros([channels]));
    }

    /// <summary>The factor of each channel.</summary>
    public Parameter<T> Weight { get; }

    /// <summary>What is added to each channel.</summary>
    public Parameter<T> Bias { get; }

    /// <summary>The numbers of groups and channels.</summary>
    public override string ToString() => $"GroupNorm({groups}, {Weight.Shape[0]})";

    /// <inheritdoc/>
    protected override Tensor<T> Compute(Tensor<T> x)
    {
        Channels.Require(this, x, Weight.Shape[0]);
        int[] shape = x.Shape.Axes.ToArray();
        Tensor<T> grouped = x.Reshape([shape[0], groups, shape[1] / groups, .. shape[2..]]);
        Tensor<T> y = Norms.Normalized(grouped, [.. Enumerable.Range(2, grouped.Shape.Rank - 2)], epsilon).Reshape(shape);
        return (y * Channels.Along(x, Weight.Value)) + Channels.Along(x, Bias.Value);
    }
}

/// <summary>What the layers of normalization share.</summary>
internal static class Norms
{
    /// <summary>(x − mean)/√(variance + ε) over axes, with the variance divided by n; or x/√(mean of x² + ε).</summary>
    public static Tensor<T> Normalized<T>(Tensor<T> x, int[] axes, double epsilon, bool centered = true)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ScaledSquares<T> squares = ScaledSquares<T>.Of(x, axes, centered: centered, least: Math.Sqrt(epsilon), whole: true);
        return squares.Values / squares.ScaledRoot(epsilon);
    }

    public static Shape Required(Shape shape, string layer) =>
        shape.Rank > 0 ? shape : throw new ShapeException($"{layer}: the shape of the features needs an axis or more: [features].");

    /// <summary>The last axes of x, which must have the shape of the features.</summary>
    public static int[] LastAxes<T>(Layer<T> layer, Tensor<T> x, Shape features)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        x.Shape.Rank >= features.Rank && x.Shape.Axes[^features.Rank..].SequenceEqual(features.Axes)
            ? [.. Enumerable.Range(-features.Rank, features.Rank)]
            : throw new ShapeException($"{layer}: the last axes of the input must be {features}, but it is {x.Label("one")}.");
}
