using Autograd.Nn;
using Tensor = Autograd.Tensor<double>;

namespace Autograd.Tests.Faults;

/// <summary>
/// Sentinels, padding and widths that take part in arithmetic: −∞ as padding ties with data, −1 as "no best epoch" is counted with, a
/// width or a count overflows, a bound of ∞ is divided. Widths of plots are in the tests of plots.
/// </summary>
public class SentinelTests
{
    private const double Inf = double.PositiveInfinity;

    [Fact]
    public void MaxPool_OfMinusInfinity_GivesTheGradientToTheData()
    {
        Tensor x = Tensor.Variable([.. Enumerable.Repeat(-Inf, 18)], [1, 2, 3, 3]);
        Tensor y = new MaxPool2d<double>(2, padding: 1).Forward(x);
        Assert.All(y.ToArray(), value => Assert.Equal(-Inf, value));
        Tensor seed = Tensor.Arange(1, 9, 1).Reshape(1, 2, 2, 2);
        Assert.Equal([1, 2, 0, 3, 4, 0, 0, 0, 0, 5, 6, 0, 7, 8, 0, 0, 0, 0], y.Backward(seed)[x].ToArray());
        Assert.Equal(8, Differentiate.Jvp(new MaxPool2d<double>(2, padding: 1).Forward, x, Tensor.Ones(x.Shape)).Tangent.Sum().Item);

        // A window with one number, and one larger than the image.
        Tensor mixed = Tensor.Variable([-Inf, -Inf, -3, -Inf], [1, 1, 2, 2]);
        Assert.Equal([0, 0, 1, 0], new MaxPool2d<double>(4, 4, 1).Forward(mixed).Sum().Backward()[mixed].ToArray());
        Tensor<float> one = Tensor<float>.Variable([float.NegativeInfinity], [1, 1, 1, 1]);
        Assert.Equal([1f], new MaxPool2d<float>(3, 1, 1).Forward(one).Sum().Backward()[one].ToArray());
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Fit_WithoutAnyBestEpoch_StopsAfterItsPatience(double validation)
    {
        var w = new Parameter<double>("w", 1);
        var data = new Dataset<double>(Tensor.Ones([1, 1]), Tensor.Ones([1, 1]));
        var model = new Lambda<double>("w", x => x * w.Value);
        TrainingHistory history = Trainer.Fit(
            model, data, (y, _) => y.IsTracked ? y.Sum() : Tensor.Constant(validation), new Sgd<double>([w], 0.1), 100,
            new TrainingOptions<double> { Validation = data, Patience = 3 });
        Assert.Equal((TrainingEnd.StoppedEarly, -1, 3), (history.End, history.BestEpoch, history.Losses.Count));
    }

    [Fact]
    public void Fit_WithTheLargestBatchAndCount_CountsItsSteps()
    {
        var w = new Parameter<double>("w", 1);
        var data = new Dataset<double>(Tensor.Ones([3, 1]), Tensor.Ones([3, 1]));
        var model = new Lambda<double>("w", x => x * w.Value);
        using var cancel = new CancellationTokenSource();
        int steps = 0;
        var progress = new Steps(value =>
        {
            steps = value;
            cancel.Cancel();
        });
        TrainingOptions<double> pairs = new() { BatchSize = 2 }, all = new() { BatchSize = int.MaxValue };
        Trainer.Fit(model, data, (y, _) => y.Sum(), new Sgd<double>([w], 0.1), int.MaxValue, pairs, progress, cancel.Token);
        Assert.Equal(int.MaxValue, steps);
        Trainer.Fit(model, data, (y, _) => y.Sum(), new Sgd<double>([w], 0.1), 2, all, progress);
        Assert.Equal(2, steps);
    }

    [Fact]
    public void Uniform_OverTheWholeRange_IsUniform()
    {
        double[] draws = Tensor.Uniform(new Random(1), [40_000], -1e308, 1e308).ToArray();
        double[] halves = Tensor.Uniform(new Random(1), [40_000], -5e307, 5e307).ToArray();
        Assert.Equal(halves.Select(half => 2 * half), draws);
        Assert.Equal(0, draws.Average(draw => draw / 1e308), 0.01);
        Assert.Equal(1.0 / 3, draws.Average(draw => draw / 1e308 * (draw / 1e308)), 0.01);
        float[] floats = Tensor<float>.Uniform(new Random(1), [1000], float.MinValue, float.MaxValue).ToArray();
        Assert.All(floats, draw => Assert.InRange(draw, float.MinValue, float.BitDecrement(float.MaxValue)));
        Assert.Contains(floats, draw => draw < -3e38f);
        Assert.Contains(floats, draw => draw > 3e38f);
    }

    [Fact]
    public void Normal_OfInfiniteDeviation_IsAnError()
    {
        Assert.Throws<ArgumentException>(() => Tensor.Normal(new Random(1), [3], 0, Inf));
        Assert.Throws<ArgumentException>(() => Tensor.Normal(new Random(1), [3], Inf, 1));
        Assert.Equal([7, 7, 7], Tensor.Normal(new Random(1), [3], 7, 0).ToArray());
    }

    [Fact]
    public void Arange_NearItsStop_HasTheElementsBeforeIt()
    {
        Assert.Equal([1, 1.1, 1.2, 1.3, 1.4, 1.5], Tensor.Arange(1, 1.6, 0.1).ToArray(), (a, b) => Math.Abs(a - b) < 1e-15);
        Assert.Equal([-1, -1.1, -1.2, -1.3, -1.4, -1.5], Tensor.Arange(-1, -1.6, -0.1).ToArray(), (a, b) => Math.Abs(a - b) < 1e-15);
        Assert.Equal(197, Tensor<float>.Arange(-10.8f, 8.8f, 0.1f).Shape.Count);
        Assert.Equal(10, Tensor.Arange(0, 1, 0.1).Shape.Count);
        Assert.Equal(20_000_002, Tensor<float>.Arange(0, 20_000_002, 1).Shape.Count);
        Assert.Equal(1.3, Tensor.Arange(1, 1.6, 0.1).Values[3], 1e-15);
        Assert.Equal((float)(0.1f + (7.0 * 0.3f)), Tensor<float>.Arange(0.1f, 3, 0.3f).Values[7]);

        // A step that is lost in the start, and a width and a step that overflow.
        Assert.Equal(1_000_001, Tensor.Arange(1e16, 1e16 + 2, 1e-6).Shape.Count);
        Assert.Equal(20, Tensor.Arange(-1e308, 1e308, 1e307).Shape.Count);
        Assert.Equal([-1e308, 6e307], Tensor.Arange(-1e308, 1e308, 1.6e308).ToArray(), (a, b) => Math.Abs(a - b) < 1e293);
        Assert.Equal(0, Tensor.Arange(1, -1, 1e-300).Shape.Count);
        var random = new Random(3);
        for (int i = 0; i < 2000; i++)
        {
            double start = Math.Round((random.NextDouble() * 4) - 2, 1), step = (random.Next(1, 20) - 10.5) / 10;
            double stop = start + (step * random.Next(0, 60));
            double[] values = Tensor.Arange(start, stop, step).ToArray();
            Assert.All(values, value => Assert.True(step > 0 ? value < stop : value > stop));
            double next = start + (values.Length * step);
            Assert.True(step > 0 ? next >= stop : next <= stop);
        }
    }

    [Fact]
    public void Dropout_OfFloatsWithAProbabilityNextToOne_KeepsTheMean()
    {
        var dropout = new Dropout<float>(1 - 1e-9, new Always(1 - 5e-10));
        Assert.Equal([1e9f], dropout.Forward(Tensor<float>.Ones([1])).ToArray(), (a, b) => Math.Abs(a - b) < 1e3);
        Assert.Equal([0f], new Dropout<float>(1 - 1e-9, new Always(1 - 2e-9)).Forward(Tensor<float>.Ones([1])).ToArray());
        Assert.Equal([0f], new Dropout<float>(1, new Always(1 - 1e-16)).Forward(Tensor<float>.Ones([1])).ToArray());

        // The same choices as ever of doubles.
        double[] draws = Tensor.Uniform(new Random(5), [100], 0, 1).ToArray();
        double[] kept = new Dropout<double>(0.25, new Random(5)).Forward(Tensor.Ones([100])).ToArray();
        Assert.Equal(draws.Select(draw => draw < 0.25 ? 0 : 1 / 0.75), kept);
    }

    [Fact]
    public void Clip_WithInfinities_ClipsWhatIsLonger()
    {
        var p = new Parameter<double>("p", [1, 1]);
        Gradients<double> Of(double x, double y) => (p.Value * Tensor.Constant([x, y])).Sum().Backward();

        Gradients<double> infinite = Of(Inf, 1);
        Assert.Same(infinite, Clip.ByNorm(infinite, [p], Inf)); // no bound, so nothing is longer
        Assert.Equal([Inf, 1], Clip.ByValue(infinite, [p], Inf)[p.Value].ToArray());
        Assert.Equal([double.NaN, 0], Clip.ByNorm(infinite, [p], 1)[p.Value].ToArray());
        Assert.Equal([double.NaN, double.NaN], Clip.ByNorm(Of(double.NaN, 1), [p], Inf)[p.Value].ToArray());

        // Finite gradients whose norm overflows keep their direction.
        Naive.AssertClose("clipped", [0.6, 0.8], Clip.ByNorm(Of(1.2e308, 1.6e308), [p], 1)[p.Value]);
        Naive.AssertClose("clipped less", [0.9, 1.2], Clip.ByNorm(Of(1.2e308, 1.6e308), [p], 1.5e308)[p.Value] / 1e308);
        var q = new Parameter<float>("q", [1f, 1f]);
        Gradients<float> large = (q.Value * Tensor<float>.Constant([2.4e38f, 3.2e38f])).Sum().Backward();
        Assert.Equal([0.6f, 0.8f], Clip.ByNorm(large, [q], 1)[q.Value].ToArray(), (a, b) => Math.Abs(a - b) < 1e-6f);
    }

    [Fact]
    public void OneCycle_AtItsEnds_IsFinite()
    {
        foreach (double rise in new[] { 0, 0.5, 1 })
        {
            foreach (int steps in new[] { 2, 3, 10 })
            {
                var schedule = new OneCycle(0.4, steps, rise);
                Assert.All(Enumerable.Range(0, steps + 3), step => Assert.InRange(schedule.At(step), 0.4 / 25 / 1e4, 0.4));
            }
        }

        Assert.Throws<ArgumentOutOfRangeException>(() => new OneCycle(0.4, 10, first: 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new OneCycle(0.4, 10, last: 0));
    }

    private sealed class Steps(Action<int> told) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => told(value.Steps);
    }

    private sealed class Always(double draw) : Random
    {
        public override double NextDouble() => draw;
    }
}
