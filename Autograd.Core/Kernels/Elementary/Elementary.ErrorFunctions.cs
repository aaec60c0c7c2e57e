using System.Runtime.CompilerServices;

namespace Autograd.Kernels;

internal static partial class Elementary
{
    public readonly struct Erf : IUnary
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T OfDouble<T>(T x)
            where T : struct, ILanes<T> => ErrorFunctions.Erf(x);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T OfSingle<T>(T x)
            where T : struct, ILanes<T> => ErrorFunctions.SingleErf(x);
    }

    public readonly struct Erfc : IUnary
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T OfDouble<T>(T x)
            where T : struct, ILanes<T> => ErrorFunctions.Erfc(x);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T OfSingle<T>(T x)
            where T : struct, ILanes<T> => ErrorFunctions.SingleErfc(x);
    }
}
