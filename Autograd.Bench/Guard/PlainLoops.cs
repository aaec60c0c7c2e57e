using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Autograd.Bench;

/// <summary>
/// The yardsticks of the guard: loops that no change of the library can make faster or slower. Their speed tells that of the machine.
/// </summary>
internal static class PlainLoops
{
    /// <summary>Multiply-adds in registers alone, as fast as the processor can: the peak for a matrix product of so many flops.</summary>
    public static object MultiplyAdds<T>(double flops)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        const int Rounds = 100, Chains = 10;
        Vector512<T> sum = default;
        for (double left = flops; left > 0; left -= 2.0 * Rounds * Chains * Vector512<T>.Count)
        {
            sum += TenChains(Vector512.Create(T.One), Rounds);
        }

        return sum;
    }

    /// <summary>y = a polynomial of degree 5 of x, as much arithmetic as an elementary function has.</summary>
    public static object Polynomial(float[] x, float[] y)
    {
        Span<Vector512<float>> from = MemoryMarshal.Cast<float, Vector512<float>>(x.AsSpan());
        Span<Vector512<float>> to = MemoryMarshal.Cast<float, Vector512<float>>(y.AsSpan());
        Vector512<float> half = Vector512.Create(0.5f);
        for (int i = 0; i < from.Length && i < to.Length; i++)
        {
            Vector512<float> v = from[i], sum = half;
            sum = Fused(sum, v, half);
            sum = Fused(sum, v, half);
            sum = Fused(sum, v, half);
            sum = Fused(sum, v, half);
            to[i] = Fused(sum, v, half);
        }

        return y;
    }

    /// <summary>The sum of all elements, in four partial sums.</summary>
    public static object Sum(float[] x)
    {
        Span<Vector512<float>> vectors = MemoryMarshal.Cast<float, Vector512<float>>(x.AsSpan());
        Vector512<float> a = default, b = default, c = default, d = default;
        for (int i = 0; i + 3 < vectors.Length; i += 4)
        {
            a += vectors[i];
            b += vectors[i + 1];
            c += vectors[i + 2];
            d += vectors[i + 3];
        }

        return a + b + c + d;
    }

    /// <summary>Adam's formula on arrays, in one pass.</summary>
    public static object Adam(float[] value, float[] gradient, float[] mean, float[] meanOfSquares)
    {
        Span<Vector512<float>> values = MemoryMarshal.Cast<float, Vector512<float>>(value.AsSpan());
        Span<Vector512<float>> gradients = MemoryMarshal.Cast<float, Vector512<float>>(gradient.AsSpan());
        Span<Vector512<float>> means = MemoryMarshal.Cast<float, Vector512<float>>(mean.AsSpan());
        Span<Vector512<float>> squares = MemoryMarshal.Cast<float, Vector512<float>>(meanOfSquares.AsSpan());
        Vector512<float> small = Vector512.Create(1e-8f);
        for (int i = 0; i < values.Length; i++)
        {
            Vector512<float> g = gradients[i];
            means[i] = (means[i] * 0.9f) + (g * 0.1f);
            squares[i] = (squares[i] * 0.999f) + (g * g * 0.001f);
            values[i] -= means[i] * 1e-3f / (Vector512.Sqrt(squares[i]) + small);
        }

        return value;
    }

    /// <summary>A list of objects with two references and a number each: what a recorded graph cannot do without.</summary>
    public static object Objects(int count)
    {
        Node? last = null;
        for (int i = 0; i < count; i++)
        {
            last = new Node(last, last, i);
        }

        return last!;
    }

    // In a method of its own, which keeps the chains in registers; marked AggressiveOptimization it ran at a quarter of the speed.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Vector512<T> TenChains<T>(Vector512<T> factor, int rounds)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Vector512<T> term = factor, a = factor, b = factor, c = factor, d = factor, e = factor;
        Vector512<T> f = factor, g = factor, h = factor, i = factor, j = factor;
        for (; rounds > 0; rounds--)
        {
            a = Fused(a, factor, term);
            b = Fused(b, factor, term);
            c = Fused(c, factor, term);
            d = Fused(d, factor, term);
            e = Fused(e, factor, term);
            f = Fused(f, factor, term);
            g = Fused(g, factor, term);
            h = Fused(h, factor, term);
            i = Fused(i, factor, term);
            j = Fused(j, factor, term);
        }

        return a + b + c + d + e + f + g + h + i + j;
    }

    private static Vector512<T> Fused<T>(Vector512<T> x, Vector512<T> y, Vector512<T> z)
        where T : unmanaged, IFloatingPointIeee754<T> => typeof(T) == typeof(float)
        ? Vector512.FusedMultiplyAdd(x.AsSingle(), y.AsSingle(), z.AsSingle()).As<float, T>()
        : Vector512.FusedMultiplyAdd(x.AsDouble(), y.AsDouble(), z.AsDouble()).As<double, T>();

    private sealed record Node(Node? X, Node? Y, double Value);
}
