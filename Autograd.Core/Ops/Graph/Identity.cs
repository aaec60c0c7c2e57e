namespace Autograd;

public sealed partial class Tensor<T>
{
    /// <summary>
    /// The same values as a constant: no derivative flows through it, and it does not keep the graph alive. PyTorch: <c>detach()</c>.
    /// </summary>
    public Tensor<T> Detach() =>
        IsTraced ? Apply(DetachPrimitive.Instance, this) // whoever follows the computation must see where these values come from
        : Operation is null && !IsTracked ? this
        : new Tensor<T>(Shape, storage);

    /// <summary>The same values as a constant that knows whose they are.</summary>
    internal Tensor<T> Detach(string name, object madeFor) =>
        IsTraced ? Detach() : new Tensor<T>(Shape, storage, Traits.None, name, madeFor);

    /// <summary>
    /// A node of its own for the same values, through which derivatives flow back to this tensor: to differentiate with respect to
    /// this use of it and no other.
    /// </summary>
    internal Tensor<T> Alias()
    {
        Tensor<T> alias = Apply(AliasPrimitive.Instance, this);
        alias.Name = Name;
        return alias;
    }

    /// <summary>
    /// This tensor as the argument of a function that is being differentiated: a variable, or, if derivatives flow through this tensor,
    /// an alias in its graph. Inside the function its gradient can be asked for; outside it is not listed among the variables.
    /// </summary>
    internal Tensor<T> AsArgument() =>
        IsTracked ? Alias() : IsTraced ? AsVariable(Name) : new Tensor<T>(Shape, storage, Traits.Tracked | Traits.Argument, Name);

    /// <summary>
    /// Whether derivatives can be asked for by this tensor as a variable: it is one, or it stands for the argument of a function that
    /// is being differentiated.
    /// </summary>
    internal bool IsVariable => IsTracked && (Operation is null or AliasPrimitive);

    /// <summary>A linear map that keeps the elements and their order, so that the result shares the memory of the input.</summary>
    private abstract class View : LinearMap<T>
    {
        internal sealed override bool SharesInput => true;

        public override Shape InferShape(ReadOnlySpan<Tensor<T>> inputs) => inputs[0].Shape;

        public sealed override void Compute(ReadOnlySpan<Tensor<T>> inputs, Shape shape, Span<T> y) => inputs[0].Data.CopyTo(y);

        protected override Tensor<T> Transpose(Tensor<T> gy, Shape shape) => gy;
    }

    private sealed class AliasPrimitive : View
    {
        public static readonly AliasPrimitive Instance = new();
    }

    private sealed class DetachPrimitive : View
    {
        public static readonly DetachPrimitive Instance = new();

        public override bool IsDifferentiable => false;
    }
}
