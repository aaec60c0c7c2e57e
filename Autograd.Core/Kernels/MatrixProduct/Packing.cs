using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Autograd.Kernels;

/// <summary>The copies of blocks of both factors that the tiles of a large matrix product read.</summary>
internal static class Packing
{
    /// <summary>
    /// Copies op(y) into panels, each as wide as a strip: row after row of the panel, so that a tile reads it from front to back. A panel
    /// at the edge is filled up with zeros to one or two registers.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Panels<TLanes, TVector, T>(ref T y, nint yStep, nint yColumn, int inner, int columns, ref T panel)
        where TLanes : struct, ILanes<TVector, T>
        where TVector : unmanaged
        where T : unmanaged
    {
        int narrow = TLanes.Count, wide = 2 * narrow, whole = yColumn == 1 ? columns / wide : 0;
        if (whole > 0)
        {
            Straight<Wide<TLanes, TVector, T>, T>(ref y, yStep, inner, whole, ref panel);
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
                Turning.Columns(ref y, yColumn, inner, Math.Min(columns, width), ref panel, width);
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

    /// <summary>Row after row, not panel after panel: long rows come from far away sooner than many short ones.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Straight<TStrip, T>(ref T y, nint yStep, int inner, int panels, ref T to)
        where TStrip : struct, IStrip<TStrip, T>
    {
        for (int k = 0; k < inner; k++)
        {
            for (int panel = 0; panel < panels; panel++)
            {
                TStrip strip = TStrip.Load(ref Unsafe.Add(ref y, panel * TStrip.Width));
                strip.Store(ref Unsafe.Add(ref to, panel * inner * TStrip.Width), add: false);
            }

            y = ref Unsafe.Add(ref y, yStep);
            to = ref Unsafe.Add(ref to, TStrip.Width);
        }
    }
}
