using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Autograd.Kernels;

internal static partial class PairwiseReduction
{
    /// <summary>All elements reduced to one; the identity if there are none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static T Contiguous<T, TOperator>(ReadOnlySpan<T> x)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TOperator : struct, IReductionOperator
    {
        int width = Vector512<T>.Count, part = 4 * width;
        if (x.Length > MaxSteps * part)
        {
            int half = x.Length / 2 / part * part;
            return TOperator.InvokeScalar(Contiguous<T, TOperator>(x[..half]), Contiguous<T, TOperator>(x[half..]));
        }

        T result = TOperator.Identity<T>();
        if (x.Length < width)
        {
            foreach (T element in x)
            {
                result = TOperator.InvokeScalar(result, element);
            }

            return result;
        }

        Vector512<T> identity = Vector512.Create(result), a = identity, b = identity, c = identity, d = identity;
        ref T first = ref MemoryMarshal.GetReference(x);
        int i = 0;
        for (; i <= x.Length - part; i += part)
        {
            a = TOperator.Invoke(a, Vector512.LoadUnsafe(ref first, (nuint)i));
            b = TOperator.Invoke(b, Vector512.LoadUnsafe(ref first, (nuint)(i + width)));
            c = TOperator.Invoke(c, Vector512.LoadUnsafe(ref first, (nuint)(i + (2 * width))));
            d = TOperator.Invoke(d, Vector512.LoadUnsafe(ref first, (nuint)(i + (3 * width))));
        }

        for (; i <= x.Length - width; i += width)
        {
            a = TOperator.Invoke(a, Vector512.LoadUnsafe(ref first, (nuint)i));
        }

        if (i < x.Length)
        {
            int end = x.Length - width;
            Vector512<T> last = Vector512.LoadUnsafe(ref first, (nuint)end);
            b = TOperator.Invoke(b, Vector512.ConditionalSelect(LanesFrom<T>(i - end), last, identity));
        }

        return Horizontal<T, TOperator>(TOperator.Invoke(TOperator.Invoke(a, b), TOperator.Invoke(c, d)));
    }

    /// <summary>The lanes of a vector reduced to one, by halves.</summary>
    private static T Horizontal<T, TOperator>(Vector512<T> x)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TOperator : struct, IReductionOperator
    {
        Span<T> lanes = stackalloc T[Vector512<T>.Count];
        x.CopyTo(lanes);
        for (int half = lanes.Length / 2; half > 0; half /= 2)
        {
            for (int i = 0; i < half; i++)
            {
                lanes[i] = TOperator.InvokeScalar(lanes[i], lanes[i + half]);
            }
        }

        return lanes[0];
    }
}
