using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Autograd;

/// <summary>Quotients of derivatives, for <see cref="VectorLoop"/>.</summary>
internal static class Quotients
{
    /// <summary>The quotient g/d, but 0 wherever g is 0 or d is infinite, even against 0, ∞ or NaN.</summary>
    public readonly struct ChainDivide : VectorLoop.IBinary
    {
        public static Vector512<T> Invoke<T>(Vector512<T> g, Vector512<T> d)
            where T : unmanaged, IFloatingPointIeee754<T> =>
            Vector512.ConditionalSelect(Vector512.Equals(g, Vector512<T>.Zero) | IsInfinite(d), Vector512<T>.Zero, g / d);
    }

    /// <summary>x/r, and 0 where r is 0: the cosine of a point at the distance r from the origin.</summary>
    public readonly struct Cosine : VectorLoop.IBinary
    {
        public static Vector512<T> Invoke<T>(Vector512<T> x, Vector512<T> r)
            where T : unmanaged, IFloatingPointIeee754<T> =>
            Vector512.ConditionalSelect(Vector512.Equals(r, Vector512<T>.Zero), Vector512<T>.Zero, x / r);
    }

    /// <summary>
    /// g·n/d, but 0 wherever g or n is 0, even against 0, ∞ or NaN, or d is infinite and n is not. Where g·n leaves the range of full precision,
    /// the smaller of the two is divided first if d is small, and else the larger.
    /// </summary>
    public readonly struct ChainQuotient : VectorLoop.ITernary
    {
        public static Vector512<T> Invoke<T>(Vector512<T> g, Vector512<T> n, Vector512<T> d)
            where T : unmanaged, IFloatingPointIeee754<T>
        {
            Vector512<T> product = g * n, size = Vector512.Abs(product), quotient = product / d;
            Vector512<T> isInRange = Vector512.GreaterThanOrEqual(size, Least<T>()) & Vector512.LessThan(size, Infinity<T>());
            return isInRange == Vector512<T>.AllBitsSet ? quotient : OutOfRange(g, n, d, quotient, isInRange);
        }

        [MethodImpl(MethodImplOptions.NoInlining)]
        private static Vector512<T> OutOfRange<T>(Vector512<T> g, Vector512<T> n, Vector512<T> d, Vector512<T> quotient, Vector512<T> isInRange)
            where T : unmanaged, IFloatingPointIeee754<T>
        {
            Vector512<T> zero = Vector512<T>.Zero, one = Vector512<T>.One, isExact = isInRange | Vector512.Equals(Vector512.Abs(n), one);
            Vector512<T> dividesG = Vector512.Equals(
                Vector512.LessThan(Vector512.Abs(n), Vector512.Abs(g)) & one, Vector512.GreaterThan(Vector512.Abs(d), one) & one);
            Vector512<T> inSteps = Vector512.ConditionalSelect(dividesG, g / d * n, n / d * g);
            Vector512<T> isZero = Vector512.Equals(g, zero) | Vector512.Equals(n, zero)
                | (IsInfinite(d) & Vector512.LessThan(Vector512.Abs(n), Infinity<T>()));
            return Vector512.ConditionalSelect(isZero, zero, Vector512.ConditionalSelect(isExact, quotient, inSteps));
        }

        /// <summary>The smallest number of full precision.</summary>
        private static Vector512<T> Least<T>()
            where T : unmanaged, IFloatingPointIeee754<T> => typeof(T) == typeof(float)
                ? Vector512.Create(1.17549435E-38f).As<float, T>()
                : Vector512.Create(2.2250738585072014E-308).As<double, T>();
    }

    private static Vector512<T> Infinity<T>()
        where T : unmanaged, IFloatingPointIeee754<T> => Vector512.Create(T.PositiveInfinity);

    private static Vector512<T> IsInfinite<T>(Vector512<T> x)
        where T : unmanaged, IFloatingPointIeee754<T> => Vector512.Equals(Vector512.Abs(x), Infinity<T>());
}
