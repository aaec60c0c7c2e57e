using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Autograd.Nn;

/// <summary>
/// The formula of an optimizer, on as many elements at once as a vector holds. What it remembers of them is changed in place; of what it
/// does not need it gets zeros.
/// </summary>
internal interface IOptimizerFormula<T>
    where T : unmanaged
{
    /// <summary>The new values of the parameter p with gradient g.</summary>
    Vector512<T> Next(Vector512<T> p, Vector512<T> g, ref Vector512<T> first, ref Vector512<T> second, ref Vector512<T> third);
}

/// <summary>
/// A step of one parameter: its number from 1, the value and the gradient, where the new value goes, and what is remembered.
/// </summary>
internal readonly ref struct OptimizerStep<T>(
    long number, ReadOnlySpan<T> value, ReadOnlySpan<T> gradient, Span<T> updated, T[][] memories)
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly ReadOnlySpan<T> value = value, gradient = gradient;
    private readonly Span<T> updated = updated;

    public long Number => number;

    /// <summary>One memory of the parameter, by its place in the list of their names.</summary>
    public T[] Memory(int index) => memories[index];

    /// <summary>One pass over everything.</summary>
    public void Run<TFormula>(TFormula formula, Span<T> first = default, Span<T> second = default, Span<T> third = default)
        where TFormula : struct, IOptimizerFormula<T>
    {
        int whole = value.Length / Vector512<T>.Count * Vector512<T>.Count, rest = value.Length - whole;
        Pass(formula, value[..whole], gradient, updated, first, second, third);
        if (rest == 0)
        {
            return;
        }

        // The last elements, filled up to a vector.
        Span<T> room = stackalloc T[6 * Vector512<T>.Count];
        room.Clear();
        Span<T> p = Next(ref room), g = Next(ref room), y = Next(ref room), a = Next(ref room), b = Next(ref room), c = room;
        value[whole..].CopyTo(p);
        gradient[whole..].CopyTo(g);
        Tail(first, whole).CopyTo(a);
        Tail(second, whole).CopyTo(b);
        Tail(third, whole).CopyTo(c);
        Pass(formula, p, g, y, a, b, c);
        y[..rest].CopyTo(updated[whole..]);
        Copy(a, Tail(first, whole));
        Copy(b, Tail(second, whole));
        Copy(c, Tail(third, whole));

        static Span<T> Next(ref Span<T> room)
        {
            Span<T> part = room[..Vector512<T>.Count];
            room = room[Vector512<T>.Count..];
            return part;
        }

        static Span<T> Tail(Span<T> memory, int start) => memory.IsEmpty ? memory : memory[start..];

        static void Copy(Span<T> from, Span<T> to) => from[..to.Length].CopyTo(to);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Pass<TFormula>(
        TFormula formula, ReadOnlySpan<T> value, ReadOnlySpan<T> gradient, Span<T> updated, Span<T> first, Span<T> second, Span<T> third)
        where TFormula : struct, IOptimizerFormula<T>
    {
        for (int i = 0; i < value.Length; i += Vector512<T>.Count)
        {
            Vector512<T> a = Load(first, i), b = Load(second, i), c = Load(third, i);
            Vector512<T> next = formula.Next(Load(value, i), Load(gradient, i), ref a, ref b, ref c);
            next.CopyTo(updated[i..]);
            Store(a, first, i);
            Store(b, second, i);
            Store(c, third, i);
        }
    }

    private static Vector512<T> Load(ReadOnlySpan<T> memory, int i) =>
        memory.IsEmpty ? default : Vector512.LoadUnsafe(ref MemoryMarshal.GetReference(memory), (nuint)i);

    private static void Store(Vector512<T> vector, Span<T> memory, int i)
    {
        if (!memory.IsEmpty)
        {
            vector.StoreUnsafe(ref MemoryMarshal.GetReference(memory), (nuint)i);
        }
    }
}
