using System.Numerics;

namespace Autograd.Execution;

/// <summary>
/// The memory of a large elementwise result that is computed when somebody reads it: then <see cref="FusedLoop{T}"/> goes over the
/// elements once, block by block, for all that leads to it, and what nobody reads is never written to memory. Every element is computed by
/// the same kernels as it would be at once, and has the same bits.
/// </summary>
internal sealed class LazyBuffer<T> : RefCountedBuffer<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    // Longer chains are computed in sections. Those that a sweep will come back to are cut shorter, because it computes again what was not
    // kept.
    private const int MaxDepth = 64, MaxTrackedDepth = 16;

    // What a result may keep alive that nothing else need hold: a running sum would keep all its terms. The graph of a tracked one does.
    private const int MaxSources = 4;

    private object? state; // a PendingOperation until it is computed, then a PooledBuffer<T>

    private LazyBuffer(PendingOperation pending, int count)
    {
        state = pending;
        Count = count;
        RuleArena<T>.Current?.Register(this);

        foreach (Operand operand in pending.Operands)
        {
            if (operand.Storage.Memory is not { Owner: not null } memory)
            {
                continue;
            }

            if (ReferenceEquals(memory.Owner, Owner))
            {
                memory.RefCount++;
            }
            else
            {
                memory.Owner = null; // nobody here could tell the sweep when this has been read
            }
        }
    }

    /// <summary>The number of elements.</summary>
    public int Count { get; }

    public override bool IsPending => Pending is not null;

    public override ArraySegment<T> Segment => Computed().Segment;

    /// <summary>How it will be computed; null if it has been.</summary>
    public PendingOperation? Pending => Volatile.Read(ref state) as PendingOperation;

    /// <summary>
    /// The result of an operation, to be computed later; null where that is of no use, because it is small, or not possible: users'
    /// primitives may have side effects, and operands that are stretched between axes that are not have no parts of their own.
    /// </summary>
    public static LazyBuffer<T>? Of(Primitive<T> primitive, ReadOnlySpan<Tensor<T>> inputs, Shape shape, bool isTracked)
    {
        if (!BufferPool<T>.IsPooled(shape.Count) || primitive is not IElementwiseKernel<T> operation || !primitive.IsOurs)
        {
            return null;
        }

        var operands = new Operand[inputs.Length];
        for (int i = 0; i < operands.Length; i++)
        {
            Shape own = inputs[i].Shape;
            if (!own.TryStretch(shape, out int repeat))
            {
                return null;
            }

            operands[i] = new Operand { Storage = inputs[i].Storage, Count = own.Count, Repeat = repeat };
        }

        int depth = 1, maxDepth = isTracked ? MaxTrackedDepth : MaxDepth;
        List<RefCountedBuffer<T>> sources = [];
        foreach (Operand operand in operands)
        {
            if (operand.Storage.Memory is LazyBuffer<T> { Pending: { } before } lazy)
            {
                if (before.Depth >= maxDepth || lazy.Count != shape.Count)
                {
                    lazy.Computed();
                    AddOnce(lazy);
                }
                else
                {
                    depth = Math.Max(depth, before.Depth + 1);
                    Array.ForEach(before.Sources, AddOnce);
                }
            }
            else if (operand.Storage.Memory is { } memory)
            {
                AddOnce(memory);
            }
        }

        if (!isTracked && sources.Count > MaxSources && depth > 1)
        {
            sources.Clear();
            depth = 1;
            foreach (Operand operand in operands)
            {
                if (operand.Storage.Memory is { } memory)
                {
                    (memory as LazyBuffer<T>)?.Computed();
                    AddOnce(memory);
                }
            }
        }

        return new LazyBuffer<T>(new PendingOperation(operation, operands, depth, [.. sources]), shape.Count);

        void AddOnce(RefCountedBuffer<T> memory)
        {
            if (!sources.Contains(memory))
            {
                sources.Add(memory);
            }
        }
    }

    /// <summary>The elements, computed now if they have not been.</summary>
    public PooledBuffer<T> Computed()
    {
        if (Pending is not null)
        {
            FusedLoop<T>.Run([this]);
        }

        return (PooledBuffer<T>)state!;
    }

    /// <summary>Takes the computed elements; if another thread was faster, its own stay.</summary>
    public void Complete(PendingOperation pending, PooledBuffer<T> elements)
    {
        if (ReferenceEquals(Interlocked.CompareExchange(ref state, elements, pending), pending))
        {
            ReleaseOperands(pending);
        }
        else
        {
            elements.Return();
        }
    }

    public override void MarkEscaped() => Computed().MarkEscaped();

    public override void Return()
    {
        object? last = Interlocked.Exchange(ref state, null);
        if (last is PendingOperation pending)
        {
            ReleaseOperands(pending);
        }
        else
        {
            ((PooledBuffer<T>)last!).Return();
        }
    }

    private void ReleaseOperands(PendingOperation pending)
    {
        if (Owner is not { } owner)
        {
            return;
        }

        foreach (Operand operand in pending.Operands)
        {
            operand.Storage.Memory?.Release(owner);
        }
    }

    /// <summary>
    /// An operand, stretched to the elements of the result: each of its elements is repeated so often, and then all of it again and again.
    /// </summary>
    public struct Operand
    {
        public Storage<T> Storage;
        public int Count, Repeat;
    }

    /// <summary>An operation and what it is applied to.</summary>
    public sealed class PendingOperation(IElementwiseKernel<T> operation, Operand[] operands, int depth, RefCountedBuffer<T>[] sources)
    {
        public IElementwiseKernel<T> Operation { get; } = operation;

        public Operand[] Operands { get; } = operands;

        /// <summary>The number of operations on the longest way from computed elements.</summary>
        public int Depth { get; } = depth;

        /// <summary>The large memory from which it is computed in the end.</summary>
        public RefCountedBuffer<T>[] Sources { get; } = sources;

        /// <summary>How often it was computed.</summary>
        public int Uses { get; set; }
    }
}
