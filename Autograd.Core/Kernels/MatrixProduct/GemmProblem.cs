using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Autograd.Kernels;

/// <summary>How a product is computed: decided once for the whole, so that a narrow part of it is computed in the same way.</summary>
internal enum GemmForm
{
    /// <summary>Micro-tiles of z.</summary>
    Gemm,

    /// <summary>One column of z: each element a dot product of two contiguous rows.</summary>
    GemvDot,

    /// <summary>One row of z: axpys, the contiguous rows of y each times an element of x.</summary>
    GemvAxpy,
}

/// <summary>
/// z = op(x)·op(y), or several: op(x)[i, k] lies at x + i·xRow + k·xStep, op(y)[k, j] at y + k·yStep + j·yColumn and z[i, j] at
/// z + i·zRow + j, so that a transposed factor is one with other strides, and a part of z is a product of its own.
/// </summary>
internal ref struct GemmProblem<T>
{
    public ref T X, Y, Z;
    public nint XRow, XStep, YStep, YColumn, ZRow;
    public int Rows, Inner, Columns;
    public GemmForm Form;

    /// <summary>How many products there are, and the strides of their matrices: 0 where all have the same.</summary>
    public int Batches;
    public nint XBatch, YBatch, ZBatch;

    public GemmProblem(
        int batches, ReadOnlySpan<T> x, bool transposeX, ReadOnlySpan<T> y, bool transposeY, int rows, int inner, int columns, Span<T> z)
    {
        X = ref MemoryMarshal.GetReference(x);
        Y = ref MemoryMarshal.GetReference(y);
        Z = ref MemoryMarshal.GetReference(z);
        (XRow, XStep) = transposeX && rows > 1 ? (1, rows) : (inner, 1);
        (YStep, YColumn) = transposeY && columns > 1 ? (1, inner) : (columns, 1);
        ZRow = columns;
        (Rows, Inner, Columns) = (rows, inner, columns);
        Batches = batches;
        XBatch = x.Length == rows * inner ? 0 : rows * inner;
        YBatch = y.Length == inner * columns ? 0 : inner * columns;
        ZBatch = rows * columns;
        if (columns == 1 && XStep == 1)
        {
            Form = GemmForm.GemvDot;
        }
        else if (columns == 1)
        {
            // A column xᵀ·y is the row yᵀ·x.
            Form = GemmForm.GemvAxpy;
            ref T vector = ref Y;
            Y = ref X;
            X = ref vector;
            (XStep, YStep, YColumn) = (1, rows, 1);
            (Rows, Columns) = (1, rows);
            (XBatch, YBatch) = (YBatch, XBatch);
        }
        else if (rows == 1 && YColumn == 1)
        {
            Form = GemmForm.GemvAxpy;
        }
    }

    /// <summary>The multiplications of one of the products.</summary>
    public readonly long Work => (long)Rows * Inner * Columns;

    /// <summary>The product that makes these rows and columns of z.</summary>
    public readonly GemmProblem<T> Part(int row, int rows, int column, int columns)
    {
        GemmProblem<T> part = this;
        part.X = ref Unsafe.Add(ref X, row * XRow);
        part.Y = ref Unsafe.Add(ref Y, column * YColumn);
        part.Z = ref Unsafe.Add(ref Z, (row * ZRow) + column);
        (part.Rows, part.Columns) = (rows, columns);
        return part;
    }

    /// <summary>So many of the products, from one on.</summary>
    public readonly GemmProblem<T> Some(int batch, int batches)
    {
        GemmProblem<T> some = this;
        some.X = ref Unsafe.Add(ref X, batch * XBatch);
        some.Y = ref Unsafe.Add(ref Y, batch * YBatch);
        some.Z = ref Unsafe.Add(ref Z, batch * ZBatch);
        some.Batches = batches;
        return some;
    }
}
