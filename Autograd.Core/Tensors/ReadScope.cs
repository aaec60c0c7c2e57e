using System.Numerics;

namespace Autograd;

/// <summary>
/// The elements of a tensor while somebody reads them: <c>using ReadScope&lt;double&gt; read = x.Read();</c>, and then
/// <see cref="Span"/>, until the scope is disposed.
/// </summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public readonly ref struct ReadScope<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly Tensor<T> tensor;

    internal ReadScope(Tensor<T> tensor)
    {
        this.tensor = tensor;
        Span = tensor.Data;
    }

    /// <summary>The elements in row-major order. Not to be used after the scope is disposed: another tensor may lie there then.</summary>
    public ReadOnlySpan<T> Span { get; }

    /// <summary>Ends the scope: up to here the tensor, and so its memory, is kept alive.</summary>
    public void Dispose() => GC.KeepAlive(tensor);
}

/// <content>Reading.</content>
public sealed partial class Tensor<T>
{
    /// <summary>Opens the elements for reading, in row-major order and without a copy, for as long as the scope is open.</summary>
    /// <returns>The scope, which is to be disposed by <c>using</c>.</returns>
    /// <remarks>
    /// <see cref="Values"/> says the same in fewer words, but takes the memory of a large tensor out of use for good: the span may be kept
    /// for ever. So read tensors of 64 KiB or more by this where it happens again and again, as in every step of an optimizer; copy by
    /// <see cref="ToArray"/> what is to stay. A large elementwise result is computed now, if it has not been read before.
    /// </remarks>
    /// <example><code>
    /// using ReadScope&lt;double&gt; read = x.Read();
    /// double largest = TensorPrimitives.Max(read.Span);
    /// </code></example>
    public ReadScope<T> Read() => new(this);
}
