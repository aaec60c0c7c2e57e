namespace Autograd;

// Compositions for mean, variance and norms.
public sealed partial class Tensor<T>
{
    /// <summary>The arithmetic mean of all elements. PyTorch: <c>torch.mean</c>.</summary>
    /// <remarks>The mean of nothing is NaN.</remarks>
    public Tensor<T> Mean() => Sum() / Shape.Count;

    /// <summary>The arithmetic mean along one axis.</summary>
    /// <param name="axis">The axis, from either end.</param>
    /// <param name="keepDims">Whether the axis stays, with extent 1.</param>
    /// <exception cref="ShapeException">The axis is out of range.</exception>
    public Tensor<T> Mean(int axis, bool keepDims = false) => Mean([axis], keepDims);

    /// <summary>The arithmetic mean along several axes; of an empty list, the tensor itself.</summary>
    /// <param name="axes">The axes, from either end, each once.</param>
    /// <param name="keepDims">Whether the axes stay, with extent 1.</param>
    /// <exception cref="ShapeException">An axis is out of range or named twice.</exception>
    public Tensor<T> Mean(ReadOnlySpan<int> axes, bool keepDims = false)
    {
        double count = CountAlong(axes, "Mean");
        return axes.IsEmpty ? this : Sum(axes, keepDims) / count;
    }

    /// <summary>Σ(x − mean)²/(n − correction) over all elements, in two passes. PyTorch: <c>torch.var</c>.</summary>
    /// <param name="correction">What is taken off the number of elements to divide by: 1 for a sample, 0 for a population.</param>
    /// <remarks>
    /// With no more elements than the correction it is a division by 0: NaN, or ∞. An empty list of axes takes each element by itself.
    /// </remarks>
    public Tensor<T> Variance(double correction = 1) => Variance(AllAxes(), keepDims: false, correction);

    /// <summary>As <see cref="Variance(double)"/>, along one axis.</summary>
    /// <param name="axis">The axis, from either end.</param>
    /// <param name="keepDims">Whether the axis stays, with extent 1.</param>
    /// <param name="correction">What is taken off the number of elements to divide by: 1 for a sample, 0 for a population.</param>
    /// <exception cref="ShapeException">The axis is out of range.</exception>
    public Tensor<T> Variance(int axis, bool keepDims = false, double correction = 1) => Variance([axis], keepDims, correction);

    /// <summary>As <see cref="Variance(double)"/>, along several axes.</summary>
    /// <param name="axes">The axes, from either end, each once.</param>
    /// <param name="keepDims">Whether the axes stay, with extent 1.</param>
    /// <param name="correction">What is taken off the number of elements to divide by: 1 for a sample, 0 for a population.</param>
    /// <exception cref="ShapeException">An axis is out of range or named twice.</exception>
    public Tensor<T> Variance(ReadOnlySpan<int> axes, bool keepDims = false, double correction = 1) =>
        Spread(axes, keepDims, correction, "Variance");

    /// <summary>The square root of <see cref="Variance(double)"/>. PyTorch: <c>torch.std</c>.</summary>
    /// <param name="correction">What is taken off the number of elements to divide by: 1 for a sample, 0 for a population.</param>
    /// <remarks>Where the variance is 0 the gradient is 0, the minimum-norm subgradient.</remarks>
    public Tensor<T> StandardDeviation(double correction = 1) => StandardDeviation(AllAxes(), keepDims: false, correction);

    /// <summary>As <see cref="StandardDeviation(double)"/>, along one axis.</summary>
    /// <param name="axis">The axis, from either end.</param>
    /// <param name="keepDims">Whether the axis stays, with extent 1.</param>
    /// <param name="correction">What is taken off the number of elements to divide by: 1 for a sample, 0 for a population.</param>
    /// <exception cref="ShapeException">The axis is out of range.</exception>
    public Tensor<T> StandardDeviation(int axis, bool keepDims = false, double correction = 1) =>
        StandardDeviation([axis], keepDims, correction);

    /// <summary>As <see cref="StandardDeviation(double)"/>, along several axes.</summary>
    /// <param name="axes">The axes, from either end, each once.</param>
    /// <param name="keepDims">Whether the axes stay, with extent 1.</param>
    /// <param name="correction">What is taken off the number of elements to divide by: 1 for a sample, 0 for a population.</param>
    /// <exception cref="ShapeException">An axis is out of range or named twice.</exception>
    public Tensor<T> StandardDeviation(ReadOnlySpan<int> axes, bool keepDims = false, double correction = 1) =>
        Spread(axes, keepDims, correction, "StandardDeviation").Sqrt();

    /// <summary>
    /// The p-norm of all elements, (Σ|x|ᵖ)^(1/p), without overflow; for p = 2, ∂y/∂x = x/y. PyTorch: <c>torch.linalg.vector_norm</c>.
    /// </summary>
    /// <param name="p">
    /// 2, 1, any other order; ∞ for the largest magnitude, −∞ for the smallest, 0 for the number of elements that are not 0.
    /// </param>
    /// <exception cref="ArgumentException">p is NaN.</exception>
    /// <exception cref="ShapeException">p is ±∞ and there are no elements.</exception>
    /// <remarks>The gradient of the 2-norm at 0 is 0, the minimum-norm subgradient. The derivative for p = 0 is 0.</remarks>
    public Tensor<T> Norm(double p = 2) => Norm(p, AllAxes());

    /// <summary>As <see cref="Norm(double)"/>, along one axis.</summary>
    /// <param name="p">The order.</param>
    /// <param name="axis">The axis, from either end.</param>
    /// <param name="keepDims">Whether the axis stays, with extent 1.</param>
    /// <exception cref="ArgumentException">p is NaN, or the axis is out of range.</exception>
    public Tensor<T> Norm(double p, int axis, bool keepDims = false) => Norm(p, [axis], keepDims);

    /// <summary>As <see cref="Norm(double)"/>, along several axes; of an empty list, of each element by itself.</summary>
    /// <param name="p">The order.</param>
    /// <param name="axes">The axes, from either end, each once.</param>
    /// <param name="keepDims">Whether the axes stay, with extent 1.</param>
    /// <exception cref="ArgumentException">p is NaN, or an axis is out of range or named twice.</exception>
    public Tensor<T> Norm(double p, ReadOnlySpan<int> axes, bool keepDims = false)
    {
        int[] reduced = Shape.AxesFromRight(axes, "Norm", Name);
        if (double.IsNaN(p))
        {
            throw new ArgumentException("Norm: the order p must not be NaN.");
        }

        if (double.IsInfinity(p))
        {
            RequireElements(reduced, "Norm");
            return p > 0 ? Abs().Max(reduced, keepDims) : Abs().Min(reduced, keepDims);
        }

        if (p is 0 or 1)
        {
            return (p == 0 ? Abs().Sign() : Abs()).Sum(reduced, keepDims);
        }

        // Divided by a scale first, so that no power overflows. The squares are scaled by a power of two, which rounds nothing; ¾ of the
        // exponent leave room on both sides. An empty maximum does not exist, and need not.
        (double low, double high) = typeof(T) == typeof(float)
            ? (Math.ScaleB(1, -126), float.MaxValue)
            : (Math.ScaleB(1, -1022), double.MaxValue);
        Tensor<T> scale = Shape.Count == 0 ? 1 : Detach().Abs().Max(reduced, keepDims: true).Clamp(low, high);
        scale = p == 2 ? (0.75 * scale.Log2()).Truncate().Exp2() : scale;
        Tensor<T> y = p == 2
            ? scale * (this / scale).Square().Sum(reduced, keepDims: true).Sqrt()
            : scale * (Abs() / scale).Pow(p).Sum(reduced, keepDims: true).Pow(1 / p);
        return keepDims ? y : y.Reshape(Shape.Without(reduced));
    }

    private Tensor<T> Spread(ReadOnlySpan<int> axes, bool keepDims, double correction, string operation)
    {
        double degrees = CountAlong(axes, operation) - correction;
        return (this - Mean(axes, keepDims: true)).Square().Sum(axes, keepDims) / degrees;
    }

    /// <summary>The product of some extents.</summary>
    private double CountAlong(ReadOnlySpan<int> axes, string operation)
    {
        double count = 1;
        foreach (int axis in Shape.AxesFromRight(axes, operation, Name))
        {
            count *= Shape[^-axis];
        }

        return count;
    }
}
