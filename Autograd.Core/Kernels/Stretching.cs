namespace Autograd.Kernels;

/// <summary>
/// Walks over a result in pieces, one after the other, and gives each operand stretched to it. In a piece an operand is a slice of its own
/// memory if it can be; else it is written to a small room that stays in the first-level cache, but only if the room does not hold it
/// already: a number is written once, a short row once, a column once for each of its elements.
/// </summary>
/// <example><code>
/// while (pieces.Next())
/// {
///     Compute(pieces.Take(0, x), pieces.Take(1, y), z.Slice(pieces.Start, pieces.Length));
/// }
/// </code></example>
internal ref struct Stretching<T>
{
    private readonly ReadOnlySpan<int> extents; // innermost first; axes along which every operand continues are merged; two or more
    private readonly ReadOnlySpan<int> strides; // of each operand for each of those axes
    private readonly Span<int> at; // the position along each of those axes, but for the first two
    private readonly Span<Stretching.Held> held; // of each operand
    private readonly Span<T> rooms;
    private readonly int count, operands, room, maxWidth, maxHeight;
    private int row, column, width, height; // of the piece, among the first two axes

    /// <summary>Prepares the walk; the memory is the caller's, so that nothing is allocated.</summary>
    /// <param name="target">The shape of the result.</param>
    /// <param name="shapes">The shapes of the operands.</param>
    /// <param name="layout">Numbers for its own use, as many as <see cref="Stretching.LayoutSize"/> says.</param>
    /// <param name="held">One for each operand.</param>
    /// <param name="rooms">The same room for each operand, up to <see cref="Stretching.MaxRoom"/> or the size of the result.</param>
    public Stretching(Shape target, scoped ReadOnlySpan<Shape> shapes, Span<int> layout, Span<Stretching.Held> held, Span<T> rooms)
    {
        this.held = held;
        this.rooms = rooms;
        count = target.Count;
        operands = shapes.Length;
        int axes = target.Rank + 2, merged = 0;
        Span<int> extents = layout[..axes], strides = layout[(2 * axes)..];
        for (int i = 0; i < operands; i++)
        {
            held[i].Size = 1;
        }

        for (int axis = target.Rank - 1; axis >= 0; axis--)
        {
            int extent = target.Axes[axis], behind = merged - 1;
            if (extent == 1)
            {
                continue;
            }

            bool continues = merged > 0;
            for (int i = 0; i < operands; i++)
            {
                int missing = target.Rank - shapes[i].Rank;
                int own = axis < missing ? 1 : shapes[i].Axes[axis - missing], stride = own == 1 ? 0 : held[i].Size;
                held[i].Size *= own;
                strides[(merged * operands) + i] = stride;
                continues = continues && stride == strides[(behind * operands) + i] * extents[behind];
            }

            if (continues)
            {
                extents[behind] *= extent;
            }
            else
            {
                extents[merged++] = extent;
            }
        }

        for (; merged < 2; merged++)
        {
            extents[merged] = 1;
            strides.Slice(merged * operands, operands).Clear();
        }

        this.extents = extents[..merged];
        this.strides = strides;
        at = layout.Slice(axes, merged);
        int inner = extents[0];
        room = Math.Min(rooms.Length / operands, Stretching.MaxRoom);
        bool repeats = strides[..operands].Contains(0);
        maxWidth = repeats ? Math.Min(inner, room) : inner;
        maxHeight = maxWidth == inner ? Math.Max(1, Math.Min(extents[1], room / Math.Max(1, inner))) : 1;
    }

    /// <summary>Where the piece begins in the result.</summary>
    public int Start { get; private set; }

    /// <summary>The number of elements of the piece.</summary>
    public int Length { get; private set; }

    /// <summary>Moves to the next piece; false at the end.</summary>
    public bool Next()
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

    /// <summary>The elements of an operand in this piece; valid until the next one.</summary>
    public readonly ReadOnlySpan<T> Take(int operand, ReadOnlySpan<T> x)
    {
        ref Stretching.Held own = ref held[operand];
        int across = strides[operand], down = strides[operands + operand], from = own.Plane + (row * down) + (column * across);
        if (across == 1 && (height == 1 || down == width))
        {
            return x.Slice(from, Length);
        }

        Span<T> room = rooms.Slice(operand * this.room, Length);
        if (own.Length < Length || own.From != from)
        {
            (own.From, own.Length) = (from, Length);
            Write(x[from..], across, down, room);
        }

        return room;
    }

    private readonly void Write(ReadOnlySpan<T> x, int across, int down, Span<T> room)
    {
        for (int start = 0, from = 0; start < room.Length; start += width, from += down)
        {
            if (start > 0 && down == 0)
            {
                for (int done = start; done < room.Length; done *= 2)
                {
                    room[..Math.Min(done, room.Length - done)].CopyTo(room[done..]);
                }

                return;
            }

            Span<T> line = room.Slice(start, width);
            if (across == 0)
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
            bool wraps = ++at[axis] == extents[axis];
            int steps = wraps ? 1 - extents[axis] : 1;
            for (int i = 0; i < operands; i++)
            {
                held[i].Plane += steps * strides[(axis * operands) + i];
            }

            if (!wraps)
            {
                break;
            }

            at[axis] = 0;
        }
    }
}

/// <summary>What <see cref="Stretching{T}"/> and its callers agree on.</summary>
internal static class Stretching
{
    /// <summary>The elements of an operand that are written ahead, at most.</summary>
    public const int MaxRoom = 512;

    /// <summary>Results up to this size are common, and clearing more room than they need would take longer than they do.</summary>
    public const int SmallRoom = 32;

    /// <summary>The numbers that the walk needs for results of up to eight axes and up to three operands.</summary>
    public const int UsualLayout = 10 * 5;

    /// <summary>The numbers that the walk needs for its own use.</summary>
    public static int LayoutSize(int rank, int operands) => (rank + 2) * (2 + operands);

    /// <summary>
    /// Writes the part from an element on of the endless sequence in which each element of x is repeated so often, and then all of them
    /// again and again. A row, a column or a channel in a block of its own, of which the walk would have to know all that lies before.
    /// </summary>
    public static void Repeat<T>(ReadOnlySpan<T> x, int repeat, int start, Span<T> part)
    {
        int at = start / repeat % x.Length, rest = repeat - (start % repeat), done = 0, period = x.Length * repeat;
        while (done < Math.Min(part.Length, period))
        {
            int run = Math.Min(repeat == 1 ? x.Length - at : rest, part.Length - done);
            Span<T> piece = part.Slice(done, run);
            if (repeat == 1)
            {
                x.Slice(at, run).CopyTo(piece);
                at = 0;
            }
            else
            {
                piece.Fill(x[at]);
                at = at + 1 == x.Length ? 0 : at + 1;
                rest = repeat;
            }

            done += run;
        }

        // What is done is a period and perhaps more; from its beginning on everything comes again.
        for (done = period; done < part.Length; done *= 2)
        {
            part[..Math.Min(done, part.Length - done)].CopyTo(part[done..]);
        }
    }

    /// <summary>What is known of one operand.</summary>
    public struct Held
    {
        /// <summary>The number of its elements right of an axis, while the strides are found.</summary>
        public int Size;

        /// <summary>Where the plane of the first two axes begins in it.</summary>
        public int Plane;

        /// <summary>Where what its room holds begins in it, and how much that is.</summary>
        public int From, Length;
    }
}
