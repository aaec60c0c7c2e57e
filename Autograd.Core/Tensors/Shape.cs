using System.ComponentModel;
using System.Runtime.CompilerServices;
using Autograd.Messages;

namespace Autograd;

/// <summary>
/// The extents of a tensor along its axes: <c>[2, 3]</c> is a matrix of two rows and three columns, <c>[]</c> a scalar.
/// Immutable, compared by value, printed as <c>(2, 3)</c>. The equivalent of <c>tensor.shape</c> in PyTorch and NumPy.
/// </summary>
/// <example><code>Shape shape = [2, 3];   // shape.Rank == 2, shape.Count == 6, shape[^1] == 3</code></example>
[CollectionBuilder(typeof(Shape), nameof(Create))]
public readonly struct Shape : IEquatable<Shape>
{
    private readonly int[]? axes;
    private readonly int count;

    private Shape(int[] axes)
    {
        long count = 1;
        foreach (int extent in axes)
        {
            if (extent < 0)
            {
                throw new ShapeException($"A shape cannot hold {extent}: extents are 0 or more, and only Reshape takes -1.")
                {
                    IsOfShapeAlone = true,
                };
            }

            // An extent of 0 makes the count 0 whatever stands beside it, so the check must not stop at the product so far.
            count = Math.Min(count * extent, (long)Array.MaxLength + 1);
        }

        if (count > Array.MaxLength)
        {
            throw new ShapeException($"A shape of {Text(axes)} has more than {Array.MaxLength} elements, which no array holds.")
            {
                IsOfShapeAlone = true,
            };
        }

        this.axes = axes;
        this.count = (int)count;
    }

    /// <summary>Makes a shape of these extents; <c>Shape shape = [2, 3]</c> calls it.</summary>
    /// <param name="axes">The extent of each axis, 0 or more.</param>
    /// <exception cref="ShapeException">An extent is negative, or the elements are more than an array can hold.</exception>
    public static Shape Create(ReadOnlySpan<int> axes) => axes.IsEmpty ? default : new Shape(axes.ToArray());

    /// <summary>The number of axes: 0 for a scalar, 2 for a matrix.</summary>
    public int Rank => axes?.Length ?? 0;

    /// <summary>The number of elements: the product of all extents, 1 for a scalar.</summary>
    public int Count => axes is null ? 1 : count;

    /// <summary>
    /// The same as <see cref="Rank"/>. C# reads it in list patterns (<c>shape is [var rows, _]</c>) and spreads (<c>[.. shape, 1]</c>),
    /// which would otherwise take <see cref="Count"/> for the number of axes.
    /// </summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public int Length => Rank;

    /// <summary>The extents, first axis first.</summary>
    public ReadOnlySpan<int> Axes => axes;

    /// <summary>The extent of one axis; <c>shape[^1]</c> is the last.</summary>
    /// <param name="axis">The axis, from 0 or from the end.</param>
    public int this[Index axis] => Axes[axis];

    /// <summary>Enumerates the extents, first axis first.</summary>
    public ReadOnlySpan<int>.Enumerator GetEnumerator() => Axes.GetEnumerator();

    /// <inheritdoc/>
    public bool Equals(Shape other) => ReferenceEquals(axes, other.axes) || Axes.SequenceEqual(other.Axes);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Shape other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (int extent in Axes)
        {
            hash.Add(extent);
        }

        return hash.ToHashCode();
    }

    /// <summary>Whether two shapes have the same extents in the same order.</summary>
    public static bool operator ==(Shape left, Shape right) => left.Equals(right);

    /// <summary>Whether two shapes differ in an extent or in their rank.</summary>
    public static bool operator !=(Shape left, Shape right) => !left.Equals(right);

    /// <summary>The extents in parentheses, as NumPy prints them: <c>()</c>, <c>(3)</c>, <c>(2, 3)</c>.</summary>
    public override string ToString() => Text(Axes);

    /// <summary>The axis from 0, given from either end: 1 and -1 are the last axis of a matrix.</summary>
    internal int Axis(int axis, string operation, string? name = null)
    {
        if (axis < -Rank || axis >= Rank)
        {
            throw new ShapeException($"{operation}: axis {axis} is out of range for {Named(name)}: " + Rank switch
            {
                0 => "a scalar has no axes.",
                1 => "it has the axis 0, or -1.",
                _ => $"it has the axes 0 to {Rank - 1}, or {-Rank} to -1.",
            });
        }

        return axis < 0 ? axis + Rank : axis;
    }

    /// <summary>The axis of a scalar, where that counts as one axis.</summary>
    internal static int AxisOfScalar(int axis, string operation, string? name) => axis is 0 or -1
        ? 0
        : throw new ShapeException($"{operation}: axis {axis} is out of range for {default(Shape).Named(name)}: a scalar counts as one "
            + "axis, 0 or -1.");

    /// <summary>The axes counted from the right (-1 is the last) in ascending order, each checked and named once.</summary>
    internal int[] AxesFromRight(ReadOnlySpan<int> axes, string operation, string? name = null)
    {
        var result = new int[axes.Length];
        for (int i = 0; i < axes.Length; i++)
        {
            result[i] = Axis(axes[i], operation, name) - Rank;
            if (result.AsSpan(0, i).Contains(result[i]))
            {
                throw new ShapeException($"{operation}: axis {axes[i]} is named twice for {Named(name)}.");
            }
        }

        Array.Sort(result);
        return result;
    }

    /// <summary>This shape followed by another: (2) and (3, 4) make (2, 3, 4).</summary>
    internal Shape Concat(Shape other) => Create([.. Axes, .. other.Axes]);

    /// <summary>This shape with one extent replaced.</summary>
    internal Shape With(int axis, int extent)
    {
        int[] result = Axes.ToArray();
        result[axis] = extent;
        return new Shape(result);
    }

    /// <summary>This shape without some axes, which are counted from the right and in ascending order.</summary>
    internal Shape Without(ReadOnlySpan<int> axesFromRight)
    {
        var kept = new int[Rank - axesFromRight.Length];
        for (int axis = -Rank, next = 0; axis < 0; axis++)
        {
            if (!axesFromRight.Contains(axis))
            {
                kept[next++] = this[^-axis];
            }
        }

        return kept.Length == 0 ? default : new Shape(kept);
    }

    /// <summary>This shape with extent 1 along some axes, which are counted from the right.</summary>
    internal Shape WithOnes(ReadOnlySpan<int> axesFromRight)
    {
        int[] extents = Axes.ToArray();
        foreach (int axis in axesFromRight)
        {
            extents[^-axis] = 1;
        }

        return Create(extents);
    }

    /// <summary>
    /// NumPy's broadcasting: shapes are lined up on the right, and an extent of 1 (or a missing one) stretches to the other.
    /// </summary>
    internal static bool TryBroadcast(Shape left, Shape right, out Shape result)
    {
        result = left.Rank >= right.Rank ? left : right;
        if (left == right || left.Rank == 0 || right.Rank == 0)
        {
            return true;
        }

        int[]? axes = null; // only where the result is a shape of its own
        for (int back = 1; back <= Math.Min(left.Rank, right.Rank); back++)
        {
            int a = left[^back], b = right[^back], extent = a == 1 ? b : a;
            if (a != b && a != 1 && b != 1)
            {
                return false;
            }

            if (extent != result[^back])
            {
                axes ??= result.Axes.ToArray();
                axes[^back] = extent;
            }
        }

        result = axes is null ? result : new Shape(axes);
        return true;
    }

    /// <summary>Whether this shape stretches to <paramref name="target"/> without changing it.</summary>
    internal bool BroadcastsTo(Shape target)
    {
        if (Rank > target.Rank)
        {
            return false;
        }

        for (int back = 1; back <= Rank; back++)
        {
            if (this[^back] != target[^back] && this[^back] != 1)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>
    /// Whether stretching to <paramref name="target"/>, which must be possible, repeats every element so often and then all of them again
    /// and again. It does, unless axes are stretched between others that are not.
    /// </summary>
    internal bool TryStretch(Shape target, out int repeat)
    {
        repeat = 1;
        int back = 1;
        for (; back <= Rank && this[^back] == 1; back++)
        {
            repeat *= target[^back];
        }

        while (back <= Rank && this[^back] == target[^back])
        {
            back++;
        }

        while (back <= Rank && this[^back] == 1)
        {
            back++;
        }

        return back > Rank;
    }

    /// <summary>The number of axes in words: 1 axis, 2 axes.</summary>
    internal string AxesInWords => Wording.Count(Rank, "axis", "axes");

    /// <summary>The number of elements in words: 1 element, 2 elements.</summary>
    internal string ElementsInWords => Wording.Count(Count, "element");

    private string Named(string? name) => name is null ? $"shape {this}" : $"{Wording.Quoted(name)} of shape {this}";

    /// <summary>Numbers in parentheses: (2, 3).</summary>
    internal static string Text(ReadOnlySpan<int> axes) => $"({Wording.List(axes)})";
}
