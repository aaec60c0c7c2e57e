using Autograd.Nn;
using Tensor = Autograd.Tensor<double>;

namespace Autograd.Tests.Nn;

/// <summary>The training loop: the same as by hand, resumed to the bit, cancelled, stopped early, and its progress.</summary>
public class TrainerTests
{
    private static readonly Func<Tensor, Dataset<double>, Tensor> SquaredError = (y, batch) => Loss.MeanSquaredError(y, batch.Targets);

    [Fact]
    public void Fit_OfXor_LearnsIt()
    {
        Sequential<double> model = Model(3);
        TrainingHistory history = Trainer.Fit(model, Datasets.Xor<double>(), SquaredError, new Adam<double>(model.Parameters, 0.05), 500);
        Assert.Equal((500, 500, TrainingEnd.Completed), (history.Losses.Count, history.Steps, history.End));
        Assert.True(history.Losses[^1] < 1e-3, $"the loss is {history.Losses[^1]}");
        Assert.Equal([0, 1, 1, 0], model.Predict(Datasets.Xor<double>().Inputs).Round().ToArray().Select(v => v + 0.0));
    }

    [Fact]
    public void Fit_WithBatches_IsTheLoopByHand()
    {
        Dataset<double> data = Datasets.Sine<double>(20, 0.1, new Generator(1));
        Sequential<double> model = Model(5, inputs: 1), byHand = Model(5, inputs: 1);
        var options = new TrainingOptions<double>
        {
            BatchSize = 8,
            Shuffle = new Generator(9),
            MaxNorm = 0.5,
            Schedule = new Cosine(0.1, 9),
        };
        TrainingHistory history = Trainer.Fit(model, data, SquaredError, new Sgd<double>(model.Parameters, 1), 3, options: options);

        var optimizer = new Sgd<double>(byHand.Parameters, 1);
        var random = new Generator(9);
        for (int epoch = 0, step = 0; epoch < 3; epoch++)
        {
            foreach (Dataset<double> batch in data.Batches(8, random))
            {
                optimizer.LearningRate = new Cosine(0.1, 9).At(step++);
                optimizer.Step(Clip.ByNorm(SquaredError(byHand.Forward(batch.Inputs), batch).Backward(), byHand.Parameters, 0.5));
            }
        }

        Assert.Equal(9, history.Steps);
        AssertSame(byHand, model);
    }

    [Fact]
    public void Fit_StoppedAndResumedWithAllItsState_GivesTheSameBits()
    {
        Dataset<double> data = Datasets.Moons<double>(30, 0.1, new Generator(1));
        Func<Tensor, Dataset<double>, Tensor> loss = (y, batch) => Loss.CrossEntropy(y, batch.Classes);
        (Sequential<double> whole, Generator wholeRandom) = Net();
        Fit(whole, new Adam<double>(whole.Parameters), wholeRandom, 6);

        string path = Path.Combine(Directory.CreateTempSubdirectory("autograd-").FullName, "m.safetensors");
        (Sequential<double> first, Generator firstRandom) = Net();
        var optimizer = new Adam<double>(first.Parameters);
        Fit(first, optimizer, firstRandom, 4);
        first.Save(path);
        SafeTensors.Write($"{path}.optimizer", optimizer.State);

        (Sequential<double> resumed, Generator resumedRandom) = Net();
        resumed.Load(path);
        var other = new Adam<double>(resumed.Parameters) { State = SafeTensors.Read<double>($"{path}.optimizer") };
        resumedRandom.State = firstRandom.State;
        Fit(resumed, other, resumedRandom, 2);
        Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);

        AssertSame(whole, resumed);

        void Fit(Sequential<double> model, Optimizer<double> optimizer, Generator random, int epochs) =>
            Trainer.Fit(model, data, loss, optimizer, epochs, options: new TrainingOptions<double> { BatchSize = 16, Shuffle = random });

        static (Sequential<double>, Generator) Net()
        {
            var random = new Generator(4);
            var model = new Sequential<double>(
                new Linear<double>(2, 8, random), new BatchNorm<double>(8), new Relu<double>(), new Dropout<double>(0.2, random),
                new Linear<double>(8, 2, random));
            return (model, random);
        }
    }

    [Fact]
    public void Fit_Cancelled_ReturnsWhatWasReached()
    {
        Sequential<double> model = Model(1);
        using var cancel = new CancellationTokenSource();
        var progress = new Recorder(p =>
        {
            if (p.Step == 7)
            {
                cancel.Cancel();
            }
        });
        TrainingHistory history = Trainer.Fit(
            model, Datasets.Xor<double>(), SquaredError, new Sgd<double>(model.Parameters, 0.1), 100,
            new TrainingOptions<double> { BatchSize = 2 }, progress, cancel.Token);
        Assert.Equal((TrainingEnd.Cancelled, 7, 3), (history.End, history.Steps, history.Losses.Count));
        Assert.True(model.Forward(Tensor.Zeros([1, 2])).IsTracked);
    }

    [Fact]
    public void Fit_WithoutProgressOfTheValidation_StopsAndGoesBackToTheBest()
    {
        // The loss of the validation is 0.5, 0.4, 0.3, 0.4, …: w falls by 0.1 in each step and passes the best.
        var w = new Parameter<double>("w", 0.6);
        var model = new Single(w);
        var data = new Dataset<double>(Tensor.Ones([1]), Tensor.Ones([1]));
        Func<Tensor, Dataset<double>, Tensor> loss = (y, batch) => y.IsTracked ? y.Sum() : (y - 0.3).Abs().Sum() + 0.3;
        TrainingHistory history = Trainer.Fit(
            model, data, loss, new Sgd<double>([w], 0.1), 100, options: new TrainingOptions<double> { Validation = data, Patience = 4 });
        Assert.Equal((TrainingEnd.StoppedEarly, 3, 7), (history.End, history.BestEpoch, history.Losses.Count));
        Assert.Equal(0.3, w.Value.Item, 1e-12);
        Assert.Equal(0.3, history.ValidationLosses[2], 1e-12);
    }

    [Fact]
    public void Fit_WithALossOfNaN_StopsBeforeTheStep()
    {
        Sequential<double> model = Model(1);
        double[] before = model.Parameters[0].Value.ToArray();
        string message = Assert.Throws<InvalidOperationException>(() => Trainer.Fit(
            model, Datasets.Xor<double>(), (y, _) => y.Sum() * double.NaN, new Sgd<double>(model.Parameters, 0.1), 3)).Message;
        Assert.Contains("the loss is NaN in step 1, epoch 1", message, StringComparison.Ordinal);
        Assert.Equal(before, model.Parameters[0].Value.ToArray());
    }

    [Fact]
    public void ConsoleProgress_Redirected_WritesAboutTwentyPlainLines()
    {
        var writer = new StringWriter();
        var progress = new ConsoleProgress(writer, isRedirected: true);
        for (int step = 1; step <= 100; step++)
        {
            progress.Report(new TrainingProgress(step, 100, step, 100, 1.0 / step, 0.5, 0.1, TimeSpan.FromSeconds(step), true));
        }

        string[] lines = writer.ToString().TrimEnd().Split(Environment.NewLine);
        Assert.Equal(20, lines.Length);
        Assert.Equal("epoch 5/100, loss 0.2, validation 0.5, 1 steps/s, 5 s, 1 min 35 s left", lines[0]);
        Assert.Equal("epoch 100/100, loss 0.01, validation 0.5, 1 steps/s, 1 min 40 s", lines[^1]);
    }

    [Fact]
    public void ConsoleProgress_InATerminal_RenewsOneLineAndEndsIt()
    {
        var writer = new StringWriter();
        var progress = new ConsoleProgress(writer, isRedirected: false);
        for (int step = 1; step <= 1000; step++)
        {
            progress.Report(new TrainingProgress(1, 1, step, 1000, 0.5, null, 0.1, TimeSpan.FromMilliseconds(step), step == 1000));
        }

        string text = writer.ToString();
        Assert.Equal(11, text.Count(letter => letter == '\r'));
        Assert.EndsWith(Environment.NewLine, text, StringComparison.Ordinal);
        Assert.Equal(1, text.Count(letter => letter == '\n'));
    }

    [Fact]
    public void Pinn_OfUSecondPlusU_LearnsTheSine()
    {
        // u″ + u = 0 with u(0) = 0 and u′(0) = 1; each x is a row, so one jvp along all rows is u′ at every x.
        var random = new Generator(2);
        var model = new Sequential<double>(new Linear<double>(1, 12, random), new Tanh<double>(), new Linear<double>(12, 1, random));
        Tensor x = Tensor.Linspace(0, 2, 12).Reshape(-1, 1), zero = Tensor.Zeros([1, 1]);
        Tensor First(Tensor x) => Differentiate.Jvp(model.Forward, x, Tensor.Ones(x.Shape)).Tangent;
        Tensor Residual()
        {
            Tensor second = Differentiate.Jvp(First, x, Tensor.Ones(x.Shape)).Tangent;
            return (second + model.Forward(x)).Square().Mean() + model.Forward(zero).Square().Sum() + (First(zero) - 1).Square().Sum();
        }

        var optimizer = new Lbfgs<double>(model.Parameters, 0.5);
        for (int step = 0; step < 40; step++)
        {
            optimizer.Step(Residual);
        }

        Assert.True((model.Predict(x) - x.Sin()).Abs().Max().Item < 0.02, $"off by {(model.Predict(x) - x.Sin()).Abs().Max()}");
    }

    private static Sequential<double> Model(int seed, int inputs = 2)
    {
        var random = new Generator(seed);
        return new(new Linear<double>(inputs, 8, random), new Tanh<double>(), new Linear<double>(8, 1, random));
    }

    private static void AssertSame(Module<double> expected, Module<double> actual)
    {
        Assert.Equal(Numbers(expected), Numbers(actual));

        static IEnumerable<double> Numbers(Module<double> module) =>
            module.Parameters.Select(parameter => parameter.Value).Concat(module.Buffers.Select(buffer => buffer.Value))
                .SelectMany(value => value.ToArray());
    }

    private sealed class Recorder(Action<TrainingProgress> action) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => action(value);
    }

    private sealed class Single(Parameter<double> w) : Module<double>
    {
        private readonly Parameter<double> w = w;

        public override Tensor Forward(Tensor x) => w.Value * x;
    }
}
