using Tensor = Autograd.Tensor<double>;

namespace Autograd.Tests;

/// <summary>
/// Traced tensors: whoever follows a whole computation sees every operation on them, tracked or not. The check is to replay what was
/// recorded and to compare.
/// </summary>
public partial class TensorTests
{
    [Fact]
    public void AsTraced_OfAConstant_IsATracedLeafThatIsNotTracked()
    {
        Tensor c = [1, 2], traced = c.AsTraced();

        Assert.True(traced.IsTraced);
        Assert.False(traced.IsTracked);
        Assert.Null(traced.Operation);
        Assert.Equal([1, 2], traced.ToArray());
        Assert.False(c.IsTraced);
    }

    [Fact]
    public void AsTraced_OfAVariable_StaysTrackedAndKeepsItsName()
    {
        Tensor traced = Tensor.Variable([1, 2], "x").AsTraced();

        Assert.True(traced.IsTraced && traced.IsTracked);
        Assert.Equal("x", traced.Name);
        Assert.Equal([2, 2], (traced * 2).Sum().Backward()[traced].ToArray());
    }

    [Fact]
    public void Apply_TracedInput_RecordsEveryOperation()
    {
        Tensor x = Tensor.Constant([1, 2, 3]).AsTraced(), c = [4, 5, 6];
        Tensor mask = x > 2, masked = mask * c, y = Tensor.Select(mask, masked, c).Sum();
        Tensor[] results = [mask, masked, y, x + 1, x.Reshape(3, 1), x[0], x.Sum(), Tensor.Concatenate([c, x], 0), x.Detach()];
        foreach (Tensor result in results)
        {
            Assert.True(result.IsTraced);
            Assert.False(result.IsTracked);
            Assert.NotNull(result.Operation);
            Assert.NotEmpty(result.Inputs);
        }

        AssertReplays(y);
    }

    [Fact]
    public void Detach_WhileTraced_KeepsItsRecordAndIsNotDifferentiated()
    {
        Tensor x = Tensor.Variable(3).AsTraced(), detached = x.Detach(), y = x * detached;

        Assert.False(detached.IsTracked);
        Assert.True(detached.IsTraced);
        Assert.Equal("Detach", detached.Operation!.Name);
        Assert.Same(x, detached.Inputs.Single());
        Assert.Equal(3, y.Backward()[x].Item);
        AssertReplays(y);
    }

    [Fact]
    public void Backward_TracedGraph_ItsGradientIsTracedAndReplays()
    {
        Tensor x = Tensor.Variable([1, 2, 3]).AsTraced();
        Tensor y = ((x * x.Exp()) + x.Sin() + x.Tanh()).Sum() + x.LogSumExp();

        Tensor gradient = y.Backward()[x];
        Assert.True(gradient.IsTraced, "The gradient is not traced.");
        AssertReplays(gradient);
    }

    [Fact]
    public void Backward_TracedValueUsedManyTimes_ItsGradientReplays()
    {
        Tensor x = Tensor.Variable([1, 2]).AsTraced();
        Tensor y = ((x * x * x) + (x * 2) + x.Exp() + x.Sin()).Sum(); // x gets five contributions, which are added in place

        AssertReplays(y.Backward()[x]);
    }

    [Fact]
    public void Backward_TracedSlices_ItsGradientIsTracedAndReplays()
    {
        Tensor x = Tensor.Variable([1, 2, 3]).AsTraced();
        Tensor y = (x[0] * x[1]) + x[1..].Sum() + (x * x).Sum();

        Tensor gradient = y.Backward()[x];
        Assert.True(gradient.IsTraced, "The gradient is not traced.");
        AssertReplays(gradient);
    }

    [Fact]
    public void Differentiate_TracedPointThatIsNotTracked_ItsResultsAreTracedAndReplay()
    {
        Tensor x = Tensor.Constant([1, 2]).AsTraced(), v = Tensor.Constant([1, -1]).AsTraced();
        Tensor[] results =
        [
            Differentiate.Gradient(F, x), Differentiate.ValueAndGradient(F, x).Value, Differentiate.Jvp(F, x, v).Tangent,
            Differentiate.Vjp(x => x * x, x).Pullback(v), Differentiate.Jacobian(x => x.Exp(), x), Differentiate.Hessian(F, x),
            Differentiate.HessianVectorProduct(F, x, v),
        ];
        foreach (Tensor result in results)
        {
            Assert.True(result.IsTraced, "A derivative at a traced point is not traced.");
            Assert.False(result.IsTracked);
            AssertReplays(result);
        }

        static Tensor F(Tensor x) => (x * x * x).Sum();
    }

    /// <summary>Computes the tensor anew from the leaves of its record: another value means that something went by unrecorded.</summary>
    private static void AssertReplays(Tensor tensor)
    {
        var replayed = new Dictionary<Tensor, Tensor>();
        Naive.AssertSame($"{tensor.Operation?.Name} replayed", tensor.ToArray(), Replay(tensor));

        Tensor Replay(Tensor node)
        {
            if (node.Operation is null)
            {
                return Tensor.Constant(node.Values, node.Shape);
            }

            if (!replayed.TryGetValue(node, out Tensor? result))
            {
                replayed[node] = result = Tensor.Apply(node.Operation, [.. node.Inputs.Select(Replay)]);
            }

            return result;
        }
    }
}
