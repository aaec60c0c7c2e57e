using System.Numerics;
using Autograd.Messages;

namespace Autograd.Nn;

/// <summary>
/// A tensor that training changes: it holds a variable, and every update gives it a new one, so graphs of earlier steps stay as they
/// were. PyTorch's <c>nn.Parameter</c>.
/// </summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
/// <example><code>
/// var weight = new Parameter&lt;double&gt;("weight", Tensor&lt;double&gt;.Zeros([3]));
/// Tensor&lt;double&gt; loss = (weight.Value - 1).Square().Sum();
/// loss.Backward()[weight.Value]   // the gradient
/// </code></example>
public sealed class Parameter<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private Tensor<T>? replacement;
    private int predictions;

    /// <summary>A trainable parameter.</summary>
    /// <param name="name">Its name within its module, such as "weight".</param>
    /// <param name="value">The first values; what they were computed from does not matter.</param>
    public Parameter(string name, Tensor<T> value)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(value);
        OwnName = Name = name;
        Variable = Own(value);
    }

    /// <summary>
    /// The name: that within its module, and from when an enclosing module was asked for its parameters on, the path from there,
    /// such as "0.weight".
    /// </summary>
    public string Name { get; private set; }

    /// <summary>The shape, which never changes.</summary>
    public Shape Shape => Variable.Shape;

    /// <summary>
    /// The variable to compute with and to look gradients up by, until the next step, which gives a new one; an untracked tensor while the
    /// parameter is frozen or its module predicts, and another tensor inside <see cref="Module{T}.Replace"/>.
    /// </summary>
    public Tensor<T> Value => predictions == 0 && (replacement is not null || IsTrainable)
        ? replacement ?? Variable
        : (replacement ?? Variable).Detach(Name, owner: this);

    /// <summary>
    /// Whether training changes the parameter. A frozen one is a constant: no gradient is computed, and no optimizer touches it.
    /// PyTorch's <c>requires_grad</c>.
    /// </summary>
    public bool IsTrainable { get; set; } = true;

    internal string OwnName { get; }

    /// <summary>The variable itself, whatever stands in its place for the moment.</summary>
    internal Tensor<T> Variable { get; private set; }

    /// <summary>Gives the parameter new values.</summary>
    /// <param name="values">A tensor of the same shape; its graph is not taken over.</param>
    /// <exception cref="ShapeException">The shape differs.</exception>
    public void Assign(Tensor<T> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        Variable = values.Shape == Shape
            ? Own(values)
            : throw new ShapeException($"Assign: parameter {Wording.Quoted(Name)} has shape {Shape}, but the values have shape "
                + $"{values.Shape}.");
    }

    /// <summary>The name, the shape and whether it is frozen.</summary>
    public override string ToString() => $"{Wording.Printable(Name)} {Shape}{(IsTrainable ? "" : ", frozen")}";

    /// <summary>
    /// How many of the parameters the gradients are of; it is an error if one has got a new value since.
    /// </summary>
    internal static int CountCurrent(Gradients<T> gradients, IReadOnlySet<Parameter<T>> parameters, string caller)
    {
        int count = 0;
        foreach (Tensor<T> variable in gradients.Variables)
        {
            if (variable.Owner is Parameter<T> owner && parameters.Contains(owner))
            {
                count++;
                if (!ReferenceEquals(variable, owner.Variable))
                {
                    throw new InvalidOperationException(
                        $"{caller}: the gradients of {Wording.Quoted(owner.Name)} were computed before its last update. Compute the "
                        + "loss anew for every step.");
                }
            }
        }

        return count;
    }

    /// <summary>Takes the path from a module that encloses the one which named it so far.</summary>
    internal void Qualify(string path)
    {
        if (path.Length > Name.Length)
        {
            Name = path;
            Variable.Named(path);
        }
    }

    /// <summary>Puts another tensor in the place of the value, or the value back in its own place; returns what stood there.</summary>
    internal Tensor<T>? Replace(Tensor<T>? tensor)
    {
        if (tensor is not null && tensor.Shape != Shape)
        {
            throw new ShapeException($"Replace: parameter {Wording.Quoted(Name)} has shape {Shape}, but the tensor in its place has "
                + $"shape {tensor.Shape}.");
        }

        (tensor, replacement) = (replacement, tensor);
        return tensor;
    }

    internal void BeginPrediction() => Interlocked.Increment(ref predictions);

    internal void EndPrediction() => Interlocked.Decrement(ref predictions);

    private Tensor<T> Own(Tensor<T> values) => values.AsVariable(Name, owner: this);
}
