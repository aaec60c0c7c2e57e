using System.Numerics;
using System.Numerics.Tensors;
using Autograd.Execution;

namespace Autograd.Differentiation;

/// <summary>
/// Adds in place where nobody else can see the sum, and gives memory back as soon as its gradient was passed on: for sweeps that are
/// neither recorded nor observed.
/// </summary>
internal sealed class InPlaceAccumulator<T>(int count, RuleArena<T> arena) : IGradientAccumulator<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly Tensor<T>?[] sums = new Tensor<T>?[count];
    private readonly bool[] isOwn = new bool[count]; // made here and seen by nobody: it may be added to in place

    public Tensor<T>? Complete(int place) => sums[place];

    public void Seed(Tensor<T> gradient) => sums[^1] = gradient;

    /// <summary>Built-in rules keep nothing; a user's may keep what it has seen.</summary>
    public RuleScope<T> Enter(Tensor<T> node, Tensor<T> gy)
    {
        if (node.Operation!.IsOurs)
        {
            return arena.Open();
        }

        RuleArena<T>.Disown(gy.Storage);
        return default;
    }

    public void Add(int place, Tensor<T> contribution, int input)
    {
        if (sums[place] is not { } sum)
        {
            sums[place] = contribution;
            arena.Retain(contribution.Storage);
        }
        else if ((isOwn[place] || arena.IsOnlyReference(sum.Storage)) && CanBeAddedInPlace(sum, contribution))
        {
            using ReadScope<T> term = contribution.Read();
            TensorPrimitives.Add(sum.Data, term.Span, sum.DataBeforeUse());
        }
        else
        {
            Replace(place, sum + contribution);
        }
    }

    public void AddTransposed(int place, LinearMap<T> map, Tensor<T> gy, Shape shape)
    {
        if (!isOwn[place])
        {
            Replace(place, sums[place] is { } shared ? Tensor<T>.Constant(shared.Data, shape) : Tensor<T>.Zeros(shape));
        }

        using ReadScope<T> read = gy.Read();
        map.AddTransposeTo(read.Span, gy.Shape, sums[place]!.DataBeforeUse(), shape);
    }

    public void Drop(int place)
    {
        if (sums[place] is { } sum)
        {
            arena.Release(sum.Storage);
        }

        sums[place] = null;
    }

    public Tensor<T>?[] ToArray() => sums;

    /// <summary>Pending terms are computed in one pass with what led to them.</summary>
    private static bool CanBeAddedInPlace(Tensor<T> sum, Tensor<T> contribution) =>
        !sum.Storage.IsPending && !contribution.Storage.IsPending;

    private void Replace(int place, Tensor<T> sum)
    {
        Drop(place);
        arena.Retain(sum.Storage);
        sums[place] = sum;
        isOwn[place] = true;
    }
}
