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
    /// The gradient of the 2-norm at 0 is 0, the minimum-norm subgradient. The derivative for p = 0 is 0. For a negative p one 0 makes the norm
    /// 0, with gradient 0.
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
            throw new ArgumentException("Norm: the order p must not be NaN.");
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

        Tensor<T> y = p == 2 ? MeanOfSquares(reduced, count: 1).Root() : ScaledNorm(reduced, p);
        return keepDims ? y : y.Reshape(Shape.Without(reduced));
    }

    private void RequireElements(int[] axes, double p)
    {
        foreach (int axis in axes)
        {
            if (Shape[^-axis] == 0)
            {
                throw new ShapeException(
                    $"Norm: axis {axis + Shape.Rank} of {Label("the tensor")} is empty; for p = {TensorText.Number(p)} it needs one element or more.");
            }
        }
    }

    private Tensor<T> ScaledNorm(int[] axes, double p)
    {
        Tensor<T> scale = Scale(axes, p), sum = (Abs() / scale).Pow(p).Sum(axes, keepDims: true);

        // The exponent 1/p is rounded, which counts the less the nearer to 1 its base is: so the root is taken of sum/rootᵖ.
        Tensor<T> root = sum.Detach().Pow(1 / p);
        root = Select((root > 0) * (root < double.PositiveInfinity), root, 1);
        return scale * root * (sum / root.Pow(p)).Pow(1 / p);
    }

    /// <summary>Σx²/count along axes, which stay: no square overflows, and none that counts underflows.</summary>
    /// <param name="axes">The axes.</param>
    /// <param name="count">What the sum is divided by.</param>
    /// <param name="least">The least size that counts: the root of what will be added to the mean.</param>
    internal MeanSquare MeanOfSquares(ReadOnlySpan<int> axes, double count, double least = 0)
    {
        Tensor<T> scale = Scale(axes, p: 2, least), sum = (this / scale).Square().Sum(axes, keepDims: true);
        return new MeanSquare(scale, count == 1 ? sum : sum / count);
    }

    /// <summary>
    /// A constant to divide by before powers with the exponent p are summed: for a negative p the smallest magnitude, which decides. Else it
    /// is r^(1 − ¾/p) of the largest magnitude r, whose power then is r^¾: in range, and not so far from the small ones that they vanish.
    /// </summary>
    private Tensor<T> Scale(ReadOnlySpan<int> axes, double p, double least = 0)
    {
        if (Shape.Count == 0)
        {
            return 1; // an empty maximum does not exist, and need not
        }

        (double low, double high) = typeof(T) == typeof(float) ? (float.Epsilon, float.MaxValue) : (double.Epsilon, double.MaxValue);
        Tensor<T> sizes = Detach().Abs(), size = p > 0 ? sizes.Max(axes, keepDims: true) : sizes.Min(axes, keepDims: true);
        Tensor<T> exponent = (p < 0 ? 1 : Math.Max(0, 1 - (0.75 / p))) * size.Clamp(Math.Max(least, low), high).Log2();
        return (p == 2 ? exponent.Truncate() : exponent).Exp2();
    }
    /// <summary>A mean of squares, of what was divided by a scale first: a power of two, which rounds nothing.</summary>
    internal readonly record struct MeanSquare(Tensor<T> Scale, Tensor<T> Mean)
    {
        /// <summary>The mean itself, which may overflow or underflow.</summary>
        public Tensor<T> Value => Scale.Square() * Mean;

        /// <summary>√(mean + ε).</summary>
        public Tensor<T> Root(double epsilon = 0) => Scale * (epsilon == 0 ? Mean : Mean + (epsilon / Scale.Square())).Sqrt();
    }
}
