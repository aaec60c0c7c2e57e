namespace Autograd;

// Positions of extremes: whole numbers, which have no derivative.
public sealed partial class Tensor<T>
{
    /// <summary>The position of the largest element along one axis; of equal ones the first. PyTorch: <c>torch.argmax</c>.</summary>
    /// <param name="axis">The axis, from either end.</param>
    /// <returns>A position for each element of the tensor without that axis, in row-major order.</returns>
    /// <exception cref="ShapeException">The axis is out of range, or its extent is 0.</exception>
    /// <remarks>The first NaN wins over every number.</remarks>
    public int[] ArgMax(int axis) => PositionsOfFirst(axis, "ArgMax", (x, y) => x > y);

    /// <summary>The position of the smallest element along one axis; of equal ones the first. PyTorch: <c>torch.argmin</c>.</summary>
    /// <param name="axis">The axis, from either end.</param>
    /// <returns>A position for each element of the tensor without that axis, in row-major order.</returns>
    /// <exception cref="ShapeException">The axis is out of range, or its extent is 0.</exception>
    /// <remarks>The first NaN wins over every number.</remarks>
    public int[] ArgMin(int axis) => PositionsOfFirst(axis, "ArgMin", (x, y) => x < y);

    private int[] PositionsOfFirst(int axis, string operation, Func<T, T, bool> isBetter)
    {
        Tensor<T> array = Shape.Rank == 0 ? Detach().Reshape(1) : Detach(); // a scalar counts as one axis
        int last = array.Shape.Axis(axis, operation, Name) - array.Shape.Rank;
        Tensor<T> lines = array.Permute([.. array.AllAxes().Where(other => other != last), last]);
        int count = lines.Shape[^1];
        if (count == 0)
        {
            throw new ShapeException($"{operation}: axis {axis} of {Label("the tensor")} is empty, and nothing has no first.");
        }

        ReadOnlySpan<T> x = lines.Data;
        var positions = new int[x.Length / count];
        for (int line = 0; line < positions.Length; line++)
        {
            ReadOnlySpan<T> values = x.Slice(line * count, count);
            for (int k = 1; k < count; k++)
            {
                T best = values[positions[line]];
                if (isBetter(values[k], best) || (T.IsNaN(values[k]) && !T.IsNaN(best)))
                {
                    positions[line] = k;
                }
            }
        }

        GC.KeepAlive(lines);
        return positions;
    }
}
