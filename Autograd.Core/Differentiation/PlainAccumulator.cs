using System.Numerics;
using Autograd.Execution;

namespace Autograd.Differentiation;

/// <summary>Adds by the operations on tensors, and nothing else: the version to read.</summary>
internal sealed class PlainAccumulator<T>(int count) : IGradientAccumulator<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly Tensor<T>?[] sums = new Tensor<T>?[count];

    public Tensor<T>? Complete(int place) => sums[place];

    public void Seed(Tensor<T> gradient) => sums[^1] = gradient;

    public RuleScope<T> Enter(Tensor<T> node, Tensor<T> gy) => default;

    public void Add(int place, Tensor<T> contribution, int input) =>
        sums[place] = sums[place] is { } sum ? sum + contribution : contribution;

    // A copy for each read: n reads of n elements cost n² here, and n in the other accumulators, to the same bits.
    public void AddTransposed(int place, LinearMap<T> map, Tensor<T> gy, Shape shape) =>
        sums[place] = TransposedSum<T>.Of(sums[place], [map], [gy], shape);

    public void Drop(int place) => sums[place] = null;

    public Tensor<T>?[] ToArray() => sums;
}
