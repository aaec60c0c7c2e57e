using System.Numerics;
using Autograd.Differentiation;

namespace Autograd.Tests.Faults;

/// <summary>All ways to the same derivatives.</summary>
internal static class Ways
{
    /// <summary>The gradients of the sum of f's elements, weighted by a seed, in every kind of reverse sweep.</summary>
    public static List<(string Way, Tensor<T>[] Gradients)> Reverse<T>(
        Func<Tensor<T>[], Tensor<T>> f, Tensor<T>[] xs, Tensor<T>? seed = null)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Tensor<T>[] vs = [.. xs.Select(x => x.AsVariable())];
        Tensor<T> y = f(vs);
        seed ??= Tensor<T>.Ones(y.Shape);
        return
        [
            ("Backward", Of(y.Backward(seed), vs)),
            ("Backward again", Of(y.Backward(seed), vs)),
            ("keepInterior", Of(y.Backward(seed, keepInterior: true), vs)),
            ("createGraph", Of(y.Backward(seed, createGraph: true), vs)),
            ("createGraph and keepInterior", Of(y.Backward(seed, createGraph: true, keepInterior: true), vs)),
            ("a tracked seed", Of(y.Backward(seed.AsVariable(), createGraph: true), vs)),
            ("GradientsOf", Differentiate.GradientsOf(y, vs, seed)),
            ("GradientsOf, createGraph", Differentiate.GradientsOf(y, vs, seed, createGraph: true)),
            ("GradientsOf, one by one", [.. vs.Select(v => Differentiate.GradientsOf(y, [v], seed)[0])]),
            ("Vjp", Pullbacks(xs)),
            ("Vjp at tracked points", Pullbacks(vs)),
            ("TraceGraph", Of(y.TraceGraph(seed), vs)),
        ];

        Tensor<T>[] Pullbacks(Tensor<T>[] at) =>
            [.. at.Select((x, i) => Differentiate.Vjp(v => f([.. at[..i], v, .. at[(i + 1)..]]), x).Pullback(seed))];
    }

    /// <summary>Those of every node of the graph of f, where they can be asked for.</summary>
    public static List<(string Way, Tensor<T>[] Gradients)> Interior<T>(Func<Tensor<T>[], Tensor<T>> f, Tensor<T>[] xs)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Tensor<T> y = f([.. xs.Select(x => x.AsVariable())]);
        Tensor<T>[] nodes = new BackwardSlice<T>(y).Nodes.ToArray();
        return
        [
            ("keepInterior", Of(y.Backward(keepInterior: true), nodes)),
            ("createGraph", Of(y.Backward(createGraph: true, keepInterior: true), nodes)),
            ("GradientsOf", Differentiate.GradientsOf(y, nodes)),
            ("TraceGraph", Of(y.TraceGraph(), nodes)),
        ];
    }

    /// <summary>The change of f along directions in every kind of forward sweep.</summary>
    public static List<(string Way, Tensor<T>[] Changes)> Forward<T>(Func<Tensor<T>[], Tensor<T>> f, Tensor<T>[] xs, Tensor<T>[] ds)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Tensor<T>[] variables = [.. xs.Select(x => x.AsVariable())], directions = [.. ds.Select(d => d.AsVariable())];
        return
        [
            ("Jvp", Along(xs, ds)),
            ("at tracked points", Along(variables, ds)),
            ("along tracked directions", Along(xs, directions)),
        ];

        Tensor<T>[] Along(Tensor<T>[] xs, Tensor<T>[] ds) => [Differentiate.Jvp(f, xs, ds).Tangent];
    }

    /// <summary>Demands the same bits of all; every NaN counts as one.</summary>
    public static void AssertSame<T>(string what, List<(string Way, Tensor<T>[] Results)> all)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        foreach ((string way, Tensor<T>[] results) in all.Skip(1))
        {
            for (int i = 0; i < results.Length; i++)
            {
                T[] expected = all[0].Results[i].ToArray(), given = results[i].ToArray();
                int at = Enumerable.Range(0, expected.Length).FirstOrDefault(k => !IsSame(expected[k], given[k]), -1);
                Assert.True(
                    at < 0, at < 0 ? "" : $"{what}: element {at} of number {i}: {all[0].Way} {expected[at]:R}, {way} {given[at]:R}");
            }
        }
    }

    private static bool IsSame<T>(T x, T y)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        (T.IsNaN(x) && T.IsNaN(y)) || (x == y && T.IsNegative(x) == T.IsNegative(y));

    private static Tensor<T>[] Of<T>(Gradients<T> gradients, Tensor<T>[] nodes)
        where T : unmanaged, IFloatingPointIeee754<T> => [.. nodes.Select(node => gradients[node])];

    private static Tensor<T>[] Of<T>(GraphTrace<T> trace, Tensor<T>[] nodes)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        [.. nodes.Select(node => (trace.Contains(node) ? trace[node].Gradient : null) ?? Tensor<T>.Zeros(node.Shape))];
}
