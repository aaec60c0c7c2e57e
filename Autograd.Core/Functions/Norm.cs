using Autograd.Tensors;

namespace Autograd;

// Norms, and the roots of mean squares.
public sealed partial class Tensor<T>
{
    /// <summary>
    /// The p-norm of all elements, (Σ|x|ᵖ)^(1/p), without overflow; for p = 2, ∂y/∂x = x/y. PyTorch: <c>torch.linalg.vector_norm</c>.
    /// </summary>
    /// <param name="p">
    /// 2, 1, any other order; ∞ for the largest magnitude, −∞ for the smallest, 0 for the number of elements that are not 0.
    /// </param>
    /// <exception cref="ArgumentException">p is NaN.</exception>
    /// <exception cref="ShapeException">p is ±∞ and there are no elements.</exception>
    /// <remarks>
    /// The gradient of the 2-norm at 0 is 0, the minimum-norm subgradient. The derivative for p = 0 is 0. For a negative p one 0 makes the
    /// norm 0, with gradient 0.
    /// </remarks>
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
            throw new ArgumentException($"Norm: the order p of the norm of {Label("the tensor")} must not be NaN.");
        }

        if (double.IsInfinity(p))
        {
            RequireElements(reduced, p);
            return p > 0 ? Abs().Max(reduced, keepDims) : Abs().Min(reduced, keepDims);
        }

        if (p is 0 or 1)
        {
            return (p == 0 ? Abs().Sign() : Abs()).Sum(reduced, keepDims);
        }

        Tensor<T> y = p == 2 ? Squares(reduced, divisor: 1).Root() : ScaledNorm(reduced, p);
        return keepDims ? y : y.Reshape(Shape.Without(reduced));
    }

    /// <summary>
    /// Σx²/divisor along axes, which stay, or Σ(x − mean)²/divisor. The numbers are divided by a scale first, a power of two, which rounds
    /// nothing: so neither their sum nor a square overflows, and no square that counts underflows.
    /// </summary>
    /// <param name="axes">The axes.</param>
    /// <param name="divisor">What the sum is divided by; the number of elements along the axes if null.</param>
    /// <param name="centered">Whether the mean is subtracted.</param>
    /// <param name="least">The least size that counts: the root of what will be added to the quotient.</param>
    /// <param name="whole">
    /// Whether the scale is the whole size, for ratios; of a root, whose gradient is multiplied by it, it is a part, so that no digit is
    /// lost.
    /// </param>
    internal ScaledSquares Squares(int[] axes, double? divisor = null, bool centered = false, double least = 0, bool whole = false)
    {
        Tensor<T> scale = Scale(axes, p: 2, whole ? 1 : 0.625, least), values = this / scale;
        Tensor<T>? center = centered ? values.Mean(axes, keepDims: true) : null;
        values = center is null ? values : values - center;
        Tensor<T> sum = values.Square().Sum(axes, keepDims: true);
        return new ScaledSquares(values, scale, center, divisor == 1 ? sum : sum / (divisor ?? CountAlong(axes, "Mean")));
    }

    private void RequireElements(int[] axes, double p)
    {
        foreach (int axis in axes)
        {
            if (Shape[^-axis] == 0)
            {
                throw new ShapeException(
                    $"Norm: axis {axis + Shape.Rank} of {Label("the tensor")} is empty; for p = {TensorText.Number(p)} it needs an "
                    + "element or more.");
            }
        }
    }

    private Tensor<T> ScaledNorm(int[] axes, double p)
    {
        // Of a positive order it is r^(1 − ¾/p) of the largest magnitude r, whose power then is r^¾: in range, and not so far from the
        // small ones that they vanish. Of a negative order the smallest decides. Exponents near 0 need no scale.
        double share = p < 0 ? (p > -0.25 ? 0 : 1) : Math.Max(0, 1 - (0.75 / p));
        Tensor<T> scale = Scale(axes, p, share), sum = (Abs() / scale).Pow(p).Sum(axes, keepDims: true);

        // 1/p is a rounded number, and its error grows with the logarithm of what it is the exponent of: so 2ᵖᵏ, which is near, is taken
        // out.
        Tensor<T> isOrdinary = (sum > 0) * (sum < double.PositiveInfinity), k = Select(isOrdinary, (sum.Detach().Log2() / p).Round(), 0);
        return scale * (k.Exp2() * (sum / (p * k).Exp2()).Pow(1 / p));
    }

    /// <summary>
    /// A constant to divide by before powers with the exponent p are summed: a share of the exponent of the largest magnitude, or for a
    /// negative p of the smallest. A power of two, which rounds nothing, unless the power of what that leaves would count.
    /// </summary>
    private Tensor<T> Scale(ReadOnlySpan<int> axes, double p, double share, double least = 0)
    {
        if (share == 0 || Shape.Count == 0)
        {
            return 1; // an empty maximum does not exist, and need not
        }

        // Not up to the largest number, which an exponential of its logarithm may exceed.
        (double low, double high) = typeof(T) == typeof(float)
            ? (float.Epsilon, float.MaxValue / 2)
            : (double.Epsilon, double.MaxValue / 2);
        Tensor<T> size = Detach().Abs();
        for (int i = axes.Length - 1; i >= 0; i--)
        {
            // The last axis first: nothing is rearranged.
            size = p > 0 ? size.Max(axes[i], keepDims: true) : size.Min(axes[i], keepDims: true);
        }

        Tensor<T> exponent = share * size.Clamp(Math.Max(least, low), high).Log2();
        return (Math.Abs(p) <= 8 ? exponent.Truncate() : exponent).Exp2();
    }

    /// <summary>A mean of squares, perhaps of differences from a center, of numbers that were divided by a scale first.</summary>
    internal readonly record struct ScaledSquares(Tensor<T> Values, Tensor<T> Scale, Tensor<T>? Center, Tensor<T> Mean)
    {
        /// <summary>√(mean + ε).</summary>
        public Tensor<T> Root(double epsilon = 0) => Scale * ScaledRoot(epsilon);

        /// <summary>√(mean + ε), divided by the scale as the values are.</summary>
        public Tensor<T> ScaledRoot(double epsilon) => (epsilon == 0 ? Mean : Mean + (epsilon / Scale.Square())).Sqrt();
    }
}
