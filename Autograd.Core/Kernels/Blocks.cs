namespace Autograd;

/// <summary>
/// An operand stretched to the shape of the result, handed to a kernel block by block: a block of an operand that needs no stretching
/// is a slice of it, any other is written to a small room that stays in the first-level cache.
/// </summary>
internal ref struct Blocks<T>
{
    private readonly ReadOnlySpan<T> x;
    private readonly Span<T> room;
    private readonly Strided view;
    private readonly bool isWhole;

    /// <summary>Stretches x from its shape to the target; the room holds one block.</summary>
    public Blocks(ReadOnlySpan<T> x, Shape shape, Shape target, Span<T> room)
    {
        this.x = x;
        this.room = room;
        isWhole = shape.Count == target.Count;
        if (!isWhole)
        {
            view = Strided.Broadcast(shape, target);
        }
    }

    /// <summary>The elements from <paramref name="start"/> on; valid until the next call.</summary>
    public readonly ReadOnlySpan<T> At(int start, int length)
    {
        if (isWhole)
        {
            return x.Slice(start, length);
        }

        view.Copy(x, start, room[..length]);
        return room[..length];
    }
}

/// <summary>The sizes that <see cref="Blocks{T}"/> and its callers agree on.</summary>
internal static class Blocks
{
    public const int MaxSize = 512;

    /// <summary>The room that one operand needs for a result of this many elements.</summary>
    public static int Size(int count) => Math.Min(count, MaxSize);
}
