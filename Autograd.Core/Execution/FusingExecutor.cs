using System.Numerics;

namespace Autograd.Execution;

/// <summary>
/// Large memory comes from a pool and goes back to it; large elementwise results are computed when somebody reads them, all that leads to
/// them in one pass; what a rule made is given back when the rule is done.
/// </summary>
internal sealed class FusingExecutor<T> : Executor<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    public override Storage<T> Rent(int count)
    {
        if (!BufferPool<T>.IsPooled(count))
        {
            return Storage<T>.Allocate(count);
        }

        PooledBuffer<T> buffer = BufferPool<T>.Shared.Rent(count);
        RuleArena<T>.Current?.Register(buffer);
        return Storage<T>.Of(buffer);
    }

    public override Storage<T> Compute(Primitive<T> primitive, ReadOnlySpan<Tensor<T>> inputs, Shape shape, bool isTracked)
    {
        if (LazyBuffer<T>.Of(primitive, inputs, shape, isTracked) is { } pending)
        {
            return Storage<T>.Of(pending);
        }

        Storage<T> y = Rent(shape.Count);
        primitive.Compute(inputs, shape, y.Span(shape.Count));
        foreach (Tensor<T> input in inputs)
        {
            GC.KeepAlive(input); // else its buffer may be rented to somebody else while it is read
        }

        return y;
    }

    public override void Finish(ReadOnlySpan<Tensor<T>?> tensors)
    {
        List<LazyBuffer<T>>? pending = null;
        foreach (Tensor<T>? tensor in tensors)
        {
            if (tensor?.Storage.Memory is LazyBuffer<T> { IsPending: true } buffer)
            {
                (pending ??= []).Add(buffer);
            }
        }

        foreach (IGrouping<int, LazyBuffer<T>> alike in pending?.GroupBy(buffer => buffer.Count) ?? [])
        {
            FusedLoop<T>.Run([.. alike]);
        }
    }

    public override RuleArena<T> NewArena() => new();
}
