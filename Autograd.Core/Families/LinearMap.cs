using System.Numerics;

namespace Autograd;

/// <summary>
/// A linear map of one input: sum, reshape, slice. State the map and its transpose; both rules follow: gx = transpose(gy) and
/// dy = map(dx).
/// </summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public abstract class LinearMap<T> : Primitive<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    internal sealed override int? Arity => 1;

    /// <summary>Whether <see cref="AddTransposeTo"/> is written. A map that reads few of many elements should.</summary>
    public virtual bool AddsTranspose => false;

    /// <summary>The transposed map.</summary>
    /// <param name="gy">A tensor of the shape of the result.</param>
    /// <param name="shape">The shape of the input.</param>
    /// <returns>A tensor of the shape of the input, ⟨transpose(gy), x⟩ = ⟨gy, map(x)⟩.</returns>
    protected abstract Tensor<T> Transpose(Tensor<T> gy, Shape shape);

    /// <summary>The transposed map, for <see cref="Transpose"/> of a map that has <see cref="AddTransposeTo"/>.</summary>
    /// <inheritdoc cref="Transpose"/>
    protected Tensor<T> TransposeByAdding(Tensor<T> gy, Shape shape) => TransposedSum<T>.Of(null, [this], [gy], shape);

    /// <summary>
    /// Adds the transposed map of <paramref name="gy"/> to a running sum, in place. Ordinary and recorded sweeps use it, so that n
    /// reads of one element each cost n and not n².
    /// </summary>
    /// <param name="gy">The elements of the gradient of the result.</param>
    /// <param name="output">The shape of the result.</param>
    /// <param name="sum">The elements of the running sum.</param>
    /// <param name="input">The shape of the input, and of the sum.</param>
    public virtual void AddTransposeTo(ReadOnlySpan<T> gy, Shape output, Span<T> sum, Shape input) =>
        throw new NotSupportedException($"{Name} does not add its transpose in place: AddsTranspose is false.");

    /// <inheritdoc/>
    public sealed override void Vjp(in Operands<T> o, Tensor<T> gy, Span<Tensor<T>?> gx) => gx[0] = Transpose(gy, o.ShapeOf(0));

    /// <inheritdoc/>
    public sealed override Tensor<T> Jvp(in Operands<T> o, ReadOnlySpan<Tensor<T>?> dx) => Tensor<T>.Apply(this, dx[0]!);
}
