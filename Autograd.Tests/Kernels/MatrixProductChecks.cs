using System.Numerics;
using System.Runtime.InteropServices;
using Autograd.Kernels;

namespace Autograd.Tests.Kernels;

/// <summary>What must hold of the matrix product on hardware of every width: run here, and again in processes that have less.</summary>
internal static class MatrixProductChecks
{
    public const int Side = 70;

    private const int Guard = 40; // elements around a matrix that nobody may use: not numbers, and for a result they must stay so

    private static readonly (bool, bool)[] Flags = [(false, false), (false, true), (true, false), (true, true)];

    /// <summary>
    /// Every number of rows, inner steps and columns from 0 to 70, each with all four flags, to the bit: the elements are small integers,
    /// and the product for one more inner step is the one before and an outer product.
    /// </summary>
    public static void EveryShape()
    {
        var random = new Random(1);
        float[,] x = Integers(random), y = Integers(random);
        float[][] sums = Sums(x, y);
        float[,][] ys = new float[Side + 1, Side + 1][], turnedYs = new float[Side + 1, Side + 1][];
        for (int inner = 0; inner <= Side; inner++)
        {
            for (int columns = 0; columns <= Side; columns++)
            {
                ys[inner, columns] = Guarded(inner, columns, (k, j) => y[k, j]);
                turnedYs[inner, columns] = Guarded(columns, inner, (j, k) => y[k, j]);
            }
        }

        var z = new float[Guard + (Side * Side) + Guard];
        for (int rows = 0; rows <= Side; rows++)
        {
            for (int inner = 0; inner <= Side; inner++)
            {
                float[] straight = Guarded(rows, inner, (i, k) => x[i, k]), turned = Guarded(inner, rows, (k, i) => x[i, k]);
                for (int columns = 0; columns <= Side; columns++)
                {
                    foreach ((bool transposeX, bool transposeY) in Flags)
                    {
                        Array.Fill(z, float.NaN);
                        MatrixProduct.Compute(
                            Inside(transposeX ? turned : straight, rows * inner), transposeX,
                            Inside((transposeY ? turnedYs : ys)[inner, columns], inner * columns), transposeY,
                            rows, inner, columns, z.AsSpan(Guard, rows * columns));
                        if (!IsSum(z, sums[inner], rows, columns))
                        {
                            Assert.Fail($"{(rows, inner, columns)}, transposed {(transposeX, transposeY)}");
                        }
                    }
                }
            }
        }
    }

    /// <summary>Random shapes in double, with transposed and shared factors in batches, within the error that a sum may have.</summary>
    public static void RandomShapes(int count)
    {
        var random = new Random(2);
        for (int n = 0; n < count; n++)
        {
            int rows = Extent(random, 300), inner = Extent(random, 900), columns = Extent(random, 300);
            int batches = Math.Min(4, Extent(random, 9));
            while ((long)rows * inner * columns * batches > 200_000)
            {
                (rows, inner, columns) = random.Next(3) switch
                {
                    0 => (rows / 2, inner, columns),
                    1 => (rows, inner / 2, columns),
                    _ => (rows, inner, columns / 2),
                };
            }

            (bool transposeX, bool transposeY) = Flags[random.Next(4)];
            double[] x = Normal(random, (random.Next(3) == 0 ? 1 : batches) * rows * inner);
            double[] y = Normal(random, (random.Next(3) == 0 ? 1 : batches) * inner * columns);
            var z = new double[batches * rows * columns];
            Array.Fill(z, double.NaN);
            MatrixProduct.Compute(batches, x, transposeX, y, transposeY, rows, inner, columns, z);
            for (int batch = 0; batch < batches; batch++)
            {
                AssertNear(
                    Matrix(x, batch, rows * inner), transposeX, Matrix(y, batch, inner * columns), transposeY,
                    rows, inner, columns, z.AsSpan(batch * rows * columns, rows * columns));
            }
        }
    }

    /// <summary>
    /// The bits of a few rows, alone and among many: on both sides of the border between a product that is small and one that is not.
    /// </summary>
    public static void FewRows()
    {
        FewRows<float>();
        FewRows<double>();
    }

    private static void FewRows<T>()
        where T : unmanaged, INumberBase<T>
    {
        const int rows = 100;
        var random = new Random(3);
        foreach (int inner in Enumerable.Range(1, Side).Concat([255, 256, 257, 300, 513, 1000, 4099]))
        {
            foreach (int columns in new[] { 1, 2, 3, 5, 16, 33 })
            {
                T[] x = [.. Normal(random, rows * inner).Select(T.CreateTruncating)];
                T[] y = [.. Normal(random, inner * columns).Select(T.CreateTruncating)];
                foreach (bool transposeY in new[] { false, true })
                {
                    var all = new T[rows * columns];
                    MatrixProduct.Compute<T>(x, false, y, transposeY, rows, inner, columns, all);
                    foreach (int count in new[] { 1, 2, 3, 4, 5, 6, 7, 13, 49 })
                    {
                        for (int first = 0; first + count <= rows; first += 31)
                        {
                            Span<T> part = x.AsSpan(first * inner, count * inner), few = new T[count * columns];
                            MatrixProduct.Compute<T>(part, false, y, transposeY, count, inner, columns, few);
                            Span<T> expected = all.AsSpan(first * columns, few.Length);
                            if (!MemoryMarshal.AsBytes(expected).SequenceEqual(MemoryMarshal.AsBytes(few)))
                            {
                                Assert.Fail($"{typeof(T).Name}: {count} rows of {(rows, inner, columns)}, y transposed: {transposeY}");
                            }
                        }
                    }
                }
            }
        }
    }

    private static double[] Normal(Random random, int count) =>
        [.. Enumerable.Range(0, count).Select(_ => random.NextDouble() - random.NextDouble())];

    /// <summary>op(x)·op(y), element by element, and what it may differ by.</summary>
    private static void AssertNear(
        ReadOnlySpan<double> x, bool transposeX, ReadOnlySpan<double> y, bool transposeY, int rows, int inner, int columns,
        ReadOnlySpan<double> z)
    {
        int xRow = transposeX ? 1 : inner, xStep = transposeX ? rows : 1;
        int yStep = transposeY ? 1 : columns, yColumn = transposeY ? inner : 1;
        for (int i = 0; i < rows; i++)
        {
            for (int j = 0; j < columns; j++)
            {
                double sum = 0, size = 0;
                for (int k = 0; k < inner; k++)
                {
                    double product = x[(i * xRow) + (k * xStep)] * y[(k * yStep) + (j * yColumn)];
                    sum += product;
                    size += Math.Abs(product);
                }

                if (!(Math.Abs(z[(i * columns) + j] - sum) <= inner * 2.3e-16 * size))
                {
                    Assert.Fail($"{(rows, inner, columns)}, transposed {(transposeX, transposeY)}, at {(i, j)}: not {sum}");
                }
            }
        }
    }

    private static ReadOnlySpan<double> Matrix(double[] matrices, int batch, int count) =>
        matrices.AsSpan(matrices.Length == count ? 0 : batch * count, count);

    /// <summary>Small as often as large, and 0 now and then.</summary>
    private static int Extent(Random random, int most) => random.Next(20) == 0 ? 0 : (int)Math.Exp(random.NextDouble() * Math.Log(most));

    private static float[,] Integers(Random random)
    {
        var matrix = new float[Side, Side];
        for (int i = 0; i < matrix.Length; i++)
        {
            matrix[i / Side, i % Side] = random.Next(-9, 10);
        }

        return matrix;
    }

    /// <summary>For every inner size the whole product.</summary>
    private static float[][] Sums(float[,] x, float[,] y)
    {
        var sums = new float[Side + 1][];
        sums[0] = new float[Side * Side];
        for (int inner = 1; inner <= Side; inner++)
        {
            sums[inner] = [.. sums[inner - 1]];
            for (int i = 0; i < Side * Side; i++)
            {
                sums[inner][i] += x[i / Side, inner - 1] * y[inner - 1, i % Side];
            }
        }

        return sums;
    }

    private static float[] Guarded(int rows, int columns, Func<int, int, float> element)
    {
        var matrix = new float[Guard + (rows * columns) + Guard];
        Array.Fill(matrix, float.NaN);
        for (int i = 0; i < rows * columns; i++)
        {
            matrix[Guard + i] = element(i / columns, i % columns);
        }

        return matrix;
    }

    private static ReadOnlySpan<float> Inside(float[] guarded, int count) => guarded.AsSpan(Guard, count);

    private static bool IsSum(float[] z, float[] sum, int rows, int columns)
    {
        for (int i = 0; i < rows; i++)
        {
            if (!z.AsSpan(Guard + (i * columns), columns).SequenceEqual(sum.AsSpan(i * Side, columns)))
            {
                return false;
            }
        }

        int end = Guard + (rows * columns);
        return !z.AsSpan(0, Guard).ContainsAnyExcept(float.NaN) && !z.AsSpan(end, Guard).ContainsAnyExcept(float.NaN);
    }
}
