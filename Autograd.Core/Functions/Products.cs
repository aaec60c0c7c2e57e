namespace Autograd;

// Compositions for products along axes.
public sealed partial class Tensor<T>
{
    /// <summary>The product of all elements; each gets the gradient times the product of the others. PyTorch: <c>torch.prod</c>.</summary>
    /// <remarks>
    /// The product of nothing is 1. Multiplied in pairs, so that derivatives of every order are exact with any number of zeros. No pair
    /// overflows or underflows unless the whole product does.
    /// </remarks>
    public Tensor<T> Product() => Product(AllAxes());

    /// <summary>As <see cref="Product()"/>, along one axis.</summary>
    /// <param name="axis">The axis, from either end.</param>
    /// <param name="keepDims">Whether the axis stays, with extent 1.</param>
    /// <exception cref="ShapeException">The axis is out of range.</exception>
    public Tensor<T> Product(int axis, bool keepDims = false) => Product([axis], keepDims);

    /// <summary>As <see cref="Product()"/>, along several axes; of an empty list, the tensor itself.</summary>
    /// <param name="axes">The axes, from either end, each once.</param>
    /// <param name="keepDims">Whether the axes stay, with extent 1.</param>
    /// <exception cref="ShapeException">An axis is out of range or named twice.</exception>
    public Tensor<T> Product(ReadOnlySpan<int> axes, bool keepDims = false)
    {
        int[] reduced = Shape.AxesFromRight(axes, "Product", Name);
        if (reduced.Length == 0)
        {
            return this;
        }

        // The axes in question become one, the last.
        Shape kept = Shape.Without(reduced);
        int count = 1;
        foreach (int axis in reduced)
        {
            count *= Shape[^-axis];
        }

        Tensor<T> y = Permute([.. AllAxes().Except(reduced), .. reduced]).Reshape(kept.Concat([count])).Balanced();
        while (y.Shape[^1] > 1)
        {
            int even = y.Shape[^1] / 2 * 2;
            Tensor<T> pairs = y.Slice(-1, 0, even, 2) * y.Slice(-1, 1, even, 2);
            y = even == y.Shape[^1] ? pairs : Concatenate([pairs, y.Slice(-1, even, null)], -1);
        }

        y = count == 0 ? y.Sum(-1) + 1 : y.Squeeze(-1);
        return keepDims ? y.Reshape(Shape.WithOnes(reduced)) : y;
    }

    /// <summary>The running products along one axis, yₖ = x₀·…·xₖ. PyTorch: <c>torch.cumprod</c>.</summary>
    /// <param name="axis">The axis, from either end; a scalar counts as one axis.</param>
    /// <exception cref="ShapeException">The axis is out of range.</exception>
    /// <remarks>
    /// Each is the one before times the next number, as a linear recurrence, whose derivatives of every order are exact with any number of
    /// zeros. The gradient passes through the products from each number on, which may overflow where no product from the start does.
    /// </remarks>
    public Tensor<T> CumulativeProduct(int axis)
    {
        if (Shape.Rank == 0)
        {
            return Reshape(1).CumulativeProduct(Shape.AxisOfScalar(axis, "CumulativeProduct", Name)).Reshape();
        }

        // Starting from the first number, with −0 added to each product, which leaves it as it is.
        int from0 = Shape.Axis(axis, "CumulativeProduct", Name), count = Shape[from0];
        return count < 2
            ? this
            : Recurrence(from0 - Shape.Rank, this, Concatenate([Slice(from0, 0, 1), Fill(-T.Zero, Shape.With(from0, count - 1))], from0));
    }
}
