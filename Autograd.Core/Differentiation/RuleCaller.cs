using System.Numerics;

namespace Autograd.Differentiation;

/// <summary>
/// Calls the rule of one node after the other: asks for what is needed, and checks what it gives. One for a whole sweep, so that what a
/// rule is told and gives lies in the same few arrays.
/// </summary>
/// <param name="slice">The graph that is swept.</param>
/// <param name="record">Whether the sweep is recorded.</param>
internal sealed class RuleCaller<T>(BackwardSlice<T> slice, bool record)
    where T : unmanaged, IFloatingPointIeee754<T>
{
    // One element for each input.
    private int[] places = new int[2]; // among the nodes, -1 for an input that leads to no source
    private bool[] needed = new bool[2];
    private Tensor<T>?[] perInput = new Tensor<T>?[2];

    private readonly DetachedOperands<T> detached = new();
    private Tensor<T> node = null!; // whose rule is called

    /// <summary>Comes to a node, and marks which of its inputs lie on a way to a source; false if none does.</summary>
    public bool Enter(Tensor<T> node)
    {
        this.node = node;
        if (needed.Length < node.InputCount)
        {
            places = new int[node.InputCount];
            needed = new bool[node.InputCount];
            perInput = new Tensor<T>?[node.InputCount];
        }

        bool any = false;
        for (int i = 0; i < node.InputCount; i++)
        {
            places[i] = slice.PositionOnWay(node.Input(i));
            needed[i] = places[i] >= 0;
            any |= needed[i];
        }

        return any;
    }

    /// <summary>The place of an input among the nodes, -1 if it leads to no source.</summary>
    public int PlaceOf(int input) => places[input];

    /// <summary>What the rule of the node gives to each input, of the input's shape; null where nothing is needed, or it is zero.</summary>
    public ReadOnlySpan<Tensor<T>?> Vjp(Tensor<T> gy)
    {
        Span<Tensor<T>?> gx = perInput.AsSpan(0, node.InputCount);
        gx.Clear();
        node.Operation!.Vjp(Operands, gy, gx);
        for (int i = 0; i < gx.Length; i++)
        {
            gx[i] = needed[i] && gx[i] is { } g ? Unbroadcasting.ToInput(Checked(g), node, i) : null;
        }

        return gx;
    }

    /// <summary>The change of the node, from the changes of its inputs.</summary>
    public Tensor<T> Jvp(ReadOnlySpan<Tensor<T>?> tangents)
    {
        Span<Tensor<T>?> dx = perInput.AsSpan(0, node.InputCount);
        for (int i = 0; i < dx.Length; i++)
        {
            dx[i] = needed[i] ? tangents[places[i]] : null;
        }

        Tensor<T> dy = node.Operation!.Jvp(Operands, dx)
            ?? throw new InvalidOperationException($"{node.Operation!.Name}: its Jvp gave null.");
        return Broadcast(Checked(dy));
    }

    private Operands<T> Operands => new(node, needed.AsSpan(0, node.InputCount), record, detached);

    private Tensor<T> Broadcast(Tensor<T> dy) =>
        node.Operation is Elementwise<T> && dy.Shape.BroadcastsTo(node.Shape) ? dy.BroadcastTo(node.Shape)
        : dy.Shape == node.Shape ? dy
        : throw new ShapeException(
            $"{node.Operation!.Name}: its Jvp gave a change of shape {dy.Shape} for {node.Label("a result")}.");

    /// <summary>What a rule gave: in a sweep that is not recorded, derivatives must not flow through it.</summary>
    private Tensor<T> Checked(Tensor<T> given) => record || !given.IsTracked ? given : throw new InvalidOperationException(
        $"{node.Operation!.Name}: its rule uses a tracked tensor that is not among its inputs, so its derivative would be lost: make it an "
        + "input.");
}
