using System.Numerics;

namespace Autograd.Differentiation;

/// <summary>
/// Gradients by the creation number of their tensors. A sweep gives them in ascending order, so a list that is halved to find one is
/// smaller and faster to make than a hash table.
/// </summary>
internal sealed class SortedGradients<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly List<long> creations = [];
    private readonly List<Tensor<T>> gradients = [];

    /// <summary>Adds the gradient of a tensor that was created after all those in the table.</summary>
    public void Add(long creation, Tensor<T> gradient)
    {
        creations.Add(creation);
        gradients.Add(gradient);
    }

    /// <summary>The gradient of the tensor with this number, null if there is none.</summary>
    public Tensor<T>? Find(long creation) => creations.BinarySearch(creation) is >= 0 and int place ? gradients[place] : null;

    /// <summary>The table of f(creation, gradient).</summary>
    public SortedGradients<T> Map(Func<long, Tensor<T>, Tensor<T>> f)
    {
        var result = new SortedGradients<T>();
        for (int i = 0; i < creations.Count; i++)
        {
            result.Add(creations[i], f(creations[i], gradients[i]));
        }

        return result;
    }

    /// <summary>The sums where both have a gradient, and the gradients that one of them has alone.</summary>
    public SortedGradients<T> Plus(SortedGradients<T> other)
    {
        var result = new SortedGradients<T>();
        foreach (long creation in creations.Union(other.creations).Order())
        {
            Tensor<T> sum = (Find(creation), other.Find(creation)) switch
            {
                ({ } left, { } right) => left + right,
                (var left, var right) => (left ?? right)!,
            };
            _ = sum.Data; // computed, so that the terms need not be kept
            result.Add(creation, sum);
        }

        return result;
    }
}
