using System.Numerics;

namespace Autograd.Nn;

/// <summary>The first values of weights.</summary>
internal static class Initial
{
    /// <summary>Uniform from ±1/√inputs: what PyTorch's layers do by default (Kaiming's uniform with a = √5).</summary>
    /// <param name="random">Where they come from.</param>
    /// <param name="shape">The shape.</param>
    /// <param name="inputs">How many numbers one output is made of.</param>
    public static Tensor<T> UniformByInputs<T>(Random random, Shape shape, int inputs)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T bound = T.CreateTruncating(1 / Math.Sqrt(inputs));
        return Tensor<T>.Uniform(random, shape, -bound, bound);
    }
}
