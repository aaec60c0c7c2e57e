using System.Diagnostics;

namespace Autograd.Execution;

/// <summary>
/// The memory that the rules of a sweep make, while one of them runs: the temporaries among it are returned as soon as the rule is done,
/// so that they stay in the cache, and the memory of the next ones is theirs. What a sweep keeps, it retains.
/// </summary>
internal sealed class RuleArena<T>
    where T : unmanaged
{
    private readonly List<RefCountedBuffer<T>> made = [];

    /// <summary>The arena whose rule runs on this thread, null if there is none.</summary>
    [field: ThreadStatic]
    public static RuleArena<T>? Current { get; private set; }

    /// <summary>The number of rules that are done.</summary>
    public int Rules { get; private set; }

    /// <summary>
    /// From here on memory that is made on this thread is registered here, until the scope is disposed. Only for rules that keep nothing of
    /// what they make: our own.
    /// </summary>
    public RuleScope<T> Open()
    {
        Debug.Assert(Current is null, "A rule of ours begins no sweep, and calls nothing of a user's.");
        Current = this;
        return new RuleScope<T>(this);
    }

    /// <summary>Returns what has no references, and leaves the rest to those who have them.</summary>
    public void Close()
    {
        Current = null;
        Rules++;
        foreach (RefCountedBuffer<T> memory in made)
        {
            if (memory.RefCount == 0 && ReferenceEquals(memory.Owner, this))
            {
                memory.Return();
            }
        }

        made.Clear();
    }

    /// <summary>Registers memory that was just made.</summary>
    public void Register(RefCountedBuffer<T> memory)
    {
        (memory.Owner, memory.Rule) = (this, Rules);
        made.Add(memory);
    }

    /// <summary>Counts one reference more, if the memory was made here.</summary>
    public void Retain(in Storage<T> storage)
    {
        if (Own(storage) is { } memory)
        {
            memory.RefCount++;
        }
    }

    /// <summary>Counts one reference less, and returns the memory if that was the last.</summary>
    public void Release(in Storage<T> storage) => storage.Memory?.Release(this);

    /// <summary>
    /// Whether the memory was made here by an earlier rule, and has one reference: what the running rule made it may give once more.
    /// </summary>
    public bool IsOnlyReference(in Storage<T> storage) => Own(storage) is { RefCount: 1 } memory && memory.Rule < Rules;

    /// <summary>Leaves memory to the garbage collector, because somebody else will see it: computed before that.</summary>
    public static void Disown(in Storage<T> storage)
    {
        if (storage.Memory is { Owner: not null } seen)
        {
            _ = seen.Segment;
            seen.Owner = null;
        }
    }

    private RefCountedBuffer<T>? Own(in Storage<T> storage) =>
        storage.Memory is { } memory && ReferenceEquals(memory.Owner, this) ? memory : null;
}

/// <summary>While one rule runs, the memory that it makes is its arena's; without an arena nothing is given back.</summary>
internal readonly ref struct RuleScope<T>(RuleArena<T>? arena)
    where T : unmanaged
{
    /// <summary>The rule is done.</summary>
    public void Dispose() => arena?.Close();
}
