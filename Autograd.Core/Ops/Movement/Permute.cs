using Autograd.Kernels;
using Autograd.Messages;

namespace Autograd;

public sealed partial class Tensor<T>
{
    /// <summary>
    /// The axes in another order: axis i of the result is axis <c>axes[i]</c> of this tensor; the gradient is permuted back.
    /// PyTorch: <c>permute</c>.
    /// </summary>
    /// <param name="axes">Every axis once, from either end.</param>
    /// <exception cref="ShapeException">An axis is missing, named twice or out of range.</exception>
    public Tensor<T> Permute(params ReadOnlySpan<int> axes)
    {
        if (Shape.AxesFromRight(axes, "Permute", Name).Length != Shape.Rank)
        {
            throw new ShapeException(
                $"Permute: every axis of {Label("the tensor")} must be named once, but {axes.Length} of {Shape.Rank} are named.");
        }

        var fromRight = new int[axes.Length];
        for (int i = 0; i < axes.Length; i++)
        {
            fromRight[i] = Shape.Axis(axes[i], "Permute", Name) - Shape.Rank;
        }

        return Apply(new PermutePrimitive(fromRight), this);
    }

    /// <summary>The last two axes exchanged: the transposed matrix. PyTorch: <c>mT</c>.</summary>
    /// <exception cref="ShapeException">The tensor has fewer than two axes.</exception>
    public Tensor<T> Transpose() => Shape.Rank >= 2
        ? Apply(PermutePrimitive.OfMatrix, this)
        : throw new ShapeException(
            $"Transpose exchanges the last two axes, and {Label("the tensor")} has fewer. Reshape(1, -1) makes a row of a vector, "
            + "Reshape(-1, 1) a column.");

    /// <summary>Two axes exchanged. PyTorch: <c>transpose(a, b)</c>.</summary>
    /// <param name="first">An axis, from either end.</param>
    /// <param name="second">The other axis.</param>
    /// <exception cref="ShapeException">An axis is out of range.</exception>
    public Tensor<T> Transpose(int first, int second)
    {
        int[] axes = AllAxes();
        int a = Shape.Axis(first, "Transpose", Name), b = Shape.Axis(second, "Transpose", Name);
        (axes[a], axes[b]) = (axes[b], axes[a]);
        return Permute(axes);
    }

    /// <summary>Puts the axes, counted from the right, in this order; axes further left stay where they are.</summary>
    private sealed class PermutePrimitive(int[] axes) : LinearMap<T>
    {
        public static readonly PermutePrimitive OfMatrix = new([-1, -2]);

        public override string Attributes => Wording.List<int>(axes);

        public override Shape InferShape(ReadOnlySpan<Tensor<T>> inputs) => Shape.Create(Permuted(inputs[0].Shape.Axes));

        public override void Compute(ReadOnlySpan<Tensor<T>> inputs, Shape shape, Span<T> y) =>
            new Strided(shape.Axes, Permuted(Strided.RowMajor(inputs[0].Shape.Axes))).Copy(inputs[0].Data, y);

        protected override Tensor<T> Transpose(Tensor<T> gy, Shape shape)
        {
            var back = new int[axes.Length];
            for (int i = 0; i < axes.Length; i++)
            {
                back[axes[i] + axes.Length] = i - axes.Length;
            }

            return Apply(new PermutePrimitive(back), gy);
        }

        private int[] Permuted(ReadOnlySpan<int> perAxis)
        {
            int[] result = perAxis.ToArray();
            for (int i = 0; i < axes.Length; i++)
            {
                result[^(axes.Length - i)] = perAxis[^-axes[i]];
            }

            return result;
        }
    }
}
