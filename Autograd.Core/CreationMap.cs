namespace Autograd;

/// <summary>
/// A table from creation number to a number, 0 where none was set. Graphs have runs of neighbouring creation numbers, so entries lie in
/// small pages: an entry costs an array access nearly always, and pages in order give all entries in order without sorting them.
/// </summary>
internal sealed class CreationMap
{
    private const int PageBits = 6;

    private readonly Dictionary<long, int[]> pages = [];
    private long lastKey = -1;
    private int[] lastPage = [];

    /// <summary>The entry of a creation number, to be read or set.</summary>
    public ref int this[long creation]
    {
        get
        {
            long key = creation >> PageBits;
            if (key != lastKey)
            {
                if (!pages.TryGetValue(key, out lastPage!))
                {
                    pages[key] = lastPage = new int[1 << PageBits];
                }

                lastKey = key;
            }

            return ref lastPage[creation & ((1 << PageBits) - 1)];
        }
    }

    /// <summary>The pages by ascending creation number.</summary>
    public IEnumerable<int[]> Pages => pages.OrderBy(page => page.Key).Select(page => page.Value);
}
