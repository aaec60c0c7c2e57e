using Autograd.Functions;

namespace Autograd;

public sealed partial class Tensor<T>
{
    /// <summary>
    /// Einstein's summation: a letter labels each axis of the operands; elements with equal labels are multiplied, and the products
    /// summed over every label that is not in the result. <c>"ij,jk-&gt;ik"</c> is the matrix product zᵢₖ = Σⱼ xᵢⱼyⱼₖ. PyTorch and NumPy:
    /// <c>einsum</c>.
    /// </summary>
    /// <param name="equation">
    /// The labels of each operand, separated by commas, then <c>-&gt;</c> and those of the result. Without <c>-&gt;</c> the result has the
    /// labels that stand in the equation once, in alphabetical order, upper case first. A label that an operand repeats takes its
    /// diagonal. … or ... stands for any number of further axes, which broadcast and come first in a result that is not given.
    /// </param>
    /// <param name="operands">One tensor or more.</param>
    /// <exception cref="ArgumentException">The equation cannot be read, or is one for more or fewer operands.</exception>
    /// <exception cref="ShapeException">An operand has more or fewer axes than labels, or a label has two extents other than 1.</exception>
    /// <remarks>
    /// Operands are contracted from left to right, each step by one matrix product or, where nothing is summed, one multiplication; with
    /// three operands and more their order decides the cost.
    /// </remarks>
    /// <example><code>
    /// Tensor.Einsum("ii", x);                       // the trace
    /// Tensor.Einsum("i,j-&gt;ij", x, y);               // the outer product
    /// Tensor.Einsum("b h q d, b h k d", x, y);      // the scores of attention, (b, h, q, k)
    /// Tensor.Einsum("…ij,…jk,k-&gt;…i", x, y, v);      // batches of products with one vector
    /// </code></example>
    public static Tensor<T> Einsum(string equation, params ReadOnlySpan<Tensor<T>> operands)
    {
        ArgumentNullException.ThrowIfNull(equation);
        foreach (Tensor<T> operand in operands)
        {
            ArgumentNullException.ThrowIfNull(operand, nameof(operands));
        }

        var read = new EinsumEquation<T>(equation, operands);
        var factors = new Labelled[operands.Length];
        for (int i = 0; i < factors.Length; i++)
        {
            factors[i] = new Labelled(operands[i], read.Operands[i]).WithoutRepetition().WithoutStretching(read.Extents);
        }

        Labelled product = factors[0];
        for (int i = 1; i < factors.Length; i++)
        {
            int[] later = [.. read.Output, .. factors[(i + 1)..].SelectMany(factor => factor.Labels)];
            product = product.Times(factors[i], later);
        }

        return product.SummedBut(read.Output).InOrder(read.Output);
    }

    /// <summary>A tensor with a label for each axis.</summary>
    private readonly record struct Labelled(Tensor<T> Tensor, int[] Labels)
    {
        /// <summary>The diagonals of axes with equal labels.</summary>
        public Labelled WithoutRepetition()
        {
            (Tensor<T> tensor, int[] labels) = this;
            while (Array.FindIndex(labels, label => labels.Count(label.Equals) > 1) is >= 0 and int first)
            {
                int label = labels[first], second = Array.IndexOf(labels, label, first + 1);
                int[] rest = [.. Enumerable.Range(0, labels.Length).Where(axis => axis != first && axis != second)];
                tensor = tensor.Permute([.. rest, first, second]).Diagonal();
                labels = [.. rest.Select(axis => labels[axis]), label];
            }

            return new Labelled(tensor, labels);
        }

        /// <summary>Without the axes of extent 1 that another operand stretches: the label of the other stands for both.</summary>
        public Labelled WithoutStretching(Dictionary<int, int> extents)
        {
            Shape shape = Tensor.Shape;
            int[] kept = [.. Labels.Where((label, axis) => shape[axis] == extents[label])];
            return kept.Length == Labels.Length
                ? this
                : new Labelled(Tensor.Reshape(Shape.Create([.. kept.Select(label => extents[label])])), kept);
        }

        /// <summary>Summed over every label that is not in the list.</summary>
        public Labelled SummedBut(int[] kept)
        {
            int[] labels = Labels;
            int[] axes = [.. Enumerable.Range(0, labels.Length).Where(axis => !kept.Contains(labels[axis]))];
            return axes.Length == 0 ? this : new Labelled(Tensor.Sum(axes), [.. labels.Where(kept.Contains)]);
        }

        /// <summary>The tensor with its axes in the order of these labels.</summary>
        public Tensor<T> InOrder(int[] order)
        {
            int[] labels = Labels;
            return order.SequenceEqual(labels) ? Tensor : Tensor.Permute([.. order.Select(label => Array.IndexOf(labels, label))]);
        }

        /// <summary>The products with another tensor, summed over the labels that nothing needs later.</summary>
        public Labelled Times(Labelled other, int[] later)
        {
            Labelled x = SummedBut([.. later, .. other.Labels]), y = other.SummedBut([.. later, .. Labels]);
            int[] batches = [.. x.Labels.Where(label => y.Labels.Contains(label) && later.Contains(label))];
            int[] inner = [.. x.Labels.Where(label => y.Labels.Contains(label) && !later.Contains(label))];
            int[] rows = [.. x.Labels.Except(y.Labels)], columns = [.. y.Labels.Except(x.Labels)];
            int[] batchSizes = x.Sizes(batches), rowSizes = x.Sizes(rows), columnSizes = y.Sizes(columns);
            Tensor<T> z;
            if (inner.Length == 0)
            {
                int[] ones = [.. rows.Select(_ => 1)];
                z = x.InOrder([.. batches, .. rows]).Reshape(Shape.Create([.. batchSizes, .. rowSizes, .. columns.Select(_ => 1)]))
                    * y.InOrder([.. batches, .. columns]).Reshape(Shape.Create([.. batchSizes, .. ones, .. columnSizes]));
            }
            else
            {
                // A matrix that already lies transposed is read so; a vector counts as a row on either side.
                bool transposeX = x.Labels.SequenceEqual([.. batches, .. inner, .. rows]) && rows.Length > 0;
                bool transposeY = !y.Labels.SequenceEqual([.. batches, .. inner, .. columns]) || columns.Length == 0;
                z = x.Matrices(batches, transposeX ? inner : rows, transposeX ? rows : inner).MatMul(
                    y.Matrices(batches, transposeY ? columns : inner, transposeY ? inner : columns), transposeX, transposeY);
            }

            return new Labelled(z.Reshape(Shape.Create([.. batchSizes, .. rowSizes, .. columnSizes])), [.. batches, .. rows, .. columns]);
        }

        /// <summary>(batch, rows, columns), with the axes of each merged into one; without batches just (rows, columns).</summary>
        private Tensor<T> Matrices(int[] batches, int[] rows, int[] columns)
        {
            Shape shape = [.. batches.Length == 0 ? Array.Empty<int>() : [Size(batches)], Size(rows), Size(columns)];
            return InOrder([.. batches, .. rows, .. columns]).Reshape(shape);
        }

        private int[] Sizes(int[] labels)
        {
            (Tensor<T> tensor, int[] own) = this;
            return [.. labels.Select(label => tensor.Shape[Array.IndexOf(own, label)])];
        }

        private int Size(int[] labels) => Sizes(labels).Aggregate(1, (product, extent) => product * extent);
    }
}
