using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Autograd.Kernels;

/// <summary>The matrix product where to find out how best to do it takes longer than to do it.</summary>
internal static class TinyGemm
{
    /// <summary>The most multiplications for which three plain loops are the fastest way.</summary>
    public const int MaxWork = 48;

    /// <summary>
    /// Whether this product is so small. Dot products of a register or more are summed in lanes however few there are: a row has the
    /// same bits alone as among many.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Suits<T>(in GemmProblem<T> p)
        where T : unmanaged, INumberBase<T> =>
        p.Work <= MaxWork && (p.Form != GemmForm.GemvDot || p.Inner < Vector512<T>.Count);

    /// <summary>z, element by element, each the same chain of multiply-adds as in a micro-kernel.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Compute<T>(in GemmProblem<T> p)
        where T : unmanaged, INumberBase<T>
    {
        ref T row = ref p.X;
        for (int i = 0; i < p.Rows; i++)
        {
            for (int j = 0; j < p.Columns; j++)
            {
                T sum = T.Zero;
                ref T x = ref row;
                ref T y = ref Unsafe.Add(ref p.Y, j * p.YColumn);
                for (int k = 0; k < p.Inner; k++)
                {
                    sum = T.MultiplyAddEstimate(x, y, sum);
                    x = ref Unsafe.Add(ref x, p.XStep);
                    y = ref Unsafe.Add(ref y, p.YStep);
                }

                Unsafe.Add(ref p.Z, (i * p.ZRow) + j) = sum;
            }

            row = ref Unsafe.Add(ref row, p.XRow);
        }
    }
}
