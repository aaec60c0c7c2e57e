namespace Autograd.Execution;

/// <summary>
/// Memory that tensors share. Within one sweep its references are counted, so that it returns to the pool before the garbage collector
/// finds out that nobody has it any more.
/// </summary>
internal abstract class RefCountedBuffer<T>
    where T : unmanaged
{
    /// <summary>The rules of a running sweep that made it, if they keep nothing; null leaves it to the garbage collector.</summary>
    public RuleArena<T>? Owner { get; set; }

    /// <summary>The number of the rule that made it.</summary>
    public int Rule { get; set; }

    /// <summary>
    /// How often it is referred to in that sweep: by gradients that share it, and by results that are still to be computed from it.
    /// </summary>
    public int RefCount { get; set; }

    /// <summary>Whether the elements are still to be computed.</summary>
    public virtual bool IsPending => false;

    /// <summary>The elements; whoever uses them keeps this, or a tensor that holds it, alive meanwhile.</summary>
    public abstract ArraySegment<T> Segment { get; }

    /// <summary>Marks the memory as seen from outside: a span does not keep this alive, so the memory must never be rented again.</summary>
    public abstract void MarkEscaped();

    /// <summary>Returns everything at once. Only for who knows that nobody else has it; its tensors have no values any more.</summary>
    public abstract void Return();

    /// <summary>
    /// One reference less, if this owner counts them. While the rule that made it runs it stays, since it may still be used.
    /// </summary>
    public void Release(RuleArena<T> owner)
    {
        if (ReferenceEquals(Owner, owner) && --RefCount == 0 && Rule < owner.Rules)
        {
            Return();
        }
    }
}
