using Tensor = Autograd.Tensor<double>;

namespace Autograd.Tests;

internal static partial class Contract
{
    internal static void Indexing(Tensor x, Tensor y, Tensor<float> w, int[] indices, (int, int)[] widths)
    {
        Tensor[] all =
        [
            x.IndexSelect(0, [2, 0, 2]), x.IndexSelect(axis: -1, indices), x.Gather(1, [0, 1], [2, 1]), x.Gather(-1, indices, y.Shape),
            x.ScatterAdd(0, [0, 1], [2, 1], y), x.ScatterAdd(axis: 0, indices, indexShape: y.Shape, source: 1),
            x.Flip(), x.Flip(0), x.Flip(0, -1), x.Flip([0, 1]), x.Roll(1, 0), x.Roll(shift: -2, axis: -1), x.Tile(2), x.Tile(2, 3),
            x.Tile([2, 3]),
            x.Pad([(1, 1)], 0), x.Pad([(0, -1), (2, 0)]), x.Pad(widths, 0.5), x.Pad([(1, 1)], double.NegativeInfinity),
            x.Windows(0, 3), x.Windows(-1, 3, 2), x.Windows(-1, 3, 2, 2), x.Windows(0, size: 3, stride: 2),
            x.Windows(axis: 0, 3, dilation: 2),
            .. x.Split(2, 0), .. x.Split(size: 2, axis: -1), .. x.Split([1, 2], 0), .. x.Split(indices, axis: 1),
        ];
        (Tensor first, Tensor[] parts) = (x.Split(2, 0)[0], x.Split([1, 2], 0));
        Tensor<float>[] singles = [w.Pad([(1, 1)], 0.5), w.IndexSelect(0, indices), w.Windows(0, 3), .. w.Split(1, 0)];
        _ = (all, first, parts, singles);
    }

    internal static void VectorsAndMatrices(Tensor x, Tensor y, Tensor z, Tensor[] list)
    {
        Tensor[] all =
        [
            x.Dot(y), x.Dot([1, 2, 3]), x.Outer(y), x.Outer([1, 2]), x.Trace(), x.Diagonal(), x.Diagonal(1), x.Diagonal(offset: -1),
            x.Tril(), x.Tril(1), x.Tril(k: -1), x.Triu(), x.Triu(1), x.Triu(k: -1),
            Tensor.Einsum("ij,jk->ik", x, y), Tensor.Einsum("ii", x), Tensor.Einsum("...ij,jk", x, y), Tensor.Einsum("…,…->…", x, 2),
            Tensor.Einsum("i,ij,j->", x, y, z), Tensor.Einsum("i,i", list), Tensor.Einsum("i,i", [x, y]), Tensor.Einsum("i,i", x, [1, 2]),
        ];
        _ = all;
    }
}
