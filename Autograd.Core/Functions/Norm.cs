using Autograd.Functions;
using Autograd.Tensors;

namespace Autograd;

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

        Tensor<T> y = p == 2 ? ScaledSquares<T>.Of(this, reduced, divisor: 1).Root() : ScaledNorm(reduced, p);
        return keepDims ? y : y.Reshape(Shape.Without(reduced));
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
        Tensor<T> scale = ScaledSquares<T>.ScaleOf(this, axes, p, share), sum = (Abs() / scale).Pow(p).Sum(axes, keepDims: true);

        // 1/p is a rounded number, and its error grows with the logarithm of what it is the exponent of: so 2ᵖᵏ, which is near, is taken
        // out.
        Tensor<T> isOrdinary = (sum > 0) * (sum < double.PositiveInfinity), k = Select(isOrdinary, (sum.Detach().Log2() / p).Round(), 0);
        return scale * (k.Exp2() * (sum / (p * k).Exp2()).Pow(1 / p));
    }
}
