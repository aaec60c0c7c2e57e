using System.Diagnostics.CodeAnalysis;

namespace Autograd;

/// <summary>
/// The memory behind a tensor: one element lies in the tensor itself, more lie in an array. Everything in Core reaches values through
/// <see cref="Tensor{T}.Data"/>, so how they are kept can change here alone.
/// </summary>
internal struct Storage<T>
    where T : unmanaged
{
    private readonly T[]? many;
    private T one;

    private Storage(T[]? many) => this.many = many;

    /// <summary>Memory for <paramref name="count"/> elements with arbitrary content, for outputs that are written whole.</summary>
    public static Storage<T> Uninitialized(int count) => new(count == 1 ? null : GC.AllocateUninitializedArray<T>(count));

    /// <summary>A copy of these values.</summary>
    public static Storage<T> Copy(ReadOnlySpan<T> values)
    {
        Storage<T> storage = Uninitialized(values.Length);
        values.CopyTo(storage.Span);
        return storage;
    }

    /// <summary>The elements in row-major order.</summary>
    [UnscopedRef]
    public Span<T> Span => many is null ? new Span<T>(ref one) : many;
}
