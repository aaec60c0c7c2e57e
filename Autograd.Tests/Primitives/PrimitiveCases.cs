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
    [
        Unary("Exp", x => x.Exp(), new(-2, 2), Math.Exp, Math.Exp),
        Unary("Log", x => x.Log(), new(0.2, 4), Math.Log, x => 1 / x),
        Unary("Sin", x => x.Sin(), new(-4, 4), Math.Sin, Math.Cos),
        Unary("Cos", x => x.Cos(), new(-4, 4), Math.Cos, x => -Math.Sin(x)),
        Unary("Sinh", x => x.Sinh(), new(-2, 2), Math.Sinh, Math.Cosh),
        Unary("Cosh", x => x.Cosh(), new(-2, 2), Math.Cosh, Math.Sinh),
        Unary("Tanh", x => x.Tanh(), new(-2, 2), Math.Tanh, x => 4 / Math.Pow(Math.Exp(x) + Math.Exp(-x), 2)),
        Unary("Sqrt", x => x.Sqrt(), new(0.2, 4), Math.Sqrt, x => 0.5 / Math.Sqrt(x)),
        Unary("Abs", x => x.Abs(), new(-2, 2, 0), Math.Abs, x => x < 0 ? -1 : 1),
        Unary("Sign", x => x.Sign(), new(-2, 2, 0), x => double.IsNaN(x) ? x : Math.Sign(x), _ => 0),
        Unary("Negate", x => -x, new(-2, 2), x => -x, _ => -1),
        Unary("Square", x => x.Square(), new(-2, 2), x => x * x, x => 2 * x),
        Unary("Power(3)", x => x.Pow(3), new(-2, 2), x => x * x * x, x => 3 * x * x),
        Unary("Power(½)", x => x.Pow(0.5), new(0.2, 4), x => Math.Pow(x, 0.5), x => 0.5 / Math.Sqrt(x)),
        Unary("Power(−2)", x => x.Pow(-2), new(0.5, 2), x => 1 / (x * x), x => -2 / (x * x * x)),
        Unary("Power(0)", x => x.Pow(0), new(-2, 2), _ => 1, _ => 0),
        Unary("2ˣ", x => Tensor<T>.Pow(2, x), new(-2, 2), x => Math.Pow(2, x), x => Math.Pow(2, x) * Math.Log(2)),
        Unary("Clamp", x => x.Clamp(-0.5, 0.75), new(-2, 2, -0.5, 0.75), x => Math.Clamp(x, -0.5, 0.75), x => x is > -0.5 and < 0.75 ? 1 : 0),
        Unary("Alias", x => x.Alias(), new(-2, 2), x => x, _ => 1),
        Binary("Add", (x, y) => x + y, new(-2, 2), new(-2, 2), (x, y) => x + y, (_, _) => 1, (_, _) => 1),
        Binary("Subtract", (x, y) => x - y, new(-2, 2), new(-2, 2), (x, y) => x - y, (_, _) => 1, (_, _) => -1),
        Binary("Multiply", (x, y) => x * y, new(-2, 2), new(-2, 2), (x, y) => x * y, (_, y) => y, (x, _) => x),
        Binary("Divide", (x, y) => x / y, new(-2, 2), new(0.5, 2), (x, y) => x / y, (_, y) => 1 / y, (x, y) => -x / (y * y)),
        Binary("Power", (x, y) => x.Pow(y), new(0.5, 2), new(-2, 2), Math.Pow, (x, y) => y * Math.Pow(x, y - 1), (x, y) => Math.Pow(x, y) * Math.Log(x)),
        Binary("Chain", Tensor<T>.Chain, new(0.5, 2), new(-2, -0.5), (x, y) => x * y, (_, y) => y, (x, _) => x),
        Binary("Maximum", Tensor<T>.Maximum, new(-2, 2), new(-2, 2), Math.Max, (x, y) => x > y ? 1 : 0, (x, y) => y > x ? 1 : 0) with { IsSeparated = true },
        Binary("Minimum", Tensor<T>.Minimum, new(-2, 2), new(-2, 2), Math.Min, (x, y) => x < y ? 1 : 0, (x, y) => y < x ? 1 : 0) with { IsSeparated = true },
        Mask("EqualTo", (x, y) => x.EqualTo(y), (x, y) => x == y),
        Mask("NotEqualTo", (x, y) => x.NotEqualTo(y), (x, y) => x != y),
        Mask("GreaterThan", (x, y) => x > y, (x, y) => x > y),
        Mask("GreaterThanOrEqual", (x, y) => x >= y, (x, y) => x >= y),
        Mask("LessThan", (x, y) => x < y, (x, y) => x < y),
        Mask("LessThanOrEqual", (x, y) => x <= y, (x, y) => x <= y),
        Share("ShareOfMaximum", Tensor<T>.Share.Maximum, (x, y) => x > y),
        Share("ShareOfMinimum", Tensor<T>.Share.Minimum, (x, y) => x < y),
        new("Select", x => Tensor<T>.Select(x[0] > 0, x[1], x[2]),
            [[[], [], []], [[3], [3], [3]], [[2, 1], [3], []], [[2, 3], [2, 1], [1, 3]]], [new(-2, 2, 0), new(-2, 2)],
            new ElementwiseForm(x => x[0] > 0 ? x[1] : x[2], _ => 0, x => x[0] > 0 ? 1 : 0, x => x[0] > 0 ? 0 : 1)),

        Linear("Sum()", x => x[0].Sum(), OneInput, s => (1, s[0].All().Select((_, k) => (0, 0, k)))),
        Linear("Sum(1)", x => x[0].Sum(1), Matrices, s => (s[0][0], s[0].All().Select((at, k) => (at[0], 0, k)))),
        Linear("Sum(0, keepDims)", x => x[0].Sum(0, keepDims: true), Matrices, s => (s[0][1], s[0].All().Select((at, k) => (at[1], 0, k)))),
        Linear("Sum([0, 2])", x => x[0].Sum([0, -1]), [[[2, 3, 2]], [[2, 1, 3]]], s => (s[0][1], s[0].All().Select((at, k) => (at[1], 0, k)))),
        Linear("BroadcastTo", x => x[0].BroadcastTo([2, 2, 3]), [[[3]], [[2, 1]], [[]], [[1, 1, 3]]], s => (12, Naive.Indices(2, 2, 3).Select((at, o) =>
            (o, 0, Naive.Offset(s[0], [.. at[(3 - s[0].Rank)..].Select((c, a) => s[0][a] == 1 ? 0 : c)]))))),
        Linear("Reshape", x => x[0].Reshape(3, -1), [[[2, 3]], [[6]], [[3]], [[0, 2]]], s => (s[0].Count, s[0].All().Select((_, k) => (k, 0, k)))),
        Linear("Transpose", x => x[0].Transpose(), Matrices, s => (s[0].Count, s[0].All().Select((at, k) => ((at[1] * s[0][0]) + at[0], 0, k)))),
        Linear("Permute", x => x[0].Permute(2, 0, 1), [[[2, 3, 4]], [[2, 1, 3]]],
            s => (s[0].Count, s[0].All().Select((at, k) => (Naive.Offset([s[0][2], s[0][0], s[0][1]], [at[2], at[0], at[1]]), 0, k)))),
        Linear("Slice(1, 2, null, −2)", x => x[0].Slice(1, 2, null, -2), [[[2, 3]], [[2, 5]]],
            s => (s[0][0] * 2, Naive.Indices(s[0][0], 2).Select((at, o) => (o, 0, (at[0] * s[0][1]) + 2 - (2 * at[1]))))),
        Linear("x[1, .., ^1]", x => x[0][1, .., ^1], [[[2, 3, 2]], [[3, 1, 1]]],
            s => (s[0][1], Enumerable.Range(0, s[0][1]).Select(o => (o, 0, Naive.Offset(s[0], [1, o, s[0][2] - 1]))))),
        Linear("the transpose of x[1..3]", x => Differentiate.Vjp(z => z[1..3], Tensor<T>.Zeros([4, x[0].Shape[1]])).Pullback(x[0]), [[[2, 3]], [[2, 1]]],
            s => (4 * s[0][1], s[0].All().Select((_, k) => (k + s[0][1], 0, k)))),
        Linear("Concatenate(axis 1)", x => Tensor<T>.Concatenate(x, 1), [[[2, 1], [2, 2]], [[2, 2], [2, 2]], [[1, 3], [1, 0]]],
            s => (s[0].Count + s[1].Count, s.SelectMany((shape, i) => shape.All().Select((at, k) => ((at[0] * (s[0][1] + s[1][1])) + (i * s[0][1]) + at[1], i, k))))),
        Linear("Stack(axis −1)", x => Tensor<T>.Stack(x, -1), [[[], []], [[3], [3]]], s => (2 * s[0].Count, s.SelectMany((shape, i) => shape.All().Select((_, k) => ((2 * k) + i, i, k))))),
        Linear("Squeeze, Unsqueeze", x => x[0].Unsqueeze(0).Squeeze(), OneInput, s => (s[0].Count, s[0].All().Select((_, k) => (k, 0, k)))),

        MatMul("MatMul", false, false, [[[2, 3], [3, 2]], [[2, 2], [2, 2]], [[1, 3], [3, 1]], [[2, 0], [0, 3]]]),
        MatMul("MatMul(X, Yᵀ)", false, true, [[[2, 3], [4, 3]], [[2, 2], [2, 2]]]),
        MatMul("MatMul(Xᵀ, Y)", true, false, [[[3, 2], [3, 4]], [[2, 2], [2, 2]]]),
        MatMul("MatMul(Xᵀ, Yᵀ)", true, true, [[[3, 2], [4, 3]], [[2, 2], [2, 2]]]),

        Extreme("Max()", x => x.Max(), OneInput[..2], largest: true, byRow: false),
        Extreme("Max(−1)", x => x.Max(-1), [[[2, 3]], [[3, 1]]], largest: true, byRow: true),
        Extreme("Min()", x => x.Min(), [[[2, 3]], [[4]]], largest: false, byRow: false),
        Extreme("Min(1)", x => x.Min(1), [[[2, 3]], [[1, 2]]], largest: false, byRow: true),

        new("Mean()", x => x[0].Mean(), [[[2, 3]], [[4]], [[]]], [new(-2, 2)],
            new GeneralForm((x, _) => [x[0].Average()], (x, _) => [Filled(1, x[0].Length, (_, _) => 1.0 / x[0].Length)])),
        new("Mean(0)", x => x[0].Mean(0), [[[2, 3]]], [new(-2, 2)], new GeneralForm(
            (x, s) => [.. Enumerable.Range(0, s[0][1]).Select(c => Enumerable.Range(0, s[0][0]).Average(r => x[0][(r * s[0][1]) + c]))],
            (x, s) => [Filled(s[0][1], x[0].Length, (o, k) => k % s[0][1] == o ? 1.0 / s[0][0] : 0)])),
        new("Softmax", x => x[0].Softmax(0), [[[3]], [[1]], [[4]]], [new(-2, 2)], new GeneralForm(
            (x, _) => Softmax(x[0]),
            (x, _) => [Filled(x[0].Length, x[0].Length, (i, k) => Softmax(x[0])[i] * ((i == k ? 1 : 0) - Softmax(x[0])[k]))])),
        new("LogSumExp", x => x[0].LogSumExp(), [[[3]], [[2, 2]], [[]]], [new(-2, 2)], new GeneralForm(
            (x, _) => [Math.Log(x[0].Sum(Math.Exp))], (x, _) => [Filled(1, x[0].Length, (_, k) => Softmax(x[0])[k])])),

        .. Indexing,
    ];

    private static PrimitiveCase<T> Unary(
        string name, Func<Tensor<T>, Tensor<T>> call, Domain domain, Func<double, double> f, Func<double, double> derivative) =>
        new(name, x => call(x[0]), OneInput, [domain], new ElementwiseForm(x => f(x[0]), x => derivative(x[0])));

    private static PrimitiveCase<T> Binary(
        string name, Func<Tensor<T>, Tensor<T>, Tensor<T>> call, Domain x, Domain y,
        Func<double, double, double> f, Func<double, double, double> byX, Func<double, double, double> byY) =>
        new(name, v => call(v[0], v[1]), TwoInputs, [x, y], new ElementwiseForm(v => f(v[0], v[1]), v => byX(v[0], v[1]), v => byY(v[0], v[1])));

    private static PrimitiveCase<T> Mask(string name, Func<Tensor<T>, Tensor<T>, Tensor<T>> call, Func<double, double, bool> holds) =>
        Binary(name, call, new(-2, 2), new(-2, 2), (x, y) => holds(x, y) ? 1 : 0, (_, _) => 0, (_, _) => 0)
            with
        { IsTernary = true, IsDifferentiable = false };

    private static PrimitiveCase<T> Share(string name, Func<Tensor<T>, Tensor<T>, Tensor<T>> call, Func<double, double, bool> wins) =>
        Binary(name, call, new(-2, 2), new(-2, 2), (x, y) => (Wins(x, y, wins) + 1 - Wins(y, x, wins)) / 2, (_, _) => 0, (_, _) => 0)
            with
        { IsTernary = true, IsDifferentiable = false };

    private static double Wins(double x, double y, Func<double, double, bool> wins) => wins(x, y) || double.IsNaN(x) ? 1 : 0;

    private static PrimitiveCase<T> Linear(
        string name, Func<Tensor<T>[], Tensor<T>> call, Shape[][] shapes,
        Func<Shape[], (int, IEnumerable<(int, int, int)>)> map) => new(name, call, shapes, [new(-2, 2)], new LinearForm(map));

    private static PrimitiveCase<T> MatMul(string name, bool transposeX, bool transposeY, Shape[][] shapes)
    {
        return new(name, x => x[0].MatMul(x[1], transposeX, transposeY), shapes, [new(-2, 2)], new GeneralForm(
            (x, s) =>
            {
                (int rows, int inner, int columns) = Sizes(s);
                return [.. Naive.Indices(rows, columns).Select(o => Enumerable.Range(0, inner).Sum(k => x[0][X(s, o[0], k)] * x[1][Y(s, k, o[1])]))];
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

    private static PrimitiveCase<T> Extreme(string name, Func<Tensor<T>, Tensor<T>> call, Shape[][] shapes, bool largest, bool byRow)
    {
        return new(name, x => call(x[0]), shapes, [new(-2, 2)], new GeneralForm(
            (x, s) => [.. Winners(x[0], s[0]).Select(winner => x[0][winner])],
            (x, s) =>
            {
                int[] winners = Winners(x[0], s[0]);
                return [Filled(winners.Length, x[0].Length, (o, k) => winners[o] == k ? 1 : 0)];
            }))
        { IsSeparated = true };

        int[] Winners(double[] x, Shape shape)
        {
            int length = byRow ? shape[^1] : x.Length;
            return [.. Enumerable.Range(0, x.Length / length).Select(row =>
                Enumerable.Range(row * length, length).MaxBy(k => largest ? x[k] : -x[k]))];
        }
    }

    private static double[] Softmax(double[] x) => [.. x.Select(v => Math.Exp(v) / x.Sum(Math.Exp))];

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
