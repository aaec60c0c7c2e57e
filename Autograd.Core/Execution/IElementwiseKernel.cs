namespace Autograd.Execution;

/// <summary>An operation on operands of one shape, or stretched to it, that can be applied to any part of the elements by itself.</summary>
internal interface IElementwiseKernel<T>
    where T : unmanaged
{
    /// <summary>Computes as many elements of the result as there are of each operand; operands that it does not have are empty.</summary>
    void Compute(ReadOnlySpan<T> first, ReadOnlySpan<T> second, ReadOnlySpan<T> third, Span<T> result);
}
