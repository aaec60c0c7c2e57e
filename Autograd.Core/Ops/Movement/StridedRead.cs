using Autograd.Kernels;

namespace Autograd;

public sealed partial class Tensor<T>
{
    /// <summary>
    /// A linear map whose every output element is one input element, at equal steps along each axis of the result: a view, copied.
    /// State the view; its transpose adds every element of the gradient to the place it was read from, which may be read several times.
    /// </summary>
    private abstract class StridedRead : LinearMap<T>
    {
        public sealed override bool AddsTranspose => true;

        /// <summary>Where in an input of one shape the elements of the result, which has the other, lie.</summary>
        protected abstract Strided View(Shape input, Shape output);

        public sealed override void Compute(ReadOnlySpan<Tensor<T>> inputs, Shape shape, Span<T> y) =>
            View(inputs[0].Shape, shape).Copy(inputs[0].Data, y);

        public sealed override void AddTransposeTo(ReadOnlySpan<T> gy, Shape output, Span<T> sum, Shape input) =>
            View(input, output).AddTo(sum, gy);

        protected sealed override Tensor<T> Transpose(Tensor<T> gy, Shape shape) => TransposeByAdding(gy, shape);
    }
}
