using System.Numerics;

namespace Autograd.Differentiation;

/// <summary>
/// The constant that rules see instead of the tensor that they asked for last: in a chain the operand of one rule is the result of the next
/// rule's operation, and need be detached once.
/// </summary>
internal sealed class DetachedOperands<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private Tensor<T>? tensor, constant;

    /// <summary>The tensor detached.</summary>
    public Tensor<T> Of(Tensor<T> tensor)
    {
        if (!ReferenceEquals(tensor, this.tensor))
        {
            (this.tensor, constant) = (tensor, tensor.Detach());
        }

        return constant!;
    }
}
