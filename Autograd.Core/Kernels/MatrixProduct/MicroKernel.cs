using System.Runtime.CompilerServices;

namespace Autograd.Kernels;

/// <summary>
/// The micro-kernels of the matrix product. A micro-tile of z, a few rows high and one register block wide, stays in registers while k runs
/// over the inner axis: each rank-1 update loads one block of y and multiplies it by one element from every row of x, so that two loads and
/// twelve broadcasts feed twenty-four multiply-adds. Twelve rows of two registers are what 32 registers hold, six what 16 hold; the lower
/// micro-tiles are for the rows that are left. Written out row by row, because the compiler keeps locals in registers, but not arrays.
/// </summary>
/// <remarks>
/// op(x)[i, k] lies at x + i·xRow + k·xStep, whatever its orientation, and a block of op(y)[k, …] at y + k·yStep.
/// An element is the chain of multiply-adds ((0 + x₀y₀) + x₁y₁) + … in every one of them.
/// </remarks>
internal static class MicroKernel
{
    /// <summary>The rows of the highest micro-tile.</summary>
    public static int MaxRows(int registers) => registers >= 32 ? 12 : 6;

    /// <summary>A panel of z, one register block wide, of as many rows as there are: the highest micro-tiles that fit.</summary>
    public static void Panel<TBlock, T>(
        int rows, ref T x, nint xRow, nint xStep, ref T y, nint yStep, int inner, ref T z, nint zRow, bool add)
        where TBlock : struct, IRegisterBlock<TBlock, T>
        where T : unmanaged
    {
        while (rows > 0)
        {
            int height;
            if (TBlock.Registers >= 32 && rows >= 8)
            {
                height = rows >= 12 ? 12 : 8;
                if (height == 12)
                {
                    Rows12<TBlock, T>(ref x, xRow, xStep, ref y, yStep, inner, ref z, zRow, add);
                }
                else
                {
                    Rows8<TBlock, T>(ref x, xRow, xStep, ref y, yStep, inner, ref z, zRow, add);
                }
            }
            else if (TBlock.Registers < 32 && rows >= 6)
            {
                height = 6;
                Rows6<TBlock, T>(ref x, xRow, xStep, ref y, yStep, inner, ref z, zRow, add);
            }
            else if (rows >= 4)
            {
                height = 4;
                Rows4<TBlock, T>(ref x, xRow, xStep, ref y, yStep, inner, ref z, zRow, add);
            }
            else if (rows >= 2)
            {
                height = 2;
                Rows2<TBlock, T>(ref x, xRow, xStep, ref y, yStep, inner, ref z, zRow, add);
            }
            else
            {
                height = 1;
                Rows1<TBlock, T>(ref x, xStep, ref y, yStep, inner, ref z, add);
            }

            rows -= height;
            x = ref Unsafe.Add(ref x, height * xRow);
            z = ref Unsafe.Add(ref z, height * zRow);
        }
    }

    /// <summary>Twelve rows of z, one block wide.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void Rows12<TBlock, T>(ref T x, nint xRow, nint xStep, ref T y, nint yStep, int inner, ref T z, nint zRow, bool add)
        where TBlock : struct, IRegisterBlock<TBlock, T>
        where T : unmanaged
    {
        TBlock z0 = default, z1 = default, z2 = default, z3 = default, z4 = default, z5 = default;
        TBlock z6 = default, z7 = default, z8 = default, z9 = default, z10 = default, z11 = default;
        ref T x3 = ref Unsafe.Add(ref x, 3 * xRow);
        ref T x6 = ref Unsafe.Add(ref x, 6 * xRow);
        ref T x9 = ref Unsafe.Add(ref x, 9 * xRow);
        for (int k = 0; k < inner; k++)
        {
            TBlock block = TBlock.Load(in y);
            z0 = TBlock.AddScaled(x, block, z0);
            z1 = TBlock.AddScaled(Unsafe.Add(ref x, xRow), block, z1);
            z2 = TBlock.AddScaled(Unsafe.Add(ref x, 2 * xRow), block, z2);
            z3 = TBlock.AddScaled(x3, block, z3);
            z4 = TBlock.AddScaled(Unsafe.Add(ref x3, xRow), block, z4);
            z5 = TBlock.AddScaled(Unsafe.Add(ref x3, 2 * xRow), block, z5);
            z6 = TBlock.AddScaled(x6, block, z6);
            z7 = TBlock.AddScaled(Unsafe.Add(ref x6, xRow), block, z7);
            z8 = TBlock.AddScaled(Unsafe.Add(ref x6, 2 * xRow), block, z8);
            z9 = TBlock.AddScaled(x9, block, z9);
            z10 = TBlock.AddScaled(Unsafe.Add(ref x9, xRow), block, z10);
            z11 = TBlock.AddScaled(Unsafe.Add(ref x9, 2 * xRow), block, z11);
            x = ref Unsafe.Add(ref x, xStep);
            x3 = ref Unsafe.Add(ref x3, xStep);
            x6 = ref Unsafe.Add(ref x6, xStep);
            x9 = ref Unsafe.Add(ref x9, xStep);
            y = ref Unsafe.Add(ref y, yStep);
        }

        z0.Store(ref z, add);
        z1.Store(ref Unsafe.Add(ref z, zRow), add);
        z2.Store(ref Unsafe.Add(ref z, 2 * zRow), add);
        z3.Store(ref Unsafe.Add(ref z, 3 * zRow), add);
        z4.Store(ref Unsafe.Add(ref z, 4 * zRow), add);
        z5.Store(ref Unsafe.Add(ref z, 5 * zRow), add);
        z6.Store(ref Unsafe.Add(ref z, 6 * zRow), add);
        z7.Store(ref Unsafe.Add(ref z, 7 * zRow), add);
        z8.Store(ref Unsafe.Add(ref z, 8 * zRow), add);
        z9.Store(ref Unsafe.Add(ref z, 9 * zRow), add);
        z10.Store(ref Unsafe.Add(ref z, 10 * zRow), add);
        z11.Store(ref Unsafe.Add(ref z, 11 * zRow), add);
    }

    /// <summary>Eight rows of z, one block wide.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void Rows8<TBlock, T>(ref T x, nint xRow, nint xStep, ref T y, nint yStep, int inner, ref T z, nint zRow, bool add)
        where TBlock : struct, IRegisterBlock<TBlock, T>
        where T : unmanaged
    {
        TBlock z0 = default, z1 = default, z2 = default, z3 = default, z4 = default, z5 = default;
        TBlock z6 = default, z7 = default;
        ref T x3 = ref Unsafe.Add(ref x, 3 * xRow);
        ref T x6 = ref Unsafe.Add(ref x, 6 * xRow);
        for (int k = 0; k < inner; k++)
        {
            TBlock block = TBlock.Load(in y);
            z0 = TBlock.AddScaled(x, block, z0);
            z1 = TBlock.AddScaled(Unsafe.Add(ref x, xRow), block, z1);
            z2 = TBlock.AddScaled(Unsafe.Add(ref x, 2 * xRow), block, z2);
            z3 = TBlock.AddScaled(x3, block, z3);
            z4 = TBlock.AddScaled(Unsafe.Add(ref x3, xRow), block, z4);
            z5 = TBlock.AddScaled(Unsafe.Add(ref x3, 2 * xRow), block, z5);
            z6 = TBlock.AddScaled(x6, block, z6);
            z7 = TBlock.AddScaled(Unsafe.Add(ref x6, xRow), block, z7);
            x = ref Unsafe.Add(ref x, xStep);
            x3 = ref Unsafe.Add(ref x3, xStep);
            x6 = ref Unsafe.Add(ref x6, xStep);
            y = ref Unsafe.Add(ref y, yStep);
        }

        z0.Store(ref z, add);
        z1.Store(ref Unsafe.Add(ref z, zRow), add);
        z2.Store(ref Unsafe.Add(ref z, 2 * zRow), add);
        z3.Store(ref Unsafe.Add(ref z, 3 * zRow), add);
        z4.Store(ref Unsafe.Add(ref z, 4 * zRow), add);
        z5.Store(ref Unsafe.Add(ref z, 5 * zRow), add);
        z6.Store(ref Unsafe.Add(ref z, 6 * zRow), add);
        z7.Store(ref Unsafe.Add(ref z, 7 * zRow), add);
    }

    /// <summary>Six rows of z, one block wide.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void Rows6<TBlock, T>(ref T x, nint xRow, nint xStep, ref T y, nint yStep, int inner, ref T z, nint zRow, bool add)
        where TBlock : struct, IRegisterBlock<TBlock, T>
        where T : unmanaged
    {
        TBlock z0 = default, z1 = default, z2 = default, z3 = default, z4 = default, z5 = default;
        ref T x3 = ref Unsafe.Add(ref x, 3 * xRow);
        for (int k = 0; k < inner; k++)
        {
            TBlock block = TBlock.Load(in y);
            z0 = TBlock.AddScaled(x, block, z0);
            z1 = TBlock.AddScaled(Unsafe.Add(ref x, xRow), block, z1);
            z2 = TBlock.AddScaled(Unsafe.Add(ref x, 2 * xRow), block, z2);
            z3 = TBlock.AddScaled(x3, block, z3);
            z4 = TBlock.AddScaled(Unsafe.Add(ref x3, xRow), block, z4);
            z5 = TBlock.AddScaled(Unsafe.Add(ref x3, 2 * xRow), block, z5);
            x = ref Unsafe.Add(ref x, xStep);
            x3 = ref Unsafe.Add(ref x3, xStep);
            y = ref Unsafe.Add(ref y, yStep);
        }

        z0.Store(ref z, add);
        z1.Store(ref Unsafe.Add(ref z, zRow), add);
        z2.Store(ref Unsafe.Add(ref z, 2 * zRow), add);
        z3.Store(ref Unsafe.Add(ref z, 3 * zRow), add);
        z4.Store(ref Unsafe.Add(ref z, 4 * zRow), add);
        z5.Store(ref Unsafe.Add(ref z, 5 * zRow), add);
    }

    /// <summary>Four rows of z, one block wide.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void Rows4<TBlock, T>(ref T x, nint xRow, nint xStep, ref T y, nint yStep, int inner, ref T z, nint zRow, bool add)
        where TBlock : struct, IRegisterBlock<TBlock, T>
        where T : unmanaged
    {
        TBlock z0 = default, z1 = default, z2 = default, z3 = default;
        ref T x3 = ref Unsafe.Add(ref x, 3 * xRow);
        for (int k = 0; k < inner; k++)
        {
            TBlock block = TBlock.Load(in y);
            z0 = TBlock.AddScaled(x, block, z0);
            z1 = TBlock.AddScaled(Unsafe.Add(ref x, xRow), block, z1);
            z2 = TBlock.AddScaled(Unsafe.Add(ref x, 2 * xRow), block, z2);
            z3 = TBlock.AddScaled(x3, block, z3);
            x = ref Unsafe.Add(ref x, xStep);
            x3 = ref Unsafe.Add(ref x3, xStep);
            y = ref Unsafe.Add(ref y, yStep);
        }

        z0.Store(ref z, add);
        z1.Store(ref Unsafe.Add(ref z, zRow), add);
        z2.Store(ref Unsafe.Add(ref z, 2 * zRow), add);
        z3.Store(ref Unsafe.Add(ref z, 3 * zRow), add);
    }

    /// <summary>Two rows of z, one block wide.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void Rows2<TBlock, T>(ref T x, nint xRow, nint xStep, ref T y, nint yStep, int inner, ref T z, nint zRow, bool add)
        where TBlock : struct, IRegisterBlock<TBlock, T>
        where T : unmanaged
    {
        TBlock z0 = default, z1 = default;
        for (int k = 0; k < inner; k++)
        {
            TBlock block = TBlock.Load(in y);
            z0 = TBlock.AddScaled(x, block, z0);
            z1 = TBlock.AddScaled(Unsafe.Add(ref x, xRow), block, z1);
            x = ref Unsafe.Add(ref x, xStep);
            y = ref Unsafe.Add(ref y, yStep);
        }

        z0.Store(ref z, add);
        z1.Store(ref Unsafe.Add(ref z, zRow), add);
    }

    /// <summary>One row of z, one block wide.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void Rows1<TBlock, T>(ref T x, nint xStep, ref T y, nint yStep, int inner, ref T z, bool add)
        where TBlock : struct, IRegisterBlock<TBlock, T>
        where T : unmanaged
    {
        TBlock z0 = default;
        for (int k = 0; k < inner; k++)
        {
            TBlock block = TBlock.Load(in y);
            z0 = TBlock.AddScaled(x, block, z0);
            x = ref Unsafe.Add(ref x, xStep);
            y = ref Unsafe.Add(ref y, yStep);
        }

        z0.Store(ref z, add);
    }
}
