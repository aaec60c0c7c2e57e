using System.Numerics;

namespace Autograd;

/// <summary>
/// y = Σᵢ transposeᵢ(xᵢ) over several linear maps from one shape: the gradient of a tensor that was read in many places. One primitive
/// for all of them, so that a recorded sweep over n reads of one element each costs n as well.
/// </summary>
internal sealed class TransposedSum<T>(LinearMap<T>[] maps, Shape shape) : Primitive<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    // Both rules by hand: any number of inputs, each with a map of its own.
    public override Reads Reads => Reads.None;

    internal override bool IsOurs => maps.All(map => map.IsOurs);

    public override Shape InferShape(ReadOnlySpan<Tensor<T>> inputs) => shape;

    public override void Compute(ReadOnlySpan<Tensor<T>> inputs, Shape shape, Span<T> y)
    {
        y.Clear();
        for (int i = 0; i < maps.Length; i++)
        {
            maps[i].AddTransposeTo(inputs[i].Data, inputs[i].Shape, y, shape);
        }
    }

    public override void Vjp(in Operands<T> o, Tensor<T> gy, Span<Tensor<T>?> gx)
    {
        for (int i = 0; i < maps.Length; i++)
        {
            gx[i] = o.Wants(i) ? Tensor<T>.Apply(maps[i], gy) : null;
        }
    }

    public override Tensor<T> Jvp(in Operands<T> o, ReadOnlySpan<Tensor<T>?> dx)
    {
        var changing = new List<LinearMap<T>>();
        var changes = new List<Tensor<T>>();
        for (int i = 0; i < maps.Length; i++)
        {
            if (dx[i] is { } change)
            {
                changing.Add(maps[i]);
                changes.Add(change);
            }
        }

        return Tensor<T>.Apply(new TransposedSum<T>([.. changing], shape), [.. changes]);
    }
}
