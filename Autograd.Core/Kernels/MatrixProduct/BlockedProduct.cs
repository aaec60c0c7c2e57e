using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Autograd.Kernels;

/// <summary>
/// The product of large matrices, in blocks after K. Goto and R. van de Geijn, "Anatomy of high-performance matrix multiplication",
/// ACM TOMS 34 (2008), and the loops around a small kernel that the BLIS project made of it: every level of the memory holds what is
/// used again soonest.
/// <code>
///            columns
///          ┌────┬─┬───┐       a block of y, 256 steps deep and 512 KiB in all, is copied into panels one strip wide, which stay in the
///    inner │    │ │   │       second-level cache;
///          │y   │p│   │       a band of x, as high as a tile and 256 steps long, stays in the first-level cache while it meets panel
///          └────┴─┴───┘       after panel;
///   ┌─────┐┌────┬─┬───┐       a tile of z, 12 rows by one strip p, stays in registers for all the steps of the block.
///   │x    ││z   │ │   │
///   ├─────┤├────┼─┼───┤
///   │band ││    │t│   │
///   └─────┘└────┴─┴───┘
/// </code>
/// The copies make what a tile reads contiguous, whichever way y lies. A large x is copied too, block by block in its own orientation. Goto
/// keeps the large block of x and the small panel of y near; the other way round rows of z are written from left to right, so that
/// the hardware sees what comes next, and y may be taller than the first-level cache.
/// </summary>
internal static class BlockedProduct
{
    private const int MaxDepth = 256;
    private const int HeightBytes = 64 * 1024 / MaxDepth, BreadthBytes = 512 * 1024 / MaxDepth;

    // Up to these sizes x is read where it lies: long rows come in good time by themselves, while the short pieces of rows that twelve
    // columns of a transposed x are do not, unless all of it is near.
    private const int StraightBytes = 8 * 1024 * 1024, TransposedBytes = 256 * 1024;

    /// <summary>
    /// The inner axis in as few runs as possible, all about equal, none so long that a band of x leaves the first-level cache. An
    /// element is the sum of its runs, each summed in one chain: so its bits depend on the inner size and on nothing else.
    /// </summary>
    public static int Depth(int inner) => Chunk(inner, MaxDepth, 16);

    /// <summary>z, block by block.</summary>
    public static void Compute<TLanes, TVector, T>(in Product<T> p)
        where TLanes : struct, ILanes<TVector, T>
        where TVector : unmanaged
        where T : unmanaged, INumberBase<T>
    {
        int size = Unsafe.SizeOf<T>(), line = 64 / size, wide = 2 * TLanes.Count, tile = Tiles.Height(TLanes.Registers);
        int depth = Depth(p.Inner), height = Chunk(p.Rows, HeightBytes / size, tile), breadth = Chunk(p.Columns, BreadthBytes / size, wide);
        bool copyX = (long)p.Rows * p.Inner * size > (p.XStep == 1 ? StraightBytes : TransposedBytes);

        // Rows that lie a power of two apart would compete for the same places in the cache.
        nint rowLength = ((p.XStep == 1 ? depth : height) + line - 1) & -line, length = rowLength + line;
        (nint xRow, nint xStep) = !copyX ? (p.XRow, p.XStep) : p.XStep == 1 ? (length, (nint)1) : (1, length);
        int blockSize = copyX ? (int)length * (p.XStep == 1 ? height : depth) : 0;
        Span<T> scratch = Scratch<T>.Take((breadth * depth) + (tile * wide) + blockSize);
        ref T panels = ref MemoryMarshal.GetReference(scratch);
        ref T edge = ref Unsafe.Add(ref panels, breadth * depth);
        ref T block = ref Unsafe.Add(ref edge, tile * wide);
        for (int column = 0; column < p.Columns; column += breadth)
        {
            int columns = Math.Min(breadth, p.Columns - column);
            for (int k = 0; k < p.Inner; k += depth)
            {
                int steps = Math.Min(depth, p.Inner - k);
                Packing.Panels<TLanes, TVector, T>(
                    ref Unsafe.Add(ref p.Y, (k * p.YStep) + (column * p.YColumn)), p.YStep, p.YColumn, steps, columns, ref panels);
                for (int batch = 0; batch < p.Batches; batch++)
                {
                    for (int row = 0; row < p.Rows; row += height)
                    {
                        int rows = Math.Min(height, p.Rows - row);
                        ref T x = ref Unsafe.Add(ref p.X, (batch * p.XBatch) + (row * p.XRow) + (k * p.XStep));
                        ref T z = ref Unsafe.Add(ref p.Z, (batch * p.ZBatch) + (row * p.ZRow) + column);
                        if (copyX)
                        {
                            Packing.Block(ref x, p.XRow, p.XStep, rows, steps, ref block, xRow, xStep);
                            x = ref block;
                        }

                        for (int top = 0; top < rows; top += tile)
                        {
                            Across<TLanes, TVector, T>(
                                Math.Min(tile, rows - top), columns, ref Unsafe.Add(ref x, top * xRow), xRow, xStep, ref panels, steps,
                                ref Unsafe.Add(ref z, top * p.ZRow), p.ZRow, k > 0, ref edge);
                        }
                    }
                }
            }
        }
    }

    /// <summary>The rows of a tile against every panel of y.</summary>
    private static void Across<TLanes, TVector, T>(
        int rows, int columns, ref T x, nint xRow, nint xStep, ref T panel, int inner, ref T z, nint zRow, bool add, ref T edge)
        where TLanes : struct, ILanes<TVector, T>
        where TVector : unmanaged
        where T : unmanaged, INumberBase<T>
    {
        int narrow = TLanes.Count, wide = 2 * narrow;
        for (; columns >= wide; columns -= wide)
        {
            Tiles.Column<Wide<TLanes, TVector, T>, T>(rows, ref x, xRow, xStep, ref panel, wide, inner, ref z, zRow, add);
            panel = ref Unsafe.Add(ref panel, wide * inner);
            z = ref Unsafe.Add(ref z, wide);
        }

        if (columns == narrow)
        {
            Tiles.Column<Narrow<TLanes, TVector, T>, T>(rows, ref x, xRow, xStep, ref panel, narrow, inner, ref z, zRow, add);
            return;
        }

        if (columns == 0)
        {
            return;
        }

        // A panel at the edge is wider than z: the tile goes where there is room, and from there into z.
        int width = columns < narrow ? narrow : wide;
        if (columns < narrow)
        {
            Tiles.Column<Narrow<TLanes, TVector, T>, T>(rows, ref x, xRow, xStep, ref panel, width, inner, ref edge, width, add: false);
        }
        else
        {
            Tiles.Column<Wide<TLanes, TVector, T>, T>(rows, ref x, xRow, xStep, ref panel, width, inner, ref edge, width, add: false);
        }

        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < columns; column++)
            {
                ref T to = ref Unsafe.Add(ref z, (row * zRow) + column);
                T sum = Unsafe.Add(ref edge, (row * width) + column);
                to = add ? to + sum : sum;
            }
        }
    }

    /// <summary>The length, in these units, of the pieces when n is cut into as few as possible of at most this length.</summary>
    private static int Chunk(int n, int most, int unit)
    {
        int pieces = ((n - 1) / most) + 1, length = ((n - 1) / pieces) + 1;
        return (length + unit - 1) / unit * unit;
    }
}
