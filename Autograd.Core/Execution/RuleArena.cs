using System.Diagnostics;

namespace Autograd.Execution;

/// <summary>
/// The memory that the rules of a sweep make, while one of them runs: the temporaries among it are returned as soon as the rule is done,
/// so that they stay in the cache, and the memory of the next ones is theirs.
/// </summary>
internal sealed class RuleArena<T>
    where T : unmanaged
{
    private readonly List<RefCountedBuffer<T>> made = [];

    /// <summary>Whoever collects on this thread, if anybody does.</summary>
    [field: ThreadStatic]
    public static RuleArena<T>? Current { get; private set; }

    /// <summary>The number of rules that are done.</summary>
    public int Rules { get; private set; }

    /// <summary>
    /// From here on what is made on this thread is noted here, until <see cref="Close"/>. Only for rules that keep nothing of what they
    /// make: our own.
    /// </summary>
    public void Open()
    {
        Debug.Assert(Current is null, "A rule of ours begins no sweep, and calls nothing of a user's.");
        Current = this;
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

    /// <summary>Notes memory that was just made.</summary>
    public void Register(RefCountedBuffer<T> memory)
    {
        (memory.Owner, memory.Rule) = (this, Rules);
        made.Add(memory);
    }
}
