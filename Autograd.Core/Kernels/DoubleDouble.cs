namespace Autograd;

/// <summary>
/// A number as the unevaluated sum of two doubles, which holds about 106 bits: what a kernel computes with where one rounding in the
/// middle would cost its last digit. T. J. Dekker, "A floating-point technique for extending the available precision", 1971.
/// </summary>
/// <param name="High">The number rounded to a double.</param>
/// <param name="Low">What is missing; at most half a unit in the last place of <paramref name="High"/>.</param>
/// <remarks>Finite numbers only: ∞ − ∞ in the low part makes NaN, so callers treat ±∞ first.</remarks>
internal readonly record struct DoubleDouble(double High, double Low)
{
    /// <summary>The number rounded once.</summary>
    public double Rounded => High + Low;

    public static implicit operator DoubleDouble(double value) => new(value, 0);

    public static DoubleDouble operator -(DoubleDouble a) => new(-a.High, -a.Low);

    public static DoubleDouble operator +(DoubleDouble a, DoubleDouble b)
    {
        DoubleDouble sum = Sum(a.High, b.High);
        return Normalized(sum.High, sum.Low + (a.Low + b.Low));
    }

    public static DoubleDouble operator -(DoubleDouble a, DoubleDouble b) => a + -b;

    public static DoubleDouble operator *(DoubleDouble a, DoubleDouble b)
    {
        DoubleDouble product = Product(a.High, b.High);
        return Normalized(product.High, product.Low + (a.High * b.Low + a.Low * b.High));
    }

    public static DoubleDouble operator /(DoubleDouble a, DoubleDouble b)
    {
        double quotient = a.High / b.High;
        double rest = Math.FusedMultiplyAdd(-quotient, b.High, a.High) + (a.Low - quotient * b.Low);
        return Normalized(quotient, rest / b.High);
    }

    /// <summary>The product with a power of 2, which is exact.</summary>
    public DoubleDouble Scaled(double powerOfTwo) => new(High * powerOfTwo, Low * powerOfTwo);

    /// <summary>√a for a &gt; 0.</summary>
    public static DoubleDouble Sqrt(DoubleDouble a)
    {
        double root = Math.Sqrt(a.High);
        double rest = Math.FusedMultiplyAdd(-root, root, a.High) + a.Low;
        return Normalized(root, rest / (2 * root));
    }

    /// <summary>a + b exactly, for any two numbers.</summary>
    public static DoubleDouble Sum(double a, double b)
    {
        double sum = a + b, second = sum - a;
        return new(sum, a - (sum - second) + (b - second));
    }

    /// <summary>a·b exactly, unless the low part underflows.</summary>
    public static DoubleDouble Product(double a, double b)
    {
        double product = a * b;
        return new(product, Math.FusedMultiplyAdd(a, b, -product));
    }

    /// <summary>High + low, where low is the smaller one.</summary>
    private static DoubleDouble Normalized(double high, double low)
    {
        double sum = high + low;
        return new(sum, high - sum + low);
    }
}
