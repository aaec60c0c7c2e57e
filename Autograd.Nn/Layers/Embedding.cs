using System.Numerics;
using Autograd.Messages;

namespace Autograd.Nn;

/// <summary>
/// A row of a table for each whole number of the input: (…) → (…, size). Only the rows that were read get a gradient, and a row that was
/// read several times the sum. PyTorch's <c>nn.Embedding</c>.
/// </summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed class Embedding<T> : Layer<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>A table drawn from the standard normal distribution.</summary>
    /// <param name="count">The number of rows.</param>
    /// <param name="size">The length of a row.</param>
    /// <param name="random">Where the rows come from.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is less than 1.</exception>
    public Embedding(int count, int size, Random random)
    {
        Argument.AtLeast(1, count, "Embedding");
        Argument.AtLeast(1, size, "Embedding");
        Weight = new Parameter<T>("weight", Tensor<T>.Normal(random, [count, size], T.Zero, T.One));
    }

    /// <summary>The table, of shape (count, size).</summary>
    public Parameter<T> Weight { get; }

    /// <summary>The rows with these numbers: (indices.Length, size).</summary>
    /// <param name="indices">Numbers from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is negative or too large.</exception>
    public Tensor<T> Forward(ReadOnlySpan<int> indices)
    {
        for (int i = 0; i < indices.Length; i++)
        {
            if (!HasRow(indices[i]))
            {
                throw RowError(i, "the input", $"{indices[i]}");
            }
        }

        return Weight.Value.IndexSelect(0, indices);
    }

    /// <summary>The number of rows and their length.</summary>
    public override string ToString() => $"Embedding({Weight.Shape[0]}, {Weight.Shape[1]})";

    /// <inheritdoc/>
    protected override Tensor<T> Compute(Tensor<T> x)
    {
        var indices = new int[x.Shape.Count];
        using ReadScope<T> numbers = x.Read();
        for (int i = 0; i < indices.Length; i++)
        {
            T number = numbers.Span[i];
            indices[i] = T.IsInteger(number)
                ? int.CreateSaturating(number)
                : throw new ArgumentException($"{this}: element {i} of {x.Label("the input")} is {number}, which is no whole number.");
            if (!HasRow(indices[i]))
            {
                throw RowError(i, x.Label("the input"), $"{number}");
            }
        }

        return Weight.Value.IndexSelect(0, indices).Reshape([.. x.Shape.Axes, Weight.Shape[1]]);
    }

    private bool HasRow(int index) => index >= 0 && index < Weight.Shape[0];

    private ArgumentOutOfRangeException RowError(int element, string input, string number) => new(
        null, $"{this}: element {element} of {input} is {number}, but the table has "
        + (Weight.Shape[0] == 1 ? "only the row 0." : $"the rows 0 to {Weight.Shape[0] - 1}."));
}
