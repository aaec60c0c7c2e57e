using Autograd.Kernels;

namespace Autograd;

public sealed partial class Tensor<T>
{
    /// <summary>
    /// Every window that slides along one axis, laid out along a new last axis: y[…, i, …, j] = x[…, i·stride + j·dilation, …]. The
    /// gradient of an element is the sum over all windows that see it, an overlap-add. PyTorch: <c>unfold</c>, which has no dilation;
    /// NumPy: <c>sliding_window_view</c>.
    /// </summary>
    /// <param name="axis">The axis to slide along, from either end.</param>
    /// <param name="size">The number of elements in a window.</param>
    /// <param name="stride">The distance between the beginnings of neighbouring windows.</param>
    /// <param name="dilation">The distance between neighbouring elements of one window.</param>
    /// <returns>
    /// (…, n, …) → (…, count, …, size) with count = ⌊(n − dilation·(size − 1) − 1)/stride⌋ + 1: windows that would reach beyond the end
    /// are left out.
    /// </returns>
    /// <exception cref="ShapeException">The axis is out of range, or shorter than one window.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The size, the stride or the dilation is less than 1.</exception>
    /// <example><code>
    /// Tensor x = [1, 2, 3, 4, 5];
    /// x.Windows(0, size: 3);                            // [[1, 2, 3], [2, 3, 4], [3, 4, 5]]
    /// x.Windows(0, size: 2, stride: 2).Max(-1);         // max pooling: [2, 4]
    /// x.Windows(0, size: 3).MatMul([1, 0, -1]);         // convolution with a kernel: [-2, -2, -2]
    /// </code></example>
    public Tensor<T> Windows(int axis, int size, int stride = 1, int dilation = 1)
    {
        if (size < 1 || stride < 1 || dilation < 1)
        {
            string argument = size < 1 ? nameof(size) : stride < 1 ? nameof(stride) : nameof(dilation);
            throw new ArgumentOutOfRangeException(
                argument, $"Windows: size {size}, stride {stride} and dilation {dilation} of the windows on {Label("the tensor")} must "
                    + "all be 1 or more.");
        }

        return Apply(new WindowsPrimitive(Shape.Axis(axis, "Windows", Name) - Shape.Rank, size, stride, dilation), this);
    }

    private sealed class WindowsPrimitive(int axisFromRight, int size, int stride, int dilation) : StridedRead
    {
        public override string Attributes => $"{axisFromRight}, size {size}, stride {stride}, dilation {dilation}";

        public override Shape InferShape(ReadOnlySpan<Tensor<T>> inputs)
        {
            Shape shape = inputs[0].Shape;
            int axis = shape.Rank + axisFromRight;
            long span = ((long)dilation * (size - 1)) + 1;
            return span <= shape[axis]
                ? shape.With(axis, ((shape[axis] - (int)span) / stride) + 1).Concat([size])
                : throw new ShapeException(
                    $"Windows: the span of a window of size {size} with dilation {dilation} is {span}, but the extent of axis {axis} of "
                    + $"{inputs[0].Label("the tensor")} is {shape[axis]}. Pad the axis first, or use a smaller window.");
        }

        protected override Strided View(Shape input, Shape output)
        {
            int[] strides = Strided.RowMajor(input.Axes);
            int step = strides[^-axisFromRight];
            strides[^-axisFromRight] *= stride;
            return new Strided(output.Axes, [.. strides, step * dilation]);
        }
    }
}
