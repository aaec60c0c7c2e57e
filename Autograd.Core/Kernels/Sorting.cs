using System.Numerics;

namespace Autograd.Kernels;

/// <summary>Sorts lines of numbers, each of the same count: ascending, with NaN last.</summary>
internal static class Sorting
{
    /// <summary>Sorts each line of x in place, and permutes the indices, which tell where the elements came from, along with it.</summary>
    public static void Sort<T>(Span<T> x, int count, Span<int> indices)
        where T : IFloatingPointIeee754<T>
    {
        for (; !x.IsEmpty; x = x[count..], indices = indices[count..])
        {
            Span<T> line = x[..count];
            line.Sort(indices[..count]); // .NET has NaN first
            int nans = 0;
            while (nans < count && T.IsNaN(line[nans]))
            {
                nans++;
            }

            MoveToEnd(line, nans);
            MoveToEnd(indices[..count], nans);
        }
    }

    /// <summary>Where the ties of sorted lines begin, groups of two or more equal elements, and their lengths. NaNs are equal.</summary>
    public static IReadOnlyList<(int Start, int Length)> Ties<T>(ReadOnlySpan<T> sorted, int count)
        where T : IFloatingPointIeee754<T>
    {
        var ties = new List<(int, int)>();
        for (int start = 0, next; start < sorted.Length; start = next)
        {
            int end = ((start / count) + 1) * count; // of the line
            for (next = start + 1; next < end && sorted[next].Equals(sorted[start]);)
            {
                next++;
            }

            if (next - start > 1)
            {
                ties.Add((start, next - start));
            }
        }

        return ties;
    }

    private static void MoveToEnd<TItem>(Span<TItem> items, int first)
    {
        if (first > 0 && first < items.Length)
        {
            TItem[] moved = items[..first].ToArray();
            items[first..].CopyTo(items);
            moved.CopyTo(items[^first..]);
        }
    }
}
