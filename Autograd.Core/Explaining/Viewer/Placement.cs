namespace Autograd.Explaining;

/// <summary>
/// Coordinates for <see cref="Layers"/>: each column as wide as its widest place, and in it every place as near to the height of its
/// neighbours as the order and the room between places allow.
/// </summary>
internal sealed class Placement
{
    private const int Rounds = 40; // of pulling columns towards their neighbours, forward and back by turns
    private const double Straight = 8; // how much more a line that passes through pulls than one to a node

    private readonly double[] x, y, columnWidth;
    private readonly (double Width, double Height)[] sizes;

    /// <summary>Places.</summary>
    /// <param name="layers">Columns and orders.</param>
    /// <param name="size">The width and the height that each place needs; those that edges only pass through need little.</param>
    /// <param name="gap">The room between columns, and between the places of one.</param>
    public Placement(Layers layers, Func<int, (double Width, double Height)> size, (double Across, double Down) gap)
    {
        int count = layers.Columns.Sum(places => places.Length);
        sizes = [.. Enumerable.Range(0, count).Select(size)];
        x = new double[count];
        y = new double[count];
        columnWidth = new double[count];
        foreach (int[] places in layers.Columns)
        {
            double width = places.Max(place => sizes[place].Width);
            foreach (int place in places)
            {
                x[place] = Width + (width / 2);
                columnWidth[place] = width;
            }

            Width += width + gap.Across;
        }

        Width -= gap.Across;
        for (int round = 0; round < Rounds; round++)
        {
            foreach (int[] places in round % 2 == 0 ? layers.Columns : layers.Columns.Reverse())
            {
                // The first round knows only what is on the left.
                Arrange(places, layers, gap.Down, round == 0);
            }
        }

        double top = Enumerable.Range(0, count).Min(place => y[place] - (sizes[place].Height / 2));
        for (int place = 0; place < count; place++)
        {
            y[place] -= top;
            Height = Math.Max(Height, y[place] + (sizes[place].Height / 2));
        }
    }

    /// <summary>The width of everything.</summary>
    public double Width { get; }

    /// <summary>The height of everything.</summary>
    public double Height { get; }

    /// <summary>The width of the column of a place, in the middle of which it stands.</summary>
    public double ColumnWidthOf(int place) => columnWidth[place];

    /// <summary>The middle of a place.</summary>
    public (double X, double Y) this[int place] => (x[place], y[place]);

    /// <summary>
    /// The heights for one column that are nearest to the means of the neighbours' in the sense of least squares, in order and apart:
    /// a regression under order constraints, solved by pooling neighbours that would overlap (Ayer, Brunk, Ewing, Reid and Silverman,
    /// 1955).
    /// </summary>
    private void Arrange(int[] places, Layers layers, double gap, bool leftOnly)
    {
        var blocks = new Stack<(double Mean, double Weight, int Count)>();
        var offsets = new double[places.Length]; // of a place from the first, if all stood as near as they may
        for (int i = 0; i < places.Length; i++)
        {
            int place = places[i];
            offsets[i] = i == 0 ? 0 : offsets[i - 1] + ((sizes[places[i - 1]].Height + sizes[place].Height) / 2) + gap;
            int[] neighbours = [.. layers.Before[place], .. leftOnly ? [] : layers.After[place]];
            double wanted = neighbours.Length > 0 ? neighbours.Average(neighbour => y[neighbour]) : y[place];
            bool isBetween = layers.Before[place].Count() == 1 && layers.After[place].Count() == 1;
            double weight = isBetween ? Straight : Math.Max(neighbours.Length, 0.1);
            (double Mean, double Weight, int Count) block = (wanted - offsets[i], weight, 1);
            while (blocks.TryPeek(out (double Mean, double Weight, int Count) above) && above.Mean >= block.Mean)
            {
                blocks.Pop();
                double sum = above.Weight + block.Weight;
                block = (((above.Mean * above.Weight) + (block.Mean * block.Weight)) / sum, sum, above.Count + block.Count);
            }

            blocks.Push(block);
        }

        int next = places.Length;
        foreach ((double mean, _, int count) in blocks) // from the lowest up
        {
            for (int i = 0; i < count; i++)
            {
                next--;
                y[places[next]] = mean + offsets[next];
            }
        }
    }
}
