using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Autograd.Kernels;

namespace Autograd.Execution;

/// <summary>
/// Computes pending results: a plan of all operations that lead to them, carried out for one block of elements after the other. What lies
/// between stays in a few registers, each a block long, that fit into the cache; a register is free again after the last use of its value.
/// </summary>
internal sealed class FusedLoop<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private const int BlockBytes = 8 << 10;

    // What was computed so often is kept from then on: else many results of one would each compute it anew.
    private const int MaxUses = 3;

    private static readonly int BlockLength = BlockBytes / Unsafe.SizeOf<T>();

    [ThreadStatic]
    private static FusedLoop<T>? own;

    private readonly Dictionary<LazyBuffer<T>, int> places = []; // of results among the values
    private readonly List<Value> values = [];
    private readonly List<Step> steps = [];
    private readonly Stack<int> freeRegisters = [];
    private int count, registerCount;

    /// <summary>Computes results of the same number of elements together.</summary>
    public static void Run(ReadOnlySpan<LazyBuffer<T>> results)
    {
        FusedLoop<T> loop = own ??= new();
        try
        {
            loop.Plan(results);
            loop.AllocateRegisters();
            loop.Compute();
            loop.Complete();
        }
        finally
        {
            loop.Clear();
        }
    }

    private void Plan(ReadOnlySpan<LazyBuffer<T>> results)
    {
        count = results[0].Count;
        foreach (LazyBuffer<T> result in results)
        {
            if (result.Pending is { } pending)
            {
                Keep(PlaceOf(result, pending));
            }
        }
    }

    private void Keep(int place)
    {
        ref Value value = ref CollectionsMarshal.AsSpan(values)[place];
        value.Kind = Kind.Kept;
        value.Kept ??= BufferPool<T>.Shared.Rent(count);
    }

    /// <summary>The place of a result among the values, after the steps that compute it were added.</summary>
    private int PlaceOf(LazyBuffer<T> result, LazyBuffer<T>.PendingOperation pending)
    {
        if (places.TryGetValue(result, out int place))
        {
            return place;
        }

        Span<int> operands = stackalloc int[3];
        for (int i = 0; i < pending.Operands.Length; i++)
        {
            operands[i] = PlaceOf(pending.Operands[i]);
        }

        place = values.Count;
        places.Add(result, place);
        values.Add(default);
        if (pending.Uses++ >= MaxUses)
        {
            Keep(place);
        }

        steps.Add(new Step(result, pending, operands[0], operands[1], operands[2], place));
        return place;
    }

    private int PlaceOf(LazyBuffer<T>.Operand operand)
    {
        if (operand.Storage.Memory is LazyBuffer<T> { Pending: { } pending } lazy)
        {
            return PlaceOf(lazy, pending);
        }

        var value = new Value
        {
            Given = operand,
            Kind = operand.Count == count ? Kind.Given : operand.Count == 1 ? Kind.Number : Kind.Stretched,
        };
        for (int i = 0; value.Kind != Kind.Given && i < values.Count; i++)
        {
            if (values[i].Kind == value.Kind && AreSame(values[i].Given, operand))
            {
                return i; // broadcast to one register once
            }
        }

        values.Add(value);
        return values.Count - 1;
    }

    private static bool AreSame(LazyBuffer<T>.Operand x, LazyBuffer<T>.Operand y)
    {
        ReadOnlySpan<byte> ofX = MemoryMarshal.AsBytes(x.Storage.Span(x.Count)), ofY = MemoryMarshal.AsBytes(y.Storage.Span(y.Count));
        return x.Count == 1 ? ofX.SequenceEqual(ofY) : x.Repeat == y.Repeat && ofX == ofY;
    }

    private void AllocateRegisters()
    {
        Span<Value> all = CollectionsMarshal.AsSpan(values);
        for (int i = 0; i < steps.Count; i++)
        {
            for (int j = 0; j < steps[i].Arity; j++)
            {
                all[steps[i].Operand(j)].LastUse = i;
            }
        }

        foreach (ref Value value in all)
        {
            if (value.Kind is Kind.Number or Kind.Stretched)
            {
                value.Register = registerCount++;
            }
        }

        for (int i = 0; i < steps.Count; i++)
        {
            Step step = steps[i];
            for (int j = 0; j < step.Arity; j++)
            {
                ref Value operand = ref all[step.Operand(j)];
                if (operand.LastUse == i && operand.Kind == Kind.Passing)
                {
                    operand.LastUse = -1; // it may be both operands
                    freeRegisters.Push(operand.Register);
                }
            }

            if (all[step.Result].Kind == Kind.Passing)
            {
                all[step.Result].Register = freeRegisters.Count > 0 ? freeRegisters.Pop() : registerCount++;
            }
        }
    }

    private void Compute()
    {
        ArraySegment<T> registers = Scratch<T>.Segment(registerCount * BlockLength);
        foreach (ref Value value in CollectionsMarshal.AsSpan(values))
        {
            value.Elements = value.Kind switch
            {
                Kind.Given => value.Given.Storage.Memory!.Segment, // of as many elements as the results, and so rented
                Kind.Kept => value.Kept!.Segment,
                _ => registers.Slice(value.Register * BlockLength, BlockLength),
            };
            if (value.Kind == Kind.Number)
            {
                value.Elements.AsSpan().Fill(value.Given.Storage.Span(1)[0]);
            }
        }

        for (int start = 0; start < count; start += BlockLength)
        {
            ComputeBlock(start, Math.Min(BlockLength, count - start));
        }
    }

    private void ComputeBlock(int start, int length)
    {
        Span<Value> all = CollectionsMarshal.AsSpan(values);
        foreach (ref Value value in all)
        {
            if (value.Kind == Kind.Stretched)
            {
                BroadcastIterator.RepeatAndTile<T>(
                    value.Given.Storage.Span(value.Given.Count), value.Given.Repeat, start, value.Elements.AsSpan(0, length));
            }
        }

        foreach (ref readonly Step step in CollectionsMarshal.AsSpan(steps))
        {
            step.Pending.Operation.Compute(
                all[step.First].Part(start, length),
                step.Arity > 1 ? all[step.Second].Part(start, length) : default,
                step.Arity > 2 ? all[step.Third].Part(start, length) : default,
                all[step.Result].Part(start, length));
        }
    }

    private void Complete()
    {
        foreach (Step step in steps)
        {
            if (values[step.Result].Kept is { } kept)
            {
                step.Buffer.Complete(step.Pending, kept);
            }
        }
    }

    private void Clear()
    {
        places.Clear();
        values.Clear();
        steps.Clear();
        freeRegisters.Clear();
        registerCount = 0;
    }

    private enum Kind
    {
        Passing,   // a result that is needed in a block only
        Kept,      // a result that stays
        Given,     // what was there before
        Number,    // a single element, repeated to a block once
        Stretched, // smaller than the results, repeated for each block
    }

    /// <summary>An operand or a result: where its elements are.</summary>
    private struct Value
    {
        public Kind Kind;
        public LazyBuffer<T>.Operand Given;
        public PooledBuffer<T>? Kept;
        public int Register;    // where there is neither
        public int LastUse; // the number of the last step that reads it
        public ArraySegment<T> Elements; // all of them, or those of a block

        public readonly Span<T> Part(int start, int length) =>
            Elements.AsSpan(Kind is Kind.Given or Kind.Kept ? start : 0, length);
    }

    /// <summary>An operation with the places of its operands and of its result.</summary>
    private readonly record struct Step(
        LazyBuffer<T> Buffer, LazyBuffer<T>.PendingOperation Pending, int First, int Second, int Third, int Result)
    {
        public int Arity => Pending.Operands.Length;

        public int Operand(int index) => index == 0 ? First : index == 1 ? Second : Third;
    }
}
