using Autograd.Execution;
using Autograd.Tests.Programs;
using Tensor = Autograd.Tensor<double>;

namespace Autograd.Tests.Execution;

/// <summary>Which executor computes changes no bit of any value, gradient or parameter.</summary>
public class ExecutorTests
{
    [Fact]
    public async Task RandomProgramsAndTraining_UnderBothExecutors_GiveTheSameBits()
    {
        string[] fusing = ExecutorBits.Report().Split('\n');
        string printed = await Repository.Run(
            AppContext.BaseDirectory, Repository.Dotnet, "exec", typeof(ExecutorBits).Assembly.Location, ExecutorBits.Argument);
        string[] eager = printed.Split('\n');

        Assert.Equal("FusingExecutor`1, FusingExecutor`1", fusing[0]);
        Assert.Equal("EagerExecutor`1, EagerExecutor`1", eager[0]);
        Assert.Equal(fusing.Length, eager.Length);
        for (int i = 1; i < fusing.Length; i++)
        {
            Assert.True(
                fusing[i] == eager[i],
                $"fusing {fusing[i]}\neager  {eager[i]}\n{(i <= ExecutorBits.Programs ? ExecutorBits.Draw(i - 1) : "the training run")}");
        }
    }

    [Fact]
    public void RandomPrograms_ReachPoolAndFusion()
    {
        int pooled = 0, pending = 0;
        for (int seed = 0; seed < ExecutorBits.Programs; seed++)
        {
            RandomProgram program = ExecutorBits.Draw(seed);
            Tensor[] values = [.. program.Constants()];
            foreach ((Op op, int[] operands) in program.Steps)
            {
                values = [.. values, op.Call([.. operands.Select(i => values[i])])];
                pending += values[^1].Storage.Memory is LazyBuffer<double> ? 1 : 0;
                pooled += values[^1].Storage.Memory is PooledBuffer<double> ? 1 : 0;
            }
        }

        Assert.True(pooled >= 20 && pending >= 50, $"{pooled} results in buffers of the pool, {pending} pending ones.");
    }
}
