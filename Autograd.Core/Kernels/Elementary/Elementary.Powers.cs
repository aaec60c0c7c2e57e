using System.Runtime.CompilerServices;

namespace Autograd.Kernels;

internal static partial class Elementary
{
    public readonly struct Pow : IBinary, IScalarFallback
    {
        // From 2⁵¹ on, where halves end, an exponent is not looked at closer.
        private const double LargeExponent = 2251799813685248;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T OfDouble<T>(T x, T y)
            where T : struct, ILanes<T>
        {
            DoubleDouble<T> power = Logarithms.Precise(T.Abs(x)) * y;
            T clamped = T.Min(720, T.Max(-760, power.High));
            T size = Exponentials.Exp(new DoubleDouble<T>(clamped, T.Select(T.Same(clamped, power.High), power.Low, 0)));
            return Signed(x, y, size);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T OfSingle<T>(T x, T y)
            where T : struct, ILanes<T> => Signed(x, y, Exponentials.SingleExp(Logarithms.SingleLogForPow(T.Abs(x)) * y));

        public static double OfScalar(double x, double y) => Math.Pow(x, y);

        /// <summary>xʸ from |x|ʸ; a negative x may have whole exponents only.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static T Signed<T>(T x, T y, T size)
            where T : struct, ILanes<T>
        {
            size = T.Select(T.Same(x, 0), T.Select(y > 0, 0, T.Select(y < 0, double.PositiveInfinity, 1)), size);
            T whole = IsWhole(y), odd = T.Select(IsWhole(y * 0.5), 0, whole);
            T result = size ^ (x & odd & T.Bits(long.MinValue));
            T ordinary = (T.Abs(x) < double.PositiveInfinity) & (T.Abs(y) < LargeExponent) & T.Select(x < 0, whole, T.Same(x, x));
            return WithFallback<T, Pow>(ordinary, x, y, result);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static T IsWhole<T>(T y)
            where T : struct, ILanes<T> => T.Same(y + Exponentials.Shifter - Exponentials.Shifter, y);
    }

    public readonly struct Hypot : IBinary
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T OfDouble<T>(T x, T y)
            where T : struct, ILanes<T>
        {
            // By a power of 2, so that no square overflows and none that counts underflows.
            T size = T.Max(T.Abs(x), T.Abs(y));
            T exponent = T.Select(size > 1e150, -600, T.Select(size < 1e-150, 600, 0)), scale = Exponentials.PowerOfTwo(exponent);
            T a = x * scale, b = y * scale;
            var root = DoubleDouble<T>.Sqrt(DoubleDouble<T>.Product(a, a) + DoubleDouble<T>.Product(b, b));
            return OrInfinite(x, y, root.Rounded * Exponentials.PowerOfTwo(-exponent));
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T OfSingle<T>(T x, T y)
            where T : struct, ILanes<T> => OrInfinite(x, y, T.Sqrt(T.MultiplyAdd(x, x, y * y)));

        /// <summary>An infinite leg makes the result infinite, whatever the other one is.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static T OrInfinite<T>(T x, T y, T result)
            where T : struct, ILanes<T>
        {
            T infinite = T.Same(T.Abs(x), double.PositiveInfinity) | T.Same(T.Abs(y), double.PositiveInfinity);
            return T.Select(infinite, double.PositiveInfinity, result);
        }
    }
}
