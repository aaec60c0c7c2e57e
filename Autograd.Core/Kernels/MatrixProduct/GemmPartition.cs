using System.Numerics;

namespace Autograd.Kernels;

/// <summary>A product cut into parts for several threads: by batches where there are enough, else by rows and columns of z.</summary>
internal ref struct GemmPartition<T> : IParts
    where T : unmanaged, INumberBase<T>
{
    private const int Unit = 64; // columns: whole register blocks of every width

    private readonly GemmProblem<T> whole;
    private readonly int batches, rows, columns; // of a part
    private readonly int rowParts, columnParts;

    public GemmPartition(in GemmProblem<T> p, int threads)
    {
        whole = p;
        (batches, rows, columns, rowParts, columnParts) = (p.Batches, p.Rows, p.Columns, 1, 1);
        if (p.Batches >= 2 * threads)
        {
            batches = Share(p.Batches, threads, 1);
            Count = Parts(p.Batches, batches);
            return;
        }

        // The longer side is halved until there are parts for all: a part reads the less of x and y, the more its z is a square.
        while (rowParts * columnParts < threads && (rows > 1 || columns > Unit))
        {
            if (columns > Unit && columns >= rows)
            {
                columns = Share(p.Columns, 2 * columnParts, Unit);
            }
            else if (rows > 1)
            {
                rows = Share(p.Rows, 2 * rowParts, rows > 24 ? 12 : 1);
            }
            else
            {
                columns = Share(p.Columns, 2 * columnParts, Unit);
            }

            (rowParts, columnParts) = (Parts(p.Rows, rows), Parts(p.Columns, columns));
        }

        Count = rowParts * columnParts;
    }

    /// <summary>The number of parts.</summary>
    public int Count { get; }

    public readonly void Run(int part)
    {
        if (batches < whole.Batches)
        {
            int first = part * batches;
            MatrixProduct.Compute(whole.Some(first, Math.Min(batches, whole.Batches - first)));
            return;
        }

        int row = part / columnParts * rows, column = part % columnParts * columns;
        MatrixProduct.Compute(whole.Part(row, Math.Min(rows, whole.Rows - row), column, Math.Min(columns, whole.Columns - column)));
    }

    private static int Share(int n, int parts, int unit) => (((n - 1) / parts / unit) + 1) * unit;

    private static int Parts(int n, int each) => ((n - 1) / each) + 1;
}
