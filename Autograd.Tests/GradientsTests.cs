using Tensor = Autograd.Tensor<double>;

namespace Autograd.Tests;

public class GradientsTests
{
    private static readonly Tensor X = Tensor.Variable([1, 2], "x"), Y = Tensor.Variable([3, 4], "y");
    private static readonly Tensor Unused = Tensor.Variable([5, 6], [2, 1]);

    [Fact]
    public void Lookup_OfAVariable_IsItsGradient()
    {
        Gradients<double> gradients = (X * Y).Sum().Backward();

        Assert.Equal([3, 4], gradients[X].ToArray());
        Assert.Equal([1, 2], gradients[Y].ToArray());
        Assert.True(gradients.Contains(X) && gradients.Contains(Y));
    }

    [Fact]
    public void Lookup_OfAnUnusedVariable_IsZerosOfItsShape()
    {
        Tensor scalar = Tensor.Variable(3);
        Gradients<double> gradients = X.Sum().Backward();

        Assert.Equal([2, 1], gradients[Unused].Shape);
        Assert.Equal([0, 0], gradients[Unused].ToArray());
        Assert.Equal([], gradients[scalar].Shape);
        Assert.False(gradients.Contains(Unused));
        Assert.False(gradients.Contains(scalar));
    }

    [Fact]
    public void Lookup_OfAVariableWithTheSameValues_IsNotThatOfTheOther()
    {
        Tensor twin = X.AsVariable("x");

        Assert.Equal([0, 0], X.Sum().Backward()[twin].ToArray());
    }

    [Fact]
    public void Lookup_OfAConstant_IsAnErrorThatSaysWhatWouldHaveWorked()
    {
        Gradients<double> gradients = (X * 2).Sum().Backward();

        Assert.Equal("\"c\" is a constant; make it with Variable or AsVariable.", Message(Tensor.Constant([1, 2]).Named("c")));
        Assert.Contains("(1, 2)", Message(Tensor.Zeros([1, 2])));
        Assert.Contains("is a constant; make it with Variable or AsVariable", Message(Tensor.Zeros([1, 2])));
        Assert.Contains("is a constant", Message(X.Detach()));
        Assert.Contains("is a constant", Message(X > 1));
        Assert.False(gradients.Contains(Tensor.Zeros([1, 2])));
        Assert.Throws<ArgumentNullException>(() => gradients[null!]);
        Assert.Throws<ArgumentNullException>(() => gradients.Contains(null!));

        string Message(Tensor x) => Assert.Throws<ArgumentException>(() => gradients[x]).Message;
    }

    [Fact]
    public void Lookup_OfAnInteriorTensor_IsAnErrorThatSaysWhatWouldHaveWorked()
    {
        Tensor inner = X.Exp(), named = (X * 2).Named("twice");
        Gradients<double> gradients = (inner + named).Sum().Backward();

        string message = Assert.Throws<ArgumentException>(() => gradients[inner]).Message;
        string other = Assert.Throws<ArgumentException>(() => gradients[named]).Message;
        Assert.Contains("interior", message);
        Assert.Contains("(2)", message);
        Assert.Contains("Exp", message);
        Assert.Contains("keepInterior: true", message);
        Assert.Contains("GradientsOf", message);
        Assert.Contains("\"twice\"", other);
        Assert.False(gradients.Contains(inner));
    }

    [Fact]
    public void Lookup_OfAnInteriorTensorWithKeepInterior_IsItsGradientOrZeros()
    {
        Tensor inner = X.Exp(), elsewhere = X.Sin();
        Gradients<double> gradients = inner.Sum().Backward(keepInterior: true);

        Assert.Equal([1, 1], gradients[inner].ToArray());
        Assert.True(gradients.Contains(inner));
        Assert.Equal([0, 0], gradients[elsewhere].ToArray());
        Assert.False(gradients.Contains(elsewhere));
    }

    [Fact]
    public void Lookup_OfAVariableInsideADifferentiatedFunction_WorksAtEveryLevel()
    {
        // The same function of x, differentiated by Backward with createGraph, inside Differentiate: d/dx of 3x² is 6x.
        static Tensor Slope(Tensor x) => (x * x * x).Backward(createGraph: true)[x];

        Assert.Equal(12, Differentiate.Gradient(Slope, Tensor.Constant(2)).Item);
        Assert.Equal(12, Differentiate.Gradient(Slope, Tensor.Variable(2)).Item);
        Assert.Equal(6, Differentiate.Gradient(x => Differentiate.Gradient(Slope, x), Tensor.Constant(2)).Item);
    }

    [Fact]
    public void Variables_OfASweep_AreThoseReachedInOrderOfCreation()
    {
        Tensor a = Tensor.Variable(1), b = Tensor.Variable(2), c = Tensor.Variable(3), d = Tensor.Variable(4);

        Assert.Equal([a, b, d], (d * (b + a)).Backward().Variables);
        Assert.Equal([c], (c * 2).Backward().Variables);
        Assert.Equal([a, b, c, d], ((c + d) * a * b).Backward(keepInterior: true, createGraph: true).Variables);
    }

    [Fact]
    public void Variables_ReachedOnlyThroughAMask_AreContained()
    {
        Tensor mask = Tensor.Variable([0, 1]);
        Gradients<double> gradients = Tensor.Select(mask, X, 0).Sum().Backward();

        Assert.All(gradients.Variables, v => Assert.True(gradients.Contains(v), $"{v.Name ?? "mask"} is not contained."));
        Assert.Equal([0, 0], gradients[mask].ToArray());
    }

    [Fact]
    public void Map_Function_ReplacesEveryGradientAndLeavesTheOldOnes()
    {
        Gradients<double> gradients = (X * Y * 10).Sum().Backward(), clipped = gradients.Map(g => g.Clamp(-25, 25));

        Assert.Equal([25, 25], clipped[X].ToArray());
        Assert.Equal([10, 20], clipped[Y].ToArray());
        Assert.Equal([30, 40], gradients[X].ToArray());
        Assert.Equal([X, Y], clipped.Variables);
        Assert.Equal([0, 0], clipped[Unused].ToArray());
        Assert.False(clipped.Contains(Unused));
    }

    [Fact]
    public void Map_ToAnotherShape_IsAnError()
    {
        Gradients<double> gradients = (X * Y).Sum().Backward();

        string message = Assert.Throws<ShapeException>(() => gradients.Map(g => g.Sum())).Message;
        Assert.Contains("Gradients.Map", message);
        Assert.Contains("()", message);
        Assert.Contains("(2)", message);
        Assert.Throws<ArgumentNullException>(() => gradients.Map(null!));
    }

    [Fact]
    public void Map_OfSomeTensors_LeavesTheGradientsOfOthers()
    {
        Tensor inside = X * Y;
        Gradients<double> gradients = (inside * 10).Sum().Backward(keepInterior: true);
        Gradients<double> mapped = gradients.Map(g => -g, Y, inside, Unused);

        Assert.Equal([30, 40], mapped[X].ToArray());
        Assert.Equal([-10, -20], mapped[Y].ToArray());
        Assert.Equal([-10, -10], mapped[inside].ToArray());
        Assert.Equal([0, 0], mapped[Unused].ToArray());
        Assert.False(mapped.Contains(Unused));
        Assert.Equal([10, 20], gradients[Y].ToArray());
        Assert.Same(gradients[X], mapped[X]);
    }

    [Fact]
    public void Map_OfATensorThatHasNoGradient_IsAnErrorThatSaysWhy()
    {
        Gradients<double> gradients = (X * Y).Sum().Backward();
        Tensor constant = Tensor.Ones([2]).Named("c"), late = Tensor.Variable([1, 2], "late"), inside = X * Y;

        Assert.Contains("\"c\" is a constant", Assert.Throws<ArgumentException>(() => gradients.Map(g => g, X, constant)).Message);
        Assert.Contains("\"late\" was made after", Assert.Throws<ArgumentException>(() => gradients.Map(g => g, late)).Message);
        Assert.Throws<ArgumentException>(() => gradients.Map(g => g, inside));
        Assert.Throws<ArgumentNullException>(() => gradients.Map(g => g, (Tensor)null!));
        Assert.Throws<ArgumentNullException>(() => gradients.Map(null!, X));
        Assert.Throws<ShapeException>(() => gradients.Map(g => g.Sum(), X));
    }

    [Fact]
    public void SumOfTwo_OfDifferentVariables_HasAllOfThem()
    {
        Tensor z = Tensor.Variable([7, 8]);
        Gradients<double> first = (X * Y).Sum().Backward(), second = (Y * z).Sum().Backward(), sum = first + second;

        Assert.Equal([3, 4], sum[X].ToArray());
        Assert.Equal([8, 10], sum[Y].ToArray());
        Assert.Equal([3, 4], sum[z].ToArray());
        Assert.Equal([X, Y, z], sum.Variables);
        Assert.Equal([X, Y, z], (second + first).Variables);
        Assert.Equal([1, 2], first[Y].ToArray());
        Assert.True(sum.Contains(X) && sum.Contains(z) && !sum.Contains(Unused));
    }

    [Fact]
    public void Average_OfTwoBatches_IsTheGradientOfTheMean()
    {
        Tensor w = Tensor.Variable([1, -1]);
        Tensor LossOf(Tensor batch) => batch.MatMul(w).Square().Mean();
        Tensor all = Tensor.Constant([1, 2, 3, 4, 5, 6, 7, 9], [4, 2]);

        Gradients<double> average = (LossOf(all[..2]).Backward() + LossOf(all[2..]).Backward()) * 0.5;
        Naive.AssertClose("average", LossOf(all).Backward()[w].ToArray(), average[w]);
    }

    [Fact]
    public void Interior_OfASum_IsKeptOnlyIfBothKeptIt()
    {
        Tensor inner = X * 2;
        Gradients<double> kept = inner.Sum().Backward(keepInterior: true), dropped = inner.Sum().Backward();

        Assert.Equal([2, 2], (kept + kept)[inner].ToArray());
        Assert.Equal([3, 3], (kept * 3)[inner].ToArray());
        Assert.Throws<ArgumentException>(() => (dropped + dropped)[inner]);
        Assert.Throws<ArgumentException>(() => (kept + dropped)[inner]); // half of it is missing
        Assert.Throws<ArgumentException>(() => (dropped + kept)[inner]);
        Assert.Throws<ArgumentException>(() => (dropped * 2)[inner]);
    }

    [Fact]
    public void NullOperands_AreErrors()
    {
        Gradients<double> gradients = X.Sum().Backward();

        Assert.Throws<ArgumentNullException>(() => gradients + null!);
        Assert.Throws<ArgumentNullException>(() => null! + gradients);
        Assert.Throws<ArgumentNullException>(() => (Gradients<double>)null! * 2);
    }

    [Fact]
    public void RecordedGradients_MappedAndAdded_StayDifferentiable()
    {
        Tensor x = Tensor.Variable(3);
        Gradients<double> gradients = (x * x * x).Backward(createGraph: true), combined = (gradients + gradients).Map(g => g * g) * 0.5;

        Tensor y = combined[x]; // ½(6x²)² = 18x⁴
        Assert.Equal(18 * 81, y.Item);
        Assert.Equal(72 * 27, y.Backward()[x].Item);
    }

    [Fact]
    public void Gradients_OfAnOrdinarySweep_AreConstants()
    {
        Gradients<double> gradients = (X * Y.Exp()).Sum().Backward(keepInterior: true);

        Assert.All(gradients.Variables, variable => Assert.False(gradients[variable].IsTracked));
        Assert.All(gradients.Variables, variable => Assert.Null(gradients[variable].Operation));
    }
}
