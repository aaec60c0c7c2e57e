using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Autograd.Kernels;

/// <summary>
/// z = op(x)·op(y) for row-major matrices, where op transposes or not: a matrix is read in the layout in which it lies.
/// </summary>
/// <remarks>
/// <para>
/// An element of z is a sum whose order depends on the inner size alone, not on the other sizes, the flags, the number of threads or the
/// width of the registers: chains of multiply-adds over runs of <see cref="BlockedGemm.Depth"/>, and the sum of the runs. The one
/// exception is a single column, where x is not transposed: dot products along contiguous rows, summed in 32 or 16 lanes, in an order
/// that again depends on the inner size alone. So the product of some rows of x has the bits of these rows of the whole product. A
/// transposed x of a single column lies like a row and counts as one: xᵀ·y of two columns is a dot product too, although it is a chain
/// where x has more columns, because a chain alone, each step waiting for the one before, would take many times as long.
/// </para>
/// <para>
/// Every product of two elements takes part, so NaN and ∞ behave as in IEEE 754. All of z is written, and nothing of it is read first.
/// </para>
/// </remarks>
internal static class MatrixProduct
{
    /// <summary>Below so many multiplications (some 10 µs) a second thread costs more than it does.</summary>
    private const long ParallelThreshold = 1 << 20;

    /// <summary>A matrix y of so many bytes stays in the second-level cache where it lies.</summary>
    private const int UnpackedBytes = 128 * 1024;

    /// <summary>Computes z, rows × columns, from op(x), rows × inner, and op(y), inner × columns.</summary>
    public static void Compute<T>(
        ReadOnlySpan<T> x, bool transposeX, ReadOnlySpan<T> y, bool transposeY, int rows, int inner, int columns, Span<T> z)
        where T : unmanaged, INumberBase<T>
    {
        Require(x.Length, (long)rows * inner);
        Require(y.Length, (long)inner * columns);
        Require(z.Length, (long)rows * columns);
        var product = new GemmProblem<T>(1, x, transposeX, y, transposeY, rows, inner, columns, z);
        if (TinyGemm.Suits(product))
        {
            TinyGemm.Compute(product);
        }
        else
        {
            Partition(product);
        }
    }

    /// <summary>
    /// As many products of the same sizes. The matrices of z lie one after another, and those of x and y too, unless there is but one for
    /// all.
    /// </summary>
    public static void Compute<T>(
        int batches, ReadOnlySpan<T> x, bool transposeX, ReadOnlySpan<T> y, bool transposeY, int rows, int inner, int columns, Span<T> z)
        where T : unmanaged, INumberBase<T>
    {
        Require(x.Length, (x.Length == (long)rows * inner ? 1L : batches) * rows * inner);
        Require(y.Length, (y.Length == (long)inner * columns ? 1L : batches) * inner * columns);
        Require(z.Length, (long)batches * rows * columns);
        if (x.Length == (long)batches * rows * inner && y.Length == inner * columns && !transposeX)
        {
            Compute(x, transposeX, y, transposeY, batches * rows, inner, columns, z); // one matrix below another: a tall matrix
        }
        else if (inner == 0)
        {
            z.Clear();
        }
        else if (!z.IsEmpty)
        {
            Partition(new GemmProblem<T>(batches, x, transposeX, y, transposeY, rows, inner, columns, z));
        }
    }

    /// <summary>Gives every thread its part of z, so that no sum is ever divided.</summary>
    private static void Partition<T>(in GemmProblem<T> p)
        where T : unmanaged, INumberBase<T>
    {
        int threads = p.Work * p.Batches < ParallelThreshold ? 1 : Workers.Limit;
        if (threads == 1)
        {
            Compute(p);
            return;
        }

        var parts = new GemmPartition<T>(p, threads);
        Workers.Run(parts.Count, ref parts);
    }

    /// <summary>The whole product on this thread, in the way that suits its shape.</summary>
    internal static void Compute<T>(in GemmProblem<T> p)
        where T : unmanaged, INumberBase<T>
    {
        if (Vector512.IsHardwareAccelerated)
        {
            Compute<Register512<T>, Vector512<T>, T>(p);
        }
        else if (Vector256.IsHardwareAccelerated)
        {
            Compute<Register256<T>, Vector256<T>, T>(p);
        }
        else
        {
            Compute<Register128<T>, Vector128<T>, T>(p);
        }
    }

    private static void Compute<TRegister, TVector, T>(in GemmProblem<T> p)
        where TRegister : struct, IRegister<TVector, T>
        where TVector : unmanaged
        where T : unmanaged, INumberBase<T>
    {
        if (p.Batches > 1 && (p.Work <= TinyGemm.MaxWork || p.YBatch != 0 || p.Form != GemmForm.Gemm))
        {
            for (int batch = 0; batch < p.Batches; batch++)
            {
                Compute<TRegister, TVector, T>(p.Some(batch, 1));
            }
        }
        else if (TinyGemm.Suits(p))
        {
            TinyGemm.Compute(p);
        }
        else if (p.Form == GemmForm.GemvDot)
        {
            Gemv.Dot(p);
        }
        else if (p.Form == GemmForm.GemvAxpy)
        {
            Gemv.Axpy<TRegister, TVector, T>(p);
        }
        else if (p.YColumn == 1 && p.Inner <= BlockedGemm.Depth(p.Inner)
            && (p.Rows <= MicroKernel.MaxRows(TRegister.Registers) || (long)p.Inner * p.Columns * Unsafe.SizeOf<T>() <= UnpackedBytes))
        {
            UnpackedGemm.Compute<TRegister, TVector, T>(p);
        }
        else
        {
            BlockedGemm.Compute<TRegister, TVector, T>(p);
        }
    }

    private static void Require(int length, long needed)
    {
        if (length != needed)
        {
            throw new ArgumentException($"MatrixProduct: {length} elements where the sizes ask for {needed}.");
        }
    }
}
