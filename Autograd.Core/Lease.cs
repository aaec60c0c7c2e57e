namespace Autograd;

/// <summary>
/// An array of the <see cref="Pool{T}"/> while tensors share it. The pool takes the array back when the garbage collector finds that
/// nobody holds the lease any more.
/// </summary>
internal sealed class Lease<T>(Pool<T> pool, Pool<T>.Slot slot, int count)
    where T : unmanaged
{
    private Pool<T>.Slot? slot = slot;

    /// <summary>The rules of a running sweep that it was lent to, if they keep nothing; see <see cref="GradientSums{T}"/>.</summary>
    public Temporaries<T>? Owner { get; set; }

    /// <summary>The number of gradients of that sweep that share the memory.</summary>
    public int Holders { get; set; }

    /// <summary>The elements; whoever uses them keeps the lease, or a tensor that holds it, alive meanwhile.</summary>
    public Span<T> Span => slot!.Span(count);

    /// <summary>Marks the memory as seen from outside: a span does not keep the lease alive, so it must never be lent again.</summary>
    public void HandOut() => slot!.IsHandedOut = true;

    /// <summary>Gives the memory back at once. Only for who knows that nobody else has it; its tensors have no values any more.</summary>
    public void Return()
    {
        pool.Return(slot!);
        slot = null;
    }
}
