using System.Numerics;
using System.Runtime.Intrinsics;

namespace Autograd.Kernels;

/// <summary>
/// Sums, largest and smallest of many numbers by pairwise reduction. The tree of operations depends on the sizes alone, not on the
/// hardware: pairs of parts of a contiguous line, 64 bytes by 64 bytes within a part; and where rows are reduced element by element, pairs
/// of groups of rows. So the rounding error of a sum grows with the logarithm of the count: behind a fixed number of additions in a part
/// come log₂ of the number of parts.
/// </summary>
internal static partial class PairwiseReduction
{
    private const int MaxSteps = 16; // of a sequential reduction; what is longer is halved

    /// <summary>An associative operation, but for rounding, with an identity element.</summary>
    public interface IReductionOperator : VectorLoop.IBinary
    {
        static abstract T Identity<T>()
            where T : unmanaged, IFloatingPointIeee754<T>;

        static abstract T InvokeScalar<T>(T x, T y)
            where T : unmanaged, IFloatingPointIeee754<T>;
    }

    /// <summary>x + y.</summary>
    public readonly struct Sum : IReductionOperator
    {
        public static T Identity<T>()
            where T : unmanaged, IFloatingPointIeee754<T> => T.Zero;

        public static T InvokeScalar<T>(T x, T y)
            where T : unmanaged, IFloatingPointIeee754<T> => x + y;

        public static Vector512<T> Invoke<T>(Vector512<T> x, Vector512<T> y)
            where T : unmanaged, IFloatingPointIeee754<T> => x + y;
    }

    /// <summary>The larger of x and y; NaN wins over every number, and +0 over −0.</summary>
    public readonly struct Max : IReductionOperator
    {
        public static T Identity<T>()
            where T : unmanaged, IFloatingPointIeee754<T> => T.NegativeInfinity;

        public static T InvokeScalar<T>(T x, T y)
            where T : unmanaged, IFloatingPointIeee754<T> => T.Max(x, y);

        public static Vector512<T> Invoke<T>(Vector512<T> x, Vector512<T> y)
            where T : unmanaged, IFloatingPointIeee754<T> => Vector512.Max(x, y);
    }

    /// <summary>The smaller of x and y; NaN wins over every number, and −0 over +0.</summary>
    public readonly struct Min : IReductionOperator
    {
        public static T Identity<T>()
            where T : unmanaged, IFloatingPointIeee754<T> => T.PositiveInfinity;

        public static T InvokeScalar<T>(T x, T y)
            where T : unmanaged, IFloatingPointIeee754<T> => T.Min(x, y);

        public static Vector512<T> Invoke<T>(Vector512<T> x, Vector512<T> y)
            where T : unmanaged, IFloatingPointIeee754<T> => Vector512.Min(x, y);
    }

    /// <summary>Reduces the middle axis: a <see cref="ReduceAxis{T}"/>.</summary>
    public static void Axis<T, TOperator>(ReadOnlySpan<T> x, int outer, int count, int inner, Span<T> y)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TOperator : struct, IReductionOperator
    {
        for (int o = 0; o < outer; o++)
        {
            ReadOnlySpan<T> plane = x.Slice(o * count * inner, count * inner);
            if (inner == 1)
            {
                y[o] = Contiguous<T, TOperator>(plane);
            }
            else
            {
                Rows<T, TOperator>(plane, count, y.Slice(o * inner, inner));
            }
        }
    }

    /// <summary>All bits set from one lane on.</summary>
    private static Vector512<T> LanesFrom<T>(int lane)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Vector512.GreaterThanOrEqual(Vector512<T>.Indices, Vector512.Create(T.CreateTruncating(lane)));
}
