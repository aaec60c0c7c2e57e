using FsCheck.Fluent;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace FsCheck.Xunit;

public partial class PropertyAttributeTests
{
    private sealed class Log
    {
        public List<int> Values { get; } = [];
        public int Constructed { get; set; }
        public int Disposed { get; set; }
    }

    private sealed class Run : IMessageBus
    {
        public Log Log { get; } = new();
        public List<IMessageSinkMessage> Messages { get; } = [];
        public string? Failure => Messages.OfType<ITestFailed>().SingleOrDefault()?.Messages.Single();
        public string? StackTrace => Messages.OfType<ITestFailed>().SingleOrDefault()?.StackTraces.Single();
        public string Output => Messages.OfType<ITestResultMessage>().Single().Output;

        public bool QueueMessage(IMessageSinkMessage message)
        {
            Messages.Add(message);
            return true;
        }

        public void Dispose()
        {
        }
    }

    private static class SizeItself
    {
        public static Arbitrary<int> Int() => Gen.Sized(Gen.Constant).ToArbitrary();
    }

    private static class Sevens
    {
        public static Arbitrary<int> Int() => Gen.Constant(7).ToArbitrary();
    }

    private sealed class SevensAttribute : PropertyAttribute
    {
        public SevensAttribute()
        {
            Arbitrary = [typeof(Sevens)];
            MaxTest = 2;
        }
    }

#pragma warning disable xUnit1000 // Private, so that xunit does not run them.
    private sealed class Samples : IDisposable
    {
        private readonly Log log;
        private readonly ITestOutputHelper output;

        public Samples(Log log, ITestOutputHelper output)
        {
            this.log = log;
            log.Constructed++;
            this.output = output;
        }

        public void Dispose() => log.Disposed++;

        [Property(Replay = Seed)]
        public bool Bool(int x) => IsSmall(x);

        [Property(Replay = Seed)]
        public void Void(int x)
        {
            if (!IsSmall(x))
            {
                throw new InvalidOperationException("too large");
            }
        }

        [Property(Replay = Seed)]
        public Property Property(int x) => IsSmall(x).ToProperty();

        [Property(Replay = Seed)]
        public async Task AsyncVoid(int x)
        {
            await Task.Yield();
            Void(x);
        }

        [Property(Replay = Seed)]
        public async Task<bool> AsyncBool(int x)
        {
            await Task.Yield();
            return IsSmall(x);
        }

        [Property(MaxTest = 7)]
        public void SevenTests(int x) => log.Values.Add(x);

        [Property(MaxTest = 20)]
        public async Task AsyncPasses(int x)
        {
            await Task.Yield();
            log.Values.Add(x);
        }

        [Property(Replay = Seed)]
        public void Seeded(int x) => log.Values.Add(x);

        [Property(Replay = "43,11400714819323198485")]
        public void SeededOtherwise(int x) => log.Values.Add(x);

        [Property(Replay = Seed + ",50")]
        public void LastStep(int x) => log.Values.Add(x);

        [Property(Arbitrary = [typeof(SizeItself)], StartSize = 3, EndSize = 6)]
        public void Sizes(int size) => log.Values.Add(size);

        [Property(Replay = Seed, MaxRejected = 30)]
        public Property RejectsAll(int x) => true.When(IsSmall(x) && false);

        [Property(Verbose = true, MaxTest = 5)]
        public void Talks(int x) => log.Values.Add(x);

        [Property(QuietOnSuccess = true)]
        public void Quiet(int x) => log.Values.Add(x);

        [Property]
        public void Writes() => output.WriteLine("written");

        [Property]
        public static bool Static(int x) => x == x + 0;

        [Sevens]
        public void Derived(int x) => log.Values.Add(x);

        [Property(Skip = "on purpose")]
        public void Skipped(int x) => log.Values.Add(x);

        private bool IsSmall(int x)
        {
            log.Values.Add(x);
            return x < 10;
        }
    }
#pragma warning restore xUnit1000
}
