namespace Autograd;

// Compositions of exponentials that do not overflow, because the largest is taken out first.
public sealed partial class Tensor<T>
{
    /// <summary>
    /// yᵢ = eˣⁱ / Σₖ eˣᵏ along one axis: positive numbers that sum to 1, with ∂yᵢ/∂xₖ = yᵢ(δᵢₖ − yₖ). PyTorch: <c>torch.softmax</c>.
    /// </summary>
    /// <param name="axis">The axis, from either end; a scalar counts as one axis.</param>
    /// <exception cref="ShapeException">The axis is out of range, or its extent is 0.</exception>
    /// <remarks>Does not overflow: the largest x is subtracted first. If all x are −∞, or one is +∞, the result has NaN.</remarks>
    public Tensor<T> Softmax(int axis)
    {
        if (Shape.Rank == 0)
        {
            return Reshape(1).Softmax(axis).Reshape();
        }

        Tensor<T> e = (this - Shift([axis], "Softmax")).Exp();
        return e / e.Sum(axis, keepDims: true);
    }

    /// <summary>
    /// yᵢ = xᵢ − ln Σₖ eˣᵏ along one axis, the logarithm of the softmax, with ∂yᵢ/∂xₖ = δᵢₖ − softmax(x)ₖ. PyTorch:
    /// <c>torch.log_softmax</c>.
    /// </summary>
    /// <param name="axis">The axis, from either end; a scalar counts as one axis.</param>
    /// <exception cref="ShapeException">The axis is out of range, or its extent is 0.</exception>
    /// <remarks>
    /// Does not overflow, and keeps its digits where the softmax underflows. If all x are −∞, or one is +∞, the result has NaN.
    /// </remarks>
    public Tensor<T> LogSoftmax(int axis)
    {
        if (Shape.Rank == 0)
        {
            return Reshape(1).LogSoftmax(axis).Reshape();
        }

        Tensor<T> shifted = this - Shift([axis], "LogSoftmax");
        return shifted - shifted.Exp().Sum(axis, keepDims: true).Log();
    }

    /// <summary>
    /// y = ln Σₖ eˣᵏ over all elements, a smooth maximum, with ∂y/∂x = softmax(x). PyTorch: <c>torch.logsumexp</c>.
    /// </summary>
    /// <exception cref="ShapeException">There are no elements.</exception>
    /// <remarks>
    /// Does not overflow: the largest x is taken out of the sum. If all x are −∞ the result is −∞, if one is +∞ it is ∞, both with
    /// gradient 0.
    /// </remarks>
    public Tensor<T> LogSumExp() => LogSumExp(AllAxes());

    /// <summary>As <see cref="LogSumExp()"/>, along one axis.</summary>
    /// <param name="axis">The axis, from either end.</param>
    /// <param name="keepDims">Whether the axis stays, with extent 1.</param>
    /// <exception cref="ShapeException">The axis is out of range, or its extent is 0.</exception>
    public Tensor<T> LogSumExp(int axis, bool keepDims = false) => LogSumExp([axis], keepDims);

    /// <summary>As <see cref="LogSumExp()"/>, along several axes; of an empty list, the tensor itself.</summary>
    /// <param name="axes">The axes, from either end, each once.</param>
    /// <param name="keepDims">Whether the axes stay, with extent 1.</param>
    /// <exception cref="ShapeException">An axis is out of range or named twice, or its extent is 0.</exception>
    public Tensor<T> LogSumExp(ReadOnlySpan<int> axes, bool keepDims = false)
    {
        if (axes.IsEmpty)
        {
            return this;
        }

        Tensor<T> shift = Shift(axes, "LogSumExp");
        Tensor<T> y = (this - shift).Exp().Sum(axes, keepDims: true).Log() + shift;
        return keepDims ? y : y.Reshape(Shape.Without(Shape.AxesFromRight(axes, "LogSumExp", Name)));
    }

    /// <summary>The largest element along axes, which stay, as a constant; 0 where it is infinite, since ∞ − ∞ is NaN.</summary>
    private Tensor<T> Shift(ReadOnlySpan<int> axes, string operation)
    {
        RequireElements(axes, operation);
        Tensor<T> largest = Detach().Max(axes, keepDims: true);
        return Select(largest.Abs().EqualTo(double.PositiveInfinity), 0, largest);
    }

    private void RequireElements(ReadOnlySpan<int> axes, string operation)
    {
        foreach (int axis in Shape.AxesFromRight(axes, operation, Name))
        {
            if (Shape[^-axis] == 0)
            {
                throw new ShapeException(
                    $"{operation}: axis {axis + Shape.Rank} of {Label("the tensor")} is empty; it needs one element or more.");
            }
        }
    }
}
