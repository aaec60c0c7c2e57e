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
            ComputeStretched(first, second, third, shape, z);
        }
    }

    private void ComputeStretched(Tensor<T> first, Tensor<T> second, Tensor<T> third, Shape shape, Span<T> z)
    {
        int layoutSize = Stretching.LayoutSize(shape.Rank, 3);
        Span<int> layout = layoutSize <= Stretching.UsualLayout ? stackalloc int[Stretching.UsualLayout] : new int[layoutSize];
        Span<Stretching.Held> held = stackalloc Stretching.Held[3];
        Span<T> rooms = z.Length <= Stretching.SmallRoom
            ? stackalloc T[3 * Stretching.SmallRoom]
            : stackalloc T[3 * Stretching.MaxRoom];
        var pieces = new Stretching<T>(shape, [first.Shape, second.Shape, third.Shape], layout, held, rooms);
        while (pieces.Next())
        {
            Span<T> part = z.Slice(pieces.Start, pieces.Length);
            Compute(pieces.Take(0, first.Data), pieces.Take(1, second.Data), pieces.Take(2, third.Data), part);
        }
    }
}
