using System.Diagnostics;
using System.Numerics;
using Autograd.Messages;

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
    /// <exception cref="InvalidOperationException">
    /// A loss is NaN or infinite; parameters and buffers are those before the step, or with early stopping those of the best epoch.
    /// </exception>
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
        Argument.AtLeast(0, epochs, "Trainer.Fit");
        Argument.AtLeast(1, data.Count, "Trainer.Fit");
        Argument.AtLeast(1, options.BatchSize ?? 1, "Trainer.Fit", nameof(options.BatchSize));
        Argument.AtLeast(1, options.Patience ?? 1, "Trainer.Fit", nameof(options.Patience));
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
        private Snapshot<T>? ofBest;

        public TrainingHistory All(CancellationToken cancellation)
        {
            TrainingEnd end = TrainingEnd.Completed;
            while (losses.Count < epochs && end == TrainingEnd.Completed)
            {
                end = !Epoch(cancellation) ? TrainingEnd.Cancelled
                    : losses.Count - (bestEpoch ?? 0) >= options.Patience ? TrainingEnd.StoppedEarly
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

                if (options.Schedule is { } schedule)
                {
                    optimizer.LearningRate = schedule.At(step);
                }

                Tensor<T>[] before = BufferValues();
                Tensor<T> value = LossOf(batch, before);
                sum += double.CreateTruncating(value.Item) * batch.Count;
                samples += batch.Count;
                bool isLast = samples == data.Count;
                if (isLast)
                {
                    losses.Add(sum / samples);
                }

                if (isLast && options.Validation is null)
                {
                    RememberIfBest(losses[^1], before); // it was computed before the step
                }

                Step(value);
                if (isLast && options.Validation is { } validation)
                {
                    validationLosses.Add(double.CreateTruncating(loss(model.Predict(validation.Inputs), validation).Item));
                    RememberIfBest(validationLosses[^1], BufferValues());
                }

                progress?.Report(new TrainingProgress(
                    isLast ? losses.Count : losses.Count + 1, epochs, step, allSteps, sum / samples,
                    validationLosses.Count > 0 ? validationLosses[^1] : null, optimizer.LearningRate, Stopwatch.GetElapsedTime(start),
                    isLast));
            }

            return true;
        }

        private Tensor<T>[] BufferValues() => [.. buffers.Select(buffer => buffer.Value)];

        private Tensor<T> LossOf(Dataset<T> batch, Tensor<T>[] before)
        {
            Tensor<T> value = loss(model.Forward(batch.Inputs), batch);
            if (T.IsFinite(value.Item))
            {
                return value;
            }

            foreach ((Buffer<T> buffer, Tensor<T> held) in buffers.Zip(before))
            {
                buffer.Assign(held);
            }

            ofBest?.Restore();
            string left = ofBest is null ? "before this step" : $"of epoch {bestEpoch}, the best";
            throw new InvalidOperationException(
                $"Trainer.Fit: the loss is {double.CreateTruncating(value.Item)} in step {step + 1}, epoch {losses.Count + 1}. The "
                + $"learning rate may be too high, or the data hold NaN or ∞; the parameters and buffers are those {left}.");
        }

        private void Step(Tensor<T> value)
        {
            Gradients<T> gradients = value.Backward();
            optimizer.Step(options.MaxNorm is { } max ? Clip.ByNorm(gradients, optimizer.Parameters, max) : gradients);
            step++;
        }

        /// <summary>Remembers what a loss was computed with, if none was better.</summary>
        private void RememberIfBest(double current, Tensor<T>[] bufferValues)
        {
            if (options.Patience is not null && current < best)
            {
                (best, bestEpoch) = (current, losses.Count);
                ofBest = new Snapshot<T>(model, optimizer, buffers.Zip(bufferValues));
            }
        }
    }
}
