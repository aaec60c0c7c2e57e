namespace Autograd.Explaining;

/// <summary>
/// Columns for the nodes of a directed graph without cycles, so that every edge runs from left to right, and in each column an order that
/// crosses few edges. Nodes stand in columns 0, 2, 4, …; an edge passes through a place of its own in every column between, the last of
/// which is for its label, so that no label and no edge lies on anything else. The labels of the edges into one node stand in the order of
/// those edges, so that these enter it in that order, whatever crosses further left.
/// After K. Sugiyama, S. Tagawa and M. Toda, "Methods for visual understanding of hierarchical system structures", 1981.
/// </summary>
internal sealed class Layers
{
    private const int Rounds = 12; // of sorting columns by the places of their neighbours

    private readonly List<(int From, int To)> segments = [];
    private readonly int[] column; // of each node and then of each place that an edge passes through
    private readonly int[][] columns;

    /// <summary>Finds columns and orders.</summary>
    /// <param name="count">The number of nodes, in an order in which every edge goes from a lower to a higher number.</param>
    /// <param name="edges">The edges; several between the same two nodes are kept apart.</param>
    public Layers(int count, IReadOnlyList<(int From, int To)> edges)
    {
        List<int> columnOf = NodeColumns(count, edges);
        Ways = [.. edges.Select(edge => Way(edge, columnOf))];
        column = [.. columnOf];
        columns = [.. Enumerable.Range(0, column.DefaultIfEmpty(-1).Max() + 1).Select(_ => Array.Empty<int>())];
        foreach (IGrouping<int, int> places in Enumerable.Range(0, column.Length).GroupBy(place => column[place]))
        {
            columns[places.Key] = [.. places];
        }

        Before = segments.ToLookup(segment => segment.To, segment => segment.From);
        After = segments.ToLookup(segment => segment.From, segment => segment.To);
        Arrivals = Ways.ToLookup(way => way[^1], way => way[^2]);
        Order();
    }

    /// <summary>For each edge the places it passes through, from the node where it begins to its last; its label is at [^2].</summary>
    public IReadOnlyList<int[]> Ways { get; }

    /// <summary>The places of each column from top to bottom: numbers of nodes, and above those the places of edges.</summary>
    public IReadOnlyList<int[]> Columns => columns;

    /// <summary>The places left of a place that a line comes from.</summary>
    public ILookup<int, int> Before { get; }

    /// <summary>The places right of a place that a line goes to.</summary>
    public ILookup<int, int> After { get; }

    /// <summary>The labels of the edges into a node, in the order of the edges and from top to bottom.</summary>
    public ILookup<int, int> Arrivals { get; }

    /// <summary>How often lines cross: what the order in the columns makes small.</summary>
    public int Crossings()
    {
        int crossings = 0;
        int[] row = Rows();
        foreach (IGrouping<int, (int From, int To)> between in segments.GroupBy(segment => column[segment.From]))
        {
            (int From, int To)[] lines = [.. between];
            for (int i = 0; i < lines.Length; i++)
            {
                for (int j = i + 1; j < lines.Length; j++)
                {
                    crossings += (row[lines[i].From] - row[lines[j].From]) * (row[lines[i].To] - row[lines[j].To]) < 0 ? 1 : 0;
                }
            }
        }

        return crossings;
    }

    /// <summary>The longest way from a beginning; but what nothing comes before stands right before what needs it.</summary>
    private static List<int> NodeColumns(int count, IReadOnlyList<(int From, int To)> edges)
    {
        ILookup<int, int> before = edges.ToLookup(edge => edge.To, edge => edge.From);
        ILookup<int, int> after = edges.ToLookup(edge => edge.From, edge => edge.To);
        var columnOf = new List<int>(new int[count]);
        for (int node = 0; node < count; node++)
        {
            columnOf[node] = before[node].Select(from => columnOf[from] + 2).DefaultIfEmpty(0).Max();
        }

        foreach (int start in Enumerable.Range(0, count).Where(node => !before[node].Any() && after[node].Any()))
        {
            columnOf[start] = after[start].Min(to => columnOf[to]) - 2;
        }

        return columnOf;
    }

    private int[] Way((int From, int To) edge, List<int> columnOf)
    {
        List<int> way = [edge.From];
        for (int between = columnOf[edge.From] + 1; between < columnOf[edge.To]; between++)
        {
            way.Add(columnOf.Count);
            columnOf.Add(between);
        }

        way.Add(edge.To);
        segments.AddRange(way.Zip(way.Skip(1)));
        return [.. way];
    }

    /// <summary>Sorts each column by the mean row of its neighbours, forward and back by turns, and keeps the best.</summary>
    private void Order()
    {
        int[][] best = [.. columns];
        int fewest = Crossings();
        for (int round = 0; round < Rounds && fewest > 0; round++)
        {
            bool forward = round % 2 == 0;
            int[] row = Rows();
            for (int i = 1; i < columns.Length; i++)
            {
                int sorted = forward ? i : columns.Length - 1 - i;
                ILookup<int, int> neighbours = forward ? Before : After;
                columns[sorted] = [.. columns[sorted].OrderBy(
                    place => neighbours[place].Select(neighbour => (double)row[neighbour]).DefaultIfEmpty(row[place]).Average())];
                PutArrivalsInOrder(columns[sorted]);
                Number(columns[sorted], row);
            }

            if (Crossings() is int crossings && crossings < fewest)
            {
                fewest = crossings;
                best = [.. columns];
            }
        }

        best.CopyTo(columns, 0);
    }

    /// <summary>Gives the rows that the labels of one node's edges have in a column to them in the order of the edges.</summary>
    private void PutArrivalsInOrder(int[] places)
    {
        foreach (int node in places.SelectMany(place => After[place]).Distinct().Where(node => Arrivals[node].Skip(1).Any()))
        {
            int[] arrivals = [.. Arrivals[node]], rows = [.. arrivals.Select(arrival => Array.IndexOf(places, arrival)).Order()];
            for (int i = 0; i < rows.Length; i++)
            {
                places[rows[i]] = arrivals[i];
            }
        }
    }

    /// <summary>The row of each place, counted from the top of its column.</summary>
    private int[] Rows()
    {
        var row = new int[column.Length];
        Array.ForEach(columns, places => Number(places, row));
        return row;
    }

    private static void Number(int[] places, int[] row)
    {
        for (int i = 0; i < places.Length; i++)
        {
            row[places[i]] = i;
        }
    }
}
