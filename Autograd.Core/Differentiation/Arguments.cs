namespace Autograd;

/// <content>The arguments of functions that are being differentiated.</content>
public sealed partial class Tensor<T>
{
    /// <summary>
    /// This tensor as the argument of a function that is being differentiated: a variable, or, if derivatives flow through this tensor,
    /// an alias in its graph. Inside the function its gradient can be asked for; outside it is not listed among the variables.
    /// </summary>
    internal Tensor<T> AsArgument() =>
        IsTracked ? Alias() : new Tensor<T>(Shape, storage, Traits.Tracked | Traits.Argument, Name);

    /// <summary>Whether this is the variable that stands for the argument of a function that is being differentiated.</summary>
    internal bool IsArgument => (traits & Traits.Argument) != 0;

    /// <summary>
    /// Whether derivatives can be asked for by this tensor as a variable: it is one, or it stands for the argument of a function that
    /// is being differentiated.
    /// </summary>
    internal bool IsVariable => IsTracked && (Operation is null or AliasPrimitive);
}
