using System.Numerics;

namespace Autograd.Execution;

/// <summary>
/// The memory of a large elementwise result that is computed when somebody reads it: then <see cref="Evaluation{T}"/> goes over the
/// elements once, block by block, for all that leads to it, and what nobody reads is never written to memory. Every element is computed by
/// the same kernels as it would be at once, and has the same bits.
/// </summary>
internal sealed class Deferred<T> : Counted<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    // Longer chains are computed in sections. Those that a sweep will come back to are cut shorter, because it computes again what was not
    // kept.
    private const int MaxDepth = 64, MaxTrackedDepth = 16;

    // What a result may keep alive that nothing else need hold: a running sum would keep all its terms. The graph of a tracked one does.
    private const int MaxSources = 4;

    private object? state; // a Recipe until it is computed, then a Lease<T>

    private Deferred(Recipe recipe, int count)
    {
        state = recipe;
        Count = count;
        Temporaries<T>.Current?.Note(this);

        foreach (Operand operand in recipe.Operands)
        {
            if (operand.Storage.Memory is not { Owner: not null } memory)
            {
                continue;
            }

            if (ReferenceEquals(memory.Owner, Owner))
            {
                memory.Holders++;
            }
            else
            {
                memory.Owner = null; // nobody here could tell the sweep when this has been read
            }
        }
    }

    /// <summary>The number of elements.</summary>
    public int Count { get; }

    public override ArraySegment<T> Segment => Computed().Segment;

    /// <summary>How it will be computed; null if it has been.</summary>
    public Recipe? Pending => Volatile.Read(ref state) as Recipe;

    /// <summary>
    /// The result of an operation, to be computed later; null where that is of no use, because it is small, or not possible: users' primitives
    /// may have side effects, and operands that are stretched between axes that are not have no parts of their own.
    /// </summary>
    public static Deferred<T>? Of(Primitive<T> primitive, ReadOnlySpan<Tensor<T>> inputs, Shape shape, bool isTracked)
    {
        if (!Pool<T>.Lends(shape.Count) || primitive is not IByElement<T> operation || !primitive.IsOurs)
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
        List<Counted<T>> sources = [];
        foreach (Operand operand in operands)
        {
            if (operand.Storage.Memory is Deferred<T> { Pending: { } before } deferred)
            {
                if (before.Depth >= maxDepth || deferred.Count != shape.Count)
                {
                    deferred.Computed();
                    AddOnce(deferred);
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
                    (memory as Deferred<T>)?.Computed();
                    AddOnce(memory);
                }
            }
        }

        return new Deferred<T>(new Recipe(operation, operands, depth, [.. sources]), shape.Count);

        void AddOnce(Counted<T> memory)
        {
            if (!sources.Contains(memory))
            {
                sources.Add(memory);
            }
        }
    }

    /// <summary>The elements, computed now if they have not been.</summary>
    public Lease<T> Computed()
    {
        if (Pending is not null)
        {
            Evaluation<T>.Run([this]);
        }

        return (Lease<T>)state!;
    }

    /// <summary>Takes the computed elements; if another thread was faster, its own stay.</summary>
    public void Complete(Recipe recipe, Lease<T> elements)
    {
        if (ReferenceEquals(Interlocked.CompareExchange(ref state, elements, recipe), recipe))
        {
            LetGoOf(recipe);
        }
        else
        {
            elements.GiveBack();
        }
    }

    public override void HandOut() => Computed().HandOut();

    public override void GiveBack()
    {
        object? last = Interlocked.Exchange(ref state, null);
        if (last is Recipe recipe)
        {
            LetGoOf(recipe);
        }
        else
        {
            ((Lease<T>)last!).GiveBack();
        }
    }

    private void LetGoOf(Recipe recipe)
    {
        if (Owner is not { } owner)
        {
            return;
        }

        foreach (Operand operand in recipe.Operands)
        {
            operand.Storage.Memory?.LetGo(owner);
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
    public sealed class Recipe(IByElement<T> operation, Operand[] operands, int depth, Counted<T>[] sources)
    {
        public IByElement<T> Operation { get; } = operation;

        public Operand[] Operands { get; } = operands;

        /// <summary>The number of operations on the longest way from computed elements.</summary>
        public int Depth { get; } = depth;

        /// <summary>The large memory from which it is computed in the end.</summary>
        public Counted<T>[] Sources { get; } = sources;

        /// <summary>How often it was computed.</summary>
        public int Uses { get; set; }
    }
}
