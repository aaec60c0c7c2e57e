using Tensor = Autograd.Tensor<double>;

namespace Autograd.Tests;

/// <summary>Where one part of the engine could leak into another: arguments, traces, captured tensors, applied operations.</summary>
public class IsolationTests
{
    [Fact]
    public void NestedDerivative_OfACubic_IsAConstantWhereNothingOutsideIsTracked()
    {
        Tensor x = Tensor.Constant([1, 2, 3]);
        static Tensor Cubes(Tensor y) => (y * y * y).Sum();

        Assert.False(Differentiate.Gradient(x => Differentiate.Gradient(Cubes, x).Sum(), x).IsTracked);
        Assert.False(Differentiate.Jacobian(x => Differentiate.Jacobian(y => y * y * y, x), x).IsTracked);
        Assert.False(Differentiate.Hessian(x => (Differentiate.Gradient(Cubes, x) * x).Sum(), x).IsTracked);
    }

    [Fact]
    public void Variables_AfterDifferentiate_AreThoseOfTheUserAlone()
    {
        Tensor v = Tensor.Variable([3]), w = Tensor.Variable([2]), constant = Tensor.Constant([5]);

        Gradients<double> value = Differentiate.ValueAndGradient(x => (x * x).Sum(), v).Value.Backward();
        Assert.Equal([v], value.Variables);
        Assert.Equal([6], value[v].ToArray());
        Gradients<double> penalty = Differentiate.Gradient(x => (w * x * x).Sum(), constant).Square().Sum().Backward();
        Assert.Equal([w], penalty.Variables); // (2wx)², whose derivative by w is 8wx²
        Assert.Equal([400], penalty[w].ToArray());
    }

    [Fact]
    public void Gradients_OfAResultOfDifferentiate_DoNotKeepTheGraphOfItsArgument()
    {
        (Gradients<double> gradients, WeakReference deep) = Make();

        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        Assert.False(deep.IsAlive, "The argument of the function is still alive.");
        GC.KeepAlive(gradients);

        [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
        static (Gradients<double>, WeakReference) Make()
        {
            Tensor deep = Tensor.Variable([1]).Exp();
            return (Differentiate.ValueAndGradient(x => (x * x).Sum(), deep).Value.Backward(), new WeakReference(deep));
        }
    }

    [Fact]
    public void RecordedGradient_ReplayedAtAnotherPoint_IsTheGradientThere()
    {
        Tensor x = Tensor.Variable([1, 2, 3]), other = [10, 20, 30];
        Tensor gradient = ((x[0] * x[1]) + x[1..].Sum() + (x * x).Sum()).Backward(createGraph: true)[x];

        Assert.Equal([40, 51, 61], Replay(gradient).ToArray());

        Tensor Replay(Tensor node) => node == x ? other
            : node.Operation is null ? node
            : Tensor.Apply(node.Operation, [.. node.Inputs.Select(Replay)]);
    }

    [Fact]
    public void Rule_ThatCapturesATrackedTensor_IsAnErrorThatNamesThePrimitive()
    {
        Tensor x = Tensor.Variable(1), scale = Tensor.Variable(2), y = Tensor.Apply(new Captures(scale), x);

        string message = Assert.Throws<InvalidOperationException>(() => y.Backward()).Message;
        Assert.Contains("Captures", message);
        Assert.Contains("make it an input", message);
        Assert.Throws<InvalidOperationException>(() => Differentiate.Jvp<double>(x => Tensor.Apply(new Captures(scale), x), 1, 1));
    }

    [Fact]
    public void Apply_WrongNumberOfInputs_IsAnErrorThatNamesThePrimitive()
    {
        Tensor x = [1, 2];
        Primitive<double> exp = x.AsVariable().Exp().Operation!, add = (x.AsVariable() + 1).Operation!;
        Primitive<double> sum = x.AsVariable().Sum().Operation!;

        Assert.Contains("Exp takes 1 input, but there are 2", Assert.Throws<ArgumentException>(() => Tensor.Apply(exp, x, x)).Message);
        Assert.Contains("Add takes 2 inputs, but there is 1", Assert.Throws<ArgumentException>(() => Tensor.Apply(add, x)).Message);
        Assert.Contains("Sum takes 1 input, but there are 0", Assert.Throws<ArgumentException>(() => Tensor.Apply(sum)).Message);
    }

    [Fact]
    public void Apply_OfARecordedProductToOtherFactors_ChecksTheirSizes()
    {
        Primitive<double> product = Tensor.Variable(new double[2, 3]).MatMul(Tensor.Ones([3, 2])).Operation!;

        var error = Assert.Throws<ShapeException>(() => Tensor.Apply(product, Tensor.Ones([2, 3]), Tensor.Ones([5, 2])));
        Assert.Contains("3 ≠ 5", error.Message);
    }

    [Theory]
    [InlineData(5, 1)]
    [InlineData(double.NaN, 1)]
    [InlineData(0, double.PositiveInfinity)]
    public void Uniform_BoundsThatAreNone_AreAnError(double low, double high) =>
        Assert.Contains("Uniform", Assert.Throws<ArgumentException>(() => Tensor.Uniform(new Random(1), [2], low, high)).Message);

    [Fact]
    public void Normal_NegativeDeviation_IsAnError() =>
        Assert.Contains("Normal", Assert.Throws<ArgumentException>(() => Tensor.Normal(new Random(1), [2], 0, -1)).Message);

    [Fact]
    public void ElementwiseDerivative_NullOrOfAWrongShape_IsAnErrorThatNamesThePrimitive()
    {
        Tensor x = Tensor.Variable([1, 2, 3]);

        Assert.Contains("Gives: its derivative is null", Error(null));
        Assert.Contains("Gives: its derivative has shape (3, 1)", Error(Tensor.Ones([3, 1])));

        string Error(Tensor? derivative) => Record.Exception(() => Tensor.Apply(new Gives(derivative), x).Sum().Backward())!.Message;
    }

    private sealed class Captures(Tensor scale) : ElementwiseUnary<double>
    {
        protected override void Compute(ReadOnlySpan<double> x, Span<double> y) => x.CopyTo(y);

        protected override Tensor Derivative(Tensor x, Tensor y) => scale;
    }

    private sealed class Gives(Tensor? derivative) : ElementwiseUnary<double>
    {
        protected override void Compute(ReadOnlySpan<double> x, Span<double> y) => x.CopyTo(y);

        protected override Tensor Derivative(Tensor x, Tensor y) => derivative!;
    }
}
