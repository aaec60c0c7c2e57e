using BenchmarkDotNet.Attributes;

namespace Autograd.Bench;

/// <summary>What recording and sweeping cost beside the arithmetic: everything here is on scalars.</summary>
[MemoryDiagnoser]
public class Overhead
{
    private readonly Tensor<double> x = Tensor<double>.Variable(1), one = Tensor<double>.Constant(1), two = Tensor<double>.Constant(2);

    [Benchmark(Description = "add, not recorded")]
    public Tensor<double> AddOfConstants() => one + two;

    [Benchmark(Description = "add, recorded")]
    public Tensor<double> Add() => x + one;

    [Benchmark(Description = "add and backward")]
    public Gradients<double> AddAndBackward() => (x + one).Backward();

    [Benchmark(Description = "chain of 1000 adds and backward")]
    public Gradients<double> ChainAndBackward()
    {
        Tensor<double> y = x;
        for (int i = 0; i < 1000; i++)
        {
            y += one;
        }

        return y.Backward();
    }
}
