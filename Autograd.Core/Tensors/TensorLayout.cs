using System.Text;

namespace Autograd.Tensors;

/// <summary>
/// NumPy's layout of an array: rows under each other, a blank line between matrices, two between their blocks; every element as wide as
/// the widest, with the decimal points in one column; long rows wrapped, large arrays summarised.
/// </summary>
internal sealed class TensorLayout
{
    private const int LineWidth = 75;
    private const int MostElements = 1000; // more are summarised:
    private const int EdgeElements = 3; // so many are shown at each end of an axis
    private const int Gap = -1; // stands among the positions for those that are not shown

    private readonly Shape shape;
    private readonly int[][] positions; // along each axis, those that are shown
    private readonly List<string> words = []; // one for each shown element, in order
    private readonly StringBuilder text = new();
    private int written; // words
    private int lineStart;

    private TensorLayout(Shape shape)
    {
        this.shape = shape;
        positions = [.. shape.Axes.ToArray().Select(extent => shape.Count <= MostElements || extent <= 2 * EdgeElements
            ? Enumerable.Range(0, extent).ToArray()
            : [.. Enumerable.Range(0, EdgeElements), Gap, .. Enumerable.Range(extent - EdgeElements, EdgeElements)])];
    }

    /// <summary>Lays out one element at least, along one axis at least.</summary>
    /// <param name="values">The elements in row-major order.</param>
    /// <param name="shape">Their shape.</param>
    /// <param name="format">Makes the word for an element.</param>
    /// <param name="point">The decimal point in these words.</param>
    public static string Of<T>(ReadOnlySpan<T> values, Shape shape, Func<T, string> format, string point)
    {
        var layout = new TensorLayout(shape);
        layout.AddWords(values, format);
        layout.AlignWords(point);
        layout.WriteBlocks();
        return layout.text.ToString();
    }

    /// <summary>Adds the words of the elements that are shown.</summary>
    private void AddWords<T>(ReadOnlySpan<T> values, Func<T, string> format)
    {
        int[] places = [0];
        for (int axis = 0; axis < shape.Rank; axis++)
        {
            int extent = shape[axis];
            places = [.. places.SelectMany(_ => positions[axis].Where(position => position != Gap), (place, position) => (place * extent)
                + position)];
        }

        foreach (int place in places)
        {
            words.Add(format(values[place]));
        }
    }

    /// <summary>Brings the words to one width, with their decimal points under each other; nan and inf go to the right.</summary>
    private void AlignWords(string point)
    {
        int left = 0, right = 0;
        foreach (string word in words.Where(IsNumber))
        {
            left = Math.Max(left, PointOf(word));
            right = Math.Max(right, word.Length - PointOf(word));
        }

        int width = Math.Max(left + right, words.Max(word => word.Length));
        for (int i = 0; i < words.Count; i++)
        {
            string word = words[i];
            words[i] = (IsNumber(word) ? word.PadRight(PointOf(word) + right) : word).PadLeft(width);
        }

        static bool IsNumber(string word) => word is not ("nan" or "inf" or "-inf");

        // Where the whole part of a number ends.
        int PointOf(string word)
        {
            int at = word.LastIndexOf(point, StringComparison.Ordinal);
            at = at >= 0 ? at : word.AsSpan().IndexOfAny('e', 'E');
            return at >= 0 ? at : word.Length;
        }
    }

    private void WriteBlocks()
    {
        int axis = 0;
        int[] shown = new int[shape.Rank]; // how many positions along each axis, in the block that is being written
        text.Append('[');
        while (axis >= 0)
        {
            if (shown[axis] == positions[axis].Length)
            {
                text.Append(']');
                shown[axis--] = 0;
                continue;
            }

            bool isFirst = shown[axis] == 0;
            int position = positions[axis][shown[axis]++];
            if (axis == shape.Rank - 1)
            {
                WriteWord(position == Gap ? "…" : words[written++], isFirst);
                continue;
            }

            if (!isFirst)
            {
                BreakLine(lines: shape.Rank - 1 - axis, indent: axis + 1);
            }

            text.Append(position == Gap ? '…' : '[');
            axis += position == Gap ? 0 : 1;
        }
    }

    /// <summary>Writes a word of a row, on a new line if it would not leave room for all closing brackets on this one.</summary>
    private void WriteWord(string word, bool isFirst)
    {
        int column = text.Length - lineStart;
        if (!isFirst && column + 1 + word.Length > LineWidth - shape.Rank)
        {
            BreakLine(lines: 1, indent: shape.Rank);
        }
        else if (!isFirst)
        {
            text.Append(' ');
        }

        text.Append(word);
    }

    private void BreakLine(int lines, int indent)
    {
        while (text[^1] == ' ')
        {
            text.Length--;
        }

        text.Append('\n', lines);
        lineStart = text.Length;
        text.Append(' ', indent);
    }
}
