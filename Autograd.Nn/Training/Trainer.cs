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
    /// <exception cref="InvalidOperationException">A loss is NaN or infinite; the parameters are those before the step.</exception>
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
    /// <exception cref="InvalidOperationException">A loss is NaN or infinite; the parameters are those before the step.</exception>
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
        private readonly List<double> losses = [], validationLosses = [];
        private readonly int allSteps = (int)Math.Min(
            int.MaxValue, (long)epochs * (((data.Count - 1) / (options.BatchSize ?? data.Count)) + 1));
        private readonly long start = Stopwatch.GetTimestamp();

        private double best = double.PositiveInfinity;
        private int? bestEpoch;
        private int step;
        private Tensor<T>[] bestValues = [];

        public TrainingHistory All(CancellationToken cancellation)
        {
            TrainingEnd end = TrainingEnd.Completed;
            while (losses.Count < epochs && end == TrainingEnd.Completed)
            {
                if (!Epoch(cancellation))
                {
                    end = TrainingEnd.Cancelled;
                }
                else if (options.Patience is { } patience && IsStuck(patience))
                {
                    end = TrainingEnd.StoppedEarly;
                }
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

                double value = Step(batch);
                sum += value * batch.Count;
                samples += batch.Count;
                bool isLast = samples == data.Count;
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

        private double Step(Dataset<T> batch)
        {
            if (options.Schedule is { } schedule)
            {
                optimizer.LearningRate = schedule.At(step);
            }

            Tensor<T> value = loss(model.Forward(batch.Inputs), batch);
            double number = double.CreateTruncating(value.Item);
            if (!double.IsFinite(number))
            {
                throw new InvalidOperationException(
                    $"Trainer.Fit: the loss is {number} in step {step + 1}, epoch {losses.Count + 1}. The learning rate may be too high, or the data "
                    + "hold NaN or ∞; the parameters are those before this step.");
            }

            Gradients<T> gradients = value.Backward();
            optimizer.Step(options.MaxNorm is { } max ? Clip.ByNorm(gradients, optimizer.Parameters, max) : gradients);
            step++;
            return number;
        }

        /// <summary>Remembers the best parameters; after too many epochs without a better loss it puts them back.</summary>
        private bool IsStuck(int patience)
        {
            double current = options.Validation is null ? losses[^1] : validationLosses[^1];
            if (current < best)
            {
                (best, bestEpoch, bestValues) = (current, losses.Count, [.. optimizer.Parameters.Select(parameter => parameter.Variable)]);
            }

            if (losses.Count - (bestEpoch ?? 0) < patience)
            {
                return false;
            }

            for (int i = 0; i < bestValues.Length; i++)
            {
                optimizer.Parameters[i].Assign(bestValues[i]);
            }

            return true;
        }
    }
}
