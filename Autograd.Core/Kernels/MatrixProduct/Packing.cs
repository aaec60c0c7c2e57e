using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Autograd.Kernels;

/// <summary>The copies of blocks of both factors that the micro-kernels of a large matrix product read.</summary>
internal static class Packing
{
    /// <summary>
    /// Packs op(y) into micro-panels, each as wide as a register block: row after row, so that a micro-kernel reads it from front to back.
    /// A micro-panel at the edge is filled up with zeros to one or two registers.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Panels<TRegister, TVector, T>(ref T y, nint yStep, nint yColumn, int inner, int columns, ref T panel)
        where TRegister : struct, IRegister<TVector, T>
        where TVector : unmanaged
        where T : unmanaged
    {
        int narrow = TRegister.Count, wide = 2 * narrow, whole = yColumn == 1 ? columns / wide : 0;
        if (whole > 0)
        {
            WholePanels<TwoRegisters<TRegister, TVector, T>, T>(ref y, yStep, inner, whole, ref panel);
            y = ref Unsafe.Add(ref y, whole * wide);
            panel = ref Unsafe.Add(ref panel, whole * wide * inner);
            columns -= whole * wide;
        }

        for (; columns > 0; columns -= wide)
        {
            int width = columns <= narrow ? narrow : wide;
            if (columns < width)
            {
                MemoryMarshal.CreateSpan(ref panel, width * inner).Clear();
            }

            if (yColumn == 1)
            {
                Rows(ref y, yStep, inner, columns, ref panel, width);
            }
            else
            {
                PackTransposed.Columns(ref y, yColumn, inner, Math.Min(columns, width), ref panel, width);
            }

            panel = ref Unsafe.Add(ref panel, wide * inner);
            y = ref Unsafe.Add(ref y, wide * yColumn);
        }
    }

    /// <summary>Copies a block of op(x) in the orientation in which it lies.</summary>
    public static void Block<T>(ref T x, nint xRow, nint xStep, int rows, int inner, ref T block, nint blockRow, nint blockStep)
    {
        if (xStep == 1)
        {
            Rows(ref x, xRow, rows, inner, ref block, blockRow);
        }
        else
        {
            Rows(ref x, xStep, inner, rows, ref block, blockStep);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Rows<T>(ref T x, nint xRow, int rows, int length, ref T to, nint toRow)
    {
        for (int row = 0; row < rows; row++)
        {
            MemoryMarshal.CreateReadOnlySpan(ref x, length).CopyTo(MemoryMarshal.CreateSpan(ref to, length));
            x = ref Unsafe.Add(ref x, xRow);
            to = ref Unsafe.Add(ref to, toRow);
        }
    }

    /// <summary>Row after row, not panel after panel: long rows are prefetched sooner than many short ones.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void WholePanels<TBlock, T>(ref T y, nint yStep, int inner, int panels, ref T to)
        where TBlock : struct, IRegisterBlock<TBlock, T>
    {
        for (int k = 0; k < inner; k++)
        {
            for (int panel = 0; panel < panels; panel++)
            {
                TBlock block = TBlock.Load(ref Unsafe.Add(ref y, panel * TBlock.Width));
                block.Store(ref Unsafe.Add(ref to, panel * inner * TBlock.Width), add: false);
            }

            y = ref Unsafe.Add(ref y, yStep);
            to = ref Unsafe.Add(ref to, TBlock.Width);
        }
    }
}
