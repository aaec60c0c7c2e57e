using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Autograd.Execution;

/// <summary>
/// Rents out the arrays behind large tensors, and takes them back when the tensors are gone: a fresh page of memory costs more than most
/// operations on it. There is nothing to dispose, because the pool watches each <see cref="PooledBuffer{T}"/>, which the tensors that share
/// the memory hold, by a weak reference: when a size has run out and enough was rented, it lets the garbage collector find the dead ones.
/// </summary>
/// <remarks>
/// What was handed out as a span never comes back (see <see cref="RefCountedBuffer{T}.MarkEscaped"/>), so nobody's numbers change. Inside
/// Core whoever works on a rented span keeps its tensor alive until the work is done.
/// </remarks>
internal sealed class BufferPool<T>
    where T : unmanaged
{
    public static readonly BufferPool<T> Shared = new();

    /// <summary>The least that is worth pooling.</summary>
    public const int SmallestBytes = 64 << 10;

    private const int LargestBytes = 1 << 30;
    public const int Alignment = 64; // a cache line, and the widest vector
    private const int Step = 1024;    // sizes are multiples of it

    // When a size has run out, a collection is worth its time after so many bytes were rented since the last one, of all generations after
    // as many as live if that is more. With more between young ones results would lie in memory that the cache has lost. Left to the
    // runtime, a loop over results of 4 MB holds a gigabyte of dead ones, since it sees only the small objects that refer to them;
    // GC.AddMemoryPressure makes it collect all generations every few results.
    private const long BytesBetweenYoungCollections = 16 << 20, BytesBetweenFullCollections = 512 << 20;

    // Not the youngest alone: what lives through one collection, because it is just in use, would be out of reach of the next.
    private const int Young = 1;

    private readonly Lock guard = new();
    private readonly List<Slot> rented = [];
    private readonly Dictionary<int, Stack<Slot>> free = [];
    private long bytesSinceYoung, bytesSinceFull; // rented since the last collection
    private int collectionsSeen;

    /// <summary>Whether an array of so many elements is worth pooling: it is neither small nor near the limit of arrays.</summary>
    public static bool IsPooled(int count) => (long)count * Unsafe.SizeOf<T>() is >= SmallestBytes and <= LargestBytes;

    /// <summary>Memory for <paramref name="count"/> elements, with arbitrary content.</summary>
    public PooledBuffer<T> Rent(int count)
    {
        lock (guard)
        {
            int size = RoundedUp(count);
            bytesSinceYoung += (long)size * Unsafe.SizeOf<T>();
            bytesSinceFull += (long)size * Unsafe.SizeOf<T>();
            Slot slot = Take(size) ?? Reclaim(size) ?? new Slot(size);
            var buffer = new PooledBuffer<T>(this, slot, count);
            slot.Rent(buffer, rented.Count);
            rented.Add(slot);
            return buffer;
        }
    }

    /// <summary>Takes back an array that only the caller knows of, without waiting for a collection.</summary>
    public void Return(Slot slot)
    {
        lock (guard)
        {
            TakeBack(slot);
        }
    }

    private static int RoundedUp(int count) => (count + Step - 1) / Step * Step;

    /// <summary>A free array of this size, or of a little more.</summary>
    private Slot? Take(int size)
    {
        Stack<Slot>? best = null;
        int bestSize = size + (size / 8) + 1;
        foreach ((int other, Stack<Slot> slots) in free)
        {
            if (other >= size && other < bestSize && slots.Count > 0)
            {
                (best, bestSize) = (slots, other);
            }
        }

        return best?.Pop();
    }

    /// <summary>An array of this size that came free, if collecting is worth its time: young generations first.</summary>
    private Slot? Reclaim(int size)
    {
        Slot? slot = null;
        if (GC.CollectionCount(0) != collectionsSeen)
        {
            TakeBackDead();
            slot = Take(size);
        }

        if (slot is null && bytesSinceYoung >= BytesBetweenYoungCollections)
        {
            Collect(Young);
            slot = Take(size);
        }

        if (slot is null && bytesSinceFull >= Math.Max(BytesBetweenFullCollections, GC.GetTotalMemory(forceFullCollection: false)))
        {
            Collect(GC.MaxGeneration);
            ForgetUnused();
            slot = Take(size);
        }

        return slot;
    }

    private void Collect(int generation)
    {
        GC.Collect(generation, GCCollectionMode.Forced, blocking: true);
        bytesSinceYoung = 0;
        bytesSinceFull = generation == Young ? bytesSinceFull : 0;
        TakeBackDead();
    }

    private void TakeBackDead()
    {
        collectionsSeen = GC.CollectionCount(0);
        for (int i = rented.Count - 1; i >= 0; i--)
        {
            if (rented[i].IsDead)
            {
                TakeBack(rented[i]);
            }
        }
    }

    private void TakeBack(Slot slot)
    {
        Slot last = rented[^1];
        rented[slot.Place] = last;
        last.Place = slot.Place;
        rented.RemoveAt(rented.Count - 1);
        if (slot.IsEscaped)
        {
            return; // somebody may still look at it: it is the garbage collector's now
        }

        slot.TakeBack();
        if (!free.TryGetValue(slot.Size, out Stack<Slot>? slots))
        {
            free[slot.Size] = slots = new Stack<Slot>();
        }

        slots.Push(slot);
    }

    /// <summary>Gives up the free arrays that were of no use since the last time.</summary>
    private void ForgetUnused()
    {
        foreach ((int size, Stack<Slot> slots) in free)
        {
            Slot[] kept = [.. slots.Where(slot => slot.WasUsed).Reverse()];
            slots.Clear();
            foreach (Slot slot in kept)
            {
                slot.WasUsed = false;
                slots.Push(slot);
            }

            if (slots.Count == 0)
            {
                free.Remove(size);
            }
        }
    }

    /// <summary>An array of the pool, and who has it.</summary>
    internal sealed class Slot
    {
        private readonly WeakReference<PooledBuffer<T>?> buffer = new(null);
        private readonly T[] array;
        private readonly int first;

        public Slot(int size)
        {
            // Pinned, so that the first element can be aligned for good.
            Size = size;
            array = GC.AllocateUninitializedArray<T>(size + (Alignment / Unsafe.SizeOf<T>()), pinned: true);
            nint address = Marshal.UnsafeAddrOfPinnedArrayElement(array, 0);
            first = (int)((Alignment - (address % Alignment)) % Alignment) / Unsafe.SizeOf<T>();
        }

        public int Size { get; }

        /// <summary>Where it stands in the list of what is rented.</summary>
        public int Place { get; set; }

        /// <summary>Whether it was rented since the pool looked last.</summary>
        public bool WasUsed { get; set; }

        /// <summary>Whether somebody outside Core has a span of it.</summary>
        public bool IsEscaped { get; set; }

        /// <summary>Whether all tensors that shared it are gone.</summary>
        public bool IsDead => !buffer.TryGetTarget(out _);

        public ArraySegment<T> Segment(int count) => new(array, first, count);

        public void Rent(PooledBuffer<T> to, int place)
        {
            buffer.SetTarget(to);
            Place = place;
            WasUsed = true;
        }

        public void TakeBack() => buffer.SetTarget(null);
    }
}
