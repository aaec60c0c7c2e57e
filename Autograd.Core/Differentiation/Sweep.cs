using System.Numerics;

namespace Autograd.Differentiation;

/// <summary>
/// The two sweeps over a recorded graph. <see cref="Reverse"/> carries a gradient from the output back to the sources, calling each
/// operation's Vjp; <see cref="Forward"/> carries changes from the sources on to the output, calling each Jvp. The nodes are in order of
/// creation, so a loop down and a loop up visit them in the right order: no recursion, whatever the depth.
/// </summary>
internal sealed class Sweep<T>(BackwardSlice<T> graph)
    where T : unmanaged, IFloatingPointIeee754<T>
{
    // What a rule is told and gives, one element for each input; reused from node to node.
    private int[] places = new int[2]; // of the inputs among the nodes, -1 for those that lead to no source
    private bool[] wants = new bool[2];
    private Tensor<T>?[] perInput = new Tensor<T>?[2];

    /// <summary>
    /// Carries the seed, the gradient of the output, back: returns the gradient of each source at its place among the nodes, null where
    /// it is zero because no path leads there. With <paramref name="record"/> the gradients can be differentiated in turn. A follower is
    /// told of every contribution, and may keep what it sees.
    /// </summary>
    public Tensor<T>?[] Reverse(Tensor<T> seed, bool record, bool keepInterior = false, ISweepObserver<T>? follower = null)
    {
        ReadOnlySpan<Tensor<T>> nodes = graph.Nodes;
        var gradients = new GradientSums<T>(nodes.Length, keepsAll: record || follower is not null);
        gradients.Add(nodes.Length - 1, (record ? seed : seed.Detach()).AsValue());
        for (int p = nodes.Length - 1; p >= 0; p--)
        {
            Tensor<T> node = nodes[p];
            Tensor<T>? gy = gradients.SoFar(p, node.Shape);
            if (gy is null || node.Operation is not { } operation || !AskInputs(node))
            {
                continue; // no gradient came here, or none goes on from here
            }

            follower?.Enter(node, gy);
            gradients.Enter(node, gy);
            try
            {
                LinearMap<T>? read = operation is LinearMap<T> { AddsTranspose: true } map ? map : null;
                if (read is not null && follower is null)
                {
                    gradients.AddRead(places[0], node.Input(0).Shape, read, gy);
                }
                else
                {
                    Span<Tensor<T>?> gx = perInput.AsSpan(0, node.InputCount);
                    operation.Vjp(new Operands<T>(node, wants, record), gy, gx);
                    for (int i = 0; i < gx.Length; i++)
                    {
                        if (wants[i] && gx[i] is { } g)
                        {
                            Tensor<T> fitting = FitGradient(Untracked(g, operation, record), operation, node, i);
                            if (read is null)
                            {
                                gradients.Add(places[i], fitting);
                            }
                            else
                            {
                                gradients.AddRead(places[i], fitting.Shape, read, gy); // as without a follower, who sees it by itself
                            }

                            follower?.Contribute(i, fitting, gradients.SoFar(places[i], fitting.Shape)!);
                        }
                    }

                    gx.Clear();
                }
            }
            finally
            {
                gradients.Leave();
            }

            if (!keepInterior && !graph.IsSource(p))
            {
                gradients.Release(p);
            }
        }

        return gradients.ToArray();
    }

    /// <summary>
    /// Carries changes of the sources on to the output: returns its change, null where it is zero because no path leads there. With
    /// <paramref name="record"/> the change can be differentiated in turn.
    /// </summary>
    public Tensor<T>? Forward(ReadOnlySpan<Tensor<T>> sources, ReadOnlySpan<Tensor<T>> changes, bool record)
    {
        ReadOnlySpan<Tensor<T>> nodes = graph.Nodes;
        var tangents = new Tensor<T>?[nodes.Length];
        for (int i = 0; i < sources.Length; i++)
        {
            if (graph.Position(sources[i]) is >= 0 and int p)
            {
                tangents[p] = (record ? changes[i] : changes[i].Detach()).AsValue();
            }
        }

        for (int p = 0; p < nodes.Length; p++)
        {
            Tensor<T> node = nodes[p];
            if (graph.IsSource(p) || node.Operation is not { } operation || !AskInputs(node))
            {
                continue;
            }

            Span<Tensor<T>?> dx = perInput.AsSpan(0, node.InputCount);
            for (int i = 0; i < dx.Length; i++)
            {
                dx[i] = wants[i] ? tangents[places[i]] : null;
            }

            tangents[p] = FitTangent(Untracked(operation.Jvp(new Operands<T>(node, wants, record), dx), operation, record), operation, node);
            dx.Clear();
        }

        return tangents[^1];
    }

    /// <summary>Sets which inputs of the node lie on a way to a source; false if none does.</summary>
    private bool AskInputs(Tensor<T> node)
    {
        if (wants.Length < node.InputCount)
        {
            places = new int[node.InputCount];
            wants = new bool[node.InputCount];
            perInput = new Tensor<T>?[node.InputCount];
        }

        bool any = false;
        for (int i = 0; i < node.InputCount; i++)
        {
            places[i] = graph.PositionOnWay(node.Input(i));
            wants[i] = places[i] >= 0;
            any |= wants[i];
        }

        return any;
    }

    /// <summary>What a rule gave: in a sweep that is not recorded, derivatives must not flow through it.</summary>
    private static Tensor<T> Untracked(Tensor<T>? given, Primitive<T> operation, bool record) =>
        given is null ? throw new InvalidOperationException($"{operation.Name}: its Jvp gave null.")
        : record || !given.IsTracked ? given
        : throw new InvalidOperationException(
            $"{operation.Name}: its rule uses a tracked tensor that is not among its inputs, so its derivative would be lost: make it an input.");

    /// <summary>
    /// A gradient in the shape of its input. What an elementwise rule gave belongs to the output's shape, to which the input was stretched:
    /// so it is summed over the stretched axes. Other rules must give the very shape.
    /// </summary>
    public static Tensor<T> FitGradient(Tensor<T> gx, Primitive<T> operation, Tensor<T> node, int i)
    {
        Shape shape = node.Input(i).Shape;
        return operation is Elementwise<T> && gx.Shape.BroadcastsTo(node.Shape) ? gx.BroadcastTo(node.Shape).SumTo(shape)
            : gx.Shape == shape && operation is not Elementwise<T> ? gx
            : throw new ShapeException($"{operation.Name}: its Vjp gave a gradient of shape {gx.Shape} for {node.Input(i).Label($"input {i}")}.");
    }

    private static Tensor<T> FitTangent(Tensor<T> dy, Primitive<T> operation, Tensor<T> node) =>
        operation is Elementwise<T> && dy.Shape.BroadcastsTo(node.Shape) ? dy.BroadcastTo(node.Shape)
        : dy.Shape == node.Shape ? dy
        : throw new ShapeException($"{operation.Name}: its Jvp gave a change of shape {dy.Shape} for {node.Label("a result")}.");
}
