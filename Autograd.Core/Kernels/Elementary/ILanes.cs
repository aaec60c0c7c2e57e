namespace Autograd.Kernels;

/// <summary>
/// Several doubles side by side, on which every operation works at once: what the elementary functions are written in. A mask has all
/// bits of a lane set or none.
/// </summary>
/// <typeparam name="T">The type itself.</typeparam>
/// <remarks>
/// Every operation is rounded as IEEE 754 says, so a function gives the same bits for a number in whichever lane of whichever type it
/// is. Vector512 alone would do, but where a processor has no such registers the JIT makes calls of its operations.
/// </remarks>
internal interface ILanes<T>
    where T : struct, ILanes<T>
{
    /// <summary>How many these are.</summary>
    static abstract int Count { get; }

    static abstract implicit operator T(double everywhere);

    static abstract T operator +(T a, T b);

    static abstract T operator -(T a, T b);

    static abstract T operator -(T a);

    static abstract T operator *(T a, T b);

    static abstract T operator /(T a, T b);

    static abstract T operator &(T a, T b);

    static abstract T operator |(T a, T b);

    static abstract T operator ^(T a, T b);

    static abstract T operator >(T a, T b);

    static abstract T operator <(T a, T b);

    /// <summary>a·b + c, rounded once.</summary>
    static abstract T MultiplyAdd(T a, T b, T c);

    /// <summary>a·b − c, rounded once.</summary>
    static abstract T MultiplySubtract(T a, T b, T c);

    /// <summary>c − a·b, rounded once.</summary>
    static abstract T SubtractProduct(T c, T a, T b);

    static abstract T Sqrt(T a);

    static abstract T Abs(T a);

    static abstract T CopySign(T value, T sign);

    /// <summary>The smaller one, or b if either is NaN.</summary>
    static abstract T Min(T a, T b);

    /// <summary>The larger one, or b if either is NaN.</summary>
    static abstract T Max(T a, T b);

    /// <summary>Equal numbers, as a mask.</summary>
    static abstract T Same(T a, T b);

    /// <summary>a where the mask is set, else b.</summary>
    static abstract T Select(T mask, T a, T b);

    /// <summary>Whether a is greater than b in any lane.</summary>
    static abstract bool AnyGreater(T a, T b);

    /// <summary>Whether every number is positive, finite and not subnormal.</summary>
    static abstract bool AreNormal(T a);

    /// <summary>Whether the mask is set in every lane.</summary>
    static abstract bool All(T mask);

    /// <summary>The sum of the bit patterns as whole numbers.</summary>
    static abstract T AddBits(T a, T b);

    /// <summary>One bit pattern in every lane.</summary>
    static abstract T Bits(long everywhere);

    /// <summary>The bit patterns, shifted to the left.</summary>
    static abstract T ShiftLeft(T a, int bits);

    /// <summary>The bit patterns, shifted to the right, with zeros behind them.</summary>
    static abstract T ShiftRight(T a, int bits);

    /// <summary>
    /// The mantissa a·2⁻ᵏ from 1 to 2 and the exponent k. Of 0 they are ±1 and −∞, of ∞ 1 and ∞; NaN and negative numbers have the mantissa
    /// NaN. Not for subnormal numbers.
    /// </summary>
    static abstract T Mantissa(T a, out T exponent);

    /// <summary>Of eight numbers those that the lowest three bits of the index say.</summary>
    static abstract T Lookup(ReadOnlySpan<double> eight, T index);

    static abstract T Load(ref readonly double from);

    static abstract void Store(T a, ref double to);

    /// <summary>As many floats, as doubles.</summary>
    static abstract T Load(ref readonly float from);

    /// <summary>The numbers rounded to floats.</summary>
    static abstract void Store(T a, ref float to);
}
