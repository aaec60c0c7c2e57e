using System.Runtime.CompilerServices;

namespace Autograd.Kernels;

/// <summary>
/// T numbers, each the unevaluated sum of two doubles, which holds about 106 bits: what a kernel computes with where one rounding in
/// the middle would cost its last digit. T. J. Dekker, "A floating-point technique for extending the available precision", 1971.
/// </summary>
/// <param name="High">The numbers rounded to doubles.</param>
/// <param name="Low">What is missing; at most a unit in the last place of <paramref name="High"/>.</param>
/// <remarks>Finite numbers only: ∞ − ∞ in the low part makes NaN, so callers select ±∞ themselves.</remarks>
internal readonly record struct DoubleDouble<T>(T High, T Low)
    where T : struct, ILanes<T>
{
    /// <summary>The numbers rounded once.</summary>
    public T Rounded
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => High + Low;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static implicit operator DoubleDouble<T>(T value) => new(value, 0);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleDouble<T> operator -(DoubleDouble<T> a) => new(-a.High, -a.Low);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleDouble<T> operator +(DoubleDouble<T> a, DoubleDouble<T> b)
    {
        DoubleDouble<T> sum = Sum(a.High, b.High);
        return Ordered(sum.High, sum.Low + (a.Low + b.Low));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleDouble<T> operator +(DoubleDouble<T> a, T b)
    {
        DoubleDouble<T> sum = Sum(a.High, b);
        return Ordered(sum.High, sum.Low + a.Low);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleDouble<T> operator *(DoubleDouble<T> a, DoubleDouble<T> b)
    {
        DoubleDouble<T> product = Product(a.High, b.High);
        return Ordered(product.High, T.MultiplyAdd(a.High, b.Low, T.MultiplyAdd(a.Low, b.High, product.Low)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleDouble<T> operator *(DoubleDouble<T> a, T b)
    {
        DoubleDouble<T> product = Product(a.High, b);
        return Ordered(product.High, T.MultiplyAdd(a.Low, b, product.Low));
    }

    /// <summary>a/b, where 1/b neither overflows nor underflows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleDouble<T> operator /(DoubleDouble<T> a, DoubleDouble<T> b)
    {
        T inverse = (T)1 / b.High, quotient = a.High * inverse;
        T rest = T.SubtractProduct(a.High, quotient, b.High) + T.SubtractProduct(a.Low, quotient, b.Low);
        return Ordered(quotient, rest * inverse);
    }

    /// <summary>The product with powers of 2, which is exact.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public DoubleDouble<T> Scaled(T powersOfTwo) => new(High * powersOfTwo, Low * powersOfTwo);

    /// <summary>The first numbers where the mask is set, the others elsewhere.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleDouble<T> Select(T mask, DoubleDouble<T> a, DoubleDouble<T> b) =>
        new(T.Select(mask, a.High, b.High), T.Select(mask, a.Low, b.Low));

    /// <summary>√a for an a that is 0 or above 10⁻²⁹⁰.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleDouble<T> Sqrt(DoubleDouble<T> a)
    {
        T root = T.Sqrt(a.High);
        T rest = T.SubtractProduct(a.High, root, root) + a.Low;
        return Ordered(root, rest / T.Max(1e-290, root + root));
    }

    /// <summary>a + b exactly, for any two numbers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleDouble<T> Sum(T a, T b)
    {
        T sum = a + b, second = sum - a;
        return new(sum, a - (sum - second) + (b - second));
    }

    /// <summary>a + b exactly, where |a| ≥ |b| or a = 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleDouble<T> Ordered(T a, T b)
    {
        T sum = a + b;
        return new(sum, a - sum + b);
    }

    /// <summary>a·b exactly, unless the low part underflows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleDouble<T> Product(T a, T b)
    {
        T product = a * b;
        return new(product, T.MultiplySubtract(a, b, product));
    }
}
