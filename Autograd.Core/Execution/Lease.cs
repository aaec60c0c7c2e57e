namespace Autograd.Execution;

/// <summary>
/// An array of the <see cref="Pool{T}"/> while tensors share it. The pool takes the array back when the garbage collector finds that
/// nobody holds the lease any more.
/// </summary>
internal sealed class Lease<T>(Pool<T> pool, Pool<T>.Slot slot, int count) : Counted<T>
    where T : unmanaged
{
    private Pool<T>.Slot? slot = slot;

    public override ArraySegment<T> Segment => slot!.Segment(count);

    public override void HandOut() => slot!.IsHandedOut = true;

    public override void GiveBack()
    {
        pool.Return(slot!);
        slot = null;
    }
}
