using System.Numerics;
using Autograd.Explaining;

namespace Autograd;

/// <summary>A tensor in a <see cref="GraphTrace{T}"/>: a variable, a constant, or the result of an operation.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed class TraceNode<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    internal TraceNode(int number, string label, Tensor<T> tensor, TraceNode<T>[] inputs)
    {
        Number = number;
        Label = label;
        Tensor = tensor;
        Inputs = inputs;
        Value = tensor.Detach();
    }

    /// <summary>The place in the order in which the tensors were made, from 1 on: that of <see cref="Tensor{T}.Listing"/>.</summary>
    public int Number { get; }

    /// <summary>
    /// What texts call it: its name if no other node has that, else % and the number; a nameless scalar constant is its number.
    /// </summary>
    public string Label { get; }

    /// <summary>The name that it was given, or null.</summary>
    public string? Name => Tensor.Name;

    /// <summary>
    /// The line that made it, as "net.cs:41", or the method if its symbols are missing; null unless
    /// <see cref="Diagnostics.SourceLines"/> was on.
    /// </summary>
    public string? Source => Tensor.Source;

    /// <summary>The shape.</summary>
    public Shape Shape => Tensor.Shape;

    /// <summary>The value, as a constant.</summary>
    public Tensor<T> Value { get; }

    /// <summary>The gradient of the output with respect to this; null if none came here.</summary>
    public Tensor<T>? Gradient { get; internal set; }

    /// <summary>The operation that made it, null for variables and constants.</summary>
    public Primitive<T>? Operation => Tensor.Operation;

    /// <summary>What it was made from, in the order of the operands.</summary>
    public IReadOnlyList<TraceNode<T>> Inputs { get; }

    /// <summary>Whether gradients are asked for: it is a variable.</summary>
    public bool IsVariable => Tensor.IsTracked && Operation is null;

    /// <summary>Whether a gradient can come here.</summary>
    public bool IsTracked => Tensor.IsTracked;

    /// <summary>The operation and its operands: <c>Multiply(apple, 2)</c>; empty for variables and constants.</summary>
    public string Expression => Operation is { } operation ? $"{operation}({string.Join(", ", Inputs.Select(input => input.Label))})" : "";

    internal Tensor<T> Tensor { get; }

    /// <summary>How often it is an operand of another node.</summary>
    internal int Uses { get; set; }

    /// <summary>The label.</summary>
    public override string ToString() => Label;
}

/// <summary>One step back: the rule of one operation, and what it gave to the gradients of its inputs.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
/// <param name="Number">The place in the order of the steps, from 1 on.</param>
/// <param name="Node">Whose rule ran.</param>
/// <param name="Gradient">The gradient that had come to the node, complete.</param>
/// <param name="Contributions">What went on to the inputs, in the order in which it was added.</param>
public sealed record BackwardStep<T>(int Number, TraceNode<T> Node, Tensor<T> Gradient, IReadOnlyList<Contribution<T>> Contributions)
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>The number, the node and its gradient.</summary>
    public override string ToString() => $"{Number}. {Node}: {Explanation.Short(Gradient)}";
}

/// <summary>What one use of a tensor gives to its gradient.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
/// <param name="Number">The place in the order of all contributions, from 1 on.</param>
/// <param name="From">The node that uses it.</param>
/// <param name="To">The tensor whose gradient grows.</param>
/// <param name="Input">Which operand of <paramref name="From"/> it is, from 0 on.</param>
/// <param name="Derivative">
/// The local derivative of an elementwise operation, of the shape of its result; null for operations on whole arrays.
/// </param>
/// <param name="Value">The contribution.</param>
/// <param name="Before">The gradient so far; null for the first contribution.</param>
/// <param name="After">The gradient with this contribution.</param>
public sealed record Contribution<T>(
    int Number, TraceNode<T> From, TraceNode<T> To, int Input, Tensor<T>? Derivative, Tensor<T> Value, Tensor<T>? Before, Tensor<T> After)
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>Whether the operand was stretched, so that the contribution is a sum over the axes it was stretched along.</summary>
    public bool IsSummed => Derivative is not null && To.Shape != From.Shape;

    /// <summary>The number, the nodes and the contribution.</summary>
    public override string ToString() => $"{Number}. {From} → {To}: {Explanation.Short(Value)}";
}
