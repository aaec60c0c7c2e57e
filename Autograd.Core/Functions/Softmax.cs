namespace Autograd;

// Compositions of exponentials that do not overflow, because the largest is taken out first.
public sealed partial class Tensor<T>
{
    /// <summary>
    /// yᵢ = eˣⁱ / Σₖ eˣᵏ along one axis: positive numbers that sum to 1, with ∂yᵢ/∂xₖ = yᵢ(δᵢₖ − yₖ). PyTorch: <c>torch.softmax</c>.
    /// </summary>
    /// <param name="axis">The axis, from either end; a scalar counts as one axis.</param>
    /// <exception cref="ShapeException">The axis is out of range.</exception>
    /// <remarks>
    /// Does not overflow: the largest x is subtracted first. If all x are −∞, or one is +∞, the result has NaN. Of nothing it is empty.
    /// </remarks>
    public Tensor<T> Softmax(int axis)
    {
        if (Shape.Rank == 0)
        {
            return Reshape(1).Softmax(Shape.AxisOfScalar(axis, "Softmax", Name)).Reshape();
        }

        Tensor<T> e = (this - Shift([Shape.Axis(axis, "Softmax", Name)])).Exp();
        return e / e.Sum(axis, keepDims: true);
    }

    /// <summary>
    /// yᵢ = xᵢ − ln Σₖ eˣᵏ along one axis, the logarithm of the softmax, with ∂yᵢ/∂xₖ = δᵢₖ − softmax(x)ₖ. PyTorch:
    /// <c>torch.log_softmax</c>.
    /// </summary>
    /// <param name="axis">The axis, from either end; a scalar counts as one axis.</param>
    /// <exception cref="ShapeException">The axis is out of range.</exception>
    /// <remarks>
    /// Does not overflow, and keeps its digits where the softmax underflows. If all x are −∞, or one is +∞, the result has NaN. Of nothing
    /// it is empty.
    /// </remarks>
    public Tensor<T> LogSoftmax(int axis)
    {
        if (Shape.Rank == 0)
        {
            return Reshape(1).LogSoftmax(Shape.AxisOfScalar(axis, "LogSoftmax", Name)).Reshape();
        }

        Tensor<T> shifted = this - Shift([Shape.Axis(axis, "LogSoftmax", Name)]);
        return shifted - shifted.Exp().Sum(axis, keepDims: true).Log();
    }

    /// <summary>
    /// y = ln Σₖ eˣᵏ over all elements, a smooth maximum, with ∂y/∂x = softmax(x). PyTorch: <c>torch.logsumexp</c>.
    /// </summary>
    /// <remarks>
    /// Does not overflow: the largest x is taken out of the sum. If all x are −∞ the result is −∞, if one is +∞ it is ∞, both with
    /// gradient 0, for a scalar too. Of nothing it is −∞.
    /// </remarks>
    public Tensor<T> LogSumExp() => Shape.Rank == 0 ? Reshape(1).LogSumExp(0) : LogSumExp(AllAxes());

    /// <summary>As <see cref="LogSumExp()"/>, along one axis.</summary>
    /// <param name="axis">The axis, from either end.</param>
    /// <param name="keepDims">Whether the axis stays, with extent 1.</param>
    /// <exception cref="ShapeException">The axis is out of range.</exception>
    public Tensor<T> LogSumExp(int axis, bool keepDims = false) => LogSumExp([axis], keepDims);

    /// <summary>As <see cref="LogSumExp()"/>, along several axes; of an empty list, the tensor itself.</summary>
    /// <param name="axes">The axes, from either end, each once.</param>
    /// <param name="keepDims">Whether the axes stay, with extent 1.</param>
    /// <exception cref="ShapeException">An axis is out of range or named twice.</exception>
    public Tensor<T> LogSumExp(ReadOnlySpan<int> axes, bool keepDims = false)
    {
        if (axes.IsEmpty)
        {
            return this;
        }

        int[] reduced = Shape.AxesFromRight(axes, "LogSumExp", Name); // the errors are of this operation
        Tensor<T> shift = Shift(axes);
        Tensor<T> y = (this - shift).Exp().Sum(axes, keepDims: true).Log() + shift;
        return keepDims ? y : y.Reshape(Shape.Without(reduced));
    }

    /// <summary>
    /// The largest element along axes, which stay, as a constant; 0 where it is infinite, since ∞ − ∞ is NaN, or there is none.
    /// </summary>
    private Tensor<T> Shift(ReadOnlySpan<int> axes)
    {
        if (Shape.Count == 0)
        {
            return 0;
        }

        Tensor<T> largest = Detach().Max(axes, keepDims: true);
        return Select(largest.Abs().EqualTo(double.PositiveInfinity), 0, largest);
    }
}
