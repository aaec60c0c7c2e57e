using System.Numerics;
using Autograd.Kernels;

namespace Autograd.Execution;

/// <summary>Applies an elementwise kernel to operands that are broadcast to the shape of the result, block by block.</summary>
internal static class BroadcastLoop
{
    /// <summary>Computes the result of two or three operands.</summary>
    /// <param name="kernel">The operation on blocks.</param>
    /// <param name="inputs">The operands.</param>
    /// <param name="shape">The shape of the result, to which they broadcast.</param>
    /// <param name="z">The elements of the result.</param>
    public static void Run<T>(IElementwiseKernel<T> kernel, ReadOnlySpan<Tensor<T>> inputs, Shape shape, Span<T> z)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Tensor<T> x = inputs[0], y = inputs[1];
        if (inputs.Length > 2)
        {
            Run(kernel, shape, x, y, inputs[2], z);
        }
        else if (Math.Min(x.Shape.Count, y.Shape.Count) == 1 && Math.Max(x.Shape.Count, y.Shape.Count) == z.Length)
        {
            RunWithNumber(kernel, x.Data, y.Data, z);
        }
        else
        {
            Run(kernel, shape, x, y, z);
        }
    }

    // Methods of their own, because memory on the stack makes every call of a method slower. That of a number is so common, and so often
    // with few elements, that finding out the general way would cost more than the work.
    private static void RunWithNumber<T>(IElementwiseKernel<T> kernel, ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> z)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Span<T> buffer = z.Length <= BroadcastIterator.SmallBuffer
            ? stackalloc T[BroadcastIterator.SmallBuffer]
            : stackalloc T[BroadcastIterator.MaxBuffer];
        buffer = buffer[..Math.Min(buffer.Length, z.Length)];
        buffer.Fill(x.Length == 1 ? x[0] : y[0]);
        for (int start = 0; start < z.Length; start += buffer.Length)
        {
            int length = Math.Min(buffer.Length, z.Length - start);
            ReadOnlySpan<T> xs = x.Length == 1 ? buffer[..length] : x.Slice(start, length);
            ReadOnlySpan<T> ys = y.Length == 1 ? buffer[..length] : y.Slice(start, length);
            kernel.Compute(xs, ys, default, z.Slice(start, length));
        }
    }

    private static void Run<T>(IElementwiseKernel<T> kernel, Shape shape, Tensor<T> x, Tensor<T> y, Span<T> z)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int layoutSize = BroadcastIterator.LayoutSize(shape.Rank, 2);
        Span<int> layout = layoutSize <= BroadcastIterator.UsualLayout
            ? stackalloc int[BroadcastIterator.UsualLayout]
            : new int[layoutSize];
        Span<BroadcastIterator.OperandState> states = stackalloc BroadcastIterator.OperandState[2];
        Span<T> buffers = z.Length <= BroadcastIterator.SmallBuffer
            ? stackalloc T[2 * BroadcastIterator.SmallBuffer]
            : stackalloc T[2 * BroadcastIterator.MaxBuffer];
        var blocks = new BroadcastIterator<T>(shape.Axes, x.Shape.Axes, y.Shape.Axes, default, layout, states, buffers);
        while (blocks.MoveNext())
        {
            kernel.Compute(blocks.Operand(0, x.Data), blocks.Operand(1, y.Data), default, z.Slice(blocks.Start, blocks.Length));
        }
    }

    private static void Run<T>(IElementwiseKernel<T> kernel, Shape shape, Tensor<T> x, Tensor<T> y, Tensor<T> third, Span<T> z)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int layoutSize = BroadcastIterator.LayoutSize(shape.Rank, 3);
        Span<int> layout = layoutSize <= BroadcastIterator.UsualLayout
            ? stackalloc int[BroadcastIterator.UsualLayout]
            : new int[layoutSize];
        Span<BroadcastIterator.OperandState> states = stackalloc BroadcastIterator.OperandState[3];
        Span<T> buffers = z.Length <= BroadcastIterator.SmallBuffer
            ? stackalloc T[3 * BroadcastIterator.SmallBuffer]
            : stackalloc T[3 * BroadcastIterator.MaxBuffer];
        var blocks = new BroadcastIterator<T>(shape.Axes, x.Shape.Axes, y.Shape.Axes, third.Shape.Axes, layout, states, buffers);
        while (blocks.MoveNext())
        {
            Span<T> block = z.Slice(blocks.Start, blocks.Length);
            kernel.Compute(blocks.Operand(0, x.Data), blocks.Operand(1, y.Data), blocks.Operand(2, third.Data), block);
        }
    }
}
