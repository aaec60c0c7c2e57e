using System.Runtime.CompilerServices;

namespace Autograd.Kernels;

internal static partial class Elementary
{
    public readonly struct Exp : IUnary
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T OfDouble<T>(T x)
            where T : struct, ILanes<T> => Exponentials.Exp(x);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T OfSingle<T>(T x)
            where T : struct, ILanes<T> => Exponentials.SingleExp(x);
    }

    public readonly struct Exp2 : IUnary
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T OfDouble<T>(T x)
            where T : struct, ILanes<T> => Exponentials.Exp2(x);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T OfSingle<T>(T x)
            where T : struct, ILanes<T> => Exponentials.SingleExp2(x);
    }

    public readonly struct ExpM1 : IUnary
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T OfDouble<T>(T x)
            where T : struct, ILanes<T>
        {
            // Half of it first, because 2¹⁰²⁴ is no double.
            DoubleDouble<T> fraction = Exponentials.Fraction(T.Min(710, T.Max(-50, x)), out T k);
            T half = Exponentials.PowerOfTwo(k - 1);
            T result = (DoubleDouble<T>.Sum(half, -0.5) + fraction.Scaled(half)).Rounded * 2;
            return T.Select(T.Abs(x) < 5e-17, x, result);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T OfSingle<T>(T x)
            where T : struct, ILanes<T> => Exponentials.SingleExpM1(x);
    }
}
