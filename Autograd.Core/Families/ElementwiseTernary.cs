using System.Numerics;
using Autograd.Execution;

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
            BroadcastLoop.Run(this, inputs, shape, z);
        }
    }
}
