using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Autograd.Kernels;

/// <summary>
/// The product of large matrices, in blocks after K. Goto and R. van de Geijn, "Anatomy of high-performance matrix multiplication",
/// ACM TOMS 34 (2008), and the loops around a micro-kernel that the BLIS project made of it: every level of the memory holds what is used
/// again soonest. MC, NC, KC, MR and NR are BLIS's names of the block sizes.
/// <code>
///            columns
///          ┌────┬─┬───┐       a block of y, KC = 256 by NC and 512 KiB in all, is packed into micro-panels of NR columns, which stay in
///    inner │    │ │   │       the second-level cache;
///          │y   │p│   │       a micro-panel of x, MR rows by KC, stays in the first-level cache while it meets micro-panel p after
///          └────┴─┴───┘       micro-panel;
///   ┌─────┐┌────┬─┬───┐       a micro-tile t of z, MR = 12 rows by NR, stays in registers for all KC rank-1 updates.
///   │x    ││z   │ │   │
///   ├─────┤├────┼─┼───┤
///   │panel││    │t│   │
///   └─────┘└────┴─┴───┘
/// </code>
/// Packing makes what a micro-kernel reads contiguous, whichever way y lies. A large x is copied too, MC rows at a time in its own
/// orientation. Goto keeps the large block of x and the small panel of y near; the other way round rows of z are written from left to
/// right, so that the hardware sees what comes next, and y may be taller than the first-level cache.
/// </summary>
internal static class BlockedGemm
{
    private const int MaxKc = 256;
    private const int McBytes = 64 * 1024 / MaxKc, NcBytes = 512 * 1024 / MaxKc;

    // Up to these sizes x is read where it lies: the hardware prefetches long rows, but not the short runs that twelve columns of a
    // transposed x are, unless all of it is near.
    private const int StraightBytes = 8 * 1024 * 1024, TransposedBytes = 256 * 1024;

    /// <summary>
    /// KC: the inner axis in as few runs as possible, all about equal, none so long that a micro-panel of x leaves the first-level cache.
    /// An element is the sum of its runs, each summed in one chain: so its bits depend on the inner size and on nothing else.
    /// </summary>
    public static int Depth(int inner) => BlockSize(inner, MaxKc, 16);

    /// <summary>z, block by block.</summary>
    public static void Compute<TRegister, TVector, T>(in GemmProblem<T> p)
        where TRegister : struct, IRegister<TVector, T>
        where TVector : unmanaged
        where T : unmanaged, INumberBase<T>
    {
        int size = Unsafe.SizeOf<T>(), line = 64 / size, mr = MicroKernel.MaxRows(TRegister.Registers), nr = 2 * TRegister.Count;
        int kc = Depth(p.Inner), mc = BlockSize(p.Rows, McBytes / size, mr), nc = BlockSize(p.Columns, NcBytes / size, nr);
        bool copyX = (long)p.Rows * p.Inner * size > (p.XStep == 1 ? StraightBytes : TransposedBytes);

        // Rows that lie a power of two apart would compete for the same sets of the cache.
        nint rowLength = ((p.XStep == 1 ? kc : mc) + line - 1) & -line, length = rowLength + line;
        (nint xRow, nint xStep) = !copyX ? (p.XRow, p.XStep) : p.XStep == 1 ? (length, (nint)1) : (1, length);
        int blockSize = copyX ? (int)length * (p.XStep == 1 ? mc : kc) : 0;
        Span<T> scratch = Scratch<T>.Span((nc * kc) + (mr * nr) + blockSize);
        ref T panels = ref MemoryMarshal.GetReference(scratch);
        ref T edge = ref Unsafe.Add(ref panels, nc * kc);
        ref T block = ref Unsafe.Add(ref edge, mr * nr);
        for (int column = 0; column < p.Columns; column += nc)
        {
            int columns = Math.Min(nc, p.Columns - column);
            for (int k = 0; k < p.Inner; k += kc)
            {
                int inner = Math.Min(kc, p.Inner - k);
                Packing.Panels<TRegister, TVector, T>(
                    ref Unsafe.Add(ref p.Y, (k * p.YStep) + (column * p.YColumn)), p.YStep, p.YColumn, inner, columns, ref panels);
                for (int batch = 0; batch < p.Batches; batch++)
                {
                    for (int row = 0; row < p.Rows; row += mc)
                    {
                        int rows = Math.Min(mc, p.Rows - row);
                        ref T x = ref Unsafe.Add(ref p.X, (batch * p.XBatch) + (row * p.XRow) + (k * p.XStep));
                        ref T z = ref Unsafe.Add(ref p.Z, (batch * p.ZBatch) + (row * p.ZRow) + column);
                        if (copyX)
                        {
                            Packing.Block(ref x, p.XRow, p.XStep, rows, inner, ref block, xRow, xStep);
                            x = ref block;
                        }

                        for (int top = 0; top < rows; top += mr)
                        {
                            Across<TRegister, TVector, T>(
                                Math.Min(mr, rows - top), columns, ref Unsafe.Add(ref x, top * xRow), xRow, xStep, ref panels, inner,
                                ref Unsafe.Add(ref z, top * p.ZRow), p.ZRow, k > 0, ref edge);
                        }
                    }
                }
            }
        }
    }

    /// <summary>A micro-panel of x against every micro-panel of y.</summary>
    private static void Across<TRegister, TVector, T>(
        int rows, int columns, ref T x, nint xRow, nint xStep, ref T panel, int inner, ref T z, nint zRow, bool add, ref T edge)
        where TRegister : struct, IRegister<TVector, T>
        where TVector : unmanaged
        where T : unmanaged, INumberBase<T>
    {
        int narrow = TRegister.Count, wide = 2 * narrow;
        for (; columns >= wide; columns -= wide)
        {
            MicroKernel.Panel<TwoRegisters<TRegister, TVector, T>, T>(rows, ref x, xRow, xStep, ref panel, wide, inner, ref z, zRow, add);
            panel = ref Unsafe.Add(ref panel, wide * inner);
            z = ref Unsafe.Add(ref z, wide);
        }

        if (columns == narrow)
        {
            MicroKernel.Panel<OneRegister<TRegister, TVector, T>, T>(rows, ref x, xRow, xStep, ref panel, narrow, inner, ref z, zRow, add);
            return;
        }

        if (columns == 0)
        {
            return;
        }

        // A micro-panel at the edge is wider than z: the micro-tile goes to a buffer, and from there into z.
        int width = columns < narrow ? narrow : wide;
        if (columns < narrow)
        {
            MicroKernel.Panel<OneRegister<TRegister, TVector, T>, T>(
                rows, ref x, xRow, xStep, ref panel, width, inner, ref edge, width, add: false);
        }
        else
        {
            MicroKernel.Panel<TwoRegisters<TRegister, TVector, T>, T>(
                rows, ref x, xRow, xStep, ref panel, width, inner, ref edge, width, add: false);
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

    /// <summary>The size, in these units, of the blocks when n is cut into as few as possible of at most this size.</summary>
    private static int BlockSize(int n, int most, int unit)
    {
        int blocks = ((n - 1) / most) + 1, length = ((n - 1) / blocks) + 1;
        return (length + unit - 1) / unit * unit;
    }
}
