using System.Numerics;
using System.Numerics.Tensors;

namespace Autograd.Kernels;

/// <summary>
/// A view of an array: its element (i, j, …) lies at offset + i·stride₀ + j·stride₁ + … Broadcasting (stride 0), slicing,
/// flipping (negative strides) and permuting are all views, and this one loop copies them.
/// </summary>
internal readonly ref struct Strided
{
    private const int MinRun = 16; // calls on shorter runs cost more than they save

    private readonly ReadOnlySpan<int> extents; // innermost axis last; contiguous axes are coalesced; two or more
    private readonly ReadOnlySpan<int> strides;
    private readonly int offset;

    public Strided(scoped ReadOnlySpan<int> extents, scoped ReadOnlySpan<int> strides, int offset = 0)
    {
        Span<int> coalesced = new int[2 * (extents.Length + 2)], coalescedExtents = coalesced[..(extents.Length + 2)];
        Span<int> coalescedStrides = coalesced[coalescedExtents.Length..];
        int first = extents.Length + 1; // of the coalesced axes, which are filled from the right
        coalescedExtents[first] = 1;
        coalescedStrides[first] = 1;
        for (int axis = extents.Length - 1; axis >= 0; axis--)
        {
            if (extents[axis] == 1)
            {
                continue;
            }

            if (coalescedExtents[first] == 1)
            {
                coalescedExtents[first] = extents[axis];
                coalescedStrides[first] = strides[axis];
            }
            else if (strides[axis] == coalescedStrides[first] * coalescedExtents[first])
            {
                coalescedExtents[first] *= extents[axis];
            }
            else
            {
                first--;
                coalescedExtents[first] = extents[axis];
                coalescedStrides[first] = strides[axis];
            }
        }

        if (first == extents.Length + 1)
        {
            coalescedExtents[--first] = 1;
        }

        this.extents = coalescedExtents[first..];
        this.strides = coalescedStrides[first..];
        this.offset = offset;
    }

    /// <summary>The view of an array of extents <paramref name="source"/>, broadcast to extents <paramref name="target"/>.</summary>
    public static Strided Broadcast(ReadOnlySpan<int> source, ReadOnlySpan<int> target)
    {
        var strides = new int[target.Length];
        int stride = 1;
        for (int back = 1; back <= source.Length; back++)
        {
            strides[^back] = source[^back] == 1 ? 0 : stride;
            stride *= source[^back];
        }

        return new Strided(target, strides);
    }

    /// <summary>The distance between neighbours along each axis of a row-major array.</summary>
    public static int[] RowMajor(ReadOnlySpan<int> extents)
    {
        var strides = new int[extents.Length];
        int stride = 1;
        for (int axis = extents.Length - 1; axis >= 0; axis--)
        {
            strides[axis] = stride;
            stride *= extents[axis];
        }

        return strides;
    }

    /// <summary>Copies the elements of the view to y, in row-major order.</summary>
    public void Copy<T>(ReadOnlySpan<T> x, Span<T> y)
    {
        Span<int> at = stackalloc int[extents.Length];
        at.Clear();
        int inner = extents[^1], step = strides[^1], rows = extents[^2], rowStep = strides[^2], position = offset;
        while (!y.IsEmpty)
        {
            for (int row = 0; row < rows; row++, position += rowStep, y = y[inner..])
            {
                if (step == 1 && inner >= MinRun)
                {
                    x.Slice(position, inner).CopyTo(y);
                }
                else if (step == 0)
                {
                    y[..inner].Fill(x[position]);
                }
                else
                {
                    for (int i = 0, from = position; i < inner; i++, from += step)
                    {
                        y[i] = x[from];
                    }
                }
            }

            position = NextPlane(at, position);
        }
    }

    /// <summary>Adds every element of y, in row-major order, to its place in x: the transpose of the whole copy.</summary>
    public void AddTo<T>(Span<T> x, ReadOnlySpan<T> y)
        where T : INumberBase<T>
    {
        Span<int> at = stackalloc int[extents.Length];
        at.Clear();
        int inner = extents[^1], step = strides[^1], rows = extents[^2], rowStep = strides[^2], position = offset;
        while (!y.IsEmpty)
        {
            for (int row = 0; row < rows; row++, position += rowStep, y = y[inner..])
            {
                if (step == 1 && inner >= MinRun)
                {
                    Span<T> run = x.Slice(position, inner);
                    TensorPrimitives.Add(run, y[..inner], run);
                    continue;
                }

                for (int i = 0, to = position; i < inner; i++, to += step)
                {
                    x[to] += y[i];
                }
            }

            position = NextPlane(at, position);
        }
    }

    /// <summary>From behind the last row of a plane, the last two axes, to the first row of the next.</summary>
    private int NextPlane(Span<int> at, int position)
    {
        at[^2] = 0;
        position -= extents[^2] * strides[^2];
        for (int axis = extents.Length - 3; axis >= 0; axis--)
        {
            position += strides[axis];
            if (++at[axis] < extents[axis])
            {
                break;
            }

            position -= extents[axis] * strides[axis];
            at[axis] = 0;
        }

        return position;
    }
}
