using Autograd.Nn;
using Tensor = Autograd.Tensor<double>;

namespace Autograd.Tests.Faults;

/// <summary>
/// Partial snapshots: what is put back is all that training changes, parameters, buffers and the memory of the optimizer, and of the very
/// moment that the loss belongs to.
/// </summary>
public class SnapshotTests
{
    private static readonly Func<Tensor, Dataset<double>, Tensor> SquaredError = (y, batch) => Loss.MeanSquaredError(y, batch.Targets);

    /// <summary>A rate that is too high, so that the best epoch is long gone when the training ends.</summary>
    [Theory]
    [InlineData(3, 200, TrainingEnd.StoppedEarly)]
    [InlineData(1000, 30, TrainingEnd.Completed)]
    public void Fit_WithValidation_EndsWithTheBestLossToTheBit(int patience, int epochs, TrainingEnd end)
    {
        (Sequential<double> model, Dataset<double> data, Dataset<double> validation) = Net();
        var options = new TrainingOptions<double>
        {
            BatchSize = 8,
            Shuffle = new Generator(2),
            Validation = validation,
            Patience = patience,
        };
        TrainingHistory history = Trainer.Fit(model, data, SquaredError, new Adam<double>(model.Parameters, 0.3), epochs, options);

        Assert.Equal(end, history.End);
        Assert.True(history.BestEpoch < history.Losses.Count, "the last epoch was the best, so that nothing had to be put back");
        double best = history.ValidationLosses[history.BestEpoch - 1];
        Assert.Equal(history.ValidationLosses.Min(), best);
        Assert.Equal(best, SquaredError(model.Predict(validation.Inputs), validation).Item);
    }

    [Fact]
    public void Fit_OnAllSamplesAtOnce_EndsWithTheValuesOfTheBestTrainingLoss()
    {
        (Sequential<double> model, Dataset<double> data, _) = Net();
        var optimizer = new Sgd<double>(model.Parameters, 0.5, momentum: 0.9);
        TrainingHistory history = Trainer.Fit(model, data, SquaredError, optimizer, 300, new TrainingOptions<double> { Patience = 2 });

        Assert.Equal(TrainingEnd.StoppedEarly, history.End);
        Assert.Equal(history.Losses[history.BestEpoch - 1], SquaredError(model.Forward(data.Inputs), data).Item);
    }

    /// <summary>
    /// The buffers and the memory of the optimizer are of the same moment: going on from there gives the losses that
    /// were.
    /// </summary>
    [Fact]
    public void Fit_AfterEarlyStopping_GoesOnFromTheBestEpochAsItWas()
    {
        (Sequential<double> model, Dataset<double> data, Dataset<double> validation) = Net();
        var optimizer = new Adam<double>(model.Parameters, 0.3);
        var options = new TrainingOptions<double> { Validation = validation, Patience = 4, BatchSize = 10 };
        TrainingHistory first = Trainer.Fit(model, data, SquaredError, optimizer, 200, options);
        Assert.Equal(TrainingEnd.StoppedEarly, first.End);

        TrainingHistory second = Trainer.Fit(model, data, SquaredError, optimizer, 4, options with { Patience = null });
        Assert.Equal(first.Losses.Skip(first.BestEpoch).Take(4), second.Losses);
        Assert.Equal(first.ValidationLosses.Skip(first.BestEpoch).Take(4), second.ValidationLosses);
    }

    /// <summary>
    /// The best epoch's last step is not done: the next one is that very step, with the statistics and the rate of
    /// before.
    /// </summary>
    [Fact]
    public void Fit_AfterEarlyStoppingOnTheTrainingLoss_RepeatsTheBestEpochAndGoesOn()
    {
        (Sequential<double> model, Dataset<double> data, Dataset<double> validation) = Net();
        var optimizer = new Adam<double>(model.Parameters, 0.3);
        var options = new TrainingOptions<double> { Patience = 4, Schedule = new WarmUp(0.9, 1000) };
        var rates = new List<double>();
        TrainingHistory first = Trainer.Fit(
            model, data, SquaredError, optimizer, 400, options, new Progress(value => rates.Add(value.LearningRate)));
        Assert.Equal(TrainingEnd.StoppedEarly, first.End);
        Assert.Equal(rates[first.BestEpoch - 1], optimizer.LearningRate);

        double[] statistics = model.Buffers[0].Value.ToArray();
        (Sequential<double> same, _, _) = Net();
        TrainingOptions<double> untilThen = options with { Patience = null };
        Trainer.Fit(same, data, SquaredError, new Adam<double>(same.Parameters, 0.3), first.BestEpoch - 1, untilThen);
        Assert.Equal(same.Buffers[0].Value.ToArray(), statistics);
        Assert.Equal(same.Predict(validation.Inputs).ToArray(), model.Predict(validation.Inputs).ToArray());
    }

    [Fact]
    public void Fit_OnTheTrainingLossOfSeveralBatches_EndsWithWhatTheLastOneWasComputedWith()
    {
        (Sequential<double> model, Dataset<double> data, _) = Net();
        var options = new TrainingOptions<double> { Patience = 2, BatchSize = 10 };
        var last = new List<double>();
        Func<Tensor, Dataset<double>, Tensor> loss = (y, batch) =>
        {
            Tensor value = SquaredError(y, batch);
            last.Add(value.Item);
            return value;
        };
        TrainingHistory history = Trainer.Fit(model, data, loss, new Sgd<double>(model.Parameters, 0.3, momentum: 0.9), 300, options);
        Assert.Equal(TrainingEnd.StoppedEarly, history.End);
        Dataset<double> batch = data.Batches(10).Last();
        Assert.Equal(last[(history.BestEpoch * 3) - 1], SquaredError(model.Forward(batch.Inputs), batch).Item);
    }

    [Fact]
    public void Fit_OfAParameterOutsideTheModel_PutsItBackToo()
    {
        (Sequential<double> model, Dataset<double> data, Dataset<double> validation) = Net();
        var scale = new Parameter<double>("scale", 1);
        Func<Tensor, Dataset<double>, Tensor> loss = (y, batch) => Loss.MeanSquaredError(y * scale.Value, batch.Targets);
        TrainingHistory history = Trainer.Fit(
            model, data, loss, new Adam<double>([.. model.Parameters, scale], 0.3), 200,
            new TrainingOptions<double> { Validation = validation, Patience = 3 });
        Assert.Equal(TrainingEnd.StoppedEarly, history.End);
        Assert.Equal(history.ValidationLosses.Min(), loss(model.Predict(validation.Inputs), validation).Item);
    }

    [Fact]
    public void Fit_Cancelled_KeepsWhatWasReached()
    {
        (Sequential<double> model, Dataset<double> data, Dataset<double> validation) = Net();
        using var cancel = new CancellationTokenSource();
        double[] last = [];
        var progress = new Progress(value =>
        {
            last = model.Parameters[0].Value.ToArray();
            if (value.Epoch == 12)
            {
                cancel.Cancel();
            }
        });
        var options = new TrainingOptions<double> { Validation = validation, Patience = 100 };
        TrainingHistory history = Trainer.Fit(
            model, data, SquaredError, new Adam<double>(model.Parameters, 0.3), 200, options, progress, cancel.Token);
        Assert.Equal(TrainingEnd.Cancelled, history.End);
        Assert.True(history.BestEpoch < 12, "the last epoch was the best");
        Assert.Equal(last, model.Parameters[0].Value.ToArray());
    }

    /// <summary>The forward of a step that is not taken has changed the running statistics.</summary>
    [Fact]
    public void Fit_WithALossOfNaN_LeavesTheBuffersAsTheyWereBeforeTheStep()
    {
        (Sequential<double> model, Dataset<double> data, _) = Net();
        Trainer.Fit(model, data, SquaredError, new Sgd<double>(model.Parameters, 0.01), 3);
        double[][] before = [.. model.Buffers.Select(buffer => buffer.Value.ToArray())];

        var broken = new Dataset<double>(data.Inputs * double.NaN, data.Targets);
        var optimizer = new Sgd<double>(model.Parameters, 0.01);
        Assert.Throws<InvalidOperationException>(() => Trainer.Fit(model, broken, SquaredError, optimizer, 1));
        Assert.Equal(before, model.Buffers.Select(buffer => buffer.Value.ToArray()));
    }

    [Fact]
    public void Fit_ThatDivergesToNaN_GoesBackToTheBest()
    {
        var w = new Parameter<double>("w", 3);
        var model = new Lambda<double>("w", x => x * w.Value);
        var data = new Dataset<double>(Tensor.Ones([1, 1]), Tensor.Ones([1, 1]));
        int steps = 0;
        Func<Tensor, Dataset<double>, Tensor> loss = (y, _) => ++steps < 4 ? (y - 3).Square().Sum() + 1 - y.Sum() : y.Sum() * double.NaN;
        string message = Assert.Throws<InvalidOperationException>(() => Trainer.Fit(
            model, data, loss, new Sgd<double>([w], 100), 10, new TrainingOptions<double> { Patience = 5 })).Message;
        Assert.Contains("those of epoch 1, the best", message, StringComparison.Ordinal);
        Assert.Equal(3, w.Value.Item);
    }

    [Fact]
    public void Fit_WithAPatienceOrABatchOfNothing_IsAnErrorThatNamesIt()
    {
        (Sequential<double> model, Dataset<double> data, _) = Net();
        TrainingOptions<double>[] wrong = [new() { Patience = 0 }, new() { Patience = -1 }, new() { BatchSize = 0 }];
        Assert.All(wrong, options => Assert.Contains(
            options.BatchSize is null ? "Patience" : "BatchSize",
            Assert.Throws<ArgumentOutOfRangeException>(
                () => Trainer.Fit(model, data, SquaredError, new Sgd<double>(model.Parameters, 0.1), 1, options)).Message,
            StringComparison.Ordinal));
    }

    /// <summary>
    /// BatchNorm sees inputs far from its first running statistics, 0 and 1, so that without them the loss is another
    /// one.
    /// </summary>
    private static (Sequential<double> Model, Dataset<double> Data, Dataset<double> Validation) Net()
    {
        var random = new Generator(3);
        Tensor x = Tensor.Normal(random, [40, 2], 5, 3);
        (Dataset<double> data, Dataset<double> validation) = new Dataset<double>(x, (x[.., ..1] * x[.., 1..]).Sin()).Split(24);
        var model = new Sequential<double>(
            new BatchNorm<double>(2), new Linear<double>(2, 8, random), new BatchNorm<double>(8), new Tanh<double>(),
            new Linear<double>(8, 1, random));
        return (model, data, validation);
    }

    private sealed class Progress(Action<TrainingProgress> action) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => action(value);
    }
}
