using System.Runtime.CompilerServices;

namespace Autograd.Kernels;

internal static partial class Elementary
{
    /// <summary>A function of two numbers that leaves special cases, ∞, NaN and both 0, to the scalar one of the C library.</summary>
    public interface IScalarFallback
    {
        static abstract double OfScalar(double x, double y);
    }

    /// <summary>The results where the mask is set, and those of the C library elsewhere, which an element alone decides.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T WithFallback<T, TFunction>(T ordinary, T x, T y, T result)
        where T : struct, ILanes<T>
        where TFunction : struct, IScalarFallback => T.All(ordinary) ? result : Fallback<T, TFunction>(ordinary, x, y, result);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static T Fallback<T, TFunction>(T ordinary, T x, T y, T result)
        where T : struct, ILanes<T>
        where TFunction : struct, IScalarFallback
    {
        Span<double> first = stackalloc double[T.Count], second = stackalloc double[T.Count], value = stackalloc double[T.Count];
        T.Store(x, ref first[0]);
        T.Store(y, ref second[0]);
        for (int i = 0; i < value.Length; i++)
        {
            value[i] = TFunction.OfScalar(first[i], second[i]);
        }

        return T.Select(ordinary, result, T.Load(in value[0]));
    }
}
