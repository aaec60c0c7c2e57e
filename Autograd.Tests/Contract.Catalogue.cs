using Autograd;
using Tensor = Autograd.Tensor<double>;

namespace Tests;

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
            x.Exp(), x.Log(), x.Sqrt(), x.Square(), x.Abs(), x.Sign(), x.Sin(), x.Cos(), x.Sinh(), x.Cosh(), x.Tanh(),
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
            x.LogSumExp([-1], keepDims: true), x.Softmax(-1), x.Softmax(axis: 0),
        ];
        _ = all;
    }

    internal static void LinearAlgebra(Tensor x, Tensor y, Tensor<float> w)
    {
        Tensor[] all =
        [
            x.MatMul(y), x.MatMul([1, 2, 3]), x.MatMul(y, transposeThis: true), x.MatMul(y, transposeOther: true), x.Transpose(), x.T,
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
