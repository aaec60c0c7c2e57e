using System.Numerics;

namespace Autograd.Functions;

/// <summary>
/// A mean of squares, perhaps of differences from a center, of numbers that were divided by a scale first, a power of two, which rounds
/// nothing: so neither their sum nor a square overflows, and no square that counts underflows. Built on what everybody sees of tensors
/// alone, because the layers of normalization are compiled with it too.
/// </summary>
internal readonly record struct ScaledSquares<T>(Tensor<T> Values, Tensor<T> Scale, Tensor<T>? Center, Tensor<T> Mean)
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>Σx²/divisor along axes, which stay, or Σ(x − mean)²/divisor.</summary>
    /// <param name="x">The numbers.</param>
    /// <param name="axes">The axes.</param>
    /// <param name="divisor">What the sum is divided by; the number of elements along the axes if null.</param>
    /// <param name="centered">Whether the mean is subtracted.</param>
    /// <param name="least">The least size that counts: the root of what will be added to the quotient.</param>
    /// <param name="whole">
    /// Whether the scale is the whole size, for ratios; of a root, whose gradient is multiplied by it, it is a part, so that no digit is
    /// lost.
    /// </param>
    public static ScaledSquares<T> Of(
        Tensor<T> x, int[] axes, double? divisor = null, bool centered = false, double least = 0, bool whole = false)
    {
        Tensor<T> scale = ScaleOf(x, axes, p: 2, whole ? 1 : 0.625, least), values = x / scale;
        Tensor<T>? center = centered ? values.Mean(axes, keepDims: true) : null;
        values = center is null ? values : values - center;
        Tensor<T> sum = values.Square().Sum(axes, keepDims: true);
        return new(values, scale, center, divisor == 1 ? sum : sum / (divisor ?? (double)x.Shape.Count / sum.Shape.Count));
    }

    /// <summary>
    /// A constant to divide by before powers with the exponent p are summed: a share of the exponent of the largest magnitude, or for a
    /// negative p of the smallest. A power of two, which rounds nothing, unless the power of what that leaves would count.
    /// </summary>
    public static Tensor<T> ScaleOf(Tensor<T> x, ReadOnlySpan<int> axes, double p, double share, double least = 0)
    {
        if (share == 0 || x.Shape.Count == 0)
        {
            return 1; // an empty maximum does not exist, and need not
        }

        // Not up to the largest number, which an exponential of its logarithm may exceed.
        (double low, double high) = typeof(T) == typeof(float)
            ? (float.Epsilon, float.MaxValue / 2)
            : (double.Epsilon, double.MaxValue / 2);
        Tensor<T> size = x.Detach().Abs();
        for (int i = axes.Length - 1; i >= 0; i--)
        {
            // The last axis first: nothing is rearranged.
            size = p > 0 ? size.Max(axes[i], keepDims: true) : size.Min(axes[i], keepDims: true);
        }

        Tensor<T> exponent = share * size.Clamp(Math.Max(least, low), high).Log2();
        return (Math.Abs(p) <= 8 ? exponent.Truncate() : exponent).Exp2();
    }

    /// <summary>√(mean + ε).</summary>
    public Tensor<T> Root(double epsilon = 0) => Scale * ScaledRoot(epsilon);

    /// <summary>√(mean + ε), divided by the scale as the values are.</summary>
    public Tensor<T> ScaledRoot(double epsilon) => (epsilon == 0 ? Mean : Mean + (epsilon / Scale.Square())).Sqrt();
}
