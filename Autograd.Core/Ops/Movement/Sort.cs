using Autograd.Kernels;

namespace Autograd;

public sealed partial class Tensor<T>
{
    /// <summary>
    /// The elements along one axis in ascending order, NaN last; the gradient goes back to where each came from.
    /// PyTorch: <c>torch.sort</c>; for descending order <see cref="Flip"/> the result.
    /// </summary>
    /// <param name="axis">The axis, from either end; a scalar counts as one axis.</param>
    /// <exception cref="ShapeException">The axis is out of range.</exception>
    /// <remarks>Equal elements share the gradients of their places equally, and so do NaNs.</remarks>
    public Tensor<T> Sort(int axis)
    {
        if (Shape.Rank == 0)
        {
            return Reshape(1).Sort(Shape.AxisOfScalar(axis, "Sort", Name)).Reshape();
        }

        int from0 = Shape.Axis(axis, "Sort", Name);
        return from0 == Shape.Rank - 1 ? Apply(SortPrimitive.Instance, this) : Transpose(from0, -1).Sort(-1).Transpose(from0, -1);
    }

    // Both rules by hand: given the order it is a linear map, but the order depends on the values.
    private sealed class SortPrimitive : Primitive<T>
    {
        public static readonly SortPrimitive Instance = new();

        internal override int? Arity => 1;

        public override Shape InferShape(ReadOnlySpan<Tensor<T>> inputs) => inputs[0].Shape;

        public override void Compute(ReadOnlySpan<Tensor<T>> inputs, Shape shape, Span<T> y)
        {
            inputs[0].Data.CopyTo(y);
            Sorting.Sort(y, shape[^1], new int[y.Length]);
        }

        public override void Vjp(in Operands<T> o, Tensor<T> gy, Span<Tensor<T>?> gx) => gx[0] = Apply(Given(o[0], isTransposed: true), gy);

        public override Tensor<T> Jvp(in Operands<T> o, ReadOnlySpan<Tensor<T>?> dx) => Apply(Given(o[0], isTransposed: false), dx[0]!);

        private static OrderPrimitive Given(Tensor<T> x, bool isTransposed)
        {
            T[] sorted = x.ToArray();
            int[] places = [.. Enumerable.Range(0, sorted.Length)];
            Sorting.Sort(sorted, x.Shape[^1], places);
            return new OrderPrimitive(places, Sorting.Ties<T>(sorted, x.Shape[^1]), isTransposed);
        }
    }

    /// <summary>
    /// Brings elements into a known order, and gives each of a group of equal ones the mean of the group; or the transpose of that.
    /// </summary>
    private sealed class OrderPrimitive(int[] places, IReadOnlyList<(int Start, int Length)> ties, bool isTransposed) : LinearMap<T>
    {
        public override Shape InferShape(ReadOnlySpan<Tensor<T>> inputs) => inputs[0].Shape;

        public override void Compute(ReadOnlySpan<Tensor<T>> inputs, Shape shape, Span<T> y)
        {
            ReadOnlySpan<T> x = inputs[0].Data;
            var ordered = new T[y.Length];
            for (int i = 0; i < ordered.Length; i++)
            {
                ordered[i] = x[isTransposed ? i : places[i]];
            }

            foreach ((int start, int length) in ties)
            {
                Span<T> group = ordered.AsSpan(start, length);
                group.Fill(PairwiseReduction.Contiguous<T, PairwiseReduction.Sum>(group) / T.CreateTruncating(length));
            }

            for (int i = 0; i < ordered.Length; i++)
            {
                y[isTransposed ? places[i] : i] = ordered[i];
            }
        }

        protected override Tensor<T> Transpose(Tensor<T> gy, Shape shape) => Apply(new OrderPrimitive(places, ties, !isTransposed), gy);
    }
}
