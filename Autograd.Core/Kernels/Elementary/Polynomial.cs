using System.Runtime.CompilerServices;

namespace Autograd.Kernels;

/// <summary>
/// Polynomials by Horner's rule, lowest power first, four coefficients a line: the last argument is the last coefficient, or the rest of
/// the polynomial. A list and a loop would read as well, but the loop remains in what the JIT makes of it.
/// </summary>
internal static class Polynomial
{
    /// <summary>c₀ + c₁x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Horner<T>(T x, double c0, T c1)
        where T : struct, ILanes<T> => T.MultiplyAdd(c1, x, c0);

    /// <summary>c₀ + c₁x + c₂x².</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Horner<T>(T x, double c0, double c1, T c2)
        where T : struct, ILanes<T> => T.MultiplyAdd(T.MultiplyAdd(c2, x, c1), x, c0);

    /// <summary>c₀ + c₁x + c₂x² + c₃x³.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Horner<T>(T x, double c0, double c1, double c2, T c3)
        where T : struct, ILanes<T> => T.MultiplyAdd(T.MultiplyAdd(T.MultiplyAdd(c3, x, c2), x, c1), x, c0);

    /// <summary>c₀ + c₁x + c₂x² + c₃x³ + c₄x⁴.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Horner<T>(T x, double c0, double c1, double c2, double c3, T c4)
        where T : struct, ILanes<T> =>
        T.MultiplyAdd(T.MultiplyAdd(T.MultiplyAdd(T.MultiplyAdd(c4, x, c3), x, c2), x, c1), x, c0);
}
