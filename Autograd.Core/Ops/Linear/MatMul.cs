using Autograd.Formulas;
using Autograd.Kernels;
using Autograd.Messages;

namespace Autograd;

public sealed partial class Tensor<T>
{
    /// <summary>
    /// The matrix product Z = X·Y, and so ∂L/∂X = ∂L/∂Z·Yᵀ and ∂L/∂Y = Xᵀ·∂L/∂Z. NumPy's rules: a vector on the left is a row, on the
    /// right a column, and its axis is removed again; axes further left are batches and broadcast. PyTorch: <c>torch.matmul</c>.
    /// </summary>
    /// <param name="other">The right factor.</param>
    /// <param name="transposeThis">Whether the last two axes of the left factor are exchanged first, without a copy.</param>
    /// <param name="transposeOther">Whether the last two axes of the right factor are exchanged first, without a copy.</param>
    /// <returns>(…, n, k)·(…, k, m) → (…, n, m); (k)·(k) → ().</returns>
    /// <exception cref="ShapeException">
    /// The inner sizes differ, the batches do not broadcast, a factor is a scalar, or a vector is to be transposed.
    /// </exception>
    public Tensor<T> MatMul(Tensor<T> other, bool transposeThis = false, bool transposeOther = false)
    {
        ArgumentNullException.ThrowIfNull(other);
        Tensor<T> x = this, y = other;
        bool row = x.Shape.Rank == 1, column = y.Shape.Rank == 1;
        if (x.Shape.Rank == 0 || y.Shape.Rank == 0 || (row && transposeThis) || (column && transposeOther))
        {
            string why = x.Shape.Rank == 0 || y.Shape.Rank == 0
                ? "a scalar is no matrix; multiply with *."
                : "a vector has nothing to transpose.";
            throw new ShapeException($"MatMul: {x.Label("the left factor")}, {y.Label("the right factor")}: {why}");
        }

        RequireInner(x, transposeThis, y, transposeOther);
        if (x.Shape.Rank > 2 && y.Shape.Rank == 2 && !transposeThis && x.Shape.Count > 0)
        {
            // Batches that share one right factor are one tall matrix.
            int columns = y.Shape[transposeOther ? 0 : 1];
            Shape tall = [x.Shape.Count / x.Shape[^1], x.Shape[^1]];
            return x.Reshape(tall).MatMul(y, transposeOther: transposeOther).Reshape(x.Shape.With(x.Shape.Rank - 1, columns));
        }

        x = row ? x.Unsqueeze(0) : x;
        y = column ? y.Unsqueeze(1) : y;
        Tensor<T> z = Apply(MatMulPrimitive.Of(transposeThis, transposeOther), x, y);
        z = row ? z.Squeeze(-2) : z;
        return column ? z.Squeeze(-1) : z;
    }

    /// <summary>Refuses factors whose inner sizes differ; either may be a vector.</summary>
    private static void RequireInner(Tensor<T> x, bool transposeX, Tensor<T> y, bool transposeY)
    {
        int inner = x.Shape[transposeX ? ^2 : ^1], other = y.Shape[y.Shape.Rank == 1 || transposeY ? ^1 : ^2];
        if (inner != other)
        {
            throw new ShapeException(
                $"MatMul: inner sizes differ: {Described(x, "left", transposeX)}, {Described(y, "right", transposeY)}; {inner} ≠ {other}.");
        }

        static string Described(Tensor<T> factor, string side, bool transposed) =>
            $"{(factor.Name is { } name ? Wording.Quoted(name) : side)} is "
                + $"{factor.Shape}{(transposed ? " transposed" : "")}{factor.CreatedAt}";
    }

    /// <summary>op(X)·op(Y) of matrices in broadcast batches, where op transposes or not; closed under its own rule.</summary>
    private sealed class MatMulPrimitive(bool transposeX, bool transposeY) : BilinearMap<T>
    {
        private static readonly MatMulPrimitive[] All = [new(false, false), new(false, true), new(true, false), new(true, true)];

        public override string Attributes => transposeX || transposeY ? $"{(transposeX ? "Xᵀ" : "X")}, {(transposeY ? "Yᵀ" : "Y")}" : "";

        internal override PrimitiveFormula Formula => (transposeX, transposeY) switch
        {
            (false, false) => PrimitiveFormula.Whole("x@y", "g@transpose(y)", "transpose(x)@g"),
            (false, true) => PrimitiveFormula.Whole("x@transpose(y)", "g@y", "transpose(g)@x"),
            (true, false) => PrimitiveFormula.Whole("transpose(x)@y", "y@transpose(g)", "x@g"),
            (true, true) => PrimitiveFormula.Whole("transpose(x)@transpose(y)", "transpose(y)@transpose(g)", "transpose(g)@transpose(x)"),
        };

        public static MatMulPrimitive Of(bool transposeX, bool transposeY) => All[(transposeX ? 2 : 0) + (transposeY ? 1 : 0)];

        public override Shape InferShape(ReadOnlySpan<Tensor<T>> inputs)
        {
            RequireInner(inputs[0], transposeX, inputs[1], transposeY);
            Shape x = inputs[0].Shape, y = inputs[1].Shape;
            if (!Shape.TryBroadcast(Shape.Create(x.Axes[..^2]), Shape.Create(y.Axes[..^2]), out Shape batches))
            {
                throw new ShapeException(
                    $"MatMul: the batches do not broadcast together: {inputs[0].Label("the left factor")}, "
                    + $"{inputs[1].Label("the right factor")}; left of the last two axes, extents must be equal, or 1 to be stretched.");
            }

            return batches.Concat([x[transposeX ? ^1 : ^2], y[transposeY ? ^2 : ^1]]);
        }

        public override void Compute(ReadOnlySpan<Tensor<T>> inputs, Shape shape, Span<T> z)
        {
            Tensor<T> x = inputs[0], y = inputs[1];
            int rows = shape[^2], columns = shape[^1], inner = x.Shape[transposeX ? ^2 : ^1];
            if (shape.Rank == 2)
            {
                MatrixProduct.Compute(x.Data, transposeX, y.Data, transposeY, rows, inner, columns, z);
                return;
            }

            // Along the last axis of the batches, the matrices of a factor lie one after another, or it is one and the same.
            int batches = shape[^3];
            int xSize = rows * inner * Last(x.Shape), ySize = inner * columns * Last(y.Shape), zSize = batches * rows * columns;
            for (int z0 = 0, number = 0; z0 < z.Length; z0 += zSize, number++)
            {
                MatrixProduct.Compute(
                    batches, x.Data.Slice(Number(x.Shape, shape, number) * xSize, xSize), transposeX,
                    y.Data.Slice(Number(y.Shape, shape, number) * ySize, ySize), transposeY, rows, inner, columns, z.Slice(z0, zSize));
            }
        }

        protected override Tensor<T> TransposeX(Tensor<T> gz, Tensor<T> y, Shape shape) =>
            (transposeX ? Apply(Of(transposeY, true), y, gz) : Apply(Of(false, !transposeY), gz, y)).SumTo(shape);

        protected override Tensor<T> TransposeY(Tensor<T> x, Tensor<T> gz, Shape shape) =>
            (transposeY ? Apply(Of(true, transposeX), gz, x) : Apply(Of(!transposeX, false), x, gz)).SumTo(shape);

        /// <summary>The number of matrices along the last axis of the batches.</summary>
        private static int Last(Shape factor) => factor.Rank == 2 ? 1 : factor[^3];

        /// <summary>Which run of a factor's matrices, along its last axis of batches, belongs to this run of the result's.</summary>
        private static int Number(Shape factor, Shape result, int number)
        {
            int found = 0;
            for (int axis = 4, stride = 1; axis <= factor.Rank; axis++)
            {
                found += factor[^axis] == 1 ? 0 : number % result[^axis] * stride;
                number /= result[^axis];
                stride *= factor[^axis];
            }

            return found;
        }
    }
}
