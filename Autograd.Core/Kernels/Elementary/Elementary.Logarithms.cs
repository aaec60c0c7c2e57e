using System.Runtime.CompilerServices;

namespace Autograd.Kernels;

internal static partial class Elementary
{
    // 1/ln 2, 1/ln 10 and log₁₀ 2 in two doubles each, the last with its upper 42 bits, so that the product with any exponent is exact.
    private const double Log2E = 1.4426950408889634;
    private const double Log2ERest = 2.0355273740931033e-17;
    private const double Log10E = 0.4342944819032518;
    private const double Log10ERest = 1.098319650216765e-17;
    private const double Log10Of2High = 0.30102999566383914;
    private const double Log10Of2Low = 1.42050232272661e-13;

    public readonly struct Log : IUnary
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T OfDouble<T>(T x)
            where T : struct, ILanes<T>
        {
            DoubleDouble<T> mantissa = Logarithms.Parts(x, out T k);
            return Logarithms.Inside(x, Logarithms.Whole(k, Exponentials.Ln2High, Exponentials.Ln2Low, mantissa).Rounded);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T OfSingle<T>(T x)
            where T : struct, ILanes<T> => Logarithms.SingleLog(x);
    }

    public readonly struct Log2 : IUnary
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T OfDouble<T>(T x)
            where T : struct, ILanes<T>
        {
            DoubleDouble<T> mantissa = Logarithms.Parts(x, out T k) * new DoubleDouble<T>(Log2E, Log2ERest);
            return Logarithms.Inside(x, Logarithms.Whole(k, 1, 0, mantissa).Rounded);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T OfSingle<T>(T x)
            where T : struct, ILanes<T> => Logarithms.SingleLog(x) * Log2E;
    }

    public readonly struct Log10 : IUnary
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T OfDouble<T>(T x)
            where T : struct, ILanes<T>
        {
            DoubleDouble<T> mantissa = Logarithms.Parts(x, out T k) * new DoubleDouble<T>(Log10E, Log10ERest);
            return Logarithms.Inside(x, Logarithms.Whole(k, Log10Of2High, Log10Of2Low, mantissa).Rounded);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T OfSingle<T>(T x)
            where T : struct, ILanes<T> => Logarithms.SingleLog(x) * Log10E;
    }

    public readonly struct LogP1 : IUnary
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T OfDouble<T>(T x)
            where T : struct, ILanes<T> =>
                T.CopySign(Logarithms.Inside(x + 1, Logarithms.LogP1(new DoubleDouble<T>(x, 0), 0, 0)), x);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T OfSingle<T>(T x)
            where T : struct, ILanes<T> => Logarithms.SingleLogP1(x);
    }
}
