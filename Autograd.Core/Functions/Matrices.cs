namespace Autograd;

// Compositions for vectors and matrices.
public sealed partial class Tensor<T>
{
    /// <summary>y = Σᵢ aᵢbᵢ of two vectors, and so ∂y/∂a = b and ∂y/∂b = a. PyTorch: <c>torch.dot</c>.</summary>
    /// <param name="other">A vector of the same length.</param>
    /// <exception cref="ShapeException">One of the two is no vector, or their lengths differ.</exception>
    public Tensor<T> Dot(Tensor<T> other)
    {
        RequireVectors("Dot", other);
        return Shape == other.Shape
            ? MatMul(other)
            : throw new ShapeException($"Dot: the lengths differ: {Label("the left vector")}, {other.Label("the right vector")}.");
    }

    /// <summary>
    /// The table of all products of two vectors: zᵢₖ = aᵢbₖ, and so ∂zᵢₖ/∂aᵢ = bₖ and ∂zᵢₖ/∂bₖ = aᵢ. (n) and (m) → (n, m). PyTorch and
    /// NumPy: <c>outer</c>.
    /// </summary>
    /// <param name="other">A vector of any length.</param>
    /// <exception cref="ShapeException">One of the two is no vector.</exception>
    public Tensor<T> Outer(Tensor<T> other)
    {
        RequireVectors("Outer", other);
        ResultShape("Outer", [Shape[0], other.Shape[0]]);
        return Unsqueeze(1) * other;
    }

    /// <summary>
    /// The sum of the main diagonal of the matrices in the last two axes, and so the identity matrix for derivative:
    /// (…, n, m) → (…). PyTorch and NumPy: <c>trace</c>.
    /// </summary>
    /// <exception cref="ShapeException">The tensor has fewer than two axes.</exception>
    public Tensor<T> Trace()
    {
        RequireMatrix("Trace");
        return Diagonal().Sum(-1);
    }

    /// <summary>
    /// The lower triangle of the matrices in the last two axes: element (i, j) is kept where j ≤ i + k, and 0 elsewhere, whatever stood
    /// there, NaN and ∞ included; so is the gradient. PyTorch and NumPy: <c>tril</c>.
    /// </summary>
    /// <param name="k">How many diagonals above the main one to keep; negative to drop diagonals below it too.</param>
    /// <exception cref="ShapeException">The tensor has fewer than two axes.</exception>
    public Tensor<T> Tril(int k = 0) => Band("Tril", int.MinValue, k);

    /// <summary>
    /// The upper triangle of the matrices in the last two axes: element (i, j) is kept where j ≥ i + k, and 0 elsewhere, whatever stood
    /// there, NaN and ∞ included; so is the gradient. PyTorch and NumPy: <c>triu</c>.
    /// </summary>
    /// <param name="k">Which diagonal to begin with; negative to keep diagonals below the main one too.</param>
    /// <exception cref="ShapeException">The tensor has fewer than two axes.</exception>
    public Tensor<T> Triu(int k = 0) => Band("Triu", k, int.MaxValue);

    private void RequireVectors(string operation, Tensor<T> other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (Shape.Rank != 1 || other.Shape.Rank != 1)
        {
            throw new ShapeException(
                $"{operation} is of two vectors, and these are {Label("the left")}, {other.Label("the right")}. For other shapes there are "
                + "MatMul and Einsum.");
        }
    }

    /// <summary>What lies on the diagonals from one number to another, 0 elsewhere; element (i, j) lies on diagonal j − i.</summary>
    private Tensor<T> Band(string operation, long first, long last)
    {
        RequireMatrix(operation);
        int rows = Shape[^2], columns = Shape[^1];
        var mask = new TensorBuilder<T>([rows, columns]);
        Span<T> inside = mask.Span;
        inside.Clear();
        for (int row = 0; row < rows; row++)
        {
            int start = (int)Math.Clamp(row + first, 0, columns), stop = (int)Math.Clamp(row + last + 1, start, columns);
            inside[((row * columns) + start)..((row * columns) + stop)].Fill(T.One);
        }

        return Select(mask.Build(), this, 0);
    }
}
