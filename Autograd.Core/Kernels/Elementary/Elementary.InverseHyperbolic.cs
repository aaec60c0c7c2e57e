using System.Runtime.CompilerServices;

namespace Autograd.Kernels;

internal static partial class Elementary
{
    // Above it √(x² ± 1) is x.
    private const double LargeRoot = 1e9;

    /// <summary>ln(x + √(x² + 1)), as ln(1 + x + x²/(1 + √(x² + 1))).</summary>
    public readonly struct Asinh : IUnary
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T OfDouble<T>(T x)
            where T : struct, ILanes<T>
        {
            T size = T.Abs(x);
            var square = DoubleDouble<T>.Product(size, size);
            DoubleDouble<T> more = square / (DoubleDouble<T>.Sqrt(square + 1) + 1) + size;
            return T.CopySign(Logarithms.Inside(size + 1, Logarithms.LogP1(more, size > LargeRoot, size)), x);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T OfSingle<T>(T x)
            where T : struct, ILanes<T>
        {
            // The square of ∞ would make NaN.
            T size = T.Abs(x), finite = T.Min(1e40, size), square = finite * finite;
            return T.CopySign(Logarithms.SingleLogP1(size + square / (T.Sqrt(square + 1) + 1)), x);
        }
    }

    /// <summary>ln(x + √(x² − 1)), as ln(1 + t + √(t(t + 2))) with t = x − 1; NaN below 1.</summary>
    public readonly struct Acosh : IUnary
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T OfDouble<T>(T x)
            where T : struct, ILanes<T>
        {
            var t = DoubleDouble<T>.Sum(x, -1);
            T result = Logarithms.LogP1(t + DoubleDouble<T>.Sqrt(t * (t + 2)), x > LargeRoot, x);
            return T.Select(x < 1, double.NaN, Logarithms.Inside(x, result));
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T OfSingle<T>(T x)
            where T : struct, ILanes<T>
        {
            T t = x - 1;
            return Logarithms.SingleLogP1(T.Select(t < 0, double.NaN, t + T.Sqrt(t * (t + 2))));
        }
    }

    /// <summary>½ ln((1 + x)/(1 − x)), as ½ ln(1 + 2x/(1 − x)); ±∞ at ±1 and NaN beyond.</summary>
    public readonly struct Atanh : IUnary
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T OfDouble<T>(T x)
            where T : struct, ILanes<T>
        {
            T size = T.Abs(x);
            DoubleDouble<T> ratio = new DoubleDouble<T>(size + size, 0) / DoubleDouble<T>.Sum(1, -size);
            T edge = T.Select(T.Same(size, 1), double.PositiveInfinity, double.NaN);
            return T.CopySign(T.Select(size < 1, Logarithms.LogP1(ratio, 0, 0) * 0.5, edge), x);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T OfSingle<T>(T x)
            where T : struct, ILanes<T>
        {
            T size = T.Abs(x);
            return T.CopySign(Logarithms.SingleLogP1((size + size) / (1 - size)) * 0.5, x);
        }
    }
}
