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
    private readonly Dictionary<int, ReadRun> open = [];

    /// <summary>
    /// Closes the run of reads at the place: a run ends where something else is added, as the order decides about the bits.
    /// </summary>
    public Tensor<T>? Complete(int place)
    {
        if (open.Remove(place, out ReadRun? run))
        {
            sums[place] = TransposedSum<T>.Of(sums[place], [.. run.Maps], [.. run.Gradients], run.Shape);
        }

        return sums[place];
    }

    public void Seed(Tensor<T> gradient) => sums[^1] = gradient;

    public RuleScope<T> Enter(Tensor<T> node, Tensor<T> gy) => default;

    public void Add(int place, Tensor<T> contribution, int input) =>
        sums[place] = Complete(place) is { } sum ? sum + contribution : contribution;

    public void AddTransposed(int place, LinearMap<T> map, Tensor<T> gy, Shape shape)
    {
        if (!open.TryGetValue(place, out ReadRun? run))
        {
            open[place] = run = new ReadRun(shape);
        }

        run.Maps.Add(map);
        run.Gradients.Add(gy);
    }

    public void Drop(int place) => sums[place] = null;

    public Tensor<T>?[] ToArray() => sums;

    /// <summary>Reads of one tensor that wait to be added in one step.</summary>
    private sealed class ReadRun(Shape shape)
    {
        public Shape Shape { get; } = shape;

        public List<LinearMap<T>> Maps { get; } = [];

        public List<Tensor<T>> Gradients { get; } = [];
    }
}
