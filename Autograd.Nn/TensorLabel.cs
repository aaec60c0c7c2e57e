using System.Numerics;
using Autograd.Messages;

namespace Autograd.Nn;

/// <summary>What errors say of a tensor.</summary>
internal static class TensorLabel
{
    /// <summary>How errors call this tensor.</summary>
    public static string Label<T>(this Tensor<T> x, string role)
        where T : unmanaged, IFloatingPointIeee754<T> => Wording.Label(x.Name, role, $"{x.Shape}", x.Source);
}
