using System.Numerics;

namespace Autograd.Nn;

/// <summary>Any function of one tensor as a module, to stand in a <see cref="Sequential{T}"/>.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
/// <remarks>
/// A function is not searched: parameters of modules that it uses are neither found nor trained, unless they stand in a field too. What has
/// some of its own is a class that derives from <see cref="Module{T}"/>.
/// </remarks>
public sealed class Lambda<T> : Layer<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly string name;
    private readonly Func<Tensor<T>, Tensor<T>> f;

    /// <summary>A module without parameters.</summary>
    /// <param name="name">Its name in summaries.</param>
    /// <param name="f">What it computes.</param>
    public Lambda(string name, Func<Tensor<T>, Tensor<T>> f)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(f);
        this.name = name;
        this.f = f;
    }

    /// <summary>The name.</summary>
    public override string ToString() => name;

    /// <inheritdoc/>
    protected override Tensor<T> Compute(Tensor<T> x) => f(x);
}
