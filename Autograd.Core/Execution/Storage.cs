using System.Diagnostics.CodeAnalysis;

namespace Autograd.Execution;

/// <summary>
/// The memory behind a tensor: one element lies in the tensor itself, several lie in an array, or in a buffer that knows where its elements
/// are: in an array of a pool, or nowhere yet. An <see cref="Executor{T}"/> decides which. Outside of this folder values are
/// read through <see cref="Tensor{T}.Data"/>, so how they are kept can change here alone.
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

    /// <summary>The buffer, if it is one: then it may be returned.</summary>
    public readonly RefCountedBuffer<T>? Memory => memory as RefCountedBuffer<T>;

    /// <summary>Whether the elements are still to be computed.</summary>
    public readonly bool IsPending => Memory is { IsPending: true };

    /// <summary>Memory of the runtime for so many elements, with arbitrary content.</summary>
    public static Storage<T> Allocate(int count) => new(count == 1 ? null : GC.AllocateUninitializedArray<T>(count));

    /// <summary>A single element.</summary>
    public static Storage<T> Of(T value) => new(null) { one = value };

    /// <summary>A buffer.</summary>
    public static Storage<T> Of(RefCountedBuffer<T> buffer) => new(buffer);

    /// <summary>The first elements in row-major order.</summary>
    [UnscopedRef]
    public Span<T> Span(int count) =>
        memory is T[] array ? array.AsSpan(0, count)
        : memory is null ? new Span<T>(ref one)
        : ((RefCountedBuffer<T>)memory).Segment;
}
