namespace Autograd;

public sealed partial class Tensor<T>
{
    /// <summary>
    /// Tensors laid end to end along an axis; the gradient is cut at the seams. PyTorch: <c>torch.cat</c>.
    /// </summary>
    /// <param name="tensors">One or more, of the same shape but for the extent of the axis.</param>
    /// <param name="axis">The axis, from either end.</param>
    /// <exception cref="ArgumentException">There are no tensors.</exception>
    /// <exception cref="ShapeException">The shapes differ elsewhere, or the axis is out of range.</exception>
    public static Tensor<T> Concatenate(ReadOnlySpan<Tensor<T>> tensors, int axis)
    {
        RequireAny(tensors, "Concatenate");
        Shape first = tensors[0].Shape;
        return Apply(new ConcatenatePrimitive(first.Axis(axis, "Concatenate", tensors[0].Name) - first.Rank), tensors);
    }

    /// <summary>Tensors of one shape along a new axis. PyTorch: <c>torch.stack</c>.</summary>
    /// <param name="tensors">One or more, of the same shape.</param>
    /// <param name="axis">Where the new axis shall be in the result, from either end.</param>
    /// <exception cref="ArgumentException">There are no tensors.</exception>
    /// <exception cref="ShapeException">The shapes differ, or the axis is out of range.</exception>
    public static Tensor<T> Stack(ReadOnlySpan<Tensor<T>> tensors, int axis)
    {
        RequireAny(tensors, "Stack");
        var parts = new Tensor<T>[tensors.Length];
        for (int i = 0; i < parts.Length; i++)
        {
            parts[i] = tensors[i].Shape == tensors[0].Shape
                ? tensors[i].Unsqueeze(axis, "Stack")
                : throw new ShapeException(
                    $"Stack: the shapes must be equal: {tensors[0].Label("tensor 0")}, {tensors[i].Label($"tensor {i}")}.");
        }

        return Concatenate(parts, axis);
    }

    private static void RequireAny(ReadOnlySpan<Tensor<T>> tensors, string operation)
    {
        if (tensors.IsEmpty)
        {
            throw new ArgumentException($"{operation}: there are no tensors; it needs one or more.");
        }

        foreach (Tensor<T> tensor in tensors)
        {
            ArgumentNullException.ThrowIfNull(tensor, nameof(tensors));
        }
    }

    // Both rules by hand: any number of inputs. The map is linear in all of them together.
    private sealed class ConcatenatePrimitive(int axisFromRight) : Primitive<T>
    {
        public override string Attributes => $"{axisFromRight}";

        public override Shape InferShape(ReadOnlySpan<Tensor<T>> inputs)
        {
            Shape first = inputs[0].Shape;
            int axis = first.Rank + axisFromRight;
            long extent = 0;
            for (int i = 0; i < inputs.Length; i++)
            {
                Shape shape = inputs[i].Shape;
                if (shape.Rank != first.Rank || shape.With(axis, first[axis]) != first)
                {
                    throw new ShapeException(
                        $"Concatenate: the shapes must be equal but for axis {axis}: {inputs[0].Label("tensor 0")}, "
                        + $"{inputs[i].Label($"tensor {i}")}.");
                }

                extent += shape[axis];
            }

            return extent <= Array.MaxLength
                ? first.With(axis, (int)extent)
                : throw new ShapeException(
                    $"Concatenate of {inputs[0].Label("tensor 0")} and others: axis {axis} would have the extent {extent}, more than an "
                    + "array holds.");
        }

        public override void Compute(ReadOnlySpan<Tensor<T>> inputs, Shape shape, Span<T> y)
        {
            int inner = 1;
            for (int axis = axisFromRight + 1; axis < 0; axis++)
            {
                inner *= shape[^-axis];
            }

            int row = inner * shape[^-axisFromRight], start = 0; // of the elements that one position further left holds
            foreach (Tensor<T> input in inputs)
            {
                int length = inner * input.Shape[^-axisFromRight];
                for (int from = 0, to = start; length > 0 && from < input.Shape.Count; from += length, to += row)
                {
                    input.Data.Slice(from, length).CopyTo(y[to..]);
                }

                start += length;
            }
        }

        public override void Vjp(in Operands<T> o, Tensor<T> gy, Span<Tensor<T>?> gx)
        {
            int start = 0;
            for (int i = 0; i < o.Count; i++)
            {
                int stop = start + o.ShapeOf(i)[^-axisFromRight];
                gx[i] = o.Wants(i) ? gy.Slice(axisFromRight, start, stop) : null;
                start = stop;
            }
        }

        public override Tensor<T> Jvp(in Operands<T> o, ReadOnlySpan<Tensor<T>?> dx)
        {
            var parts = new Tensor<T>[dx.Length];
            for (int i = 0; i < parts.Length; i++)
            {
                parts[i] = dx[i] ?? Zeros(o.ShapeOf(i));
            }

            return Apply(this, parts);
        }
    }
}
