using System.Numerics;
using Autograd.Messages;

namespace Autograd.Nn;

/// <summary>
/// A tensor that belongs to a module and is saved with it, but is not trained: the running statistics of a batch normalization.
/// PyTorch's <c>register_buffer</c>.
/// </summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed class Buffer<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>A buffer with its first values.</summary>
    /// <param name="name">Its name within its module.</param>
    /// <param name="value">The first values; the buffer holds a constant.</param>
    public Buffer(string name, Tensor<T> value)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(value);
        OwnName = Name = name;
        Value = value.Detach();
    }

    /// <summary>The name, which an enclosing module makes the path from there, as it does for <see cref="Parameter{T}.Name"/>.</summary>
    public string Name { get; private set; }

    /// <summary>The shape, which never changes.</summary>
    public Shape Shape => Value.Shape;

    /// <summary>The values, a constant.</summary>
    public Tensor<T> Value { get; private set; }

    internal string OwnName { get; }

    /// <summary>Gives the buffer new values.</summary>
    /// <param name="values">A tensor of the same shape; its graph is not taken over.</param>
    /// <exception cref="ShapeException">The shape differs.</exception>
    public void Assign(Tensor<T> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        Value = values.Shape == Shape
            ? values.Detach()
            : throw new ShapeException($"Assign: buffer {Wording.Quoted(Name)} has shape {Shape}, but the values have shape "
                + $"{values.Shape}.");
    }

    /// <summary>The name and the shape.</summary>
    public override string ToString() => $"{Wording.Printable(Name)} {Shape}";

    internal void Qualify(string path) => Name = path.Length > Name.Length ? path : Name;
}
