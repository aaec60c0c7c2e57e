using System.Numerics;

namespace Autograd.Tests.Primitives;

/// <summary>The rows of reductions, and of what runs along an axis.</summary>
public static partial class PrimitiveCases<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private static PrimitiveCase<T>[] Statistics() =>
    [
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
        ByLine("Variance()", x => x.Variance(), [[[2, 3]], [[4]]], byRow: false,
            x => x.Sum(v => Math.Pow(v - x.Average(), 2)) / (x.Length - 1),
            (x, k) => 2 * (x[k] - x.Average()) / (x.Length - 1)),
        ByLine("Variance(1, correction: 0)", x => x.Variance(1, correction: 0), [[[2, 3]], [[1, 4]]], byRow: true,
            x => x.Sum(v => Math.Pow(v - x.Average(), 2)) / x.Length,
            (x, k) => 2 * (x[k] - x.Average()) / x.Length),
        ByLine("StandardDeviation(−1)", x => x.StandardDeviation(-1), [[[2, 3]], [[1, 4]]], byRow: true, Deviation,
            (x, k) => (x[k] - x.Average()) / (x.Length - 1) / Deviation(x)),
        ByLine("Norm()", x => x.Norm(), [[[2, 3]], [[4]], [[]]], byRow: false, x => Math.Sqrt(x.Sum(v => v * v)),
            (x, k) => x[k] / Math.Sqrt(x.Sum(v => v * v))) with { IsSeparated = true },
        ByLine("Norm(3, 1)", x => x.Norm(3, 1), [[[2, 3]], [[1, 4]]], byRow: true, x => Math.Cbrt(x.Sum(v => Math.Pow(Math.Abs(v), 3))),
            (x, k) => x[k] * Math.Abs(x[k]) / Math.Pow(x.Sum(v => Math.Pow(Math.Abs(v), 3)), 2 / 3.0)) with { Domains = [new(-2, 2, 0)] },
        ByLine("Norm(1)", x => x.Norm(1), [[[2, 3]], [[4]]], byRow: false, x => x.Sum(Math.Abs),
            (x, k) => Math.Sign(x[k])) with { Domains = [new(-2, 2, 0)] },
        ByLine("Norm(∞)", x => x.Norm(double.PositiveInfinity), [[[2, 3]], [[4]]], byRow: false, x => x.Max(Math.Abs),
            (x, k) => Math.Abs(x[k]) == x.Max(Math.Abs) ? Math.Sign(x[k]) : 0) with { IsSeparated = true, Domains = [new(0.5, 3)] },
        ByLine("Norm(0)", x => x.Norm(0), [[[2, 3]]], byRow: false, x => x.Count(v => v != 0),
            (_, _) => 0) with { Domains = [new(-2, 2, 0)] },
        ByLine("Product()", x => x.Product(), [[[2, 3]], [[5]], [[1]], [[]], [[0]]], byRow: false, x => x.Aggregate(1.0, (a, b) => a * b),
            ProductOfOthers),
        ByLine("Product(1)", x => x.Product(1), [[[2, 3]], [[1, 4]]], byRow: true, x => x.Aggregate(1.0, (a, b) => a * b), ProductOfOthers),
        ByLine("LogSumExp(1)", x => x.LogSumExp(1), [[[2, 3]], [[1, 4]]], byRow: true, x => Math.Log(x.Sum(Math.Exp)),
            (x, k) => Softmax(x)[k]),
        new("LogSoftmax", x => x[0].LogSoftmax(0), [[[3]], [[1]], [[4]], [[]]], [new(-2, 2)], new GeneralForm(
            (x, _) => [.. Softmax(x[0]).Select(y => Math.Log(y))],
            (x, _) => [Filled(x[0].Length, x[0].Length, (i, k) => (i == k ? 1 : 0) - Softmax(x[0])[k])])),
        new("CumulativeProduct", x => x[0].CumulativeProduct(0), [[[4]], [[1]], [[5]], [[0]]], [new(-2, 2)], new GeneralForm(
            (x, _) => [.. Enumerable.Range(1, x[0].Length).Select(k => x[0][..k].Aggregate(1.0, (a, b) => a * b))],
            (x, _) => [Filled(x[0].Length, x[0].Length, (o, k) => k <= o ? ProductOfOthers(x[0][..(o + 1)], k) : 0)])),
        Linear("CumulativeSum(0)", x => x[0].CumulativeSum(0), [[[3, 2]], [[4]], [[1, 3]], [[0, 2]]], s => (s[0].Count,
            s[0].All().SelectMany((at, k) => Enumerable.Range(at[0],
                s[0][0] - at[0]).Select(row => (k + ((row - at[0]) * s[0].Count / s[0][0]), 0, k))))),
        Linear("CumulativeSum(−1)", x => x[0].CumulativeSum(-1), [[[2, 3]], [[2, 1]]],
            s => (s[0].Count, s[0].All().SelectMany((at, k) => Enumerable.Range(k, s[0][1] - at[1]).Select(o => (o, 0, k))))),
        new("Sort", x => x[0].Sort(0), [[[4]], [[1]], [[6]], [[0]]], [new(-2, 2)], new GeneralForm(
            (x, _) => [.. x[0].Order()],
            (x, _) => [Filled(x[0].Length, x[0].Length, (o, k) => x[0].Order().ElementAt(o) == x[0][k] ? 1 : 0)])) { IsSeparated = true },
        Linear("the transpose of Sort at (0, 2, 1)", x => Differentiate.Vjp(z => z.Sort(0),
            Tensor<T>.Constant([T.Zero, T.One + T.One, T.One])).Pullback(x[0]), [[[3]]],
            _ => (3, [(0, 0, 0), (1, 0, 2), (2, 0, 1)])),
        Linear("the transpose of Max(1) at ((0, 2, 1), (4, 3, 3))", x => Differentiate.Vjp(z => z.Max(1), Rows).Pullback(x[0]), [[[2]]],
            _ => (6, [(1, 0, 0), (3, 0, 1)])),
        Linear("the change of Max(1) at ((0, 2, 1), (4, 3, 3))", x => Differentiate.Jvp(z => z.Max(1), Rows, x[0]).Tangent, [[[2, 3]]],
            _ => (2, [(0, 0, 1), (1, 0, 3)])),
    ];

    private static Tensor<T> Rows => Tensor<T>.Constant([.. new[] { 0, 2, 1, 4, 3, 3 }.Select(T.CreateTruncating)], [2, 3]);

    /// <summary>A function of all elements, or of each row, with its partial derivatives.</summary>
    private static PrimitiveCase<T> ByLine(
        string name, Func<Tensor<T>, Tensor<T>> call, Shape[][] shapes, bool byRow, Func<double[], double> f, Func<double[], int,
            double> derivative)
    {
        return new(name, x => call(x[0]), shapes, [new(-2, 2)], new GeneralForm(
            (x, s) => [.. Lines(x[0], s[0]).Select(f)],
            (x, s) =>
            {
                double[][] lines = [.. Lines(x[0], s[0])];
                return [Filled(lines.Length, x[0].Length, (o, k) =>
                    k / lines[o].Length == o ? derivative(lines[o], k % lines[o].Length) : 0)];
            }));

        IEnumerable<double[]> Lines(double[] x, Shape shape) => byRow ? x.Chunk(shape[^1]) : [x];
    }

    private static double ProductOfOthers(double[] x, int k) => x.Where((_, i) => i != k).Aggregate(1.0, (a, b) => a * b);

    private static double Deviation(double[] x) => Math.Sqrt(x.Sum(v => Math.Pow(v - x.Average(), 2)) / (x.Length - 1));

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
}
