namespace Autograd;

public sealed partial class Tensor<T>
{
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

    private sealed class AliasPrimitive : View
    {
        public static readonly AliasPrimitive Instance = new();

        public override Shape InferShape(ReadOnlySpan<Tensor<T>> inputs) => inputs[0].Shape;

        protected override Tensor<T> Transpose(Tensor<T> gy, Shape shape) => gy;
    }
}
