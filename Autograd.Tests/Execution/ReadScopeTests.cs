using System.Runtime.CompilerServices;
using Tensor = Autograd.Tensor<float>;

namespace Autograd.Tests.Execution;

/// <summary>Reading that leaves the memory to the pool, and does not lose it meanwhile.</summary>
public class ReadScopeTests
{
    private const int Large = 40_000; // floats, which the pool rents

    [Fact]
    public void Read_OfTensorsOfEverySize_ShowsTheElementsWithoutACopy()
    {
        Tensor[] tensors =
        [
            Tensor.Constant(3), Tensor.Zeros([0]), Tensor.Arange(0, 6, 1).Reshape(2, 3), Tensor.Fill(2, [Large]).Exp(),
        ];
        foreach (Tensor x in tensors)
        {
            using ReadScope<float> read = x.Read(), again = x.Read();
            Assert.True(read.Span.SequenceEqual(x.ToArray()), $"{x.Shape}: other elements than ToArray.");
            Assert.True(read.Span == again.Span, $"{x.Shape}: another memory at every reading.");
        }
    }

    [Fact]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)] // else every local would live as long as the method
    public void Read_OfATensorThatNobodyElseHolds_KeepsItsNumbers()
    {
        using ReadScope<float> read = Threes().Read();
        ReadOnlySpan<float> span = read.Span;
        UseMemory(2000);
        Assert.True(span.IndexOfAnyExcept(3f) < 0, "The memory was rented again while it was read.");
    }

    [Fact]
    public void Read_Disposed_LeavesTheMemoryToBeUsedAgain()
    {
        Run(15);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Run(60);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.True(allocated < 120_000_000, $"240 MB of tensors, each read once, took {allocated >> 20} MB of fresh memory.");

        static void Run(int rounds)
        {
            for (int i = 0; i < rounds; i++)
            {
                using ReadScope<float> read = Tensor.Fill(i, [1_000_000]).Read();
                Assert.Equal(i, read.Span[^1]);
            }
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)] // else the tensor might live as long as the caller
    private static Tensor Threes() => Tensor.Fill(3, [Large]);

    private static void UseMemory(int rounds)
    {
        for (int i = 0; i < rounds; i++)
        {
            _ = Tensor.Fill(i, [Large]).ToArray();
        }
    }
}
