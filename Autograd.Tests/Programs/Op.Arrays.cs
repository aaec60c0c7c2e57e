using Tensor = Autograd.Tensor<double>;

namespace Autograd.Tests.Programs;

public sealed partial record Op
{
    private static Op[] AlongAxes() =>
    [
        new("sum", 1, x => x[0].Sum()),
        new("sum of last axis", 1, x => x[0].Sum(-1)),
        new("mean of first axis", 1, x => x[0].Mean(0, keepDims: true)),
        new("product of last axis", 1, x => x[0].Product(-1)),
        new("max", 1, x => x[0].Max()) { Distances = Gaps },
        new("min of last axis", 1, x => x[0].Min(-1, keepDims: true)) { Distances = Gaps },
        new("variance", 1, x => x[0].Variance(0, correction: 0)),
        new("standard deviation", 1, x => x[0].StandardDeviation(-1, correction: 0)) { Distances = x => x[0].Variance(-1, correction: 0) },
        new("2-norm", 1, x => x[0].Norm(2, -1)) { Distances = x => x[0].Norm(2, -1) },
        new("1-norm", 1, x => x[0].Norm(1)) { Distances = x => x[0] },
        new("3-norm", 1, x => x[0].Norm(3, 0)) { Distances = x => x[0] },
        new("∞-norm", 1, x => x[0].Norm(double.PositiveInfinity)) { Distances = x =>
            Gaps([Tensor.Concatenate([[0], x[0].Abs().Reshape(-1)], 0)]) },
        new("log-sum-exp", 1, x => x[0].LogSumExp(-1)),
        new("softmax", 1, x => x[0].Softmax(-1)),
        new("log-softmax", 1, x => x[0].LogSoftmax(0)),
        new("running sums", 1, x => x[0].CumulativeSum(-1)),
        new("running products", 1, x => x[0].CumulativeProduct(0)),
        new("sort", 1, x => x[0].Sort(-1)) { Distances = Gaps },
        new("matmul", 2, x => x[0].MatMul(x[1])),
        new("matmul with the transpose", 2, x => x[0].MatMul(x[1], transposeOther: true)),
        new("dot", 2, x => x[0].Dot(x[1])),
        new("outer", 2, x => x[0].Outer(x[1])),
        new("einsum over rows", 2, x => Tensor.Einsum("…i,…i->…", x)),
        new("einsum of three", 3, x => Tensor.Einsum("ij,j…,i->…i", x)),
        new("trace", 1, x => x[0].Trace()),
    ];

    private static Op[] Arrangements() =>
    [
        new("broadcast", 1, x => x[0].BroadcastTo([2, .. x[0].Shape.Axes])),
        new("flatten", 1, x => x[0].Reshape(-1)),
        new("squeeze", 1, x => x[0].Squeeze()),
        new("unsqueeze", 1, x => x[0].Unsqueeze(-1)),
        new("transpose", 1, x => x[0].Transpose()),
        new("permute", 1, x => x[0].Permute([.. Enumerable.Range(0, x[0].Shape.Rank).Reverse()])),
        new("first", 1, x => x[0][0]),
        new("all but the last", 1, x => x[0][..^1]),
        new("last of last axis", 1, x => x[0][.., ^1]),
        new("backward by two", 1, x => x[0].Slice(-1, null, null, -2)),
        new("concatenate", 2, x => Tensor.Concatenate(x, 0)),
        new("stack", 2, x => Tensor.Stack(x, -1)),
        new("index select", 1, x => x[0].IndexSelect(0, [Extent(x[0].Shape, 0) - 1, 0, 0])),
        new("gather", 1, x => x[0].Gather(-1, Places(x[0].Shape, -1), x[0].Shape)),
        new("scatter-add", 2, x => x[0].ScatterAdd(0, Places(x[0].Shape, 0), x[0].Shape, x[1])),
        new("split", 1, x => Tensor.Concatenate([.. x[0].Split(2, -1).Reverse()], -1)),
        new("flip", 1, x => x[0].Flip(0)),
        new("pad", 1, x => x[0].Unsqueeze(0).Pad([(0, 1), .. Enumerable.Repeat((1, -1), x[0].Shape.Rank)], 0.5)),
        new("roll", 1, x => x[0].Roll(1, -1)),
        new("tile", 1, x => x[0].Tile(2)),
        new("windows", 1, x => x[0].Windows(-1, 2)),
        new("diagonal", 1, x => x[0].Diagonal(1)),
        new("lower triangle", 1, x => x[0].Tril()),
        new("upper triangle", 1, x => x[0].Triu(1)),
    ];

    /// <summary>The differences between neighbours in order of size: 0 at a tie.</summary>
    private static Tensor Gaps(Tensor[] x)
    {
        Tensor sorted = x[0].Reshape(-1).Sort(0);
        return sorted.Slice(0, 1, null) - sorted.Slice(0, null, -1);
    }

    /// <summary>An index for each element, with repetitions.</summary>
    private static int[] Places(Shape shape, int axis) =>
        [.. Enumerable.Range(0, shape.Count).Select(i => ((i * i) + 1) % Extent(shape, axis))];

    private static int Extent(Shape shape, int axis) => shape.Rank == 0 ? 1 : axis < 0 ? shape[^-axis] : shape[axis];
}
