using Xunit.Abstractions;
using Xunit.Sdk;

namespace FsCheck.Xunit;

/// <summary>The properties tried here stand in a private class, where xunit does not look, and are run through their test case.</summary>
public partial class PropertyAttributeTests
{
    private const string Seed = "42,11400714819323198485";

    [Theory]
    [InlineData(nameof(Samples.Bool))]
    [InlineData(nameof(Samples.Void))]
    [InlineData(nameof(Samples.Property))]
    [InlineData(nameof(Samples.AsyncVoid))]
    [InlineData(nameof(Samples.AsyncBool))]
    public async Task Run_FailingProperty_ReportsSeedOriginalAndShrunk(string method)
    {
        Run run = await RunAsync(method);

        int original = run.Log.Values.First(x => x >= 10);
        Assert.Contains($"Replay = \"{Seed}\"", run.Failure);
        Assert.Contains($"Original:{Environment.NewLine}{original}{Environment.NewLine}", run.Failure);
        Assert.Contains($"Shrunk:{Environment.NewLine}10{Environment.NewLine}", run.Failure);
    }

    [Theory]
    [InlineData(nameof(Samples.Void))]
    [InlineData(nameof(Samples.AsyncVoid))]
    public async Task Run_ThrowingProperty_ReportsMessageAndStackTrace(string method)
    {
        Run run = await RunAsync(method);

        Assert.Contains("too large", run.Failure);
        Assert.Contains($"{nameof(Samples)}.{method}", run.StackTrace);
    }

    [Theory]
    [InlineData(nameof(Samples.SevenTests), 7)]
    [InlineData(nameof(Samples.AsyncPasses), 20)]
    public async Task Run_PassingProperty_CallsItMaxTestTimes(string method, int count)
    {
        Run run = await RunAsync(method);

        Assert.Null(run.Failure);
        Assert.Equal(count, run.Log.Values.Count);
        Assert.Equal($"Ok, passed {count} tests.", run.Output.Trim());
    }

    [Fact]
    public async Task Run_TwiceWithTheSameReplay_GeneratesTheSameValues()
    {
        Run first = await RunAsync(nameof(Samples.Seeded));
        Run second = await RunAsync(nameof(Samples.Seeded));
        Run other = await RunAsync(nameof(Samples.SeededOtherwise));

        Assert.Equal(100, first.Log.Values.Count);
        Assert.Equal(first.Log.Values, second.Log.Values);
        Assert.NotEqual(first.Log.Values, other.Log.Values);
    }

    [Fact]
    public async Task Run_ReplayWithSize_RunsOneTest()
    {
        Run run = await RunAsync(nameof(Samples.LastStep));

        Assert.Single(run.Log.Values);
    }

    [Fact]
    public async Task Run_ArbitraryAndSizes_AreHonoured()
    {
        Run run = await RunAsync(nameof(Samples.Sizes));

        Assert.Equal(3, run.Log.Values.Min());
        Assert.InRange(run.Log.Values.Max(), 5, 6);
    }

    [Fact]
    public async Task Run_TooManyRejected_FailsWithSeed()
    {
        Run run = await RunAsync(nameof(Samples.RejectsAll));

        Assert.Equal(30, run.Log.Values.Count);
        Assert.Contains($"Replay = \"{Seed}\"", run.Failure);
        Assert.Contains("exhausted", run.Failure);
    }

    [Fact]
    public async Task Run_Verbose_WritesArguments()
    {
        Run run = await RunAsync(nameof(Samples.Talks));

        Assert.All(run.Log.Values, x => Assert.Contains($"{Environment.NewLine}{x}{Environment.NewLine}", run.Output));
    }

    [Fact]
    public async Task Run_QuietOnSuccess_WritesNothing()
    {
        Run run = await RunAsync(nameof(Samples.Quiet));

        Assert.Empty(run.Output);
    }

    [Fact]
    public async Task Run_ClassThatWritesOutput_KeepsIt()
    {
        Run run = await RunAsync(nameof(Samples.Writes));

        Assert.Null(run.Failure);
        Assert.StartsWith($"written{Environment.NewLine}", run.Output);
    }

    [Fact]
    public async Task Run_StaticMethod_Works()
    {
        Run run = await RunAsync(nameof(Samples.Static));

        Assert.Null(run.Failure);
    }

    [Fact]
    public async Task Run_DerivedAttribute_Works()
    {
        Run run = await RunAsync(nameof(Samples.Derived));

        Assert.Equal([7, 7], run.Log.Values);
    }

    [Fact]
    public async Task Run_Skip_DoesNotCall()
    {
        Run run = await RunAsync(nameof(Samples.Skipped));

        Assert.Single(run.Messages.OfType<ITestSkipped>());
        Assert.Empty(run.Log.Values);
    }

    [Fact]
    public async Task Run_Always_ConstructsAndDisposesTheClassOnce()
    {
        Run run = await RunAsync(nameof(Samples.Bool));

        Assert.Equal(1, run.Log.Constructed);
        Assert.Equal(1, run.Log.Disposed);
    }

    [Fact]
    public async Task Run_AsyncPropertyOnTheOnlyThread_DoesNotDeadlock()
    {
        var context = new MaxConcurrencySyncContext(1);
        var finished = new TaskCompletionSource<Run>();
        context.Post(async _ => finished.SetResult(await RunAsync(nameof(Samples.AsyncPasses))), null);

        Run run = await finished.Task.WaitAsync(TimeSpan.FromSeconds(30));

        Assert.Null(run.Failure);
        context.Dispose();
    }

    [Theory]
    [InlineData("1,3,5")]
    [InlineData("(1,3,5)")]
    public void ParseReplay_WithSize_IsSeedGammaSize(string replay) =>
        Assert.Equal(new Replay(new Rnd(1, 3), 5), PropertyAttribute.ParseReplay(replay));

    [Theory]
    [InlineData("")]
    [InlineData("1")]
    [InlineData("1,x")]
    [InlineData("1,3,x")]
    [InlineData("1,3,5,7")]
    public void ParseReplay_Malformed_Throws(string replay) =>
        Assert.Throws<FormatException>(() => PropertyAttribute.ParseReplay(replay));

    [Fact]
    public void ChooseReplay_Twice_IsTheSameInCIOnly()
    {
        Assert.Equal(PropertyAttribute.ChooseReplay(isCI: true), PropertyAttribute.ChooseReplay(isCI: true));
        Assert.NotEqual(PropertyAttribute.ChooseReplay(isCI: false), PropertyAttribute.ChooseReplay(isCI: false));
    }

    private static async Task<Run> RunAsync(string method)
    {
        var collection = new TestCollection(new TestAssembly(Reflector.Wrap(typeof(Samples).Assembly)), null, "samples");
        var testMethod = new TestMethod(
            new TestClass(collection, Reflector.Wrap(typeof(Samples))), Reflector.Wrap(typeof(Samples).GetMethod(method)));
        IXunitTestCase testCase = new PropertyDiscoverer(new NullMessageSink())
            .Discover(new DefaultDiscoveryOptions(), testMethod, null!)
            .Single();

        var run = new Run();
        Func<TestOutputHelper> output = () => new();
        await testCase.RunAsync(
            new NullMessageSink(), run, [run.Log, output], new ExceptionAggregator(), new CancellationTokenSource());
        return run;
    }
}
