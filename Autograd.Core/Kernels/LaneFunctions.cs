using System.Numerics;
using System.Runtime.Intrinsics;

namespace Autograd.Kernels;

/// <summary>Functions of one lane for <see cref="VectorLoop"/>: the comparisons, which give 1 or 0, and what selects by them.</summary>
internal static class LaneFunctions
{
    /// <summary>x = y.</summary>
    public readonly struct Equal : VectorLoop.IBinary
    {
        public static Vector512<T> Invoke<T>(Vector512<T> x, Vector512<T> y)
            where T : unmanaged, IFloatingPointIeee754<T> => Vector512.Equals(x, y) & Vector512<T>.One;
    }

    /// <summary>x ≠ y, or either is NaN.</summary>
    public readonly struct NotEqual : VectorLoop.IBinary
    {
        public static Vector512<T> Invoke<T>(Vector512<T> x, Vector512<T> y)
            where T : unmanaged, IFloatingPointIeee754<T> => Vector512.AndNot(Vector512<T>.One, Vector512.Equals(x, y));
    }

    /// <summary>x &gt; y.</summary>
    public readonly struct Greater : VectorLoop.IBinary
    {
        public static Vector512<T> Invoke<T>(Vector512<T> x, Vector512<T> y)
            where T : unmanaged, IFloatingPointIeee754<T> => Vector512.GreaterThan(x, y) & Vector512<T>.One;
    }

    /// <summary>x ≥ y.</summary>
    public readonly struct GreaterOrEqual : VectorLoop.IBinary
    {
        public static Vector512<T> Invoke<T>(Vector512<T> x, Vector512<T> y)
            where T : unmanaged, IFloatingPointIeee754<T> => Vector512.GreaterThanOrEqual(x, y) & Vector512<T>.One;
    }

    /// <summary>x &lt; y.</summary>
    public readonly struct Less : VectorLoop.IBinary
    {
        public static Vector512<T> Invoke<T>(Vector512<T> x, Vector512<T> y)
            where T : unmanaged, IFloatingPointIeee754<T> => Greater.Invoke(y, x);
    }

    /// <summary>x ≤ y.</summary>
    public readonly struct LessOrEqual : VectorLoop.IBinary
    {
        public static Vector512<T> Invoke<T>(Vector512<T> x, Vector512<T> y)
            where T : unmanaged, IFloatingPointIeee754<T> => GreaterOrEqual.Invoke(y, x);
    }

    /// <summary>1 if x beats y in a maximum, ½ at a tie, else 0; a NaN beats every number.</summary>
    public readonly struct ShareOfMaximum : VectorLoop.IBinary
    {
        public static Vector512<T> Invoke<T>(Vector512<T> x, Vector512<T> y)
            where T : unmanaged, IFloatingPointIeee754<T> => Share(Vector512.GreaterThan(x, y), Vector512.GreaterThan(y, x), x, y);
    }

    /// <summary>As <see cref="ShareOfMaximum"/> in a minimum.</summary>
    public readonly struct ShareOfMinimum : VectorLoop.IBinary
    {
        public static Vector512<T> Invoke<T>(Vector512<T> x, Vector512<T> y)
            where T : unmanaged, IFloatingPointIeee754<T> => Share(Vector512.LessThan(x, y), Vector512.LessThan(y, x), x, y);
    }

    /// <summary>x where the mask is not 0, else y; NaN is not 0.</summary>
    public readonly struct Select : VectorLoop.ITernary
    {
        public static Vector512<T> Invoke<T>(Vector512<T> mask, Vector512<T> x, Vector512<T> y)
            where T : unmanaged, IFloatingPointIeee754<T> =>
            Vector512.ConditionalSelect(Vector512.Equals(mask, Vector512<T>.Zero), y, x);
    }

    /// <summary>low where x is below it, high where x is above it, else x.</summary>
    public readonly struct Clamp : VectorLoop.ITernary
    {
        public static Vector512<T> Invoke<T>(Vector512<T> x, Vector512<T> low, Vector512<T> high)
            where T : unmanaged, IFloatingPointIeee754<T> => Vector512.ConditionalSelect(
                Vector512.LessThan(x, low), low, Vector512.ConditionalSelect(Vector512.GreaterThan(x, high), high, x));
    }

    /// <summary>−1, 0 or 1 as x is negative, ±0 or positive; NaN stays.</summary>
    public readonly struct Sign : VectorLoop.IUnary
    {
        public static Vector512<T> Invoke<T>(Vector512<T> x)
            where T : unmanaged, IFloatingPointIeee754<T>
        {
            Vector512<T> zero = Vector512<T>.Zero, one = Vector512<T>.One;
            Vector512<T> ofNumber = Vector512.ConditionalSelect(Vector512.LessThan(x, zero), -one, Greater.Invoke(x, zero));
            return Vector512.ConditionalSelect(Vector512.Equals(x, x), ofNumber, x);
        }
    }

    /// <summary>The product g·d, but 0 wherever one of them is 0, even against ∞ or NaN.</summary>
    public readonly struct Chain : VectorLoop.IBinary
    {
        public static Vector512<T> Invoke<T>(Vector512<T> g, Vector512<T> d)
            where T : unmanaged, IFloatingPointIeee754<T> => Vector512.ConditionalSelect(
                Vector512.Equals(g, Vector512<T>.Zero) | Vector512.Equals(d, Vector512<T>.Zero), Vector512<T>.Zero, g * d);
    }

    /// <summary>x·log, but 0 where x is 0 and y, whose logarithm it is, a number.</summary>
    public readonly struct XLogY : VectorLoop.ITernary
    {
        public static Vector512<T> Invoke<T>(Vector512<T> x, Vector512<T> y, Vector512<T> log)
            where T : unmanaged, IFloatingPointIeee754<T> => Vector512.ConditionalSelect(
                Vector512.Equals(x, Vector512<T>.Zero) & Vector512.Equals(y, y), Vector512<T>.Zero, x * log);
    }

    private static Vector512<T> Share<T>(Vector512<T> xBeatsY, Vector512<T> yBeatsX, Vector512<T> x, Vector512<T> y)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Vector512<T> half = Vector512.Create(T.One / (T.One + T.One));
        return half + ((xBeatsY | ~Vector512.Equals(x, x)) & half) - ((yBeatsX | ~Vector512.Equals(y, y)) & half);
    }
}
