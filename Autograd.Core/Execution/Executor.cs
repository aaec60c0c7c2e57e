using System.Numerics;

namespace Autograd.Execution;

/// <summary>
/// Where numbers live and when they are computed. Every array of elements comes from here, and the result of every operation; which
/// executor does it changes no bit of any result.
/// </summary>
internal abstract class Executor<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>
    /// The executor of this process: <see cref="EagerExecutor{T}"/>, to read and to step through in a debugger, if the switch
    /// <c>Autograd.Eager</c> of <see cref="AppContext"/> is on when the first tensor is made; else <see cref="FusingExecutor{T}"/>.
    /// </summary>
    public static readonly Executor<T> Current = Executor.IsEager ? new EagerExecutor<T>() : new FusingExecutor<T>();

    /// <summary>Memory for so many elements, with arbitrary content: every one must be written.</summary>
    public abstract Storage<T> Rent(int count);

    /// <summary>The result of an operation, now or as soon as somebody reads it.</summary>
    public abstract Storage<T> Compute(Primitive<T> primitive, ReadOnlySpan<Tensor<T>> inputs, Shape shape, bool isTracked);

    /// <summary>Computes what is still to be computed of these tensors.</summary>
    public abstract void Finish(ReadOnlySpan<Tensor<T>?> tensors);

    /// <summary>Where the memory that the rules of one sweep make is given back when a rule is done; null if it is not.</summary>
    public abstract RuleArena<T>? NewArena();

    /// <summary>A copy of these elements.</summary>
    public Storage<T> Copy(ReadOnlySpan<T> values)
    {
        Storage<T> storage = Rent(values.Length);
        values.CopyTo(storage.Span(values.Length));
        return storage;
    }
}

/// <summary>The choice of the executor, one for both element types.</summary>
internal static class Executor
{
    /// <summary>Whether the switch was on when the first tensor was made.</summary>
    public static readonly bool IsEager = AppContext.TryGetSwitch("Autograd.Eager", out bool isOn) && isOn;
}
