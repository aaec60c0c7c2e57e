using System.Numerics;

namespace Autograd;

/// <summary>
/// y = s + Σᵢ transposeᵢ(xᵢ) over several linear maps from one shape, added one after the other to the sum s so far, if there is one, else
/// to zeros: the gradient of a tensor that was read in many places. One primitive for all of them, so that a recorded sweep over n reads of
/// one element each costs n as well.
/// </summary>
internal sealed class TransposedSum<T>(LinearMap<T>[] maps, Shape shape, bool hasSum = false) : Primitive<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly int first = hasSum ? 1 : 0; // of the inputs that have a map

    /// <summary>The sum so far, if there is one, and the transposed maps of these gradients, added to it in their order.</summary>
    public static Tensor<T> Of(Tensor<T>? sum, LinearMap<T>[] maps, Tensor<T>[] gradients, Shape shape) => sum is null
        ? Tensor<T>.Apply(new TransposedSum<T>(maps, shape), gradients)
        : Tensor<T>.Apply(new TransposedSum<T>(maps, shape, hasSum: true), [sum, .. gradients]);

    // Both rules by hand: any number of inputs, each with a map of its own.
    internal override bool IsOurs => maps.All(map => map.IsOurs);

    public override Shape InferShape(ReadOnlySpan<Tensor<T>> inputs) => shape;

    public override void Compute(ReadOnlySpan<Tensor<T>> inputs, Shape shape, Span<T> y)
    {
        if (hasSum)
        {
            inputs[0].Data.CopyTo(y);
        }
        else
        {
            y.Clear();
        }

        for (int i = 0; i < maps.Length; i++)
        {
            Tensor<T> x = inputs[first + i];
            maps[i].AddTransposeTo(x.Data, x.Shape, y, shape);
        }
    }

    public override void Vjp(in Operands<T> o, Tensor<T> gy, Span<Tensor<T>?> gx)
    {
        if (hasSum)
        {
            gx[0] = gy;
        }

        for (int i = 0; i < maps.Length; i++)
        {
            gx[first + i] = o.Wants(first + i) ? Tensor<T>.Apply(maps[i], gy) : null;
        }
    }

    public override Tensor<T> Jvp(in Operands<T> o, ReadOnlySpan<Tensor<T>?> dx)
    {
        Tensor<T>? sum = hasSum ? dx[0] : null;
        var changing = new List<LinearMap<T>>();
        var changes = new List<Tensor<T>>();
        for (int i = 0; i < maps.Length; i++)
        {
            if (dx[first + i] is { } change)
            {
                changing.Add(maps[i]);
                changes.Add(change);
            }
        }

        return changing.Count == 0 ? sum! : Of(sum, [.. changing], [.. changes], shape);
    }
}
