using System.Numerics;

namespace Autograd.Differentiation;

/// <summary>Looks on while a gradient is carried back.</summary>
internal interface ISweepObserver<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>The gradient of a node is complete, and its rule runs next.</summary>
    void OnRule(Tensor<T> node, Tensor<T> gy);

    /// <summary>The rule has given a contribution to the gradient of an input, which with it is the sum so far.</summary>
    void OnContribution(int input, Tensor<T> contribution, Tensor<T> sum);
}
