using System.Numerics;
using System.Numerics.Tensors;

namespace Autograd;

/// <summary>
/// Sums by halves: the rounding error grows with the logarithm of the count, and the order of additions depends on the count alone.
/// </summary>
internal static class Summation
{
    private const int Leaf = 128; // below this many terms halving costs more than it saves
    private const int Lanes = 8;

    /// <summary>The sum of all elements, 0 of none.</summary>
    public static T Sum<T>(ReadOnlySpan<T> x)
        where T : unmanaged, INumberBase<T>
    {
        if (x.Length > Leaf)
        {
            int half = x.Length / 2 / Lanes * Lanes;
            return Sum(x[..half]) + Sum(x[half..]);
        }

        Span<T> lanes = stackalloc T[Lanes];
        lanes.Clear();
        int i = 0;
        for (; i <= x.Length - Lanes; i += Lanes)
        {
            for (int lane = 0; lane < Lanes; lane++)
            {
                lanes[lane] += x[i + lane];
            }
        }

        T tail = T.Zero;
        for (; i < x.Length; i++)
        {
            tail += x[i];
        }

        return ((lanes[0] + lanes[1]) + (lanes[2] + lanes[3])) + ((lanes[4] + lanes[5]) + (lanes[6] + lanes[7])) + tail;
    }

    /// <summary>The sum along the middle axis, a <see cref="ReduceMiddle{T}"/>.</summary>
    public static void Sum<T>(ReadOnlySpan<T> x, int outer, int count, int inner, Span<T> y)
        where T : unmanaged, INumberBase<T>
    {
        if (inner == 1)
        {
            for (int o = 0; o < outer; o++)
            {
                y[o] = Sum(x.Slice(o * count, count));
            }

            return;
        }

        for (int o = 0; o < outer; o++)
        {
            SumRows(x.Slice(o * count * inner, count * inner), count, y.Slice(o * inner, inner));
        }
    }

    private static void SumRows<T>(ReadOnlySpan<T> x, int count, Span<T> y)
        where T : unmanaged, INumberBase<T>
    {
        int inner = y.Length;
        if (count > Leaf)
        {
            int half = count / 2;
            var upper = new T[inner];
            SumRows(x[..(half * inner)], half, y);
            SumRows(x[(half * inner)..], count - half, upper);
            TensorPrimitives.Add(y, upper, y);
            return;
        }

        y.Clear();
        for (int row = 0; row < count; row++)
        {
            TensorPrimitives.Add(y, x.Slice(row * inner, inner), y);
        }
    }
}
