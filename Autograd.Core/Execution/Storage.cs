using System.Diagnostics.CodeAnalysis;

namespace Autograd.Execution;

/// <summary>
/// The memory behind a tensor: one element lies in the tensor itself, a few lie in an array of their own, many in an array that the
/// <see cref="BufferPool{T}"/> rents out, perhaps only when they are read (see <see cref="LazyBuffer{T}"/>). Everything in Core reaches values through
/// <see cref="Tensor{T}.Data"/>, so how they are kept can change here alone.
/// </summary>
internal struct Storage<T>
    where T : unmanaged
{
    private readonly object? memory; // null, a T[], or a RefCountedBuffer<T>
    private T one;

    private Storage(object? memory)
    {
        this.memory = memory;
    }

    /// <summary>The memory, if it is large and so may be given back.</summary>
    public readonly RefCountedBuffer<T>? Memory => memory as RefCountedBuffer<T>;

    /// <summary>Memory for <paramref name="count"/> elements with arbitrary content, for outputs that are written whole.</summary>
    public static Storage<T> Uninitialized(int count)
    {
        if (!BufferPool<T>.IsPooled(count))
        {
            return new(count == 1 ? null : GC.AllocateUninitializedArray<T>(count));
        }

        PooledBuffer<T> lease = BufferPool<T>.Shared.Rent(count);
        RuleArena<T>.Current?.Register(lease);
        return new(lease);
    }

    /// <summary>A single element.</summary>
    public static Storage<T> Of(T value) => new(null) { one = value };

    /// <summary>Memory of one's own kind.</summary>
    public static Storage<T> Of(RefCountedBuffer<T> memory) => new(memory);

    /// <summary>A copy of these values.</summary>
    public static Storage<T> Copy(ReadOnlySpan<T> values)
    {
        Storage<T> storage = Uninitialized(values.Length);
        values.CopyTo(storage.Span(values.Length));
        return storage;
    }

    /// <summary>The first elements in row-major order.</summary>
    [UnscopedRef]
    public Span<T> Span(int count) =>
        memory is T[] array ? array.AsSpan(0, count)
        : memory is null ? new Span<T>(ref one)
        : ((RefCountedBuffer<T>)memory).Segment;
}
