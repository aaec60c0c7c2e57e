using System.Numerics;
using Autograd.Differentiation;

namespace Autograd.Tests.Primitives;

/// <summary>A way to be wrong, in the reverse rule, the forward rule, or both alike.</summary>
public sealed record Mutation(string Name, double Factor, bool SwapsInputs, bool InReverse, bool InForward)
{
    public static IReadOnlyList<Mutation> All { get; } =
    [
        .. from kind in new[] { ("scaled by 1.0005", 1.0005, false), ("sign flipped", -1, false), ("inputs swapped", 1, true) }
           from mode in new[] { ("reverse", true, false), ("forward", false, true), ("both modes", true, true) }
           select new Mutation($"{kind.Item1} in {mode.Item1}", kind.Item2, kind.Item3, mode.Item2, mode.Item3),
    ];

    public override string ToString() => Name;
}

/// <summary>A primitive with the values of another and a rule that is wrong in a known way.</summary>
public sealed class Mutant<T>(Primitive<T> original, Mutation mutation) : Primitive<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    public override string Name => $"{original.Name}, {mutation}";

    public override bool IsDifferentiable => original.IsDifferentiable;

    public override Shape InferShape(ReadOnlySpan<Tensor<T>> inputs) => original.InferShape(inputs);

    public override void Compute(ReadOnlySpan<Tensor<T>> inputs, Shape shape, Span<T> y) => original.Compute(inputs, shape, y);

    public override void Vjp(in Operands<T> o, Tensor<T> gy, Span<Tensor<T>?> gx)
    {
        original.Vjp(o, gy, gx);
        for (int i = 0; i < gx.Length; i++)
        {
            if (gx[i] is { } g && mutation.InReverse)
            {
                gx[i] = g * mutation.Factor;
            }
        }

        if (mutation is { InReverse: true, SwapsInputs: true })
        {
            (gx[0], gx[1]) = (gx[1], gx[0]);
        }

        for (int i = 0; i < gx.Length; i++)
        {
            gx[i] = original is Elementwise<T> ? gx[i]?.BroadcastTo(o.OutputShape).SumTo(o.ShapeOf(i)) : gx[i];
        }
    }

    public override Tensor<T> Jvp(in Operands<T> o, ReadOnlySpan<Tensor<T>?> dx)
    {
        Tensor<T>?[] changes = dx.ToArray();
        if (mutation is { InForward: true, SwapsInputs: true })
        {
            (changes[0], changes[1]) = (changes[1], changes[0]);
        }

        Tensor<T> dy = original.Jvp(o, changes) * (mutation.InForward ? mutation.Factor : 1);
        return original is Elementwise<T> ? dy.BroadcastTo(o.OutputShape) : dy;
    }

    /// <summary>
    /// The function of a row with this mutation in the last operation of one type: the recorded graph, applied again with the mutant.
    /// </summary>
    public static Func<Tensor<T>[], Tensor<T>> Mutate(Func<Tensor<T>[], Tensor<T>> f, Type primitive, Mutation mutation) => xs =>
    {
        Tensor<T> y = f(xs);
        if (!y.IsTracked)
        {
            return y;
        }

        Tensor<T>[] nodes = new BackwardSlice<T>(y).Nodes.ToArray();
        Tensor<T>? mutated = nodes.LastOrDefault(node => node.Operation?.GetType() == primitive);
        var again = new Dictionary<Tensor<T>, Tensor<T>>(ReferenceEqualityComparer.Instance);
        foreach (Tensor<T> node in nodes)
        {
            again[node] = node.Operation is not { } operation || xs.Contains(node) ? node : Tensor<T>.Apply(
                node == mutated ? new Mutant<T>(operation, mutation) : operation,
                [.. node.Inputs.Select(input => again.GetValueOrDefault(input, input))]);
        }

        return again[y];
    };
}
