using Autograd.Formulas;
using Autograd.Kernels;
using Autograd.Messages;

namespace Autograd;

public sealed partial class Tensor<T>
{
    /// <summary>y = Σ x, the sum of all elements, and so every x gets the gradient of y. PyTorch: <c>torch.sum</c>.</summary>
    /// <remarks>
    /// The sum of nothing is 0. Terms are added by halves, so the rounding error grows with the logarithm of their number.
    /// </remarks>
    public Tensor<T> Sum() => Shape.Rank == 0 ? this : Apply(new SumPrimitive(AllAxes()), this);

    /// <summary>The sum along one axis.</summary>
    /// <param name="axis">The axis, from either end.</param>
    /// <param name="keepDims">Whether the summed axis stays, with extent 1.</param>
    /// <exception cref="ShapeException">The axis is out of range.</exception>
    public Tensor<T> Sum(int axis, bool keepDims = false) => Sum([axis], keepDims);

    /// <summary>The sum along several axes; of an empty list, the tensor itself.</summary>
    /// <param name="axes">The axes, from either end, each once.</param>
    /// <param name="keepDims">Whether the summed axes stay, with extent 1.</param>
    /// <exception cref="ShapeException">An axis is out of range or named twice.</exception>
    public Tensor<T> Sum(ReadOnlySpan<int> axes, bool keepDims = false)
    {
        int[] reduced = Shape.AxesFromRight(axes, "Sum", Name);
        Tensor<T> y = reduced.Length == 0 ? this : Apply(new SumPrimitive(reduced), this);
        return keepDims ? y.Reshape(Shape.WithOnes(reduced)) : y;
    }

    /// <summary>The sum over everything that stretches this tensor beyond a shape: the transpose of <see cref="BroadcastTo"/>.</summary>
    internal Tensor<T> SumTo(Shape shape)
    {
        if (shape == Shape)
        {
            return this;
        }

        int[] axes = AllAxes();
        int count = 0;
        foreach (int axis in axes)
        {
            if (-axis > shape.Rank || (shape[^-axis] == 1 && Shape[^-axis] != 1))
            {
                axes[count++] = axis;
            }
        }

        Tensor<T> sum = count == 0 ? this : Apply(new SumPrimitive(axes[..count]), this);
        return sum.Reshape(shape);
    }

    private int[] AllAxes()
    {
        var axes = new int[Shape.Rank];
        for (int i = 0; i < axes.Length; i++)
        {
            axes[i] = i - axes.Length;
        }

        return axes;
    }

    /// <summary>A sum along axes counted from the right, in ascending order, which it removes.</summary>
    private sealed class SumPrimitive(int[] axes) : LinearMap<T>
    {
        internal override PrimitiveFormula Formula => PrimitiveFormula.Whole("sum(x)", "repeat(g)");

        public override string Attributes => Wording.List<int>(axes);

        public override Shape InferShape(ReadOnlySpan<Tensor<T>> inputs) => inputs[0].Shape.Without(axes);

        public override void Compute(ReadOnlySpan<Tensor<T>> inputs, Shape shape, Span<T> y) =>
            AxisReduction.Run(inputs[0].Data, inputs[0].Shape.Axes, axes, y, PairwiseReduction.Axis<T, PairwiseReduction.Sum>);

        protected override Tensor<T> Transpose(Tensor<T> gy, Shape shape) => gy.Reshape(shape.WithOnes(axes)).BroadcastTo(shape);
    }
}
