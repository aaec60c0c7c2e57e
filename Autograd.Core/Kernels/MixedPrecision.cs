using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Autograd.Kernels;

/// <summary>Floats accumulated in doubles, which do not stop where the terms are small beside the sum.</summary>
internal static class MixedPrecision
{
    /// <summary>Adds floats to as many doubles.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Accumulate(Span<double> sums, ReadOnlySpan<float> x)
    {
        ref double to = ref MemoryMarshal.GetReference(sums);
        ref float from = ref MemoryMarshal.GetReference(x[..sums.Length]);
        int i = 0;
        for (; i <= sums.Length - Vector256<float>.Count; i += Vector256<float>.Count)
        {
            (Vector256<double> lower, Vector256<double> upper) = Vector256.Widen(Vector256.LoadUnsafe(ref from, (nuint)i));
            nuint second = (nuint)(i + Vector256<double>.Count);
            (Vector256.LoadUnsafe(ref to, (nuint)i) + lower).StoreUnsafe(ref to, (nuint)i);
            (Vector256.LoadUnsafe(ref to, second) + upper).StoreUnsafe(ref to, second);
        }

        for (; i < sums.Length; i++)
        {
            sums[i] += x[i];
        }
    }
}
