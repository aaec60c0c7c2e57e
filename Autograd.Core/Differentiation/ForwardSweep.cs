using System.Numerics;

namespace Autograd.Differentiation;

/// <summary>
/// The sweep that carries changes of the sources on to the output. The nodes are in order of creation, so a loop up visits each after
/// everything that it was computed from. All changes are kept until the end.
/// </summary>
internal static class ForwardSweep
{
    /// <summary>The change of the output, null where it is zero because no path leads there.</summary>
    /// <param name="slice">The graph between the output and the sources.</param>
    /// <param name="sources">The sources.</param>
    /// <param name="changes">The change of each.</param>
    /// <param name="record">Whether the change of the output can be differentiated in turn.</param>
    public static Tensor<T>? Run<T>(
        BackwardSlice<T> slice, ReadOnlySpan<Tensor<T>> sources, ReadOnlySpan<Tensor<T>> changes, bool record)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var tangents = new Tensor<T>?[slice.Nodes.Length];
        var rule = new RuleCaller<T>(slice, record);
        for (int i = 0; i < sources.Length; i++)
        {
            if (slice.Position(sources[i]) is >= 0 and int p)
            {
                tangents[p] = (record ? changes[i] : changes[i].Detach()).AsValue();
            }
        }

        for (int p = 0; p < tangents.Length; p++)
        {
            Tensor<T> node = slice.Nodes[p];
            if (!slice.IsSource(p) && rule.Enter(node))
            {
                tangents[p] = rule.Jvp(tangents);
            }
        }

        return tangents[^1];
    }
}
