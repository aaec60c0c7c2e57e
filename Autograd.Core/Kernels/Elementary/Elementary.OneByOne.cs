using System.Runtime.CompilerServices;

namespace Autograd.Kernels;

internal static partial class Elementary
{
    /// <summary>A function of two numbers that leaves what needs a table of cases to the C library: ∞, NaN, both 0.</summary>
    public interface IPatched
    {
        static abstract double OfOne(double x, double y);
    }

    /// <summary>The results where the mask is set, and those of the C library elsewhere, which an element alone decides.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Patched<T, TFunction>(T ordinary, T x, T y, T result)
        where T : struct, ILanes<T>
        where TFunction : struct, IPatched => T.All(ordinary) ? result : OneByOne<T, TFunction>(ordinary, x, y, result);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static T OneByOne<T, TFunction>(T ordinary, T x, T y, T result)
        where T : struct, ILanes<T>
        where TFunction : struct, IPatched
    {
        Span<double> first = stackalloc double[T.Count], second = stackalloc double[T.Count], value = stackalloc double[T.Count];
        T.Store(x, ref first[0]);
        T.Store(y, ref second[0]);
        for (int i = 0; i < value.Length; i++)
        {
            value[i] = TFunction.OfOne(first[i], second[i]);
        }

        return T.Select(ordinary, result, T.Load(in value[0]));
    }
}
