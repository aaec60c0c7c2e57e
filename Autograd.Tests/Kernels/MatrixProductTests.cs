using System.Diagnostics;
using System.Numerics;
using System.Runtime.Intrinsics;
using Autograd.Kernels;

namespace Autograd.Tests.Kernels;

/// <summary>The matrix product against plain loops, its bits, what is not finite, and the same on narrower hardware.</summary>
public class MatrixProductTests
{
    private static readonly (bool, bool)[] Flags = [(false, false), (false, true), (true, false), (true, true)];

    /// <summary>On both sides of every border: tiles, strips, runs, blocks, a single row or column, enough for several threads.</summary>
    private static readonly (int Rows, int Inner, int Columns)[] Shapes =
    [
        (130, 150, 170), (64, 784, 128), (13, 1030, 97), (1025, 300, 40), (37, 600, 1100), (1, 1500, 1500), (1500, 1500, 1),
        (1, 3_000_000, 1), (2, 700, 900), (700, 1, 1700), (5, 257, 2), (200, 30, 1), (21925, 48, 1),
    ];

    [Fact]
    public void Compute_EveryShapeUpTo70_IsExactOnIntegers() => MatrixProductChecks.EveryShape();

    [Fact]
    public void Compute_RandomShapesFlagsAndBatches_IsWithinTheErrorOfASum() => MatrixProductChecks.RandomShapes(2000);

    [Theory]
    [InlineData("512", "EnableAVX512")]
    [InlineData("256", "EnableAVX2")]
    public async Task Compute_HardwareWithout_IsAsExact(string bits, string switchedOff)
    {
        var start = new ProcessStartInfo(
            Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet",
            ["exec", typeof(MatrixProductTests).Assembly.Location, Program.CheckMatrixProduct])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["DOTNET_" + switchedOff] = "0" },
        };
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();

        Assert.True(process.ExitCode == 0, await errors);
        Assert.Contains($"Vector{bits}: False", output);
        Assert.Contains("done", output);
    }

    [Fact]
    public void Compute_AnyNumberOfThreads_HasTheSameBits()
    {
        int limit = Workers.Limit;
        try
        {
            foreach ((int rows, int inner, int columns) in Shapes)
            {
                foreach ((bool transposeX, bool transposeY) in Flags)
                {
                    Workers.Limit = 1;
                    float[] one = Product<float>(rows, inner, columns, transposeX, transposeY);
                    foreach (int threads in new[] { 2, 3, 7, 64 })
                    {
                        Workers.Limit = threads;
                        Assert.Equal(one, Product<float>(rows, inner, columns, transposeX, transposeY));
                    }
                }
            }
        }
        finally
        {
            Workers.Limit = limit;
        }
    }

    [Fact]
    public void Compute_TransposedFactors_HaveTheSameBits()
    {
        foreach ((int rows, int inner, int columns) in Shapes.Where(shape => shape.Columns > 1))
        {
            double[] straight = Product<double>(rows, inner, columns, false, false);
            foreach ((bool transposeX, bool transposeY) in Flags)
            {
                Assert.Equal(straight, Product<double>(rows, inner, columns, transposeX, transposeY));
            }
        }
    }

    [Fact]
    public void Compute_SomeRows_HaveTheBitsTheyHaveAmongAll()
    {
        foreach ((int rows, int inner, int columns) in Shapes)
        {
            foreach (bool transposeY in new[] { false, true })
            {
                float[] x = Elements<float>(rows, inner, 1), y = Elements<float>(inner, columns, 2);
                float[] all = Product<float>(rows, inner, columns, x, false, y, transposeY);
                foreach ((int first, int count) in new[] { (0, 1), (rows - 1, 1), (rows / 3, (rows + 1) / 2) })
                {
                    float[] part = x[(first * inner)..((first + count) * inner)];
                    float[] some = Product<float>(count, inner, columns, part, false, y, transposeY);
                    Assert.Equal(all[(first * columns)..((first + count) * columns)], some);
                }
            }
        }
    }

    [Fact]
    public void Compute_FewRows_HaveTheBitsTheyHaveAmongMany() => MatrixProductChecks.FewRows();

    [Fact]
    public void Compute_NegativeSumThatUnderflows_HasItsSignInEveryRow()
    {
        foreach (int inner in new[] { 1, 3, 7, 15 })
        {
            float[] x = [.. Enumerable.Repeat(1e-30f, 60 * inner)], y = [.. Enumerable.Repeat(-1e-30f, inner)];
            float[] many = Product<float>(60, inner, 1, x, false, y, false), one = Product<float>(1, inner, 1, x[..inner], false, y, false);
            Assert.All(many, z => Assert.Equal(float.IsNegative(one[0]), float.IsNegative(z)));
        }
    }

    [Fact]
    public void MatMul_SliceOfRows_HasTheBitsOfTheSliceOfTheProduct()
    {
        Tensor<float> w = Tensor<float>.Normal(new Random(1), [100, 30], 0, 1), v = Tensor<float>.Normal(new Random(2), [30], 0, 1);
        Assert.Equal(w.MatMul(v).ToArray(), Enumerable.Range(0, 100).Select(i => w[i..(i + 1)].MatMul(v).ToArray()[0]));
    }

    [Fact]
    public void Compute_RegistersOfEveryWidth_HaveTheSameBits()
    {
        if (!Vector256.IsHardwareAccelerated)
        {
            return; // without fused multiply-add by hardware there is nothing to compare with
        }

        foreach ((int rows, int inner, int columns) in new[] { (29, 100, 77), (13, 256, 5), (30, 600, 300), (7, 300, 41) })
        {
            foreach ((bool transposeX, bool transposeY) in Flags)
            {
                double[] x = Elements<double>(transposeX ? inner : rows, transposeX ? rows : inner, 1);
                double[] y = Elements<double>(transposeY ? columns : inner, transposeY ? inner : columns, 2);
                double[] expected = Product<double>(rows, inner, columns, x, transposeX, y, transposeY), z = new double[rows * columns];
                var product = new GemmProblem<double>(1, x, transposeX, y, transposeY, rows, inner, columns, z);
                BlockedGemm.Compute<Register512<double>, Vector512<double>, double>(product);
                Assert.Equal(expected, z);
                BlockedGemm.Compute<Register256<double>, Vector256<double>, double>(product);
                Assert.Equal(expected, z);
                BlockedGemm.Compute<Register128<double>, Vector128<double>, double>(product);
                Assert.Equal(expected, z);
            }
        }
    }

    [Fact]
    public void Compute_NotANumberOrInfinity_StaysInItsRowAndColumn()
    {
        foreach ((int rows, int inner, int columns) in new[] { (13, 17, 33), (14, 300, 67), (30, 40, 1), (3, 2, 2), (1, 40, 9) })
        {
            foreach ((bool transposeX, bool transposeY) in Flags)
            {
                int row = rows - 1, step = inner - 1, column = columns - 1;
                float[] x = Elements<float>(rows, inner, 1), y = Elements<float>(inner, columns, 2);
                float[] finite = Product(x, y), withNaN = Product(With(x, (row * inner) + step, float.NaN), y);
                float[] zeros = With([.. y.Select(Math.Abs)], (step * columns) + column, 0);
                float[] infinite = Product(With(x, (row * inner) + step, float.PositiveInfinity), zeros);
                float[] withNaNInY = Product(x, With(y, (step * columns) + column, float.NaN));
                for (int i = 0; i < rows; i++)
                {
                    for (int j = 0; j < columns; j++)
                    {
                        int at = (i * columns) + j;
                        Assert.Equal(i == row ? float.NaN : finite[at], withNaN[at]);
                        Assert.Equal(j == column ? float.NaN : finite[at], withNaNInY[at]);
                        Assert.Equal(i == row, !float.IsFinite(infinite[at]));
                        Assert.Equal(i == row && j == column, float.IsNaN(infinite[at]));
                    }
                }

                float[] Product(float[] x, float[] y) => Product<float>(
                    rows, inner, columns, transposeX ? Turned(x, rows) : x, transposeX, transposeY ? Turned(y, inner) : y, transposeY);
            }
        }
    }

    [Fact]
    public void Compute_BatchesThatShareAFactor_AreTheSingleProducts()
    {
        const int batches = 3;
        foreach ((int rows, int inner, int columns) in new[] { (40, 50, 60), (13, 300, 70), (1, 40, 50), (40, 30, 1), (2, 3, 2) })
        {
            foreach ((bool transposeX, bool transposeY) in Flags)
            {
                foreach ((int xs, int ys) in new[] { (batches, batches), (1, batches), (batches, 1), (1, 1) })
                {
                    float[] x = Elements<float>(xs * rows, inner, 1), y = Elements<float>(ys * inner, columns, 2);
                    var z = new float[batches * rows * columns];
                    MatrixProduct.Compute<float>(batches, x, transposeX, y, transposeY, rows, inner, columns, z);
                    for (int batch = 0; batch < batches; batch++)
                    {
                        int atX = batch % xs * rows * inner, atY = batch % ys * inner * columns, atZ = batch * rows * columns;
                        float[] oneX = x[atX..(atX + (rows * inner))], oneY = y[atY..(atY + (inner * columns))];
                        float[] one = Product<float>(rows, inner, columns, oneX, transposeX, oneY, transposeY);
                        Assert.Equal(one, z[atZ..(atZ + (rows * columns))]);
                    }
                }
            }
        }
    }

    [Fact]
    public void Compute_NoInnerElements_IsZero()
    {
        float[] z = [1, 2, 3, 4, 5, 6];
        MatrixProduct.Compute<float>([], false, [], true, 2, 0, 3, z);
        Assert.Equal(new float[6], z);
        z = [1, 2, 3, 4, 5, 6];
        MatrixProduct.Compute<float>(3, [], true, [], true, 2, 0, 1, z);
        Assert.Equal(new float[6], z);
    }

    [Fact]
    public void Compute_WrongNumberOfElements_IsRefused()
    {
        Refuses(1, 5, 6, 4);
        Refuses(1, 6, 7, 4);
        Refuses(1, 6, 6, 3);
        Refuses(3, 12, 6, 12);
        Refuses(3, 18, 12, 12);
        Refuses(3, 18, 6, 11);

        static void Refuses(int batches, int x, int y, int z) => Assert.Throws<ArgumentException>(() =>
            MatrixProduct.Compute<float>(batches, new float[x], false, new float[y], false, 2, 3, 2, new float[z]));
    }

    [Fact]
    public void MatMul_BatchesOfSeveralAxes_AreTheSingleProducts()
    {
        Tensor<float> x = Tensor<float>.Normal(new Random(1), [2, 1, 3, 1, 9, 17], 0, 1);
        Tensor<float> y = Tensor<float>.Normal(new Random(2), [4, 1, 2, 17, 5], 0, 1);
        Tensor<float> z = x.MatMul(y);

        Assert.Equal([2, 4, 3, 2, 9, 5], z.Shape);
        foreach ((int a, int b, int c, int d) in from n in Enumerable.Range(0, 48) select (n / 24, n / 6 % 4, n / 2 % 3, n % 2))
        {
            Assert.Equal(x[a, 0, c, 0].MatMul(y[b, 0, d]).ToArray(), z[a, b, c, d].ToArray());
        }
    }

    /// <summary>The product of the same two matrices, in whichever orientation they lie.</summary>
    private static T[] Product<T>(int rows, int inner, int columns, bool transposeX, bool transposeY)
        where T : unmanaged, INumberBase<T>
    {
        T[] x = Elements<T>(rows, inner, 1), y = Elements<T>(inner, columns, 2);
        return Product(rows, inner, columns, transposeX ? Turned(x, rows) : x, transposeX, transposeY ? Turned(y, inner) : y, transposeY);
    }

    private static T[] Product<T>(int rows, int inner, int columns, T[] x, bool transposeX, T[] y, bool transposeY)
        where T : unmanaged, INumberBase<T>
    {
        var z = new T[rows * columns];
        MatrixProduct.Compute<T>(x, transposeX, y, transposeY, rows, inner, columns, z);
        return z;
    }

    private static T[] Elements<T>(int rows, int columns, int seed)
        where T : unmanaged, INumberBase<T>
    {
        var random = new Random(seed);
        var elements = new T[rows * columns];
        for (int i = 0; i < elements.Length; i++)
        {
            elements[i] = T.CreateTruncating(random.NextDouble() - 0.4);
        }

        return elements;
    }

    private static float[] With(float[] elements, int at, float value)
    {
        float[] changed = [.. elements];
        changed[at] = value;
        return changed;
    }

    private static T[] Turned<T>(T[] matrix, int rows)
    {
        int columns = matrix.Length / rows;
        var turned = new T[matrix.Length];
        for (int i = 0; i < matrix.Length; i++)
        {
            turned[(i % columns * rows) + (i / columns)] = matrix[i];
        }

        return turned;
    }
}
