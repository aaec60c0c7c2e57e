namespace Autograd.Execution;

/// <summary>
/// An array of the <see cref="BufferPool{T}"/> while tensors share it. The pool takes the array back when the garbage collector finds that
/// nobody holds the buffer any more.
/// </summary>
internal sealed class PooledBuffer<T>(BufferPool<T> pool, BufferPool<T>.Slot slot, int count) : RefCountedBuffer<T>
    where T : unmanaged
{
    private BufferPool<T>.Slot? slot = slot;

    public override ArraySegment<T> Segment => slot!.Segment(count);

    public override void MarkEscaped() => slot!.IsEscaped = true;

    public override void Return()
    {
        pool.Return(slot!);
        slot = null;
    }
}
