using System.Numerics;

namespace Autograd.Differentiation;

/// <summary>The transpose of broadcasting, which the reverse sweep does for the rules of elementwise operations.</summary>
internal static class Unbroadcasting
{
    /// <summary>
    /// A gradient in the shape of its input. What an elementwise rule gave belongs to the output's shape, to which the input was broadcast:
    /// so it is summed over the axes along which that repeated it. Other rules must give the very shape.
    /// </summary>
    /// <param name="gx">What the rule gave.</param>
    /// <param name="node">The node whose rule it is.</param>
    /// <param name="i">For which input.</param>
    public static Tensor<T> ToInput<T>(Tensor<T> gx, Tensor<T> node, int i)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Primitive<T> operation = node.Operation!;
        Shape shape = node.Input(i).Shape;
        return operation is Elementwise<T> && gx.Shape.BroadcastsTo(node.Shape) ? gx.BroadcastTo(node.Shape).SumTo(shape)
            : gx.Shape == shape && operation is not Elementwise<T> ? gx
            : throw new ShapeException(
                $"{operation.Name}: its Vjp gave a gradient of shape {gx.Shape} for {node.Input(i).Label($"input {i}")}.");
    }
}
