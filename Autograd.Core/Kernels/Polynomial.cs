namespace Autograd;

/// <summary>Polynomials, for kernels that approximate a function.</summary>
internal static class Polynomial
{
    /// <summary>c₀ + c₁x + c₂x² + …, by Horner's rule.</summary>
    public static double Value(double x, ReadOnlySpan<double> coefficients)
    {
        double value = coefficients[^1];
        for (int i = coefficients.Length - 2; i >= 0; i--)
        {
            value = Math.FusedMultiplyAdd(value, x, coefficients[i]);
        }

        return value;
    }
}
