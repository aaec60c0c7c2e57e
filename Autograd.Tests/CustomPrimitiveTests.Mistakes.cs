using Tensor = Autograd.Tensor<double>;

namespace Autograd.Tests;

public partial class CustomPrimitiveTests
{
    private static readonly Tensor X = Tensor.Variable([1, 2, 3, 4, 5, 6], [2, 3], "x");

    [Fact]
    public void ReverseRule_OfAWrongShape_IsAnErrorThatNamesThePrimitive()
    {
        (string Name, Primitive<double> Primitive)[] wrong =
        [
            ("WrongRules", new WrongRules([2])), ("WrongRules", new WrongRules([])), ("WrongRules", new WrongRules([1, 3])),
            ("WrongTranspose", new WrongTranspose()),
            ("WrongElementwise", new WrongElementwise([4])), ("WrongElementwise", new WrongElementwise([2, 2, 3])),
        ];
        foreach ((string name, Primitive<double> primitive) in wrong)
        {
            foreach (bool createGraph in new[] { false, true })
            {
                Tensor y = Tensor.Apply(primitive, X);
                string message = Assert.Throws<ShapeException>(() => y.Backward(Tensor.Ones([2, 3]), createGraph)).Message;
                Assert.Contains(name, message);
                Assert.Contains("Vjp", message);
                Assert.Contains("\"x\"", message);
                Assert.Contains("(2, 3)", message);
            }
        }
    }

    [Fact]
    public void ForwardRule_OfAWrongShape_IsAnErrorThatNamesThePrimitive()
    {
        Primitive<double>[] wrong =
            [new WrongRules([2]), new WrongRules([1, 3]), new WrongElementwise([4]), new WrongElementwise([2, 2, 3])];
        foreach (Primitive<double> primitive in wrong)
        {
            string message = Assert.Throws<ShapeException>(() => Differentiate.Jvp(x => Tensor.Apply(primitive, x), X, X.Detach())).Message;
            Assert.Contains(primitive.Name, message);
            Assert.Contains("Jvp", message);
            Assert.Contains("(2, 3)", message);
        }
    }

    [Fact]
    public void AddTransposeTo_OfAMapThatDoesNotAdd_IsAnErrorThatNamesIt() =>
        Assert.Contains(
            "Reverse", Assert.Throws<NotSupportedException>(() => new Reverse().AddTransposeTo([1], [1], new double[1], [1])).Message);

    [Fact]
    public void Rule_ThatThrowsOnce_LeavesNothingBehind()
    {
        var primitive = new ThrowsOnce();
        (_, Func<Tensor, Tensor> pullback) = Differentiate.Vjp(x => Tensor.Apply(primitive, x, x * 2), Tensor.Constant(5));

        Assert.Throws<TimeoutException>(() => pullback(1));
        Assert.Equal(2, pullback(1).Item);
        Assert.Equal(2, pullback(1).Item);
    }

    [Fact]
    public void InferShape_ThatThrows_PassesItsErrorOn()
    {
        Assert.Throws<ShapeException>(() => Tensor.Apply(new Convolve(), Tensor.Zeros([0]), Tensor.Zeros([0])));
        Assert.Contains("x", Assert.Throws<ShapeException>(() => Tensor.Apply(new Hypotenuse(), X, Tensor.Ones([4]))).Message);
    }

    /// <summary>The identity, with rules that give a tensor of another shape.</summary>
    private sealed class WrongRules(Shape given) : Primitive<double>
    {
        public override Shape InferShape(ReadOnlySpan<Tensor> inputs) => inputs[0].Shape;

        public override void Compute(ReadOnlySpan<Tensor> inputs, Shape shape, Span<double> y) => Read(inputs[0]).CopyTo(y);

        public override void Vjp(in Operands<double> o, Tensor gy, Span<Tensor?> gx) => gx[0] = Tensor.Ones(given);

        public override Tensor Jvp(in Operands<double> o, ReadOnlySpan<Tensor?> dx) => Tensor.Ones(given);
    }

    private sealed class WrongTranspose : LinearMap<double>
    {
        public override Shape InferShape(ReadOnlySpan<Tensor> inputs) => inputs[0].Shape;

        public override void Compute(ReadOnlySpan<Tensor> inputs, Shape shape, Span<double> y) => Read(inputs[0]).CopyTo(y);

        protected override Tensor Transpose(Tensor gy, Shape shape) => gy.T;
    }

    private sealed class WrongElementwise(Shape given) : Elementwise<double>
    {
        public override void Compute(ReadOnlySpan<Tensor> inputs, Shape shape, Span<double> y) => Read(inputs[0]).CopyTo(y);

        public override void Vjp(in Operands<double> o, Tensor gy, Span<Tensor?> gx) => gx[0] = Tensor.Ones(given);

        public override Tensor Jvp(in Operands<double> o, ReadOnlySpan<Tensor?> dx) => Tensor.Ones(given);
    }

    /// <summary>z = y, whose rule throws when it is first called, having filled both gradients; later it leaves the first null.</summary>
    private sealed class ThrowsOnce : Primitive<double>
    {
        private bool hasThrown;

        public override Shape InferShape(ReadOnlySpan<Tensor> inputs) => inputs[0].Shape;

        public override void Compute(ReadOnlySpan<Tensor> inputs, Shape shape, Span<double> y) => Read(inputs[1]).CopyTo(y);

        public override void Vjp(in Operands<double> o, Tensor gy, Span<Tensor?> gx)
        {
            gx[1] = gy;
            if (!hasThrown)
            {
                gx[0] = 100;
                hasThrown = true;
                throw new TimeoutException();
            }
        }

        public override Tensor Jvp(in Operands<double> o, ReadOnlySpan<Tensor?> dx) => dx[1] ?? 0;
    }
}
