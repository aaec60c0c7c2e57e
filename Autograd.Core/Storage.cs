using System.Diagnostics.CodeAnalysis;

namespace Autograd;

/// <summary>
/// The memory behind a tensor: one element lies in the tensor itself, a few lie in an array of their own, many in an array that the
/// <see cref="Pool{T}"/> lends. Everything in Core reaches values through <see cref="Tensor{T}.Data"/>, so how they are kept can change
/// here alone.
/// </summary>
internal struct Storage<T>
    where T : unmanaged
{
    private readonly object? memory; // null, a T[], or a Lease<T>
    private readonly int offset;     // of the first element: a part of a larger tensor can be looked at without a copy
    private T one;

    private Storage(object? memory, int offset = 0)
    {
        this.memory = memory;
        this.offset = offset;
    }

    /// <summary>What the pool lends of this memory, null if it is none of the pool's.</summary>
    public readonly Lease<T>? Lease => memory as Lease<T>;

    /// <summary>Memory for <paramref name="count"/> elements with arbitrary content, for outputs that are written whole.</summary>
    public static Storage<T> Uninitialized(int count) => new(
        count == 1 ? null
        : Pool<T>.Lends(count) ? Pool<T>.Shared.Lend(count)
        : GC.AllocateUninitializedArray<T>(count));

    /// <summary>A single element.</summary>
    public static Storage<T> Of(T value) => new(null) { one = value };

    /// <summary>A copy of these values.</summary>
    public static Storage<T> Copy(ReadOnlySpan<T> values)
    {
        Storage<T> storage = Uninitialized(values.Length);
        values.CopyTo(storage.Span(values.Length));
        return storage;
    }

    /// <summary>The same memory from an element on.</summary>
    public readonly Storage<T> From(int start) => new(memory, offset + start) { one = one };

    /// <summary>The first elements in row-major order.</summary>
    [UnscopedRef]
    public Span<T> Span(int count) =>
        memory is T[] array ? array.AsSpan(offset, count)
        : memory is null ? new Span<T>(ref one)
        : ((Lease<T>)memory).Span.Slice(offset, count);
}
