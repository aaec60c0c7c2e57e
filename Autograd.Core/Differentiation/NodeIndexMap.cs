namespace Autograd.Differentiation;

/// <summary>
/// A table from creation number to a number, 0 where none was set. Graphs have runs of neighbouring creation numbers, so entries lie in
/// small pages: an entry costs an array access nearly always, and pages in order give all entries in order without sorting them.
/// </summary>
internal sealed class NodeIndexMap
{
    private const int PageBits = 5;

    // An open hash table from the number of a page, plus 1 so that 0 is free, to the page. Neighbouring pages do not collide.
    private long[] keys = new long[4];
    private int[][] pages = new int[4][];
    private int count;

    /// <summary>The entry of a creation number, 0 if none was set.</summary>
    public int this[long creation]
    {
        get
        {
            int slot = SlotOf(KeyOf(creation));
            return keys[slot] == 0 ? 0 : pages[slot][PlaceOf(creation)];
        }
    }

    /// <summary>The entry of a creation number, to be set.</summary>
    public ref int Entry(long creation)
    {
        long key = KeyOf(creation);
        int slot = SlotOf(key);
        if (keys[slot] == 0)
        {
            slot = Add(key);
        }

        return ref pages[slot][PlaceOf(creation)];
    }

    /// <summary>The pages by ascending creation number.</summary>
    public ReadOnlySpan<int[]> InOrder()
    {
        var ordered = new int[count][];
        var order = new long[count];
        int next = 0;
        for (int slot = 0; slot < keys.Length; slot++)
        {
            if (keys[slot] != 0)
            {
                (order[next], ordered[next]) = (keys[slot], pages[slot]);
                next++;
            }
        }

        Array.Sort(order, ordered);
        return ordered;
    }

    private static long KeyOf(long creation) => (creation >> PageBits) + 1;

    private static int PlaceOf(long creation) => (int)creation & ((1 << PageBits) - 1);

    /// <summary>Where the page is, or would be added.</summary>
    private int SlotOf(long key)
    {
        int slot = (int)key & (keys.Length - 1);
        while (keys[slot] != key && keys[slot] != 0)
        {
            slot = (slot + 1) & (keys.Length - 1);
        }

        return slot;
    }

    private int Add(long key)
    {
        if (2 * ++count > keys.Length)
        {
            (long[] oldKeys, int[][] oldPages) = (keys, pages);
            (keys, pages) = (new long[2 * oldKeys.Length], new int[2 * oldKeys.Length][]);
            for (int old = 0; old < oldKeys.Length; old++)
            {
                if (oldKeys[old] != 0)
                {
                    int moved = SlotOf(oldKeys[old]);
                    (keys[moved], pages[moved]) = (oldKeys[old], oldPages[old]);
                }
            }
        }

        int slot = SlotOf(key);
        (keys[slot], pages[slot]) = (key, new int[1 << PageBits]);
        return slot;
    }
}
