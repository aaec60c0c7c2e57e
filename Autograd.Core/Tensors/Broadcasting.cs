using System.Numerics;
using Autograd.Messages;

namespace Autograd.Tensors;

/// <summary>Broadcasting of operands, whose error lines the shapes up on the right and marks the axis.</summary>
internal static class Broadcasting
{
    /// <summary>The shape to which the operands stretch.</summary>
    public static Shape Of<T>(string operation, ReadOnlySpan<Tensor<T>> operands)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        try
        {
            return TryOf(operands, out Shape shape) ? shape : throw Error(operation, operands);
        }
        catch (ShapeException exception) when (exception.IsOfShapeAlone)
        {
            throw Tensor<T>.Impossible(operation, operands, exception);
        }
    }

    /// <summary>The shape to which the operands stretch; false if they do not.</summary>
    public static bool TryOf<T>(ReadOnlySpan<Tensor<T>> operands, out Shape shape)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        shape = operands[0].Shape;
        for (int i = 1; i < operands.Length; i++)
        {
            if (!Shape.TryBroadcast(shape, operands[i].Shape, out shape))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The error for operands that do not broadcast.</summary>
    public static ShapeException Error<T>(string operation, ReadOnlySpan<Tensor<T>> operands)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Tensor<T>[] all = operands.ToArray();
        int rank = all.Max(operand => operand.Shape.Rank);
        int[] extents = new int[rank]; // of the broadcast so far; 1 stretches
        Array.Fill(extents, 1);
        int clash = -1;
        foreach (Tensor<T> operand in all)
        {
            for (int back = 1; back <= operand.Shape.Rank; back++)
            {
                int extent = operand.Shape[^back];
                if (extent != 1 && extents[^back] != 1 && extent != extents[^back])
                {
                    clash = Math.Max(clash, rank - back);
                }

                extents[^back] = extents[^back] == 1 ? extent : extents[^back];
            }
        }

        string[] names = [.. all.Select((operand, i) => operand.Name is { } name ? Wording.Quoted(name) : $"operand {i + 1}")];
        int nameWidth = names.Max(name => name.Length);
        int[] widths = [.. Enumerable.Range(0, rank).Select(axis => all.Max(operand => Cell(operand.Shape, axis, rank).Length))];
        var lines = all.Select((operand, i) => "  " + names[i].PadRight(nameWidth) + "  "
            + string.Concat(Enumerable.Range(0, rank).Select(axis => Cell(operand.Shape, axis, rank).PadLeft(widths[axis] + 1))));
        int column = 4 + nameWidth + widths.Take(clash + 1).Sum(width => width + 1);
        int differs = rank - clash; // the axis, from the right
        string[] differing = [.. all.Where(o => o.Shape.Rank >= differs && o.Shape[^differs] != 1)
            .Select(o => $"{o.Shape[^differs]}").Distinct()];
        string shapes = string.Join(" and ", all.Select((o, i) => $"{names[i]} is {o.Shape}{o.CreatedAt}"));
        return new ShapeException(
            $"{operation}: the shapes do not broadcast together: {shapes}.\n"
            + $"{string.Join("\n", lines)}\n{"^".PadLeft(column)} axis {-differs}: {string.Join(" and ", differing)} differ; "
            + "extents must be equal, or 1 to be stretched.");
    }

    private static string Cell(Shape shape, int axis, int rank) =>
        axis < rank - shape.Rank ? "" : $"{shape[^(rank - axis)]}";
}
