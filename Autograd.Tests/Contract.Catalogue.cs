using Tensor = Autograd.Tensor<double>;

namespace Autograd.Tests;

internal static partial class Contract
{
    internal static void Arithmetic(Tensor x, Tensor y, Tensor<float> w)
    {
        Tensor[] all =
        [
            x + y, x - y, x * y, x / y, -x, x + 1, 2 * x, x - 0.5, 1 / x, x * [1, 2, 3],
            x.Pow(2), x.Pow(0.5), x.Pow(y), x.Pow([1, 2, 3]), Tensor.Pow(2, x), Tensor.Pow(0.5, x),
            x.Clamp(), x.Clamp(0), x.Clamp(0, 1), x.Clamp(low: 0), x.Clamp(high: 0.5), x.Clamp(-0.5, 0.5),
            Tensor.Maximum(x, y), Tensor.Maximum(x, 0), Tensor.Minimum(x, y), Tensor.Minimum(0.5, x),
        ];
        Tensor<float>[] singles =
        [
            w + 0.1, 2 * w, w - 0.5, 1.5 / w, -w, w * 0.1f, w.Pow(0.5), w.Pow(0.5f), Tensor<float>.Pow(0.5, w), w.Clamp(0, 0.5),
            Tensor<float>.Maximum(w, 0.1), Tensor<float>.Select(w > 0.5, w, 0.1),
        ];
        x += 1;
        x *= y;
        _ = (all, singles, x);
    }

    internal static void ElementByElement(Tensor x, Tensor y)
    {
        Tensor[] functions =
        [
            x.Exp(), x.ExpM1(), x.Exp2(), x.Log(), x.LogP1(), x.Log2(), x.Log10(), x.Sqrt(), x.ReciprocalSqrt(), x.Reciprocal(), x.Square(),
            x.Abs(), x.Sign(), x.Floor(), x.Ceiling(), x.Round(), x.Truncate(), x.Sin(), x.Cos(), x.Tan(), x.Asin(), x.Acos(), x.Atan(),
            x.Sinh(), x.Cosh(), x.Tanh(), x.TanhP1(), x.Asinh(), x.Acosh(), x.Atanh(), x.Erf(), x.Erfc(),
            x.Remainder(y), x.Remainder(2), Tensor.Atan2(y, x), Tensor.Atan2(1, x), Tensor.Hypot(x, y), Tensor.Hypot(x, 1),
            Tensor.LogAddExp(x, y), Tensor.LogAddExp(0, x), Tensor.Lerp(x, y, 0.5), Tensor.Lerp(x, 1, y), Tensor.XLogY(x, y),
                Tensor.XLogY(2, y), Tensor.Chain(x, y), Tensor.Chain(x, 1),
        ];
        Tensor[] masks =
        [
            x.EqualTo(y), x.NotEqualTo(0), x.GreaterThan(y), x.GreaterThanOrEqual(0.5), x.LessThan(1), x.LessThanOrEqual(y),
            x > y, x >= 0, x < 0.5, x <= y, 0 < x, 1 >= x,
        ];
        Tensor[] choices = [Tensor.Select(x > 0, x, y), Tensor.Select(x <= 0, 0, x), Tensor.Select(x.EqualTo(1), 0.5, x)];
        _ = (functions, masks, choices);
    }

    internal static void Reductions(Tensor x)
    {
        int[] axes = [0, 1];
        Tensor[] all =
        [
            x.Sum(), x.Sum(0), x.Sum(-1, true), x.Sum(0, keepDims: true), x.Sum([]), x.Sum([0, 1]), x.Sum([-1], keepDims: true),
            x.Sum(axes),
            x.Mean(), x.Mean(0), x.Mean(-1, true), x.Mean(0, keepDims: true), x.Mean([]), x.Mean([0, 1]), x.Mean([-1], keepDims: true),
            x.Max(), x.Max(0), x.Max(-1, true), x.Max(0, keepDims: true), x.Max([]), x.Max([0, 1]), x.Max([-1], keepDims: true),
            x.Min(), x.Min(0), x.Min(-1, true), x.Min(0, keepDims: true), x.Min([]), x.Min([0, 1]), x.Min([-1], keepDims: true),
            x.LogSumExp(), x.LogSumExp(0), x.LogSumExp(-1, true), x.LogSumExp(0, keepDims: true), x.LogSumExp([]), x.LogSumExp([0, 1]),
            x.LogSumExp([-1], keepDims: true), x.Softmax(-1), x.Softmax(axis: 0), x.LogSoftmax(-1), x.LogSoftmax(axis: 0),
            x.Product(), x.Product(0), x.Product(-1, true), x.Product(0, keepDims: true), x.Product([]), x.Product([0, 1]),
                x.Product([-1], keepDims: true),
            x.Variance(), x.Variance(correction: 0), x.Variance(0), x.Variance(-1, true), x.Variance(0, keepDims: true, correction: 0),
            x.Variance([0, 1]), x.Variance(axes, correction: 0), x.Variance([-1], keepDims: true),
            x.StandardDeviation(), x.StandardDeviation(correction: 0), x.StandardDeviation(0), x.StandardDeviation(-1, true),
            x.StandardDeviation(0, correction: 0), x.StandardDeviation([0, 1]), x.StandardDeviation(axes, keepDims: true, correction: 0),
            x.Norm(), x.Norm(1), x.Norm(p: double.PositiveInfinity), x.Norm(2, 0), x.Norm(2, axis: -1, keepDims: true), x.Norm(1, [0, 1]),
            x.Norm(0, axes, keepDims: true),
            x.CumulativeSum(0), x.CumulativeSum(axis: -1), x.CumulativeProduct(0), x.CumulativeProduct(axis: -1), x.Sort(0),
                x.Sort(axis: -1),
        ];
        int[] positions = [.. x.ArgMax(0), .. x.ArgMax(axis: -1), .. x.ArgMin(0), .. x.ArgMin(axis: -1)];
        _ = (all, positions);
    }

    internal static void LinearAlgebra(Tensor x, Tensor y, Tensor<float> w)
    {
        Tensor[] all =
        [
            x.MatMul(y), x.MatMul([1, 2, 3]), x.MatMul(y, transposeThis: true), x.MatMul(y, transposeOther: true), x.Transpose(), x.T,
            x.CosineSimilarity(y), x.CosineSimilarity(y, -1), x.CosineSimilarity(1, axis: 0, epsilon: 1e-6),
            x.T.MatMul(y), x.Transpose(0, -1), x.Permute(1, 0), x.Permute([1, 0]), x.Permute(),
        ];
        _ = (all, w.T);
    }

    internal static void ShapesOfTensors(Tensor x, Tensor y, int i)
    {
        Tensor[] list = [x, y];
        Tensor[] all =
        [
            x.Reshape(2, 3), x.Reshape(-1), x.Reshape(), x.Reshape(2, -1), x.Reshape(y.Shape.Axes), x.BroadcastTo([2, 3]),
            x.BroadcastTo(y.Shape),
            x.Squeeze(), x.Squeeze(0), x.Squeeze(-1), x.Unsqueeze(0), x.Unsqueeze(-1),
            x.Slice(0, 1, 3), x.Slice(-1, null, null, -1), x.Slice(axis: 0, start: 1, stop: null), x.Slice(0, null, -1, step: 2),
            x[0], x[-1], x[^1], x[i], x[1..3], x[..], x[..^1], x[i..], x[i..^i], x[0, 1], x[.., ^1], x[0, .., 1..2], x[.., i, ^i..],
            Tensor.Concatenate([x, y], 0), Tensor.Concatenate(list, axis: -1), Tensor.Concatenate([x, [1, 2]], 0),
            Tensor.Concatenate([.. list, x], 0),
            Tensor.Stack([x, y], 0), Tensor.Stack(list, axis: -1), Tensor.Stack([x, 1, 0.5], 0),
        ];
        _ = all;
    }
}
