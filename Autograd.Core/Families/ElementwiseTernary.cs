using System.Numerics;
using Autograd.Execution;
using Autograd.Kernels;

namespace Autograd;

/// <summary>
/// A function of three numbers, applied to all elements of three inputs that broadcast together. It states both rules itself.
/// </summary>
internal abstract class ElementwiseTernary<T> : Elementwise<T>, IElementwiseKernel<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    internal sealed override int? Arity => 3;

    public abstract void Compute(ReadOnlySpan<T> first, ReadOnlySpan<T> second, ReadOnlySpan<T> third, Span<T> z);

    public sealed override void Compute(ReadOnlySpan<Tensor<T>> inputs, Shape shape, Span<T> z)
    {
        Tensor<T> first = inputs[0], second = inputs[1], third = inputs[2];
        if (first.Shape.Count == z.Length && second.Shape.Count == z.Length && third.Shape.Count == z.Length)
        {
            Compute(first.Data, second.Data, third.Data, z);
        }
        else
        {
            ComputeBroadcast(first, second, third, shape, z);
        }
    }

    private void ComputeBroadcast(Tensor<T> first, Tensor<T> second, Tensor<T> third, Shape shape, Span<T> z)
    {
        int layoutSize = BroadcastIterator.LayoutSize(shape.Rank, 3);
        Span<int> layout = layoutSize <= BroadcastIterator.UsualLayout
            ? stackalloc int[BroadcastIterator.UsualLayout]
            : new int[layoutSize];
        Span<BroadcastIterator.OperandState> states = stackalloc BroadcastIterator.OperandState[3];
        Span<T> buffers = z.Length <= BroadcastIterator.SmallBuffer
            ? stackalloc T[3 * BroadcastIterator.SmallBuffer]
            : stackalloc T[3 * BroadcastIterator.MaxBuffer];
        var blocks = new BroadcastIterator<T>(
            shape.Axes, first.Shape.Axes, second.Shape.Axes, third.Shape.Axes, layout, states, buffers);
        while (blocks.MoveNext())
        {
            Span<T> block = z.Slice(blocks.Start, blocks.Length);
            Compute(blocks.Operand(0, first.Data), blocks.Operand(1, second.Data), blocks.Operand(2, third.Data), block);
        }
    }
}
