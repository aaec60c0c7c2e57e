using Autograd.Kernels;
using Autograd.Tensors;

namespace Autograd;

public sealed partial class Tensor<T>
{
    /// <summary>
    /// The positions of a list along one axis, in the order of the list and as often as they stand there: y[…, i, …] =
    /// x[…, indices[i], …]. The gradients of a position that was picked several times are added. PyTorch: <c>index_select</c>,
    /// <c>F.embedding</c>; NumPy: <c>take</c>.
    /// </summary>
    /// <param name="axis">The axis, from either end.</param>
    /// <param name="indices">Positions from 0; they do not count from the end.</param>
    /// <returns>(…, n, …) → (…, indices.Length, …)</returns>
    /// <exception cref="ShapeException">The axis is out of range.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An index is negative, or not below n; the message names its row.</exception>
    /// <example><code>
    /// Tensor table = Tensor.Variable(new double[,] { { 1, 2 }, { 3, 4 }, { 5, 6 } });
    /// Tensor y = table.IndexSelect(0, [2, 0, 2]);   // [[5, 6], [1, 2], [5, 6]]
    /// y.Sum().Backward()[table];                    // [[1, 1], [0, 0], [2, 2]]
    /// </code></example>
    public Tensor<T> IndexSelect(int axis, ReadOnlySpan<int> indices)
    {
        int from0 = Shape.Axis(axis, "IndexSelect", Name);
        RequireInRange("IndexSelect", from0, indices, [indices.Length]);
        ReadOnlySpan<int> rest = Shape.Axes[(from0 + 1)..];
        return Apply(new GatherPrimitive("IndexSelect", indices.ToArray(), [Shape[from0], .. rest], [indices.Length, .. rest]), this);
    }

    /// <summary>
    /// Picks along one axis by an index for each element of the result: along axis 0 of a matrix y[i, k] = x[indices[i, k], k], along
    /// axis 1 y[i, k] = x[i, indices[i, k]]. The gradients of an element that was picked several times are added. PyTorch:
    /// <c>gather</c>; NumPy: <c>take_along_axis</c>.
    /// </summary>
    /// <param name="axis">The axis, from either end.</param>
    /// <param name="indices">Positions from 0, in row-major order; they do not count from the end.</param>
    /// <param name="indexShape">
    /// The shape of the indices and of the result: as many axes as the tensor, none but the axis longer than the tensor's.
    /// </param>
    /// <exception cref="ShapeException">The axis is out of range, or the index shape does not fit the tensor or the indices.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An index is negative or too large; the message names where it stands.</exception>
    /// <example><code>
    /// logProbabilities.Gather(1, classes, [classes.Length, 1])   // in each row, that of its class
    /// </code></example>
    public Tensor<T> Gather(int axis, ReadOnlySpan<int> indices, Shape indexShape) =>
        Apply(Gathering("Gather", axis, indices, indexShape), this);

    /// <summary>
    /// This tensor with the elements of another added at indexed positions along one axis: along axis 0 of a matrix
    /// y[indices[i, k], k] = x[indices[i, k], k] + s[i, k], for all i and k one after the other. The gradient of the tensor is that of
    /// the result, and the gradient of the source is gathered from it: the transpose of <see cref="Gather"/>. PyTorch:
    /// <c>scatter_add</c>; NumPy: <c>add.at</c> on a copy.
    /// </summary>
    /// <param name="axis">The axis, from either end.</param>
    /// <param name="indices">Positions from 0, in row-major order; they do not count from the end, and may repeat.</param>
    /// <param name="indexShape">
    /// The shape of the indices: as many axes as the tensor, none but the axis longer than the tensor's.
    /// </param>
    /// <param name="source">
    /// What is added: as many axes, each at least as long as that of the indices; what lies beyond is not used.
    /// </param>
    /// <exception cref="ShapeException">
    /// The axis is out of range, or the index shape does not fit the tensor, the indices or the source.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">An index is negative or too large; the message names where it stands.</exception>
    public Tensor<T> ScatterAdd(int axis, ReadOnlySpan<int> indices, Shape indexShape, Tensor<T> source)
    {
        ArgumentNullException.ThrowIfNull(source);
        GatherPrimitive gather = Gathering("ScatterAdd", axis, indices, indexShape);
        if (!Covers(source.Shape, indexShape))
        {
            throw new ShapeException(
                $"ScatterAdd: {source.Label("the source")} does not cover the index shape {indexShape} for {Label("the tensor")}: it "
                + "needs as many axes, each at least as long.");
        }

        Cut[] cuts = [.. indexShape.Axes.ToArray().Select(Cut.Whole)];
        Tensor<T> used = source.Shape == indexShape ? source : Apply(new SlicePrimitive(cuts), source);
        return this + TransposedSum<T>.Of(null, [gather], [used], Shape);
    }

    /// <summary>Whether a shape is at least as long as another along each of their axes, but for one that does not count.</summary>
    private static bool Covers(Shape shape, Shape other, int butAxis = -1) => shape.Rank == other.Rank
        && Enumerable.Range(0, shape.Rank).All(axis => axis == butAxis || shape[axis] >= other[axis]);

    private GatherPrimitive Gathering(string operation, int axis, ReadOnlySpan<int> indices, Shape indexShape)
    {
        int along = Shape.Axis(axis, operation, Name);
        if (!Covers(Shape, indexShape, along))
        {
            throw new ShapeException(
                $"{operation}: the index shape {indexShape} does not fit {Label("the tensor")}: it needs as many axes, and none but axis "
                + $"{along} may be longer than the tensor's.");
        }

        if (indices.Length != indexShape.Count)
        {
            throw new ShapeException(
                $"{operation}: the index shape {indexShape} for {Label("the tensor")} needs a list of {indexShape.Count}, but the length "
                + $"of the list is {indices.Length}.");
        }

        RequireInRange(operation, along, indices, indexShape);
        int[] strides = Strided.RowMajor(Shape.Axes);
        var places = new int[indices.Length];
        for (int i = 0; i < places.Length; i++)
        {
            for (int back = 1, rest = i; back <= Shape.Rank; back++)
            {
                (rest, int at) = Math.DivRem(rest, indexShape[^back]);
                places[i] += (Shape.Rank - back == along ? indices[i] : at) * strides[^back];
            }
        }

        return new GatherPrimitive("Gather", places, Shape, indexShape);
    }

    private void RequireInRange(string operation, int axis, ReadOnlySpan<int> indices, Shape indexShape)
    {
        for (int i = 0; i < indices.Length; i++)
        {
            if ((uint)indices[i] >= (uint)Shape[axis])
            {
                var row = new int[indexShape.Rank];
                for (int back = 1, rest = i; back <= row.Length; back++)
                {
                    (rest, row[^back]) = Math.DivRem(rest, indexShape[^back]);
                }

                string where = row.Length == 1 ? $"{i}" : Shape.Text(row);
                throw new ArgumentOutOfRangeException(
                    nameof(indices),
                    $"{operation}: row {where} of the indices is {indices[i]}, but axis {axis} of {Label("the tensor")} has "
                    + (Shape[axis] == 0 ? "no positions." : $"the positions 0 to {Shape[axis] - 1}."));
            }
        }
    }

    /// <summary>
    /// Reads listed runs of a block of elements: y = x[places[0]], x[places[1]], …, where a place counts runs of equal length. A block
    /// has the last axes of x and becomes the last axes of y; axes further left are done one block after the other.
    /// </summary>
    private sealed class GatherPrimitive(string name, int[] places, Shape from, Shape to) : LinearMap<T>
    {
        private readonly int run = places.Length == 0 ? 0 : to.Count / places.Length;

        public override string Name => name;

        public override string Attributes => $"{from} to {to}";

        public override bool AddsTranspose => true;

        public override Shape InferShape(ReadOnlySpan<Tensor<T>> inputs) =>
            Shape.Create(inputs[0].Shape.Axes[..^from.Rank]).Concat(to);

        public override void Compute(ReadOnlySpan<Tensor<T>> inputs, Shape shape, Span<T> y)
        {
            for (ReadOnlySpan<T> x = inputs[0].Data; !y.IsEmpty; x = x[from.Count..], y = y[to.Count..])
            {
                GatherScatter.Gather(x, places, run, y);
            }
        }

        public override void AddTransposeTo(ReadOnlySpan<T> gy, Shape output, Span<T> sum, Shape input)
        {
            for (; !gy.IsEmpty; sum = sum[from.Count..], gy = gy[to.Count..])
            {
                GatherScatter.ScatterAdd(sum, places, run, gy);
            }
        }

        protected override Tensor<T> Transpose(Tensor<T> gy, Shape shape) => TransposeByAdding(gy, shape);
    }
}
