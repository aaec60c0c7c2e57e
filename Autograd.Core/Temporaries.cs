namespace Autograd;

/// <summary>
/// What the pool lends to a rule while it runs: the temporaries among it are given back as soon as the rule is done, so that they stay in
/// the cache, and a sweep needs no more memory than its gradients.
/// </summary>
internal sealed class Temporaries<T>
    where T : unmanaged
{
    [ThreadStatic]
    private static Temporaries<T>? current;

    private readonly List<Lease<T>> lent = [];

    /// <summary>
    /// From here on what is lent to this thread is noted here, until <see cref="Close"/>. Only for rules that keep nothing of what they make:
    /// our own.
    /// </summary>
    public void Open() => current = this;

    /// <summary>Gives back what nobody holds, and leaves the rest to its holders.</summary>
    public void Close()
    {
        current = null;
        GiveBack(0);
    }

    /// <summary>A lease is told to whoever collects them on this thread.</summary>
    public static void Note(Lease<T> lease)
    {
        if (current is { } temporaries)
        {
            lease.Owner = temporaries;
            temporaries.lent.Add(lease);
        }
    }

    /// <summary>Marks where a part of a rule begins, -1 if nobody collects.</summary>
    public static int Mark() => current?.lent.Count ?? -1;

    /// <summary>Gives back all that was lent since the mark.</summary>
    public static void GiveBackSince(int mark)
    {
        if (mark >= 0)
        {
            current!.GiveBack(mark);
        }
    }

    private void GiveBack(int mark)
    {
        for (int i = mark; i < lent.Count; i++)
        {
            if (lent[i].Holders == 0)
            {
                lent[i].Return();
            }
        }

        lent.RemoveRange(mark, lent.Count - mark);
    }
}
