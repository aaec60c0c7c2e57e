using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Autograd.Kernels;

/// <summary>
/// The matrix product of matrices so small, or so flat, that copying them costs more than it saves: the tiles read both factors where
/// they lie. Needs rows of op(y) that are contiguous, and an inner size of one block.
/// </summary>
internal static class DirectProduct
{
    /// <summary>z, band of rows by band of rows.</summary>
    public static void Compute<TLanes, TVector, T>(in Product<T> p)
        where TLanes : struct, ILanes<TVector, T>
        where TVector : unmanaged
        where T : unmanaged, INumberBase<T>
    {
        int tile = Tiles.Height(TLanes.Registers);
        for (int batch = 0; batch < p.Batches; batch++)
        {
            for (int row = 0; row < p.Rows; row += tile)
            {
                Across<TLanes, TVector, T>(
                    p, Math.Min(tile, p.Rows - row), ref Unsafe.Add(ref p.X, (batch * p.XBatch) + (row * p.XRow)),
                    ref Unsafe.Add(ref p.Z, (batch * p.ZBatch) + (row * p.ZRow)));
            }
        }
    }

    /// <summary>
    /// The rows of a tile, strip after strip. What is left at the right edge is computed by a strip that ends at the edge and overlaps the
    /// one before, whose elements it computes again, to the same bits; where even one register is too wide, narrower ones do the same.
    /// </summary>
    private static void Across<TLanes, TVector, T>(in Product<T> p, int rows, ref T x, ref T z)
        where TLanes : struct, ILanes<TVector, T>
        where TVector : unmanaged
        where T : unmanaged, INumberBase<T>
    {
        int narrow = TLanes.Count, wide = 2 * narrow, column = 0;
        for (; column + wide <= p.Columns; column += wide)
        {
            Strip<Wide<TLanes, TVector, T>, T>(p, rows, column, ref x, ref z);
        }

        int left = p.Columns - column;
        if (left > narrow && column > 0)
        {
            Strip<Wide<TLanes, TVector, T>, T>(p, rows, p.Columns - wide, ref x, ref z);
            return;
        }

        if (left > narrow)
        {
            Strip<Narrow<TLanes, TVector, T>, T>(p, rows, column, ref x, ref z);
        }

        if (left > 0 && p.Columns >= narrow)
        {
            Strip<Narrow<TLanes, TVector, T>, T>(p, rows, p.Columns - narrow, ref x, ref z);
        }
        else if (left > 0 && narrow == Vector512<T>.Count)
        {
            Across<Lanes256<T>, Vector256<T>, T>(p, rows, ref x, ref z);
        }
        else if (left > 0 && narrow == Vector256<T>.Count)
        {
            Across<Lanes128<T>, Vector128<T>, T>(p, rows, ref x, ref z);
        }
        else if (left > 0)
        {
            Across<OneLane<T>, T, T>(p, rows, ref x, ref z);
        }
    }

    private static void Strip<TStrip, T>(in Product<T> p, int rows, int column, ref T x, ref T z)
        where TStrip : struct, IStrip<TStrip, T>
        where T : unmanaged
    {
        Tiles.Column<TStrip, T>(
            rows, ref x, p.XRow, p.XStep, ref Unsafe.Add(ref p.Y, column), p.YStep, p.Inner, ref Unsafe.Add(ref z, column), p.ZRow,
            add: false);
    }
}
