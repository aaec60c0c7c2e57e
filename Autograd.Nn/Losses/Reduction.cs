using System.Numerics;

namespace Autograd.Nn;

/// <summary>What becomes of the losses of the elements or rows of a batch.</summary>
public enum Reduction
{
    /// <summary>Their mean, weighted where there are weights.</summary>
    Mean,

    /// <summary>Their sum.</summary>
    Sum,

    /// <summary>Nothing: the loss is a tensor of them.</summary>
    None,
}

/// <summary>Applies a <see cref="Reduction"/>.</summary>
internal static class ReductionExtensions
{
    /// <summary>The mean, the sum or the tensor itself.</summary>
    public static Tensor<T> Reduced<T>(this Tensor<T> losses, Reduction reduction)
        where T : unmanaged, IFloatingPointIeee754<T> => reduction switch
        {
            Reduction.Mean => losses.Mean(),
            Reduction.Sum => losses.Sum(),
            Reduction.None => losses,
            _ => throw new ArgumentOutOfRangeException(nameof(reduction), $"The reduction must be Mean, Sum or None, not {reduction}."),
        };
}
