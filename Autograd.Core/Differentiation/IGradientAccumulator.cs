using System.Numerics;
using Autograd.Execution;

namespace Autograd.Differentiation;

/// <summary>
/// The gradients of a reverse sweep while contributions arrive: here the gradients of a value that is used several times are added. All
/// ways to do it add in the order in which contributions arrive, and so give the same bits; <see cref="PlainAccumulator{T}"/> says what
/// they do. All contributions to a node come before its gradient is handed to a rule, so what anybody has seen is never written to again.
/// </summary>
internal interface IGradientAccumulator<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>The gradient at a place: the sum of what was added there, null if nothing was.</summary>
    Tensor<T>? Complete(int place);

    /// <summary>Begins with the gradient of the output, at the last place.</summary>
    void Seed(Tensor<T> gradient);

    /// <summary>
    /// Opens the scope of a rule: what it makes and nobody refers to may be given back when the scope is disposed.
    /// </summary>
    /// <param name="node">The node whose rule runs next.</param>
    /// <param name="gy">Its gradient, which is complete.</param>
    RuleScope<T> Enter(Tensor<T> node, Tensor<T> gy);

    /// <summary>Adds a contribution.</summary>
    /// <param name="place">Where.</param>
    /// <param name="contribution">Perhaps shared with others: not to be written to.</param>
    /// <param name="input">Which input of the node, for observers: one that is used twice has two contributions at one place.</param>
    void Add(int place, Tensor<T> contribution, int input);

    /// <summary>
    /// Adds the transposed map of a gradient, without a tensor of the input's whole shape for each read of a part of it.
    /// </summary>
    /// <param name="place">Where.</param>
    /// <param name="map">A map of one input that writes <see cref="LinearMap{T}.AddTransposeTo"/>.</param>
    /// <param name="gy">The gradient of its result.</param>
    /// <param name="shape">The shape of its input.</param>
    void AddTransposed(int place, LinearMap<T> map, Tensor<T> gy, Shape shape);

    /// <summary>Forgets a gradient that has been passed on, so that its memory can be used again while the sweep continues.</summary>
    void Drop(int place);

    /// <summary>The gradients that were not dropped, after all places were completed.</summary>
    Tensor<T>?[] ToArray();
}
