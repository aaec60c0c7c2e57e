using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Autograd.Kernels;

/// <summary>
/// The matrix product of matrices so small, or so flat, that packing them costs more than it saves: the micro-kernels read both factors
/// where they lie. Needs rows of op(y) that are contiguous, and an inner size up to KC.
/// </summary>
internal static class UnpackedGemm
{
    /// <summary>z, MR rows at a time.</summary>
    public static void Compute<TRegister, TVector, T>(in GemmProblem<T> p)
        where TRegister : struct, IRegister<TVector, T>
        where TVector : unmanaged
        where T : unmanaged, INumberBase<T>
    {
        int mr = MicroKernel.MaxRows(TRegister.Registers);
        for (int batch = 0; batch < p.Batches; batch++)
        {
            for (int row = 0; row < p.Rows; row += mr)
            {
                Across<TRegister, TVector, T>(
                    p, Math.Min(mr, p.Rows - row), ref Unsafe.Add(ref p.X, (batch * p.XBatch) + (row * p.XRow)),
                    ref Unsafe.Add(ref p.Z, (batch * p.ZBatch) + (row * p.ZRow)));
            }
        }
    }

    /// <summary>
    /// The rows of a micro-tile, register block after register block. What is left at the right edge is computed by a block that ends at
    /// the edge and overlaps the one before, whose elements it computes again, to the same bits; where even one register is too wide,
    /// narrower ones do the same.
    /// </summary>
    private static void Across<TRegister, TVector, T>(in GemmProblem<T> p, int rows, ref T x, ref T z)
        where TRegister : struct, IRegister<TVector, T>
        where TVector : unmanaged
        where T : unmanaged, INumberBase<T>
    {
        int narrow = TRegister.Count, wide = 2 * narrow, column = 0;
        for (; column + wide <= p.Columns; column += wide)
        {
            Panel<TwoRegisters<TRegister, TVector, T>, T>(p, rows, column, ref x, ref z);
        }

        int left = p.Columns - column;
        if (left > narrow && column > 0)
        {
            Panel<TwoRegisters<TRegister, TVector, T>, T>(p, rows, p.Columns - wide, ref x, ref z);
            return;
        }

        if (left > narrow)
        {
            Panel<OneRegister<TRegister, TVector, T>, T>(p, rows, column, ref x, ref z);
        }

        if (left > 0 && p.Columns >= narrow)
        {
            Panel<OneRegister<TRegister, TVector, T>, T>(p, rows, p.Columns - narrow, ref x, ref z);
        }
        else if (left > 0 && narrow == Vector512<T>.Count)
        {
            Across<Register256<T>, Vector256<T>, T>(p, rows, ref x, ref z);
        }
        else if (left > 0 && narrow == Vector256<T>.Count)
        {
            Across<Register128<T>, Vector128<T>, T>(p, rows, ref x, ref z);
        }
        else if (left > 0)
        {
            Across<ScalarRegister<T>, T, T>(p, rows, ref x, ref z);
        }
    }

    private static void Panel<TBlock, T>(in GemmProblem<T> p, int rows, int column, ref T x, ref T z)
        where TBlock : struct, IRegisterBlock<TBlock, T>
        where T : unmanaged
    {
        MicroKernel.Panel<TBlock, T>(
            rows, ref x, p.XRow, p.XStep, ref Unsafe.Add(ref p.Y, column), p.YStep, p.Inner, ref Unsafe.Add(ref z, column), p.ZRow,
            add: false);
    }
}
