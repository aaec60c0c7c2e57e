using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace Autograd.Tests;

public sealed partial class PropertyTests
{
    private static async Task<List<IMessageSinkMessage>> Run(string property)
    {
        var collection = new TestCollection(new TestAssembly(Reflector.Wrap(typeof(Samples).Assembly)), null, nameof(Samples));
        var method = new TestMethod(
            new TestClass(collection, Reflector.Wrap(typeof(Samples))), Reflector.Wrap(typeof(Samples).GetMethod(property)));
        IXunitTestCaseDiscoverer discoverer = new PropertyDiscoverer();
        IXunitTestCase testCase = discoverer.Discover(new DefaultDiscoveryOptions(), method, null!).Single();

        using var run = new Messages();
        await testCase.RunAsync(new NullMessageSink(), run, [], new ExceptionAggregator(), new CancellationTokenSource());
        return run.Received;
    }

#pragma warning disable xUnit1000 // Private, so that xunit does not run them.
    private sealed class Samples
    {
        public const string Seed = "42,11400714819323198485";

        [Property(Replay = Seed)]
        public bool IsFalse(int x) => x < 10;

        [Property(Replay = Seed)]
        public Task<bool> IsFalseLater(int x) => Task.Run(() => x < 10);

        [Property(Replay = Seed)]
        public void Throws(int x) => Assert.True(x < 10);

        [Property(Replay = Seed)]
        public Task ThrowsLater(int x) => Task.Run(() => Throws(x));

        [Property(Replay = Seed)]
        public Property HasAFalseProperty(int x) => (x < 10).ToProperty();

        [Property]
        public bool HasNoSeed(int x) => x < 10;

        [Property(MaxTest = 7)]
        public bool Holds(int x) => x == x + 0;
    }
#pragma warning restore xUnit1000

    private sealed class Messages : IMessageBus
    {
        public List<IMessageSinkMessage> Received { get; } = [];

        public bool QueueMessage(IMessageSinkMessage message)
        {
            Received.Add(message);
            return true;
        }

        public void Dispose()
        {
        }
    }

    private sealed class Discovery : LongLivedMarshalByRefObject, IMessageSink, IDisposable
    {
        public List<ITestCase> Cases { get; } = [];

        public ManualResetEvent Finished { get; } = new(false);

        public bool OnMessage(IMessageSinkMessage message)
        {
            if (message is ITestCaseDiscoveryMessage discovered)
            {
                Cases.Add(discovered.TestCase);
            }

            if (message is IDiscoveryCompleteMessage)
            {
                Finished.Set();
            }

            return true;
        }

        public void Dispose() => Finished.Dispose();
    }

    /// <summary>xunit's own is in a package that only runners refer to.</summary>
    private sealed class DefaultDiscoveryOptions : ITestFrameworkDiscoveryOptions
    {
        public TValue? GetValue<TValue>(string name) => default;

        public void SetValue<TValue>(string name, TValue value) => throw new NotSupportedException();
    }
}
