using Autograd.Kernels;

namespace Autograd;

public sealed partial class Tensor<T>
{
    /// <summary>
    /// A diagonal of the matrices in the last two axes: y[…, i] = x[…, i, i + offset], or x[…, i − offset, i] for a negative offset. The
    /// gradient is 0 beside the diagonal. PyTorch: <c>diagonal(offset, -2, -1)</c>; NumPy: <c>diagonal(offset, -2, -1)</c>.
    /// </summary>
    /// <param name="offset">0 is the main diagonal; positive lies above it, negative below.</param>
    /// <returns>(…, n, m) → (…, k), where k is the length of the diagonal, 0 for one that lies outside of the matrix.</returns>
    /// <exception cref="ShapeException">The tensor has fewer than two axes.</exception>
    public Tensor<T> Diagonal(int offset = 0)
    {
        RequireMatrix("Diagonal");
        return Apply(new DiagonalPrimitive(offset), this);
    }

    private void RequireMatrix(string operation)
    {
        if (Shape.Rank < 2)
        {
            throw new ShapeException($"{operation} is of matrices, which are the last two axes, and {Label("the tensor")} has fewer.");
        }
    }

    private sealed class DiagonalPrimitive(int offset) : StridedRead
    {
        public override string Attributes => $"{offset}";

        public override Shape InferShape(ReadOnlySpan<Tensor<T>> inputs)
        {
            Shape shape = inputs[0].Shape;
            long rows = shape[^2] + Math.Min(0L, offset), columns = shape[^1] - Math.Max(0L, offset); // right of and below its beginning
            return Shape.Create([.. shape.Axes[..^2], (int)Math.Max(0, Math.Min(rows, columns))]);
        }

        protected override Strided View(Shape input, Shape output)
        {
            int[] strides = Strided.RowMajor(input.Axes);
            int begin = output[^1] == 0 ? 0 : offset >= 0 ? offset * strides[^1] : -offset * strides[^2];
            return new Strided(output.Axes, [.. strides[..^2], strides[^2] + strides[^1]], begin);
        }
    }
}
