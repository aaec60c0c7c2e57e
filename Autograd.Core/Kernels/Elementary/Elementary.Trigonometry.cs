using System.Runtime.CompilerServices;

namespace Autograd.Kernels;

internal static partial class Elementary
{
    public readonly struct Sin : IUnary
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T OfDouble<T>(T x)
            where T : struct, ILanes<T> => Trigonometry.Sin(x, 0) ^ (x & T.Bits(long.MinValue));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T OfSingle<T>(T x)
            where T : struct, ILanes<T> => OrOfDouble<T, Sin>(x, Trigonometry.SingleSin(x));
    }

    public readonly struct Cos : IUnary
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T OfDouble<T>(T x)
            where T : struct, ILanes<T> => Trigonometry.Sin(x, 1);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T OfSingle<T>(T x)
            where T : struct, ILanes<T> => OrOfDouble<T, Cos>(x, Trigonometry.SingleCos(x));
    }

    public readonly struct Tan : IUnary
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T OfDouble<T>(T x)
            where T : struct, ILanes<T> => Trigonometry.Tan(x);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T OfSingle<T>(T x)
            where T : struct, ILanes<T> => OrOfDouble<T, Tan>(x, Trigonometry.SingleTan(x));
    }

    /// <summary>The function of floats, with that of doubles where they are large angles.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T OrOfDouble<T, TFunction>(T x, T value)
        where T : struct, ILanes<T>
        where TFunction : struct, IUnary
    {
        T size = T.Abs(x);
        return T.AnyGreater(size, Trigonometry.Large) ? T.Select(size > Trigonometry.Large, OfLarge<T, TFunction>(x), value) : value;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static T OfLarge<T, TFunction>(T x)
        where T : struct, ILanes<T>
        where TFunction : struct, IUnary => TFunction.OfDouble(x);
}
