using System.Numerics;
using Autograd.Execution;

namespace Autograd.Differentiation;

/// <summary>Adds as another does, and tells an observer of every rule and every contribution.</summary>
internal sealed class ObservedAccumulator<T>(IGradientAccumulator<T> inner, ISweepObserver<T> observer) : IGradientAccumulator<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    public Tensor<T>? Complete(int place) => inner.Complete(place);

    public void Seed(Tensor<T> gradient) => inner.Seed(gradient);

    public RuleScope<T> Enter(Tensor<T> node, Tensor<T> gy)
    {
        observer.OnRule(node, gy);
        return inner.Enter(node, gy);
    }

    public void Add(int place, Tensor<T> contribution, int input)
    {
        inner.Add(place, contribution, input);
        observer.OnContribution(input, contribution, inner.Complete(place)!);
    }

    public void AddTransposed(int place, LinearMap<T> map, Tensor<T> gy, Shape shape)
    {
        inner.AddTransposed(place, map, gy, shape);
        observer.OnContribution(0, TransposedSum<T>.Of(null, [map], [gy], shape), inner.Complete(place)!);
    }

    public void Drop(int place) => inner.Drop(place);

    public Tensor<T>?[] ToArray() => inner.ToArray();
}
