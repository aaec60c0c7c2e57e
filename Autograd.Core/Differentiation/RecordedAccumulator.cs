using System.Numerics;
using Autograd.Execution;

namespace Autograd.Differentiation;

/// <summary>
/// Adds by operations that are recorded, for gradients that will be differentiated. Reads of parts of one tensor that follow each other are
/// one step of the record, because n steps with a sum each would cost n² to differentiate.
/// </summary>
internal sealed class RecordedAccumulator<T>(int count) : IGradientAccumulator<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly Tensor<T>?[] sums = new Tensor<T>?[count];
    private readonly Dictionary<int, Reads> open = [];

    /// <summary>Closes the run of reads at the place: a run ends where something else is added, since the order decides the bits.</summary>
    public Tensor<T>? this[int place]
    {
        get
        {
            if (open.Remove(place, out Reads? reads))
            {
                sums[place] = TransposedSum<T>.Of(sums[place], [.. reads.Maps], [.. reads.Gradients], reads.Shape);
            }

            return sums[place];
        }
    }

    public void Seed(Tensor<T> gradient) => sums[^1] = gradient;

    public RuleScope<T> Enter(Tensor<T> node, Tensor<T> gy) => default;

    public void Add(int place, Tensor<T> contribution, int input) =>
        sums[place] = this[place] is { } sum ? sum + contribution : contribution;

    public void AddTransposed(int place, LinearMap<T> map, Tensor<T> gy, Shape shape)
    {
        if (!open.TryGetValue(place, out Reads? reads))
        {
            open[place] = reads = new Reads(shape);
        }

        reads.Maps.Add(map);
        reads.Gradients.Add(gy);
    }

    public void Drop(int place) => sums[place] = null;

    public Tensor<T>?[] ToArray() => Executor<T>.Current.Finish(sums);

    /// <summary>Reads of one tensor that wait to be added in one step.</summary>
    private sealed record Reads(Shape Shape)
    {
        public List<LinearMap<T>> Maps { get; } = [];

        public List<Tensor<T>> Gradients { get; } = [];
    }
}
