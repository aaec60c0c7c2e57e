using System.Numerics;

namespace Autograd;

/// <summary>What cannot be a member of <see cref="Tensor{T}"/> itself.</summary>
public static class TensorExtensions
{
    /// <summary>Extends tensors by a property that may not share the name of the type parameter T.</summary>
    /// <param name="x">The tensor.</param>
    /// <typeparam name="TElement"><see cref="float"/> or <see cref="double"/>.</typeparam>
    extension<TElement>(Tensor<TElement> x)
        where TElement : unmanaged, IFloatingPointIeee754<TElement>
    {
        /// <summary>The transposed matrix: <c>x.T</c> is <see cref="Tensor{T}.Transpose()"/>. PyTorch: <c>mT</c>.</summary>
        /// <exception cref="ShapeException">The tensor has fewer than two axes.</exception>
        public Tensor<TElement> T => x.Transpose();
    }
}
