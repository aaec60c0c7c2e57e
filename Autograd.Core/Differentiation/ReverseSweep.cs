using System.Numerics;
using Autograd.Execution;

namespace Autograd.Differentiation;

/// <summary>
/// The sweep that carries a gradient from the output back to the sources. The nodes are in order of creation, so a loop down visits each
/// after everything that was computed from it: no recursion, whatever the depth.
/// </summary>
internal static class ReverseSweep
{
    /// <summary>The gradient of each node at its place in the slice: of the sources, and of the nodes between if they are kept.</summary>
    /// <param name="slice">The graph between the output and the sources.</param>
    /// <param name="seed">The gradient of the output.</param>
    /// <param name="record">Whether the gradients can be differentiated in turn.</param>
    /// <param name="keepInterior">Whether the gradients of nodes that are no sources are kept too.</param>
    /// <param name="observer">Who is told of every contribution, if anybody is, and may keep what it sees.</param>
    /// <returns>Null where a gradient is zero because no path leads there, or was not kept.</returns>
    public static Tensor<T>?[] Run<T>(
        BackwardSlice<T> slice, Tensor<T> seed, bool record, bool keepInterior = false, ISweepObserver<T>? observer = null)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        IGradientAccumulator<T> sums = Accumulator(slice.Nodes.Length, record, observer);
        var rule = new RuleCaller<T>(slice, record);
        sums.Seed((record ? seed : seed.Detach()).AsValue());
        for (int p = slice.Nodes.Length - 1; p >= 0; p--)
        {
            Tensor<T> node = slice.Nodes[p];
            if (sums.Complete(p) is not { } gy || !rule.Enter(node))
            {
                continue; // no gradient came here, or none goes on from here
            }

            using (sums.Enter(node, gy))
            {
                if (node.Operation is LinearMap<T> { AddsTranspose: true } read)
                {
                    sums.AddTransposed(rule.PlaceOf(0), read, gy, node.Input(0).Shape); // else n reads of one element each would cost n²
                }
                else
                {
                    ReadOnlySpan<Tensor<T>?> gx = rule.Vjp(gy);
                    for (int i = 0; i < gx.Length; i++)
                    {
                        if (gx[i] is { } contribution)
                        {
                            sums.Add(rule.PlaceOf(i), contribution, i);
                        }
                    }
                }
            }

            if (!keepInterior && !slice.IsSource(p))
            {
                sums.Drop(p);
            }
        }

        Tensor<T>?[] gradients = sums.ToArray();
        Executor<T>.Current.Finish(gradients);
        return gradients;
    }

    /// <summary>The way to add: all give the same bits.</summary>
    private static IGradientAccumulator<T> Accumulator<T>(int count, bool record, ISweepObserver<T>? observer)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        observer is not null ? new ObservedAccumulator<T>(new PlainAccumulator<T>(count), observer)
        : record ? new RecordedAccumulator<T>(count)
        : Executor<T>.Current.NewArena() is { } arena ? new InPlaceAccumulator<T>(count, arena)
        : new PlainAccumulator<T>(count);
}
