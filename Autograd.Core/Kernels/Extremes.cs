using System.Numerics;
using System.Numerics.Tensors;

namespace Autograd;

/// <summary>The largest and the smallest along the middle axis, each a <see cref="ReduceMiddle{T}"/>; NaN wins over every number.</summary>
internal static class Extremes
{
    public static void Max<T>(ReadOnlySpan<T> x, int outer, int count, int inner, Span<T> y)
        where T : INumber<T>
    {
        for (int o = 0; o < outer; o++)
        {
            ReadOnlySpan<T> rows = x.Slice(o * count * inner, count * inner);
            Span<T> result = y.Slice(o * inner, inner);
            rows[..inner].CopyTo(result);
            for (int k = 1; k < count && inner > 1; k++)
            {
                TensorPrimitives.Max(result, rows.Slice(k * inner, inner), result);
            }

            if (inner == 1)
            {
                result[0] = TensorPrimitives.Max(rows);
            }
        }
    }

    public static void Min<T>(ReadOnlySpan<T> x, int outer, int count, int inner, Span<T> y)
        where T : INumber<T>
    {
        for (int o = 0; o < outer; o++)
        {
            ReadOnlySpan<T> rows = x.Slice(o * count * inner, count * inner);
            Span<T> result = y.Slice(o * inner, inner);
            rows[..inner].CopyTo(result);
            for (int k = 1; k < count && inner > 1; k++)
            {
                TensorPrimitives.Min(result, rows.Slice(k * inner, inner), result);
            }

            if (inner == 1)
            {
                result[0] = TensorPrimitives.Min(rows);
            }
        }
    }
}
