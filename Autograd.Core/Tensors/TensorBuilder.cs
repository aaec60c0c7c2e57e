using System.Numerics;

namespace Autograd;

/// <summary>
/// A tensor whose elements are still to be written: <see cref="Span"/> takes them, and <see cref="Build"/> gives the tensor, a constant,
/// without a copy. PyTorch: <c>torch.empty(shape)</c>, filled in place before anybody else sees it.
/// </summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
/// <remarks>
/// For what no operation computes, such as the numbers of a file, or several tensors that one loop fills.
/// <see cref="Tensor{T}.Constant(ReadOnlySpan{T}, Shape)"/> copies, which is plainer and as good for a few numbers.
/// </remarks>
/// <example><code>
/// var squares = new TensorBuilder&lt;double&gt;([2, 3]);
/// Span&lt;double&gt; elements = squares.Span;
/// for (int i = 0; i &lt; elements.Length; i++)
/// {
///     elements[i] = i * i;
/// }
///
/// Console.WriteLine(squares.Build());
/// // [[ 0  1  4]
/// //  [ 9 16 25]]
/// </code></example>
public ref struct TensorBuilder<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private Tensor<T>? tensor;

    /// <summary>Memory for the elements of a tensor, with arbitrary content: every element is to be written.</summary>
    /// <param name="shape">The shape of the tensor.</param>
    public TensorBuilder(Shape shape) => tensor = Tensor<T>.Uninitialized(shape);

    /// <summary>The elements in row-major order, to be written before <see cref="Build"/> and not after: tensors do not change.</summary>
    /// <exception cref="InvalidOperationException">The tensor was built.</exception>
    public readonly Span<T> Span => (tensor ?? throw NothingToFill("Span")).DataBeforeUse();

    /// <summary>The tensor of these elements; the builder has none any more.</summary>
    /// <exception cref="InvalidOperationException">The tensor was built before.</exception>
    public Tensor<T> Build()
    {
        Tensor<T> built = tensor ?? throw NothingToFill("Build");
        tensor = null;
        return built;
    }

    private static InvalidOperationException NothingToFill(string member) => new(
        $"TensorBuilder.{member}: there is no tensor to fill, because it was built before, and tensors do not change. Make another "
        + "builder: new TensorBuilder<T>(shape).");
}
