using System.Runtime.CompilerServices;

namespace Autograd.Kernels;

/// <summary>
/// Iterates over a result block by block and gives the operands broadcast to each block, as NumPy's nditer does with external loops and
/// buffers. In a block an operand is a slice of its own memory if it can be; else it is copied to a small buffer that stays in the
/// first-level cache, but only if the buffer does not hold it already: a number is copied once, a short row once, a column once for each of
/// its elements.
/// </summary>
/// <example><code>
/// while (blocks.MoveNext())
/// {
///     Compute(blocks.Operand(0, x), blocks.Operand(1, y), z.Slice(blocks.Start, blocks.Length));
/// }
/// </code></example>
internal ref struct BroadcastIterator<T>
{
    private readonly ReadOnlySpan<int> extents; // innermost first; axes along which every operand is contiguous are coalesced; two or more
    private readonly ReadOnlySpan<int> strides; // of each operand for each of those axes
    private readonly Span<int> index; // along each of those axes, but for the first two
    private readonly Span<BroadcastIterator.OperandState> states; // of each operand
    private readonly Span<T> buffers;
    private readonly int count, operands, bufferLength, maxWidth, maxHeight;
    private int row, column, width, height; // of the block, among the first two axes

    /// <summary>Prepares the iteration; the memory is the caller's, so that nothing is allocated.</summary>
    /// <param name="target">The extents of the result.</param>
    /// <param name="first">The extents of the first operand.</param>
    /// <param name="second">Those of the second.</param>
    /// <param name="third">Those of the third, if there is one.</param>
    /// <param name="layout">Memory for extents and strides, as much as <see cref="BroadcastIterator.LayoutSize"/> says.</param>
    /// <param name="states">One for each operand.</param>
    /// <param name="buffers">As much for each operand, up to <see cref="BroadcastIterator.MaxBuffer"/> or the size of the result.</param>
    public BroadcastIterator(
        scoped ReadOnlySpan<int> target, scoped ReadOnlySpan<int> first, scoped ReadOnlySpan<int> second, scoped ReadOnlySpan<int> third,
        Span<int> layout, Span<BroadcastIterator.OperandState> states, Span<T> buffers)
    {
        this.states = states;
        this.buffers = buffers;
        int operands = states.Length, size = 1, axes = target.Length + 2, coalesced = 0;
        Span<int> extents = layout[..axes], strides = layout[(2 * axes)..];
        for (int i = 0; i < operands; i++)
        {
            states[i].Size = 1;
        }

        for (int axis = target.Length - 1; axis >= 0; axis--)
        {
            int extent = target[axis], previous = coalesced - 1;
            if (extent == 1)
            {
                continue;
            }

            size *= extent;
            int back = target.Length - axis, next = coalesced * operands;
            strides[next] = NextStride(first, back, ref states[0]);
            strides[next + 1] = NextStride(second, back, ref states[1]);
            if (operands > 2)
            {
                strides[next + 2] = NextStride(third, back, ref states[2]);
            }

            bool isContiguous = coalesced > 0;
            for (int i = 0; i < operands && isContiguous; i++)
            {
                isContiguous = strides[next + i] == strides[next - operands + i] * extents[previous];
            }

            if (isContiguous)
            {
                extents[previous] *= extent;
            }
            else
            {
                extents[coalesced++] = extent;
            }
        }

        for (; coalesced < 2; coalesced++)
        {
            extents[coalesced] = 1;
            strides.Slice(coalesced * operands, operands).Clear();
        }

        count = size;
        this.operands = operands;
        this.extents = extents[..coalesced];
        this.strides = strides;
        index = layout.Slice(axes, coalesced);
        int inner = extents[0];
        bufferLength = Math.Min(buffers.Length / operands, BroadcastIterator.MaxBuffer);
        bool broadcasts = false;
        for (int i = 0; i < operands; i++)
        {
            broadcasts |= strides[i] == 0;
        }

        maxWidth = broadcasts ? Math.Min(inner, bufferLength) : inner;
        maxHeight = maxWidth == inner ? Math.Max(1, Math.Min(extents[1], bufferLength / Math.Max(1, inner))) : 1;
    }

    /// <summary>Where the block begins in the result.</summary>
    public int Start { get; private set; }

    /// <summary>The number of elements of the block.</summary>
    public int Length { get; private set; }

    /// <summary>Moves to the next block; false at the end.</summary>
    public bool MoveNext()
    {
        Start += Length;
        if (Start == count)
        {
            return false;
        }

        column += width;
        if (column == extents[0])
        {
            column = 0;
            row += height;
            if (row == extents[1])
            {
                row = 0;
                NextPlane();
            }
        }

        width = Math.Min(maxWidth, extents[0] - column);
        height = Math.Min(maxHeight, extents[1] - row);
        Length = width * height;
        return true;
    }

    /// <summary>The elements of an operand, broadcast to this block; valid until the next one.</summary>
    public readonly ReadOnlySpan<T> Operand(int operand, ReadOnlySpan<T> x)
    {
        ref BroadcastIterator.OperandState state = ref states[operand];
        int columnStride = strides[operand], rowStride = strides[operands + operand];
        int from = state.Plane + (row * rowStride) + (column * columnStride);
        if (columnStride == 1 && (height == 1 || rowStride == width))
        {
            return x.Slice(from, Length);
        }

        Span<T> buffer = buffers.Slice(operand * bufferLength, Length);
        if (state.Length < Length || state.From != from)
        {
            (state.From, state.Length) = (from, Length);
            Fill(buffer, x[from..], columnStride, rowStride);
        }

        return buffer;
    }

    /// <summary>The stride of an operand along an axis, counted from the right: 0 where it is broadcast.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int NextStride(scoped ReadOnlySpan<int> operand, int back, ref BroadcastIterator.OperandState state)
    {
        int extent = back > operand.Length ? 1 : operand[^back], stride = extent == 1 ? 0 : state.Size;
        state.Size *= extent;
        return stride;
    }

    private readonly void Fill(Span<T> buffer, ReadOnlySpan<T> x, int columnStride, int rowStride)
    {
        for (int start = 0, from = 0; start < buffer.Length; start += width, from += rowStride)
        {
            if (start > 0 && rowStride == 0)
            {
                for (int done = start; done < buffer.Length; done *= 2)
                {
                    buffer[..Math.Min(done, buffer.Length - done)].CopyTo(buffer[done..]);
                }

                return;
            }

            Span<T> line = buffer.Slice(start, width);
            if (columnStride == 0)
            {
                line.Fill(x[from]);
            }
            else
            {
                x.Slice(from, width).CopyTo(line);
            }
        }
    }

    private readonly void NextPlane()
    {
        for (int axis = 2; axis < extents.Length; axis++)
        {
            bool wraps = ++index[axis] == extents[axis];
            int steps = wraps ? 1 - extents[axis] : 1;
            for (int i = 0; i < operands; i++)
            {
                states[i].Plane += steps * strides[(axis * operands) + i];
            }

            if (!wraps)
            {
                break;
            }

            index[axis] = 0;
        }
    }
}

/// <summary>What <see cref="BroadcastIterator{T}"/> and its callers agree on.</summary>
internal static class BroadcastIterator
{
    /// <summary>The elements of an operand that are buffered, at most.</summary>
    public const int MaxBuffer = 512;

    /// <summary>Results up to this size are common, and clearing more buffer than they need would take longer than they do.</summary>
    public const int SmallBuffer = 32;

    /// <summary>The size of the layout for results of up to eight axes and up to three operands.</summary>
    public const int UsualLayout = 10 * 5;

    /// <summary>How many extents, indices and strides the iteration has, at most.</summary>
    public static int LayoutSize(int rank, int operands) => (rank + 2) * (2 + operands);

    /// <summary>
    /// The block that begins at an element of the endless sequence in which each element of x is repeated so often and all of that is
    /// tiled: a row, a column or a channel in a block of its own, for which the iterator would have to know all that lies before.
    /// </summary>
    public static void RepeatAndTile<T>(ReadOnlySpan<T> x, int repeat, int start, Span<T> block)
    {
        int at = start / repeat % x.Length, rest = repeat - (start % repeat), done = 0, period = x.Length * repeat;
        while (done < Math.Min(block.Length, period))
        {
            int run = Math.Min(repeat == 1 ? x.Length - at : rest, block.Length - done);
            Span<T> part = block.Slice(done, run);
            if (repeat == 1)
            {
                x.Slice(at, run).CopyTo(part);
                at = 0;
            }
            else
            {
                part.Fill(x[at]);
                at = at + 1 == x.Length ? 0 : at + 1;
                rest = repeat;
            }

            done += run;
        }

        // What is done is a period and perhaps more; from its beginning on everything comes again.
        for (done = period; done < block.Length; done *= 2)
        {
            block[..Math.Min(done, block.Length - done)].CopyTo(block[done..]);
        }
    }

    /// <summary>Where the iteration is in one operand.</summary>
    public struct OperandState
    {
        /// <summary>The number of its elements right of an axis, while the strides are found.</summary>
        public int Size;

        /// <summary>Where the plane of the first two axes begins in it.</summary>
        public int Plane;

        /// <summary>Where what its buffer holds begins in it, and how much that is.</summary>
        public int From, Length;
    }
}
