using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Autograd.Kernels;

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
    /// g·n/d, but 0 wherever g or n is 0, even against 0, ∞ or NaN, or d is infinite and n is not. Where g·n leaves the range of full
    /// precision, the larger of the two is divided first, unless that overflows: then the smaller.
    /// </summary>
    public readonly struct ChainQuotient : VectorLoop.ITernary
    {
        public static Vector512<T> Invoke<T>(Vector512<T> g, Vector512<T> n, Vector512<T> d)
            where T : unmanaged, IFloatingPointIeee754<T>
        {
            Vector512<T> zero = Vector512<T>.Zero, product = g * n, size = Vector512.Abs(product);
            Vector512<T> isZero = Vector512.Equals(g, zero) | Vector512.Equals(n, zero);
            Vector512<T> isInRange = Vector512.GreaterThanOrEqual(size, Least<T>()) & Vector512.LessThan(size, Infinity<T>());
            return (isInRange | isZero) == Vector512<T>.AllBitsSet
                ? Vector512.ConditionalSelect(isZero, zero, product / d)
                : OutOfRange(g, n, d, isInRange, isZero);
        }

        [MethodImpl(MethodImplOptions.NoInlining)]
        private static Vector512<T> OutOfRange<T>(
            Vector512<T> g, Vector512<T> n, Vector512<T> d, Vector512<T> isInRange, Vector512<T> isZero)
            where T : unmanaged, IFloatingPointIeee754<T>
        {
            Vector512<T> isExact = isInRange | Vector512.Equals(Vector512.Abs(n), Vector512<T>.One);
            Vector512<T> nIsSmaller = Vector512.LessThan(Vector512.Abs(n), Vector512.Abs(g));
            Vector512<T> larger = Vector512.ConditionalSelect(nIsSmaller, g, n), smaller = Vector512.ConditionalSelect(nIsSmaller, n, g);
            Vector512<T> inSteps = Vector512.ConditionalSelect(IsInfinite(larger / d), smaller / d * larger, larger / d * smaller);
            Vector512<T> vanishes = IsInfinite(d) & Vector512.LessThan(Vector512.Abs(n), Infinity<T>());
            return Vector512.ConditionalSelect(
                isZero | vanishes, Vector512<T>.Zero, Vector512.ConditionalSelect(isExact, g * n / d, inSteps));
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
