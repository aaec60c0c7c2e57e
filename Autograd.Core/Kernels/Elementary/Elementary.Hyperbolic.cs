using System.Runtime.CompilerServices;

namespace Autograd.Kernels;

internal static partial class Elementary
{
    // Where e⁻ˣ is nothing beside eˣ.
    private const double LargePower = 22;

    /// <summary>(eˣ − e⁻ˣ)/2, as (m + m/(1 + m))/2 with m = eˣ − 1: no difference of nearly equal numbers.</summary>
    public readonly struct Sinh : IUnary
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T OfDouble<T>(T x)
            where T : struct, ILanes<T>
        {
            T size = T.Min(712, T.Abs(x));
            DoubleDouble<T> fraction = Exponentials.Fraction(size, out T k), m = Exponentials.Whole(fraction, T.Min(40, k));
            T small = (m + m / (m + 1)).Rounded * 0.5;
            return T.CopySign(T.Select(size > LargePower, Exponentials.HalfPower(fraction, k), small), x);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T OfSingle<T>(T x)
            where T : struct, ILanes<T>
        {
            Exponentials.SingleHyperbolic(T.Min(100, T.Abs(x)), out _, out T sinh);
            return T.CopySign(sinh, x);
        }
    }

    /// <summary>(eˣ + e⁻ˣ)/2.</summary>
    public readonly struct Cosh : IUnary
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T OfDouble<T>(T x)
            where T : struct, ILanes<T>
        {
            T size = T.Min(712, T.Abs(x));
            DoubleDouble<T> fraction = Exponentials.Fraction(size, out T k), power = Exponentials.Whole(fraction, T.Min(40, k)) + 1;
            T small = (power + new DoubleDouble<T>(1, 0) / power).Rounded * 0.5;
            return T.Select(size > LargePower, Exponentials.HalfPower(fraction, k), small);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T OfSingle<T>(T x)
            where T : struct, ILanes<T>
        {
            Exponentials.SingleHyperbolic(T.Min(100, T.Abs(x)), out T cosh, out _);
            return cosh;
        }
    }

    /// <summary>sinh x / cosh x, as m/(2 + m) with m = e²ˣ − 1.</summary>
    public readonly struct Tanh : IUnary
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T OfDouble<T>(T x)
            where T : struct, ILanes<T>
        {
            T size = T.Min(LargePower, T.Abs(x));
            DoubleDouble<T> fraction = Exponentials.Fraction(size + size, out T k), m = Exponentials.Whole(fraction, k);
            return T.CopySign((m / (m + 2)).Rounded, x);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T OfSingle<T>(T x)
            where T : struct, ILanes<T>
        {
            // From 10 on the nearest float is 1.
            Exponentials.SingleHyperbolic(T.Min(10, T.Abs(x)), out T cosh, out T sinh);
            return T.CopySign(sinh / cosh, x);
        }
    }

    /// <summary>1 + tanh x, as 2/(1 + e⁻²ˣ), or 2e²ˣ/(1 + e²ˣ) where x is negative.</summary>
    public readonly struct TanhP1 : IUnary
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T OfDouble<T>(T x)
            where T : struct, ILanes<T>
        {
            // e = (1 + fraction)·2ᵏ, whose power comes last, so that only one rounding is to a subnormal.
            T size = T.Min(380, T.Abs(x)), isNegative = x < 0;
            DoubleDouble<T> fraction = Exponentials.Fraction(-(size + size), out T k);
            DoubleDouble<T> ePlus1 = Exponentials.Whole(fraction, T.Max(-120, k)) + 2;
            DoubleDouble<T> power = fraction + 1, numerator = new(T.Select(isNegative, power.High, 1), T.Select(isNegative, power.Low, 0));
            return Exponentials.Scale((numerator / ePlus1).Rounded, T.Select(isNegative, k + 1, 1));
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T OfSingle<T>(T x)
            where T : struct, ILanes<T>
        {
            T size = T.Abs(x), e = Exponentials.SingleExp(-(size + size));
            return T.Select(x < 0, e + e, 2) / (e + 1);
        }
    }
}
