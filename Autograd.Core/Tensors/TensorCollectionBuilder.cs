using System.ComponentModel;
using System.Numerics;

namespace Autograd;

/// <summary>Makes tensors from collection expressions: <c>Tensor&lt;double&gt; x = [1, 2, 3];</c></summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class TensorCollectionBuilder
{
    /// <summary>A constant vector of these values.</summary>
    /// <param name="values">The elements.</param>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    public static Tensor<T> Create<T>(ReadOnlySpan<T> values)
        where T : unmanaged, IFloatingPointIeee754<T> => Tensor<T>.Constant(values);
}
