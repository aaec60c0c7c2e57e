using Autograd.Kernels;

namespace Autograd.Tests.Kernels;

/// <summary>Workers do each part once, also when calls are nested or come from several threads, and hand on what a part throws.</summary>
public class WorkersTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(100)]
    public void Run_AnyNumberOfParts_DoesEachOnce(int parts)
    {
        for (int round = 0; round < 2000; round++)
        {
            var work = new Counting(new int[parts]);
            Workers.Run(parts, ref work);
            Assert.DoesNotContain(work.Done.ToArray(), done => done != 1);
        }
    }

    [Fact]
    public void Run_FromManyThreadsAndFromAPart_DoesEachPartOnce() => Parallel.For(0, 64, _ =>
    {
        for (int round = 0; round < 100; round++)
        {
            var work = new Nested(new int[30]);
            Workers.Run(3, ref work);
            Assert.DoesNotContain(work.Done.ToArray(), done => done != 1);
        }
    });

    [Fact]
    public void Run_APartThrows_ItsExceptionComesOutAndTheNextCallWorks()
    {
        for (int round = 0; round < 200; round++)
        {
            var failing = new Failing(round % 8);
            FormatException? thrown = null;
            try
            {
                Workers.Run(8, ref failing);
            }
            catch (FormatException exception)
            {
                thrown = exception;
            }

            Assert.Equal($"part {round % 8}", thrown?.Message);
            var work = new Counting(new int[8]);
            Workers.Run(8, ref work);
            Assert.DoesNotContain(work.Done.ToArray(), done => done != 1);
        }
    }

    [Fact]
    public void Run_CollectionsMeanwhile_SpansStayTrue()
    {
        for (int round = 0; round < 50; round++)
        {
            var work = new Moving(new int[4000]);
            Workers.Run(40, ref work);
            Assert.DoesNotContain(work.Elements.ToArray(), element => element != 1);
        }
    }

    [Fact]
    public void Run_AfterTheFirstCall_AllocatesNothing()
    {
        var work = new Counting(new int[16]);
        Workers.Run(16, ref work);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Workers.Run(16, ref work);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private readonly ref struct Counting(Span<int> done) : IParts
    {
        public Span<int> Done { get; } = done;

        public void Run(int part) => Interlocked.Increment(ref Done[part]);
    }

    private readonly ref struct Nested(Span<int> done) : IParts
    {
        public Span<int> Done { get; } = done;

        public void Run(int part)
        {
            var inner = new Counting(Done.Slice(part * 10, 10));
            Workers.Run(10, ref inner);
        }
    }

    private readonly struct Failing(int bad) : IParts
    {
        public void Run(int part)
        {
            if (part == bad)
            {
                throw new FormatException($"part {part}");
            }
        }
    }

    /// <summary>Parts in whose midst the collector moves the array they write to.</summary>
    private readonly ref struct Moving(Span<int> elements) : IParts
    {
        public Span<int> Elements { get; } = elements;

        public void Run(int part)
        {
            Span<int> mine = Elements.Slice(part * 100, 100);
            for (int i = 0; i < mine.Length; i++)
            {
                if (i == 50)
                {
                    GC.Collect(1);
                }

                mine[i]++;
            }
        }
    }
}
