using System.Numerics;

namespace Autograd.Tests.Primitives;

/// <summary>The table: a row for every primitive, and for every function composed from them.</summary>
public static partial class PrimitiveCases<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private static readonly Shape[][] OneInput = [[[]], [[3]], [[1]], [[0]], [[2, 3]], [[2, 1, 3]]];

    private static readonly Shape[][] TwoInputs =
        [[[], []], [[3], [3]], [[2, 3], [3]], [[], [2]], [[2, 1], [1, 3]], [[2, 3], [2, 3]], [[0], [1]], [[1], [2, 1, 2]]];

    private static readonly Shape[][] Matrices = [[[2, 3]], [[1, 4]], [[3, 1]], [[2, 0]]];

    public static IReadOnlyList<PrimitiveCase<T>> All { get; } =
        [.. Elementwise(), .. Structural(), .. Statistics(), .. Indexing(), .. ActivationFunctions()];

    private static PrimitiveCase<T>[] Structural() =>
    [
        Linear("Sum()", x => x[0].Sum(), OneInput, s => (1, s[0].All().Select((_, k) => (0, 0, k)))),
        Linear("Sum(1)", x => x[0].Sum(1), Matrices, s => (s[0][0], s[0].All().Select((at, k) => (at[0], 0, k)))),
        Linear("Sum(0, keepDims)", x => x[0].Sum(0, keepDims: true), Matrices, s => (s[0][1], s[0].All().Select((at, k) => (at[1], 0, k)))),
        Linear("Sum([0, 2])", x => x[0].Sum([0, -1]), [[[2, 3, 2]], [[2, 1, 3]]],
            s => (s[0][1], s[0].All().Select((at, k) => (at[1], 0, k)))),
        Linear("BroadcastTo", x => x[0].BroadcastTo([2, 2, 3]), [[[3]], [[2, 1]], [[]], [[1, 1, 3]]],
            s => (12, Naive.Indices(2, 2, 3).Select((at, o) =>
            (o, 0, Naive.Offset(s[0], [.. at[(3 - s[0].Rank)..].Select((c, a) => s[0][a] == 1 ? 0 : c)]))))),
        Linear("Reshape", x => x[0].Reshape(3, -1), [[[2, 3]], [[6]], [[3]], [[0, 2]]],
            s => (s[0].Count, s[0].All().Select((_, k) => (k, 0, k)))),
        Linear("Transpose", x => x[0].Transpose(), Matrices, s =>
            (s[0].Count, s[0].All().Select((at, k) => ((at[1] * s[0][0]) + at[0], 0, k)))),
        Linear("Permute", x => x[0].Permute(2, 0, 1), [[[2, 3, 4]], [[2, 1, 3]]],
            s => (s[0].Count, s[0].All().Select((at, k) => (Naive.Offset([s[0][2], s[0][0], s[0][1]], [at[2], at[0], at[1]]), 0, k)))),
        Linear("Slice(1, 2, null, −2)", x => x[0].Slice(1, 2, null, -2), [[[2, 3]], [[2, 5]]],
            s => (s[0][0] * 2, Naive.Indices(s[0][0], 2).Select((at, o) => (o, 0, (at[0] * s[0][1]) + 2 - (2 * at[1]))))),
        Linear("x[1, .., ^1]", x => x[0][1, .., ^1], [[[2, 3, 2]], [[3, 1, 1]]],
            s => (s[0][1], Enumerable.Range(0, s[0][1]).Select(o => (o, 0, Naive.Offset(s[0], [1, o, s[0][2] - 1]))))),
        Linear("the transpose of x[1..3]", x => Differentiate.Vjp(z => z[1..3], Tensor<T>.Zeros([4, x[0].Shape[1]])).Pullback(x[0]),
            [[[2, 3]], [[2, 1]]],
            s => (4 * s[0][1], s[0].All().Select((_, k) => (k + s[0][1], 0, k)))),
        Linear("Concatenate(axis 1)", x => Tensor<T>.Concatenate(x, 1), [[[2, 1], [2, 2]], [[2, 2], [2, 2]], [[1, 3], [1, 0]]],
            s => (s[0].Count + s[1].Count, s.SelectMany((shape, i) =>
                shape.All().Select((at, k) => ((at[0] * (s[0][1] + s[1][1])) + (i * s[0][1]) + at[1], i, k))))),
        Linear("Stack(axis −1)", x => Tensor<T>.Stack(x, -1), [[[], []], [[3], [3]]],
            s => (2 * s[0].Count, s.SelectMany((shape, i) => shape.All().Select((_, k) => ((2 * k) + i, i, k))))),
        Linear("Squeeze, Unsqueeze", x => x[0].Unsqueeze(0).Squeeze(), OneInput, s => (s[0].Count, s[0].All().Select((_, k) => (k, 0, k)))),

        MatMul("MatMul", false, false, [[[2, 3], [3, 2]], [[2, 2], [2, 2]], [[1, 3], [3, 1]], [[2, 0], [0, 3]]]),
        MatMul("MatMul(X, Yᵀ)", false, true, [[[2, 3], [4, 3]], [[2, 2], [2, 2]]]),
        MatMul("MatMul(Xᵀ, Y)", true, false, [[[3, 2], [3, 4]], [[2, 2], [2, 2]]]),
        MatMul("MatMul(Xᵀ, Yᵀ)", true, true, [[[3, 2], [4, 3]], [[2, 2], [2, 2]]]),
    ];

    private static PrimitiveCase<T> Linear(
        string name, Func<Tensor<T>[], Tensor<T>> call, Shape[][] shapes,
        Func<Shape[], (int, IEnumerable<(int, int, int)>)> map) => new(name, call, shapes, [new(-2, 2)], new LinearForm(map));

    private static PrimitiveCase<T> MatMul(string name, bool transposeX, bool transposeY, Shape[][] shapes)
    {
        return new(name, x => x[0].MatMul(x[1], transposeX, transposeY), shapes, [new(-2, 2)], new GeneralForm(
            (x, s) =>
            {
                (int rows, int inner, int columns) = Sizes(s);
                return [.. Naive.Indices(rows, columns).Select(o =>
                    Enumerable.Range(0, inner).Sum(k => x[0][X(s, o[0], k)] * x[1][Y(s, k, o[1])]))];
            },
            (x, s) =>
            {
                (int rows, int inner, int columns) = Sizes(s);
                var byX = new double[rows * columns, x[0].Length];
                var byY = new double[rows * columns, x[1].Length];
                foreach (int[] at in Naive.Indices(rows, columns, inner))
                {
                    int z = (at[0] * columns) + at[1];
                    byX[z, X(s, at[0], at[2])] = x[1][Y(s, at[2], at[1])];
                    byY[z, Y(s, at[2], at[1])] = x[0][X(s, at[0], at[2])];
                }

                return [byX, byY];
            }));

        (int, int, int) Sizes(Shape[] s) => transposeX
            ? (s[0][1], s[0][0], s[1][transposeY ? 0 : 1])
            : (s[0][0], s[0][1], s[1][transposeY ? 0 : 1]);
        int X(Shape[] s, int row, int k) => transposeX ? (k * s[0][1]) + row : (row * s[0][1]) + k;
        int Y(Shape[] s, int k, int column) => transposeY ? (column * s[1][1]) + k : (k * s[1][1]) + column;
    }

    private static double[,] Filled(int rows, int columns, Func<int, int, double> element)
    {
        var matrix = new double[rows, columns];
        foreach (int[] at in Naive.Indices(rows, columns))
        {
            matrix[at[0], at[1]] = element(at[0], at[1]);
        }

        return matrix;
    }
}

internal static class ShapeIndices
{
    /// <summary>All index tuples of a shape, in row-major order.</summary>
    public static IEnumerable<int[]> All(this Shape shape) => Naive.Indices(shape.Axes.ToArray());
}
