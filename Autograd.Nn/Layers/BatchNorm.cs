using System.Numerics;
using Autograd.Functions;
using Autograd.Messages;

namespace Autograd.Nn;

/// <summary>
/// (x − mean)/√(variance + ε)·weight + bias for each channel of axis 1. While training, mean and variance are those of the batch, over
/// all axes but the channels', and running means of them are kept; otherwise the running ones are used. PyTorch's <c>nn.BatchNorm1d</c>,
/// <c>2d</c> and <c>3d</c>.
/// </summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
/// <remarks>
/// The variance of the batch is divided by n, its running mean by n − 1. Each forward while training changes the running statistics.
/// S. Ioffe and C. Szegedy, Batch Normalization, 2015.
/// </remarks>
public sealed class BatchNorm<T> : Layer<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly double momentum, epsilon;

    /// <summary>A layer with weight 1, bias 0, running mean 0 and running variance 1.</summary>
    /// <param name="channels">The number of channels.</param>
    /// <param name="momentum">How much of the running statistics each batch replaces.</param>
    /// <param name="epsilon">ε.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are less than 1 channels.</exception>
    public BatchNorm(int channels, double momentum = 0.1, double epsilon = 1e-5)
    {
        Argument.AtLeast(1, channels, "BatchNorm");
        this.momentum = momentum;
        this.epsilon = epsilon;
        Weight = new Parameter<T>("weight", Tensor<T>.Ones([channels]));
        Bias = new Parameter<T>("bias", Tensor<T>.Zeros([channels]));
        RunningMean = new Buffer<T>("running_mean", Tensor<T>.Zeros([channels]));
        RunningVariance = new Buffer<T>("running_var", Tensor<T>.Ones([channels]));
    }

    /// <summary>The factor of each channel.</summary>
    public Parameter<T> Weight { get; }

    /// <summary>What is added to each channel.</summary>
    public Parameter<T> Bias { get; }

    /// <summary>The running mean of each channel.</summary>
    public Buffer<T> RunningMean { get; }

    /// <summary>The running variance of each channel.</summary>
    public Buffer<T> RunningVariance { get; }

    /// <summary>The number of channels.</summary>
    public override string ToString() => $"BatchNorm({Weight.Shape[0]})";

    /// <inheritdoc/>
    protected override Tensor<T> Compute(Tensor<T> x)
    {
        Channels.Require(this, x, Weight.Shape[0]);
        Tensor<T> centered, root; // both divided by a scale, while training
        if (IsTraining)
        {
            int[] axes = [0, .. Enumerable.Range(2, x.Shape.Rank - 2)];
            double count = x.Shape.Count / Weight.Shape[0];
            if (count < 2)
            {
                throw new ShapeException(
                    $"{this}: while training each channel needs 2 numbers or more, but the input is {x.Label("one")}. Set IsTraining "
                    + "to false, or use Predict.");
            }

            ScaledSquares<T> squares = ScaledSquares<T>.Of(x, axes, centered: true, least: Math.Sqrt(epsilon), whole: true);
            (centered, root) = (squares.Values, squares.ScaledRoot(epsilon));
            Tensor<T> mean = squares.Scale * squares.Center!.Detach(), variance = squares.Scale.Square() * squares.Mean.Detach();
            RunningMean.Assign(Moved(RunningMean.Value, mean));
            RunningVariance.Assign(Moved(RunningVariance.Value, variance * (count / (count - 1))));
        }
        else
        {
            (centered, root) = (x - Channels.Along(x, RunningMean.Value), Channels.Along(x, (RunningVariance.Value + epsilon).Sqrt()));
        }

        return (centered * (Channels.Along(x, Weight.Value) / root)) + Channels.Along(x, Bias.Value);
    }

    private Tensor<T> Moved(Tensor<T> running, Tensor<T> ofBatch) =>
        ((1 - momentum) * running) + (momentum * ofBatch.Reshape(running.Shape.Axes));
}
