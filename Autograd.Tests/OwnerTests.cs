using Tensor = Autograd.Tensor<double>;

namespace Autograd.Tests;

/// <summary>Tensors that know whose value they are.</summary>
public class OwnerTests
{
    private readonly object holder = new();

    [Fact]
    public void Owner_OfAVariableOrAConstantThatWasMadeForSomebody_IsThat()
    {
        Tensor x = [1, 2], variable = x.AsVariable("w", holder), constant = variable.Detach("w", holder);

        Assert.Same(holder, variable.Owner);
        Assert.Same(holder, constant.Owner);
        Assert.Equal(("w", "w"), (variable.Name, constant.Name));
        Assert.Equal((true, false), (variable.IsTracked, constant.IsTracked));
        Assert.Equal([1, 2], constant.ToArray());
        Assert.NotSame(constant, constant.Detach("other", owner: null)); // a tensor of its own, unlike that of Detach()
        Assert.Equal("w", constant.Name);
    }

    [Fact]
    public void Owner_OfWhatWasComputedOrMadeForNobody_IsNull()
    {
        Tensor x = Tensor.Variable([1, 2]).AsVariable("w", holder);
        Tensor[] ownerless =
        [
            x.Exp(), x + x, Tensor.Stack([x, x, x], 0), x.Detach(), x.AsVariable(), Tensor.Ones([2]), x.Detach("x", null),
        ];
        Assert.All(ownerless, y => Assert.Null(y.Owner));
    }

    [Fact]
    public void Gradients_OfValuesThatCameAfterTheOutput_AreAnErrorForOwnedOnesOnly()
    {
        Tensor w = Tensor.Ones([2]).AsVariable("w", holder), y = w.Square().Sum();
        Tensor next = Tensor.Zeros([2]).AsVariable("w", holder), unused = Tensor.Zeros([2]).AsVariable("u");
        Gradients<double> gradients = y.Backward();

        Assert.Same(holder, Assert.Single(gradients.Variables).Owner);
        Assert.Equal([0, 0], gradients[unused].ToArray());
        string message = Assert.Throws<ArgumentException>(() => gradients[next]).Message;
        Assert.Contains("\"w\" was made after these gradients; read them before the step", message, StringComparison.Ordinal);
        message = Assert.Throws<ArgumentException>(() => gradients[w.Detach("w", holder)]).Message;
        Assert.Contains("frozen", message, StringComparison.Ordinal);
    }
}
