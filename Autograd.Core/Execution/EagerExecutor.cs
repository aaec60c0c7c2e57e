using System.Numerics;

namespace Autograd.Execution;

/// <summary>Arrays of the runtime, and every result at once: what the library means, without what makes it fast.</summary>
internal sealed class EagerExecutor<T> : Executor<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    public override Storage<T> Rent(int count) => Storage<T>.Allocate(count);

    public override Storage<T> Compute(Primitive<T> primitive, ReadOnlySpan<Tensor<T>> inputs, Shape shape, bool isTracked)
    {
        Storage<T> y = Rent(shape.Count);
        primitive.Compute(inputs, shape, y.Span(shape.Count));
        return y;
    }

    public override void Finish(ReadOnlySpan<Tensor<T>?> tensors)
    {
    }

    public override RuleArena<T>? NewArena() => null;
}
