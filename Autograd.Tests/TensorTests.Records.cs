using Tensor = Autograd.Tensor<double>;

namespace Autograd.Tests;

/// <summary>What tensors say about where they come from.</summary>
public partial class TensorTests
{
    [Fact]
    public void Result_OfTrackedInputs_IsTrackedAndHoldsOperationAndInputs()
    {
        Tensor x = Tensor.Variable([1, 2], "x"), c = [3, 4];
        Tensor sum = x + c, product = sum * x, chosen = Tensor.Select(c > 3, x, sum);

        Assert.True(sum.IsTracked && product.IsTracked && chosen.IsTracked);
        Assert.Equal(("Add", "Multiply", "Select"), (sum.Operation!.Name, product.Operation!.Name, chosen.Operation!.Name));
        AssertSameTensors([x, c], sum.Inputs);
        AssertSameTensors([sum, x], product.Inputs);
        Assert.Equal(3, chosen.Inputs.Count);
        AssertSameTensors([x, sum], chosen.Inputs.Skip(1));
        Assert.Null(sum.Name);
    }

    [Fact]
    public void Result_OfConstants_RecordsNothing()
    {
        Tensor c = [3, 4], y = (c + 1).Exp().Sum();

        Assert.False(y.IsTracked);
        Assert.Null(y.Operation);
        Assert.Empty(y.Inputs);
    }

    [Fact]
    public void Result_OfManyInputs_HoldsAllInOrder()
    {
        Tensor[] parts = [.. Enumerable.Range(0, 5).Select(i => Tensor.Variable([i]))];

        AssertSameTensors(parts, Tensor.Concatenate(parts, 0).Inputs);
    }

    [Fact]
    public void Inputs_CallersArrayChangedLater_StayTheSame()
    {
        Tensor[] parts = [Tensor.Variable([1]), Tensor.Variable([2]), Tensor.Variable([3])];
        Tensor y = Tensor.Concatenate(parts, 0), first = parts[0];
        parts[0] = parts[2];

        Assert.Same(first, y.Inputs[0]);
    }

    [Fact]
    public void Masks_OfTrackedTensors_KeepOperationAndInputsButAreNotTracked()
    {
        Tensor x = Tensor.Variable([1, 2], "x"), y = [2, 1];
        (Tensor Mask, string Name)[] masks =
        [
            (x > y, "GreaterThan"), (x >= y, "GreaterThanOrEqual"), (x < y, "LessThan"), (x <= y, "LessThanOrEqual"),
            (x.GreaterThan(y), "GreaterThan"), (x.GreaterThanOrEqual(y), "GreaterThanOrEqual"), (x.LessThan(y), "LessThan"),
            (x.LessThanOrEqual(y), "LessThanOrEqual"), (x.EqualTo(y), "EqualTo"), (x.NotEqualTo(y), "NotEqualTo"),
        ];
        foreach ((Tensor mask, string name) in masks)
        {
            Assert.False(mask.IsTracked);
            Assert.Equal(name, mask.Operation!.Name);
            Assert.False(mask.Operation.IsDifferentiable);
            AssertSameTensors([x, y], mask.Inputs);
        }

        Assert.Null((y > 0).Operation);
        Assert.Throws<InvalidOperationException>(() => (x > y).Sum().Backward());
    }

    [Fact]
    public void Detach_TrackedTensorOrMask_CutsOperationAndInputs()
    {
        Tensor x = Tensor.Variable([1, 2]);
        foreach (Tensor tensor in new[] { x, x * 2, x > 1 })
        {
            Tensor detached = tensor.Detach();
            Assert.False(detached.IsTracked);
            Assert.Null(detached.Operation);
            Assert.Empty(detached.Inputs);
            Assert.Equal(tensor.ToArray(), detached.ToArray());
            Assert.Equal(tensor.Shape, detached.Shape);
        }
    }

    [Fact]
    public void Detach_InAProduct_IsAConstantFactor()
    {
        Tensor x = Tensor.Variable(3);

        Assert.Equal(3, (x * x.Detach()).Backward()[x].Item);
    }

    [Fact]
    public void AsVariable_OfAnything_IsANewVariableWithoutConnection()
    {
        Tensor x = Tensor.Variable([1, 2], "x");
        foreach (Tensor tensor in new[] { x, x * 2, x > 1, [1, 2] })
        {
            Tensor variable = tensor.AsVariable("v");
            Assert.True(variable.IsTracked);
            Assert.Null(variable.Operation);
            Assert.Empty(variable.Inputs);
            Assert.Equal("v", variable.Name);
            Assert.Equal(tensor.ToArray(), variable.ToArray());
            Assert.Equal([variable], variable.Sum().Backward().Variables);
            Assert.NotSame(tensor, variable);
        }

        Assert.Null(x.AsVariable().Name);
    }

    [Fact]
    public void Named_AnyTensor_IsTheVeryTensorWithTheName()
    {
        Tensor y = Tensor.Variable(1) * 2;

        Assert.Same(y, y.Named("y"));
        Assert.Equal("y", y.Name);
        Assert.Equal("z", y.Named("z").Name);
    }

    [Fact]
    public void Equality_IsByReference()
    {
        Tensor x = 1, same = x, other = 1;

        Assert.True(x == same);
        Assert.False(x == other);
        Assert.True(x != other);
        Assert.False(x.Equals(other));
    }

    [Fact]
    public void PlusEquals_GivesTheNameANewTensorAndLeavesTheOldOne()
    {
        Tensor x = [1, 2], old = x;
        x += 1;
        x *= 2;

        Assert.Equal([1, 2], old.ToArray());
        Assert.Equal([4, 6], x.ToArray());
    }

    [Fact]
    public void Convert_Constant_ChangesThePrecision()
    {
        Tensor<float> single = Tensor.Constant([0.1, 1e300, double.NaN, -0.0], [2, 2]).Convert<float>();

        Assert.Equal([2, 2], single.Shape);
        Assert.Equal([0.1f, float.PositiveInfinity, float.NaN, -0f], single.ToArray());
        Assert.Equal([0.1f, 2], Tensor<float>.Constant([0.1f, 2]).Convert<double>().ToArray());
        Assert.Equal([1, 2], Tensor.Constant([1, 2]).Convert<double>().ToArray());
    }

    [Fact]
    public void Convert_TrackedTensor_IsRefused()
    {
        Tensor x = Tensor.Variable([1, 2], "x");

        string message = Assert.Throws<InvalidOperationException>(() => x.Convert<float>()).Message;
        Assert.Contains("\"x\"", message);
        Assert.Contains("Detach()", message);
        Assert.Throws<InvalidOperationException>(() => (x * 2).Convert<double>());
        Assert.Equal([1f, 2f], x.Detach().Convert<float>().ToArray());
        Assert.Equal([0f, 1f], (x > 1).Convert<float>().ToArray());
    }

    [Fact]
    public void OldTensors_AfterManyUpdates_KeepTheirNumbers()
    {
        Tensor w = Tensor.Variable([1, 2]);
        var history = new List<(Tensor Tensor, double[] Before)>();
        for (int step = 0; step < 10; step++)
        {
            Tensor loss = (w * w).Sum(), gradient = loss.Backward()[w];
            history.AddRange([(w, w.ToArray()), (loss, loss.ToArray()), (gradient, gradient.ToArray())]);
            w = (w - (0.1 * gradient)).AsVariable();
        }

        Assert.All(history, entry => Assert.Equal(entry.Before, entry.Tensor.ToArray()));
        Assert.Equal(Math.Pow(0.8, 10), w.Values[0], 1e-12);
    }

    private static void AssertSameTensors(IEnumerable<Tensor> expected, IEnumerable<Tensor> actual)
    {
        Assert.Equal(expected.Count(), actual.Count());
        Assert.All(expected.Zip(actual), pair => Assert.Same(pair.First, pair.Second));
    }
}
