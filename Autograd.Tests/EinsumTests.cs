using Autograd.Tests.Primitives;
using FsCheck.Xunit;
using Tensor = Autograd.Tensor<double>;

namespace Autograd.Tests;

/// <summary>Einstein's summation against one loop over all values of all labels.</summary>
public class EinsumTests
{
    [Property(MaxTest = 1000, Arbitrary = [typeof(EinsumCase)])]
    public void Einsum_RandomEquation_IsTheNaiveSumWithItsDerivatives(EinsumCase einsum)
    {
        var random = new Random(einsum.Equation.Length);
        var form = new EinsumForm(einsum.Expanded);
        Tensor[] xs = [.. einsum.Shapes.Select((shape, i) => Naive.Integers(random, shape).AsVariable($"x{i}"))];
        double[][] numbers = [.. xs.Select(x => x.ToArray())];
        Tensor y = Tensor.Einsum(einsum.Equation, xs), u = Naive.Integers(random, y.Shape);

        Assert.Equal(form.ResultShape(einsum.Shapes), y.Shape);
        Naive.AssertSame("value", form.Value(numbers, einsum.Shapes), y);
        double[][,] jacobians = form.Jacobians(numbers, einsum.Shapes);
        Tensor[] vs = [.. xs.Select(x => Naive.Integers(random, x.Shape))];
        var tangent = new double[y.Shape.Count];
        Tensor[] gradients = Differentiate.GradientsOf(y, xs, u), recorded = Differentiate.GradientsOf(y, xs, u, createGraph: true);
        for (int i = 0; i < xs.Length; i++)
        {
            var gradient = new double[numbers[i].Length];
            for (int o = 0; o < tangent.Length; o++)
            {
                for (int k = 0; k < gradient.Length; k++)
                {
                    gradient[k] += jacobians[i][o, k] * u.Values[o];
                    tangent[o] += jacobians[i][o, k] * vs[i].Values[k];
                }
            }

            Naive.AssertSame($"gradient of operand {i}", gradient, gradients[i]);
            Naive.AssertSame($"recorded gradient of operand {i}", gradient, recorded[i]);
        }

        Naive.AssertSame("tangent", tangent, Differentiate.Jvp(inputs => Tensor.Einsum(einsum.Equation, inputs), xs, vs).Tangent);
    }

    [Fact]
    public void Einsum_ListedEquations_AreTheOperationsTheyStandFor()
    {
        var random = new Random(51);
        Tensor v = Naive.Integers(random, [3]), a = Naive.Integers(random, [2, 3]), b = Naive.Integers(random, [3, 4]);
        Tensor square = Naive.Integers(random, [3, 3]), batch = Naive.Integers(random, [2, 5, 3]);
        Tensor queries = Naive.Integers(random, [2, 2, 4, 3]), keys = Naive.Integers(random, [2, 2, 5, 3]);
        (Tensor Expected, Tensor Actual)[] pairs =
        [
            (a.MatMul(b), Tensor.Einsum("ij,jk->ik", a, b)), (a.MatMul(b), Tensor.Einsum("ij,jk", a, b)),
            (a.MatMul(b), Tensor.Einsum(" i j , j k -> i k ", a, b)),
            (a.MatMul(b).T, Tensor.Einsum("ij,jk->ki", a, b)), (a.T, Tensor.Einsum("ba", a)), (a.T, Tensor.Einsum("bA", a)),
            (a, Tensor.Einsum("ab", a)),
            (a.Sum(), Tensor.Einsum("ij->", a)), (a.Sum(0), Tensor.Einsum("ij->j", a)), (square.Trace(), Tensor.Einsum("ii", square)),
            (square.Diagonal(), Tensor.Einsum("ii->i", square)), (v.Outer(v), Tensor.Einsum("i,j", v, v)),
            (v.Dot(v), Tensor.Einsum("i,i", v, v)),
            (v * v * v, Tensor.Einsum("i,i,i->i", v, v, v)), (2 * a, Tensor.Einsum(",ij", 2, a)), (6, Tensor.Einsum(",", 2, 3)),
            (2, Tensor.Einsum("", 2)),
            (v.Dot(square.MatMul(v)), Tensor.Einsum("i,ij,j", v, square, v)), (batch.MatMul(b), Tensor.Einsum("...ij,jk", batch, b)),
            (batch.MatMul(b), Tensor.Einsum("…j,jk->…k", batch, b)), (batch.Sum(-1), Tensor.Einsum("...i->...", batch)),
            (queries.MatMul(keys, transposeOther: true), Tensor.Einsum("bhqd,bhkd->bhqk", queries, keys)),
            (a * v, Tensor.Einsum("...,...", a, v)),
        ];
        foreach ((Tensor expected, Tensor actual) in pairs)
        {
            Assert.Equal(expected.Shape, actual.Shape);
            Assert.Equal(expected.ToArray(), actual.ToArray());
        }
    }

    [Fact]
    public void Einsum_MatricesAsTheyLie_IsOneMatrixProductWithoutACopy()
    {
        Tensor x = Tensor.Ones([2, 3, 4]).AsVariable(), y = Tensor.Ones([2, 5, 4]).AsVariable();

        Assert.DoesNotContain("Permute", Tensor.Einsum("bij,bkj->bik", x, y).Listing());
        Assert.DoesNotContain("Permute", Tensor.Einsum("bji,bki->bjk", x, y).Listing());
        Assert.DoesNotContain("Permute", Tensor.Einsum("bji,bjk->bik", x, Tensor.Ones([2, 3, 5])).Listing());
        Assert.DoesNotContain("Permute", Tensor.Einsum("bij,bij->", x, x).Listing());
        Assert.DoesNotContain("Multiply", Tensor.Einsum("bij,bkj->bik", x, y).Listing());
        Assert.Contains("MatMul", Tensor.Einsum("bij,bkj->bik", x, y).Listing());
    }

    [Fact]
    public void Einsum_SameTensorTwice_HasBothGradientsAndTheHessian()
    {
        Tensor x = Tensor.Constant([1, 2, 3, 4], [2, 2]);
        Func<Tensor, Tensor> f = x => Tensor.Einsum("ij,kj->", x, x); // Σⱼ (column sum)², and so ∂f/∂xᵢⱼ is twice the sum of column j

        Assert.Equal([8, 12, 8, 12], Differentiate.Gradient(f, x).ToArray());
        Assert.Equal([2, 0, 2, 0, 0, 2, 0, 2, 2, 0, 2, 0, 0, 2, 0, 2], Differentiate.Hessian(f, x).ToArray());
        Assert.Equal([8f, 12, 8, 12], Differentiate.Gradient(x => Tensor<float>.Einsum("ij,kj->", x, x), x.Convert<float>()).ToArray());
    }
}
