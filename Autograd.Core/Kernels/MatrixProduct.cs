using System.Numerics;
using System.Numerics.Tensors;

namespace Autograd;

/// <summary>z = op(x)·op(y) for row-major matrices, where op transposes or not: a matrix is read in the layout in which it lies.</summary>
internal static class MatrixProduct
{
    /// <summary>
    /// Computes z, rows × columns, from op(x), rows × inner, and op(y), inner × columns. An element of z is a sum of the same products
    /// in an order that depends on the sizes and the flags alone.
    /// </summary>
    public static void Compute<T>(
        ReadOnlySpan<T> x, bool transposeX, ReadOnlySpan<T> y, bool transposeY, int rows, int inner, int columns, Span<T> z)
        where T : unmanaged, INumberBase<T>
    {
        z.Clear();
        if (transposeX && columns == 1)
        {
            for (int k = 0; k < inner; k++)
            {
                TensorPrimitives.MultiplyAdd(x.Slice(k * rows, rows), y[k], z, z);
            }

            return;
        }

        for (int row = 0; row < rows; row++)
        {
            Span<T> zs = z.Slice(row * columns, columns);
            if (!transposeX && (transposeY || columns == 1)) // a column lies in memory as a row does
            {
                ReadOnlySpan<T> xs = x.Slice(row * inner, inner);
                for (int column = 0; column < columns; column++)
                {
                    zs[column] = TensorPrimitives.Dot(xs, y.Slice(column * inner, inner));
                }

                continue;
            }

            for (int k = 0; k < inner; k++)
            {
                T factor = transposeX ? x[(k * rows) + row] : x[(row * inner) + k];
                if (!transposeY)
                {
                    TensorPrimitives.MultiplyAdd(y.Slice(k * columns, columns), factor, zs, zs);
                    continue;
                }

                for (int column = 0; column < columns; column++)
                {
                    zs[column] += factor * y[(column * inner) + k];
                }
            }
        }
    }
}
