using System.Numerics;
using Autograd.Messages;

namespace Autograd.Nn;

/// <summary>What <see cref="Trainer"/> does beside going through the samples.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed record TrainingOptions<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>The number of samples in a batch; null for all.</summary>
    public int? BatchSize { get; init; }

    /// <summary>Where the order of the samples comes from, a new one in each epoch; null for the order as it is.</summary>
    public Random? Shuffle { get; init; }

    /// <summary>Samples to compute the loss of after each epoch, without training on them.</summary>
    public Dataset<T>? Validation { get; init; }

    /// <summary>
    /// After how many epochs without a better loss, 1 or more, of the validation if there is one, to stop; null for never. Unless it is
    /// cancelled, such a training ends with all that the best loss was computed with: parameters, buffers, and the memory and rate of the
    /// optimizer.
    /// </summary>
    /// <remarks>
    /// The loss of an epoch is the mean over its batches, each before its step; what belongs to it is all as it was before the last step,
    /// so that of all samples at once the model has this very loss. Generators of random numbers go on, and so does what the loss alone
    /// knows.
    /// </remarks>
    public int? Patience { get; init; }

    /// <summary>The learning rate of each step; null for that of the optimizer.</summary>
    public Schedule? Schedule { get; init; }

    /// <summary>The largest norm of all gradients together; null for none.</summary>
    public double? MaxNorm { get; init; }

    /// <summary>What is set, as "BatchSize = 8, Patience = 3".</summary>
    public override string ToString()
    {
        string[] set =
        [
            BatchSize is null ? "" : $"BatchSize = {BatchSize}", Shuffle is null ? "" : "Shuffle",
            Validation is null ? "" : $"Validation = {Validation}", Patience is null ? "" : $"Patience = {Patience}",
            Schedule is null ? "" : $"Schedule = {Schedule}", MaxNorm is null ? "" : $"MaxNorm = {MaxNorm}",
        ];
        return string.Join(", ", set.Where(text => text.Length > 0));
    }
}

/// <summary>Why a training ended.</summary>
public enum TrainingEnd
{
    /// <summary>All epochs were done.</summary>
    Completed,

    /// <summary>The loss got no better for too long.</summary>
    StoppedEarly,

    /// <summary>It was cancelled.</summary>
    Cancelled,
}

/// <summary>How a training went.</summary>
/// <param name="Losses">The mean loss of each epoch that was done whole, of the batches as they came.</param>
/// <param name="ValidationLosses">The loss of the validation after each, if there is one.</param>
/// <param name="Steps">The number of steps of the optimizer.</param>
/// <param name="End">Why it ended.</param>
/// <param name="BestEpoch">With early stopping, the epoch with the lowest loss, from 1; else, or if every loss was NaN or ∞, -1.</param>
public sealed record TrainingHistory(
    IReadOnlyList<double> Losses, IReadOnlyList<double> ValidationLosses, int Steps, TrainingEnd End, int BestEpoch)
{
    /// <summary>The epochs, the steps, how it ended and the best epoch.</summary>
    public override string ToString() =>
        $"{Wording.Count(Losses.Count, "epoch")}, {Wording.Count(Steps, "step")}: {End}, best epoch {BestEpoch}";
}

/// <summary>How far a training is.</summary>
/// <param name="Epoch">The epoch under way or just done, from 1.</param>
/// <param name="Epochs">The number of epochs.</param>
/// <param name="Step">The number of steps that are done.</param>
/// <param name="Steps">The number of all steps; the largest int where there are more.</param>
/// <param name="Loss">The mean loss of the epoch so far.</param>
/// <param name="ValidationLoss">The last loss of the validation, if there is one.</param>
/// <param name="LearningRate">The learning rate of the step.</param>
/// <param name="Elapsed">The time since the beginning.</param>
/// <param name="IsEndOfEpoch">Whether the epoch is done.</param>
public readonly record struct TrainingProgress(
    int Epoch, int Epochs, int Step, int Steps, double Loss, double? ValidationLoss, double LearningRate, TimeSpan Elapsed,
        bool IsEndOfEpoch)
{
    /// <summary>How far it is, the loss and the time.</summary>
    public override string ToString() => $"epoch {Epoch}/{Epochs}, step {Step}/{Steps}, loss {Loss}, {Elapsed}";
}
