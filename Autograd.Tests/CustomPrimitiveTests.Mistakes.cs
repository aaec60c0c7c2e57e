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

    [Theory]
    [InlineData(false, true, false)]
    [InlineData(true, false, false)]
    [InlineData(false, false, true)]
    [InlineData(true, true, true)]
    public void Rule_ThatReadsWhatReadsDoesNotDeclare_IsAnErrorThatNamesThePrimitive(
        bool declaresInputs, bool declaresOutput, bool readsOutput)
    {
        Reads reads = (declaresInputs ? Reads.Inputs : Reads.None) | (declaresOutput ? Reads.Output : Reads.None);
        bool isDeclared = readsOutput ? declaresOutput : declaresInputs;
        var primitive = new Undeclared(reads, readsOutput);
        Func<Tensor>[] sweeps =
        [
            () => Tensor.Apply(primitive, X).Backward(Tensor.Ones([2, 3]))[X],
            () => Tensor.Apply(primitive, X).Backward(Tensor.Ones([2, 3]), createGraph: true)[X],
            () => Differentiate.Jvp(x => Tensor.Apply(primitive, x), X, X.Detach()).Tangent,
        ];
        foreach (Func<Tensor> sweep in sweeps)
        {
            if (isDeclared)
            {
                Assert.Equal([2, 3], sweep().Shape);
            }
            else
            {
                string message = Assert.Throws<InvalidOperationException>(sweep).Message;
                Assert.Contains("Undeclared", message);
                Assert.Contains("Reads", message);
            }
        }
    }

    /// <summary>"Whatever uses it fails": a rule that reads in another way must not get a quiet 0 or a wrong shape.</summary>
    [Fact]
    public void UndeclaredOperand_UsedInAnyWay_IsAnErrorThatNamesThePrimitive()
    {
        (string Use, Func<Tensor, Tensor> Read)[] uses =
        [
            ("operator", x => x * 2), ("right operand", x => 2 * x), ("Sum", x => x.Sum()), ("index", x => x[0]),
            ("Concatenate", x => Tensor.Concatenate([x, x], 0)),
            ("Item", x => x.Item), ("Values", x => x.Values[0]), ("ToArray", x => x.ToArray()[0]),
            ("foreach", x => x.GetEnumerator().MoveNext() ? 1 : 0),
            ("AsVariable", x => x.AsVariable() * 2), ("Convert", x => x.Convert<float>().Item), ("Shape", x => Tensor.Ones(x.Shape)),
            ("Detach", x => x.Detach() * 2), ("as it is", x => x),
        ];
        List<string> quiet = [];
        foreach ((string use, Func<Tensor, Tensor> read) in uses)
        {
            Tensor y = Tensor.Apply(new UndeclaredElementwise(read), Tensor.Variable(2));
            if (Record.Exception(() => y.Backward())?.Message.Contains("Undeclared", StringComparison.Ordinal) != true)
            {
                quiet.Add(use);
            }
        }

        Assert.True(quiet.Count == 0, $"No error that names the primitive: {string.Join(", ", quiet)}.");
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

    private sealed class Undeclared(Reads reads, bool readsOutput) : Primitive<double>
    {
        public override Reads Reads => reads;

        public override Shape InferShape(ReadOnlySpan<Tensor> inputs) => inputs[0].Shape;

        public override void Compute(ReadOnlySpan<Tensor> inputs, Shape shape, Span<double> y) => Read(inputs[0]).CopyTo(y);

        public override void Vjp(in Operands<double> o, Tensor gy, Span<Tensor?> gx) => gx[0] = (readsOutput ? o.Output : o[0]).Exp();

        public override Tensor Jvp(in Operands<double> o, ReadOnlySpan<Tensor?> dx) => (readsOutput ? o.Output : o[0]).Exp();
    }

    /// <summary>Declares that it reads nothing, and reads its input all the same.</summary>
    private sealed class UndeclaredElementwise(Func<Tensor, Tensor> read) : ElementwiseUnary<double>
    {
        public override Reads Reads => Reads.None;

        protected override void Compute(ReadOnlySpan<double> x, Span<double> y) => x.CopyTo(y);

        protected override Tensor Derivative(Tensor x, Tensor y) => read(x);
    }

    /// <summary>z = y, whose rule throws when it is first called, having filled both gradients; later it leaves the first null.</summary>
    private sealed class ThrowsOnce : Primitive<double>
    {
        private bool hasThrown;

        public override Reads Reads => Reads.None;

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
