using System.Runtime.CompilerServices;
using static Autograd.Kernels.InverseTrigonometry;

namespace Autograd.Kernels;

internal static partial class Elementary
{
    public readonly struct Asin : IUnary
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T OfDouble<T>(T x)
            where T : struct, ILanes<T>
        {
            T size = T.Abs(x);
            return T.CopySign(Angle(size, OtherLeg(size)).Rounded, x);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T OfSingle<T>(T x)
            where T : struct, ILanes<T>
        {
            T size = T.Abs(x);
            return T.CopySign(SingleAngle(size, T.Sqrt((1 - size) * (1 + size))), x);
        }
    }

    public readonly struct Acos : IUnary
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T OfDouble<T>(T x)
            where T : struct, ILanes<T>
        {
            T size = T.Abs(x);
            return Mirrored(x < 0, Angle(OtherLeg(size), size));
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T OfSingle<T>(T x)
            where T : struct, ILanes<T>
        {
            T size = T.Abs(x), angle = SingleAngle(T.Sqrt((1 - size) * (1 + size)), size);
            return T.Select(x < 0, Math.PI - angle, angle);
        }
    }

    public readonly struct Atan : IUnary
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T OfDouble<T>(T x)
            where T : struct, ILanes<T> => T.CopySign(Angle(T.Min(1e300, T.Abs(x)), new DoubleDouble<T>(1, 0)).Rounded, x);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T OfSingle<T>(T x)
            where T : struct, ILanes<T> => T.CopySign(SingleAngle(T.Abs(x), 1), x);
    }

    public readonly struct Atan2 : IBinary, IScalarFallback
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T OfDouble<T>(T y, T x)
            where T : struct, ILanes<T>
        {
            // Neither 1/x nor a product may overflow or underflow.
            T n = T.Abs(y), d = T.Abs(x), size = T.Max(n, d);
            T scale = Exponentials.PowerOfTwo(T.Select(size > 1e290, -300, T.Select(size < 1e100, 600, 0)));
            T angle = Mirrored(T.CopySign(1, x) < 0, Angle<T>(n * scale, d * scale));
            return WithFallback<T, Atan2>(IsOrdinary(n, d), y, x, T.CopySign(angle, y));
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T OfSingle<T>(T y, T x)
            where T : struct, ILanes<T>
        {
            T n = T.Abs(y), d = T.Abs(x), angle = SingleAngle(n, d);
            angle = T.Select(T.CopySign(1, x) < 0, Math.PI - angle, angle);
            return WithFallback<T, Atan2>(IsOrdinary(n, d), y, x, T.CopySign(angle, y));
        }

        public static double OfScalar(double y, double x) => Math.Atan2(y, x);

        /// <summary>Not both 0, none ∞ or NaN.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static T IsOrdinary<T>(T n, T d)
            where T : struct, ILanes<T>
        {
            T sum = (n * 0.5) + (d * 0.5);
            return (sum > 0) & (sum < double.PositiveInfinity);
        }
    }
}
