using System.Numerics;

namespace Autograd.Nn;

/// <summary>
/// Modules one after the other, named "0", "1", …: <c>new Sequential&lt;double&gt;([a, b])</c>. PyTorch's <c>nn.Sequential</c>.
/// </summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed class Sequential<T> : Layer<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly Module<T>[] modules;

    /// <summary>The modules in the order in which they are run.</summary>
    /// <param name="modules">Any number; of none, the input is the output.</param>
    public Sequential(params ReadOnlySpan<Module<T>> modules)
    {
        this.modules = modules.ToArray();
        foreach (Module<T> module in modules)
        {
            ArgumentNullException.ThrowIfNull(module, nameof(modules));
        }
    }

    /// <inheritdoc/>
    public override IReadOnlyList<(string Name, Module<T> Module)> Children => [.. modules.Select((module, i) => ($"{i}", module))];

    /// <summary>Module <paramref name="index"/>.</summary>
    /// <param name="index">From 0 or from the end.</param>
    public Module<T> this[Index index] => modules[index];

    /// <inheritdoc/>
    protected override Tensor<T> Compute(Tensor<T> x)
    {
        foreach (Module<T> module in modules)
        {
            x = module.Forward(x);
        }

        return x;
    }
}
