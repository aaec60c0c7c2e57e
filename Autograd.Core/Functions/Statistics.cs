using Autograd.Functions;

namespace Autograd;

// Compositions for mean and variance.
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
    /// With no more elements than the correction it is a division by 0, as in NumPy: NaN, or ∞. An empty list of axes takes each element
    /// by itself.
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
    public Tensor<T> Variance(ReadOnlySpan<int> axes, bool keepDims = false, double correction = 1)
    {
        int[] reduced = Shape.AxesFromRight(axes, "Variance", Name);
        return (this - Mean(reduced, keepDims: true)).Square().Sum(reduced, keepDims) / Degrees(reduced, correction);
    }

    /// <summary>The square root of <see cref="Variance(double)"/>. PyTorch: <c>torch.std</c>.</summary>
    /// <param name="correction">What is taken off the number of elements to divide by: 1 for a sample, 0 for a population.</param>
    /// <remarks>
    /// Where the variance is 0 the gradient is 0, the minimum-norm subgradient. Neither overflows nor underflows where the variance does.
    /// </remarks>
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
    public Tensor<T> StandardDeviation(ReadOnlySpan<int> axes, bool keepDims = false, double correction = 1)
    {
        int[] reduced = Shape.AxesFromRight(axes, "StandardDeviation", Name);
        Tensor<T> y = ScaledSquares<T>.Of(this, reduced, Degrees(reduced, correction), centered: true).Root();
        return keepDims ? y : y.Reshape(Shape.Without(reduced));
    }

    /// <summary>The degrees of freedom, of which there are none where the correction takes more than there is.</summary>
    private double Degrees(ReadOnlySpan<int> axes, double correction) => Math.Max(0, CountAlong(axes, "Variance") - correction);

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
