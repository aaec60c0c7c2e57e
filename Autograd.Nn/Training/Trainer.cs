using System.Diagnostics;
using System.Numerics;

namespace Autograd.Nn;

/// <summary>
/// The loop around <c>optimizer.Step(loss.Backward())</c>: epochs, batches, validation, early stopping, progress. Whatever it does can be
/// written by hand in a few lines; nothing else depends on it.
/// </summary>
public static class Trainer
{
    /// <summary>Trains a model on all samples at once in each epoch.</summary>
    /// <param name="model">The model; <see cref="Module{T}.IsTraining"/> is set to true, and left so.</param>
    /// <param name="data">The samples.</param>
    /// <param name="loss">
    /// From the output of the model and the batch to a number: <c>(y, batch) => Loss.CrossEntropy(y, batch.Classes)</c>.
    /// </param>
    /// <param name="optimizer">What changes the parameters.</param>
    /// <param name="epochs">How often to go through all samples.</param>
    /// <param name="progress">Who is told of every step.</param>
    /// <param name="cancellation">Ends the training after the step under way; what was reached is returned, not thrown away.</param>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <returns>The losses of all epochs, and why the training ended.</returns>
    /// <exception cref="InvalidOperationException">A loss is NaN or infinite; parameters and buffers are those before the step.</exception>
    /// <example><code>
    /// TrainingHistory history = Trainer.Fit(
    ///     model, data, (y, batch) => Loss.MeanSquaredError(y, batch.Targets), new Adam&lt;double&gt;(model.Parameters), epochs: 100);
    /// </code></example>
    public static TrainingHistory Fit<T>(
        Module<T> model, Dataset<T> data, Func<Tensor<T>, Dataset<T>, Tensor<T>> loss, Optimizer<T> optimizer, int epochs,
        IProgress<TrainingProgress>? progress = null, CancellationToken cancellation = default)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Fit(model, data, loss, optimizer, epochs, new TrainingOptions<T>(), progress, cancellation);

    /// <summary>Trains a model, with batches, validation, early stopping and the like.</summary>
    /// <param name="model">The model; <see cref="Module{T}.IsTraining"/> is set to true, and left so.</param>
    /// <param name="data">The samples.</param>
    /// <param name="loss">From the output of the model and the batch to a number.</param>
    /// <param name="optimizer">What changes the parameters.</param>
    /// <param name="epochs">How often to go through all samples.</param>
    /// <param name="options">What to do beside that.</param>
    /// <param name="progress">Who is told of every step.</param>
    /// <param name="cancellation">Ends the training after the step under way; what was reached is returned, not thrown away.</param>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <returns>The losses of all epochs, and why the training ended.</returns>
    /// <exception cref="InvalidOperationException">A loss is NaN or infinite; parameters and buffers are those before the step.</exception>
    public static TrainingHistory Fit<T>(
        Module<T> model, Dataset<T> data, Func<Tensor<T>, Dataset<T>, Tensor<T>> loss, Optimizer<T> optimizer, int epochs,
        TrainingOptions<T> options, IProgress<TrainingProgress>? progress = null, CancellationToken cancellation = default)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(loss);
        ArgumentNullException.ThrowIfNull(optimizer);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfNegative(epochs);
        ArgumentOutOfRangeException.ThrowIfZero(data.Count, nameof(data));
        model.IsTraining = true;
        return new Run<T>(model, data, loss, optimizer, epochs, progress, options).All(cancellation);
    }

    private sealed class Run<T>(
        Module<T> model, Dataset<T> data, Func<Tensor<T>, Dataset<T>, Tensor<T>> loss, Optimizer<T> optimizer, int epochs,
        IProgress<TrainingProgress>? progress, TrainingOptions<T> options)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        private readonly int batchSize = options.BatchSize ?? data.Count;
        private readonly IReadOnlyList<Buffer<T>> buffers = model.Buffers;
        private readonly List<double> losses = [], validationLosses = [];
        private readonly int allSteps = (int)Math.Min(
            int.MaxValue, (long)epochs * (((data.Count - 1) / (options.BatchSize ?? data.Count)) + 1));
        private readonly long start = Stopwatch.GetTimestamp();

        private double best = double.PositiveInfinity;
        private int? bestEpoch;
        private int step;
        private Snapshot<T>? ofLastLoss, ofBest;

        public TrainingHistory All(CancellationToken cancellation)
        {
            TrainingEnd end = TrainingEnd.Completed;
            while (losses.Count < epochs && end == TrainingEnd.Completed)
            {
                end = !Epoch(cancellation) ? TrainingEnd.Cancelled
                    : options.Patience is { } patience && IsStuck(patience) ? TrainingEnd.StoppedEarly
                    : TrainingEnd.Completed;
            }

            if (end != TrainingEnd.Cancelled)
            {
                ofBest?.Restore();
            }

            return new TrainingHistory(losses, validationLosses, step, end, bestEpoch ?? -1);
        }

        /// <summary>Goes through all samples once; false if cancelled on the way.</summary>
        private bool Epoch(CancellationToken cancellation)
        {
            double sum = 0;
            int samples = 0;
            foreach (Dataset<T> batch in data.Batches(batchSize, options.Shuffle))
            {
                if (cancellation.IsCancellationRequested)
                {
                    return false;
                }

                bool isLast = samples + batch.Count == data.Count;
                sum += Step(batch, isLast) * batch.Count;
                samples += batch.Count;
                if (isLast)
                {
                    losses.Add(sum / samples);
                    if (options.Validation is { } validation)
                    {
                        validationLosses.Add(double.CreateTruncating(loss(model.Predict(validation.Inputs), validation).Item));
                    }
                }

                progress?.Report(new TrainingProgress(
                    isLast ? losses.Count : losses.Count + 1, epochs, step, allSteps, sum / samples,
                    validationLosses.Count > 0 ? validationLosses[^1] : null, optimizer.LearningRate, Stopwatch.GetElapsedTime(start), isLast));
            }

            return true;
        }

        private double Step(Dataset<T> batch, bool isLast)
        {
            if (options.Schedule is { } schedule)
            {
                optimizer.LearningRate = schedule.At(step);
            }

            Tensor<T>[] before = [.. buffers.Select(buffer => buffer.Value)];
            Tensor<T> value = loss(model.Forward(batch.Inputs), batch);
            double number = double.CreateTruncating(value.Item);
            if (!double.IsFinite(number))
            {
                foreach ((Buffer<T> buffer, Tensor<T> held) in buffers.Zip(before))
                {
                    buffer.Assign(held);
                }

                throw new InvalidOperationException(
                    $"Trainer.Fit: the loss is {number} in step {step + 1}, epoch {losses.Count + 1}. The learning rate may be too high, or the data "
                    + "hold NaN or ∞; the parameters and buffers are those before this step.");
            }

            if (isLast && options is { Patience: not null, Validation: null })
            {
                ofLastLoss = new Snapshot<T>(model, optimizer);
            }

            Gradients<T> gradients = value.Backward();
            optimizer.Step(options.MaxNorm is { } max ? Clip.ByNorm(gradients, optimizer.Parameters, max) : gradients);
            step++;
            return number;
        }

        /// <summary>
        /// Remembers what the best loss belongs to, and says whether there were too many epochs without a better one. The loss of an epoch was
        /// computed before its last step, that of the validation after it.
        /// </summary>
        private bool IsStuck(int patience)
        {
            double current = options.Validation is null ? losses[^1] : validationLosses[^1];
            if (current < best)
            {
                (best, bestEpoch, ofBest) = (current, losses.Count, ofLastLoss ?? new Snapshot<T>(model, optimizer));
            }

            return losses.Count - (bestEpoch ?? 0) >= patience;
        }
    }
}
