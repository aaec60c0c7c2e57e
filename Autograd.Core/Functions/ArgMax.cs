using Autograd.Kernels;

namespace Autograd;

// Positions of extremes: whole numbers, which have no derivative.
public sealed partial class Tensor<T>
{
    /// <summary>The position of the largest element along one axis; of equal ones the first. PyTorch: <c>torch.argmax</c>.</summary>
    /// <param name="axis">The axis, from either end.</param>
    /// <returns>A position for each element of the tensor without that axis, in row-major order.</returns>
    /// <exception cref="ShapeException">The axis is out of range, or its extent is 0.</exception>
    /// <remarks>The first NaN wins over every number.</remarks>
    public int[] ArgMax(int axis) => FirstIndices(axis, "ArgMax", PairwiseReduction.Axis<T, PairwiseReduction.Max>);

    /// <summary>The position of the smallest element along one axis; of equal ones the first. PyTorch: <c>torch.argmin</c>.</summary>
    /// <param name="axis">The axis, from either end.</param>
    /// <returns>A position for each element of the tensor without that axis, in row-major order.</returns>
    /// <exception cref="ShapeException">The axis is out of range, or its extent is 0.</exception>
    /// <remarks>The first NaN wins over every number.</remarks>
    public int[] ArgMin(int axis) => FirstIndices(axis, "ArgMin", PairwiseReduction.Axis<T, PairwiseReduction.Min>);

    private int[] FirstIndices(int axis, string operation, ReduceAxis<T> reduce)
    {
        Tensor<T> array = Shape.Rank == 0 ? Detach().Reshape(1) : Detach(); // a scalar counts as one axis
        int last = (Shape.Rank == 0 ? Shape.AxisOfScalar(axis, operation, Name) : Shape.Axis(axis, operation, Name)) - array.Shape.Rank;
        (int outer, int count, int inner) = AxisReduction.Collapse(array.Shape.Axes, last, last);
        if (count == 0)
        {
            throw new ShapeException($"{operation}: axis {axis} of {Label("the tensor")} is empty, and nothing has no first.");
        }

        var extremes = new T[outer * inner];
        using ReadScope<T> read = array.Read();
        reduce(read.Span, outer, count, inner, extremes);
        return TieMask.FirstIndices<T>(read.Span, extremes, count, inner);
    }
}
