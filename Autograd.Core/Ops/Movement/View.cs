namespace Autograd;

public sealed partial class Tensor<T>
{
    /// <summary>A linear map that keeps the elements and their order, so that the result shares the memory of the input.</summary>
    private abstract class View : LinearMap<T>
    {
        internal sealed override bool SharesInput => true;

        public sealed override void Compute(ReadOnlySpan<Tensor<T>> inputs, Shape shape, Span<T> y) => inputs[0].Data.CopyTo(y);
    }
}
