using System.Numerics;
using System.Numerics.Tensors;
using Autograd.Execution;

namespace Autograd.Differentiation;

/// <summary>
/// The gradients of a reverse sweep while contributions arrive. Here the gradients of a value that is used several times are added:
/// in place where nobody else can see the sum, by recorded operations where the sweep is recorded or traced. Either way they are added in
/// the order in which they arrive, and so to the same bits. All contributions to a node come before it is complete and its gradient is
/// handed to a rule, so what anybody has seen is never written to again.
/// </summary>
internal sealed class GradientSums<T>(int count, bool keepsAll)
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly Tensor<T>?[] sums = new Tensor<T>?[count];
    private readonly bool[] isOwn = new bool[count]; // made here and seen by nobody: it may be added to in place
    private readonly RuleArena<T> temporaries = new();
    private Dictionary<int, List<(LinearMap<T> Map, Tensor<T> Gradient)>>? reads; // where all is kept: to be summed together

    /// <summary>
    /// Before the rule of a node runs. The temporaries of our own rules are given back in <see cref="Leave"/>; what a user's rule has seen
    /// is left to the garbage collector. In a sweep that somebody follows everything may be looked at again.
    /// </summary>
    public void Enter(Tensor<T> node, Tensor<T> gy)
    {
        if (!keepsAll && node.Operation!.IsOurs)
        {
            temporaries.Open();
        }
        else if (gy.Storage.Memory is { Owner: not null } seen)
        {
            _ = seen.Segment; // computed before anybody else can see it
            seen.Owner = null;
        }
    }

    /// <summary>After the rule of a node has run, and its gradients were added.</summary>
    public void Leave() => temporaries.Close();

    /// <summary>Adds a contribution to the gradient of node <paramref name="p"/>.</summary>
    public void Add(int p, Tensor<T> contribution)
    {
        AddReads(p, contribution.Shape);
        if (sums[p] is not { } sum)
        {
            sums[p] = contribution; // perhaps shared with others: not to be written to
            Hold(contribution);
        }
        else if (MayBeAddedTo(p, sum, contribution))
        {
            TensorPrimitives.Add(sum.Data, contribution.Data, sum.DataBeforeUse());
            GC.KeepAlive(contribution);
        }
        else
        {
            Replace(p, sum + contribution);
            isOwn[p] = !keepsAll; // whoever follows a computation must see every addition
        }
    }

    /// <summary>
    /// Whether a sum may be changed in place: nobody else has seen it, nor follows the sweep. Large memory counts its holders; of small
    /// memory only what was made here is known.
    /// </summary>
    private bool MayBeAddedTo(int p, Tensor<T> sum, Tensor<T> contribution) =>
        (isOwn[p] || Own(sum) is { RefCount: 1 })
        && !sum.IsPending && !contribution.IsPending // computed in one pass with what led to them
        && (sum.Storage.Memory is not { } memory || !ReferenceEquals(memory, contribution.Storage.Memory)); // a rule may give one tensor twice

    /// <summary>
    /// Adds the transposed map of <paramref name="gy"/> to the gradient of node <paramref name="p"/>, without a tensor of the node's
    /// whole shape for each read of a part of it.
    /// </summary>
    public void AddRead(int p, Shape shape, LinearMap<T> map, Tensor<T> gy)
    {
        if (keepsAll)
        {
            reads ??= [];
            if (!reads.TryGetValue(p, out List<(LinearMap<T> Map, Tensor<T> Gradient)>? waiting))
            {
                reads[p] = waiting = [];
            }

            waiting.Add((map, gy));
            return;
        }

        if (!isOwn[p])
        {
            Replace(p, sums[p] is { } shared ? Tensor<T>.Constant(shared.Data, shape) : Tensor<T>.Zeros(shape));
            isOwn[p] = true;
        }

        map.AddTransposeTo(gy.Data, gy.Shape, sums[p]!.DataBeforeUse(), shape);
        GC.KeepAlive(gy);
    }

    /// <summary>The gradient of node <paramref name="p"/> from what has contributed until now; null if nothing has.</summary>
    public Tensor<T>? SoFar(int p, Shape shape)
    {
        AddReads(p, shape);
        return sums[p];
    }

    /// <summary>Forgets a gradient that has been passed on, so that its memory can be used again while the sweep continues.</summary>
    public void Release(int p)
    {
        Release(sums[p]);
        sums[p] = null;
    }

    /// <summary>All gradients that were not released, computed.</summary>
    public Tensor<T>?[] ToArray()
    {
        LazyBuffer<T>[] pending = [.. sums.Where(sum => sum is { IsPending: true }).Select(sum => (LazyBuffer<T>)sum!.Storage.Memory!)];
        foreach (IGrouping<int, LazyBuffer<T>> alike in pending.GroupBy(deferred => deferred.Count))
        {
            FusedLoop<T>.Run([.. alike]);
        }

        return sums;
    }

    /// <summary>
    /// Adds the reads that wait, in one step: before anything else is added, because the order decides about the last bits.
    /// </summary>
    private void AddReads(int p, Shape shape)
    {
        if (reads is not null && reads.Remove(p, out List<(LinearMap<T> Map, Tensor<T> Gradient)>? waiting))
        {
            Tensor<T>[] soFar = sums[p] is { } sum ? [sum] : [];
            var step = new TransposedSum<T>([.. waiting.Select(read => read.Map)], shape, hasSum: soFar.Length > 0);
            Replace(p, Tensor<T>.Apply(step, [.. soFar, .. waiting.Select(read => read.Gradient)]));
        }
    }

    /// <summary>Puts another sum in the place of the one so far.</summary>
    private void Replace(int p, Tensor<T> sum)
    {
        Release(sums[p]);
        Hold(sum);
        sums[p] = sum;
    }

    /// <summary>The memory of a gradient, if this sweep counts its holders.</summary>
    private RefCountedBuffer<T>? Own(Tensor<T> gradient) =>
        gradient.Storage.Memory is { } memory && ReferenceEquals(memory.Owner, temporaries) ? memory : null;

    private void Hold(Tensor<T> gradient)
    {
        if (Own(gradient) is { } memory)
        {
            memory.RefCount++;
        }
    }

    private void Release(Tensor<T>? gradient) => gradient?.Storage.Memory?.Release(temporaries);
}
