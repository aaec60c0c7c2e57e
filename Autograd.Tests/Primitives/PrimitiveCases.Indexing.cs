namespace Autograd.Tests.Primitives;

/// <summary>Rows for what picks, moves and repeats elements, and for products by labels.</summary>
public static partial class PrimitiveCases<T>
{
    // Properties, because the table is perhaps made before the fields of this file are.
    private static int[] Picks => [2, 0, 2];

    private static int[] PicksOfMatrix => [1, 0, 1, 1];

    private static Shape[][] Squares => [[[2, 3]], [[3, 2]], [[2, 2]], [[2, 2, 3]], [[2, 0]]];

    private static PrimitiveCase<T>[] Indexing() =>
    [
        Picking("IndexSelect(0, [2, 0, 2])", x => x.IndexSelect(0, Picks), [[[3]], [[4, 2]], [[3, 0]]],
            s => [3, .. s.Axes[1..]], (at, _) => [Picks[at[0]], .. at[1..]]),
        Picking("IndexSelect(−1, [2, 0, 2])", x => x.IndexSelect(-1, Picks), [[[2, 3]], [[2, 2, 4]], [[0, 3]]],
            s => [.. s.Axes[..^1], 3], (at, _) => [.. at[..^1], Picks[at[^1]]]),
        Picking("IndexSelect(1, [2, 0, 2])", x => x.IndexSelect(1, Picks), [[[2, 3, 2]]], s => [2, 3, 2],
            (at, _) => [at[0], Picks[at[1]], at[2]]),
        Picking("Gather(0)", x => x.Gather(0, PicksOfMatrix, [2, 2]), [[[3, 2]], [[2, 3]]], _ => [2, 2],
            (at, _) => [PicksOfMatrix[(2 * at[0]) + at[1]], at[1]]),
        Picking("Gather(−1)", x => x.Gather(-1, PicksOfMatrix, [2, 2]), [[[2, 2]], [[3, 4]]], _ => [2, 2],
            (at, _) => [at[0], PicksOfMatrix[(2 * at[0]) + at[1]]]),
        Picking("Gather(0) of a vector", x => x.Gather(0, PicksOfMatrix, [4]), [[[2]], [[5]]], _ => [4], (at, _) => [PicksOfMatrix[at[0]]]),
        Linear("ScatterAdd(0)", x => x[0].ScatterAdd(0, PicksOfMatrix, [2, 2], x[1]),
            [[[2, 2], [2, 2]], [[3, 2], [2, 2]], [[2, 3], [3, 4]]],
            s => (s[0].Count, s[0].All().Select((_, k) => (k, 0, k)).Concat(Naive.Indices(2, 2).Select((at, i) =>
                (Naive.Offset(s[0], [PicksOfMatrix[i], at[1]]), 1, Naive.Offset(s[1], at)))))),
        Linear("ScatterAdd(1)", x => x[0].ScatterAdd(1, PicksOfMatrix, [2, 2], x[1]), [[[2, 2], [2, 2]], [[3, 4], [2, 3]]],
            s => (s[0].Count, s[0].All().Select((_, k) => (k, 0, k)).Concat(Naive.Indices(2, 2).Select((at, i) =>
                (Naive.Offset(s[0], [at[0], PicksOfMatrix[i]]), 1, Naive.Offset(s[1], at)))))),

        Picking("Split(2, axis 1)[1]", x => x.Split(2, 1)[1], [[[2, 3]], [[2, 4]], [[1, 5]]], s => [s[0], Math.Min(2, s[1] - 2)],
            (at, _) => [at[0], at[1] + 2]),
        Picking("Split([1, 0, 2], axis 0)[2]", x => x.Split([1, 0, 2], 0)[2], [[[3]], [[3, 2]]], s => [2, .. s.Axes[1..]],
            (at, _) => [at[0] + 1, .. at[1..]]),
        Picking("Flip(0, −1)", x => x.Flip(0, -1), [[[2, 3]], [[2, 2, 3]], [[2, 0]]], s => s,
            (at, s) => [s[0] - 1 - at[0], .. at[1..^1], s[^1] - 1 - at[^1]]),
        Picking("Flip(0)", x => x.Flip(0), [[[3]], [[3, 2]]], s => s, (at, s) => [s[0] - 1 - at[0], .. at[1..]]),
        Picking("Pad((1, 0), (−1, 2))", x => x.Pad([(1, 0), (-1, 2)]), [[[2, 3]], [[1, 2]], [[2, 1]]], s => [s[0] + 1, s[1] + 1],
            (at, s) => at[0] > 0 && at[1] + 1 < s[1] ? [at[0] - 1, at[1] + 1] : null),
        Shifted("Pad((2, 1), 0.5)", x => x.Pad([(2, 1)], 0.5), [[[3]], [[1]], [[0]]],
            s => s[0].Count + 3, s => [.. s[0].All().Select((_, k) => (k + 2, k))], 0.5),
        Picking("Roll(2, 0)", x => x.Roll(2, 0), [[[3]], [[5]], [[3, 2]]], s => s,
            (at, s) => [(at[0] + (2 * s[0]) - 2) % s[0], .. at[1..]]),
        Picking("Roll(−1, −1)", x => x.Roll(-1, -1), [[[3]], [[2, 3]]], s => s, (at, s) => [.. at[..^1], (at[^1] + 1) % s[^1]]),
        Picking("Tile(2, 3)", x => x.Tile(2, 3), [[[2]], [[2, 2]], [[1, 3]], [[]]],
            s => s.Rank == 0 ? [2, 3] : s.Rank == 1 ? [2, 3 * s[0]] : [2 * s[0], 3 * s[1]],
            (at, s) => [.. at[^s.Rank..].Select((c, axis) => c % s[axis])]),
        Picking("Tile(2)", x => x.Tile(2), [[[3]], [[2, 2]], [[2, 1, 2]]], s => [.. s.Axes[..^1], 2 * s[^1]],
            (at, s) => [.. at[..^1], at[^1] % s[^1]]),
        Picking("Windows(0, 2)", x => x.Windows(0, 2), [[[4]], [[3, 2]], [[2]]], s => [s[0] - 1, .. s.Axes[1..], 2],
            (at, _) => [at[0] + at[^1], .. at[1..^1]]),
        Picking("Windows(−1, 3, stride 2, dilation 2)", x => x.Windows(-1, 3, stride: 2, dilation: 2), [[[7]], [[2, 8]], [[1, 5]]],
            s => [.. s.Axes[..^1], ((s[^1] - 5) / 2) + 1, 3], (at, _) => [.. at[..^2], (2 * at[^2]) + (2 * at[^1])]),
        Picking("Windows(1, 2, stride 3)", x => x.Windows(1, 2, stride: 3), [[[2, 6]], [[1, 5, 2]]],
            s => [s[0], ((s[1] - 2) / 3) + 1, .. s.Axes[2..], 2], (at, _) => [at[0], (3 * at[1]) + at[^1], .. at[2..^1]]),
        Picking("Diagonal()", x => x.Diagonal(), Squares, s => [.. s.Axes[..^2], Math.Min(s[^2], s[^1])], (at, _) => [.. at, at[^1]]),
        Picking("Diagonal(1)", x => x.Diagonal(1), [[[2, 3]], [[3, 2]], [[2, 2, 3]]], s => [.. s.Axes[..^2], Math.Min(s[^2], s[^1] - 1)],
            (at, _) => [.. at, at[^1] + 1]),
        Picking("Diagonal(−1)", x => x.Diagonal(-1), [[[2, 3]], [[3, 2]], [[2, 3, 2]]], s => [.. s.Axes[..^2], Math.Min(s[^2] - 1, s[^1])],
            (at, _) => [.. at[..^1], at[^1] + 1, at[^1]]),
        Linear("Trace", x => x[0].Trace(), Squares, s => (s[0].Axes[..^2].ToArray().Aggregate(1, (a, b) => a * b),
            s[0].All().Where(at => at[^2] == at[^1]).Select(at => (s[0].Rank == 3 ? at[0] : 0, 0, Naive.Offset(s[0], at))))),
        Picking("Tril", x => x.Tril(), Squares, s => s, (at, _) => at[^1] <= at[^2] ? at : null),
        Picking("Tril(−1)", x => x.Tril(-1), [[[2, 3]], [[3, 2]]], s => s, (at, _) => at[^1] < at[^2] ? at : null),
        Picking("Triu", x => x.Triu(), Squares, s => s, (at, _) => at[^1] >= at[^2] ? at : null),
        Picking("Triu(1)", x => x.Triu(1), [[[2, 3]], [[3, 2]]], s => s, (at, _) => at[^1] > at[^2] ? at : null),

        Products("Dot", x => x[0].Dot(x[1]), "i,i->", [[[3], [3]], [[1], [1]], [[0], [0]]]),
        Products("Outer", x => x[0].Outer(x[1]), "i,j->ij", [[[2], [3]], [[1], [2]], [[2], [2]], [[0], [2]]]),
        Einsum("ij->j", [[[2, 3]], [[2, 1]]]),
        Einsum("ij->ji", [[[2, 3]]]),
        Einsum("ii->i", [[[3, 3]]]),
        Einsum("iji->j", [[[2, 3, 2]]]),
        Einsum("ij,jk->ik", [[[2, 3], [3, 2]], [[2, 1], [3, 2]], [[2, 0], [0, 2]]], "ij,jk"),
        Einsum("ji,kj->ki", [[[3, 2], [2, 3]]]),
        Einsum("ij,ij->", [[[2, 3], [2, 3]], [[2, 1], [2, 3]]]),
        Einsum("bij,bkj->bik", [[[2, 2, 3], [2, 1, 3]], [[1, 2, 2], [2, 2, 2]]], "...ij,...kj->...ik"),
        Einsum("aij,bjk->iabk", [[[2, 1, 2], [2, 2, 2]]]),
        Einsum("i,ij,j->", [[[2], [2, 3], [3]]]),
        Einsum("i,i,i->i", [[[3], [3], [3]]]),
    ];

    /// <summary>Every output element is one input element, at the given place, or 0 where there is none.</summary>
    private static PrimitiveCase<T> Picking(
        string name, Func<Tensor<T>, Tensor<T>> call, Shape[][] shapes, Func<Shape, Shape> result, Func<int[], Shape, int[]?> place) =>
        Linear(name, x => call(x[0]), shapes, s => (result(s[0]).Count, result(s[0]).All().SelectMany((at, o) =>
            place(at, s[0]) is { } from ? new[] { (o, 0, Naive.Offset(s[0], from)) } : [])));

    /// <summary>Every input element moves to a place, and all other places hold one constant.</summary>
    private static PrimitiveCase<T> Shifted(
        string name, Func<Tensor<T>, Tensor<T>> call, Shape[][] shapes, Func<Shape[], int> outputs,
        Func<Shape[], (int Output, int Element)[]> moves, double rest) =>
        new(name, x => call(x[0]), shapes, [new(-2, 2)], new GeneralForm(
            (x, s) =>
            {
                double[] y = [.. Enumerable.Repeat(rest, outputs(s))];
                Array.ForEach(moves(s), move => y[move.Output] = x[0][move.Element]);
                return y;
            },
            (x, s) => [Filled(outputs(s), x[0].Length, (o, k) => moves(s).Contains((o, k)) ? 1 : 0)]));

    private static PrimitiveCase<T> Einsum(string expanded, Shape[][] shapes, string? equation = null) =>
        Products($"Einsum({equation ?? expanded})", x => Tensor<T>.Einsum(equation ?? expanded, x), expanded, shapes);

    private static PrimitiveCase<T> Products(string name, Func<Tensor<T>[], Tensor<T>> call, string equation, Shape[][] shapes) =>
        new(name, call, shapes, [new(-2, 2)], new EinsumForm(equation));
}
