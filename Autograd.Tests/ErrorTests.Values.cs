using System.Globalization;
using Tensor = Autograd.Tensor<double>;

namespace Autograd.Tests;

/// <summary>Errors about values, gradients and missing arguments, and the layout of the error for shapes that do not broadcast.</summary>
public partial class ErrorTests
{
    public static TheoryData<Mistake> Values =>
    [
        new("Arange, step 0", () => Tensor.Arange(0, 1, 0), typeof(ArgumentException), "Arange", "step", "not zero"),
        new("Arange, NaN", () => Tensor.Arange(double.NaN, 1, 1), typeof(ArgumentException), "Arange", "start", "finite"),
        new("Arange, endless", () => Tensor.Arange(0, double.PositiveInfinity, 1), typeof(ArgumentException), "Arange", "finite"),
        new("Arange, step NaN", () => Tensor.Arange(0, 1, double.NaN), typeof(ArgumentException), "Arange", "step", "finite"),
        new("OneHot, class too large", () => Tensor.OneHot([0, 3], 3), typeof(ArgumentOutOfRangeException),
            "OneHot", "row 1", "class 3", "0 to 2"),
        new("OneHot, class negative", () => Tensor.OneHot([-1], 3), typeof(ArgumentOutOfRangeException),
            "OneHot", "row 0", "class -1", "0 to 2"),
        new("Clamp, bounds crossed", () => Matrix.Clamp(1, 0), typeof(ArgumentException), "Clamp", "1", "0", "not be above"),
        new("Clamp, NaN", () => Matrix.Clamp(double.NaN), typeof(ArgumentException), "Clamp", "NaN"),
        new("Item of many", () => Matrix.Item, typeof(InvalidOperationException), "Item", "one element", "\"x\"", "(2, 3)", "6"),
        new("Item of none", () => Nothing.Item, typeof(InvalidOperationException), "Item", "one element", "\"e\"", "(2, 0)", "0"),
        new("Convert of a tracked tensor", () => Matrix.Convert<float>(), typeof(InvalidOperationException),
            "Convert", "\"x\"", "Detach()"),
        new("Backward of constants", () => Wide.Sum().Backward(), typeof(InvalidOperationException),
            "Backward", "nothing here depends on a variable", "Variable", "AsVariable"),
        new("Backward of a named constant", () => Wide.Backward(Wide), typeof(InvalidOperationException),
            "\"W\"", "(4, 5)", "nothing here depends on a variable"),
        new("Backward of a mask", () => (Matrix > 0).Sum().Backward(), typeof(InvalidOperationException),
            "nothing here depends on a variable"),
        new("Backward from several elements", () => Matrix.Backward(), typeof(InvalidOperationException),
            "Backward", "\"x\"", "6", ".Sum().Backward()", "seed", "(2, 3)"),
        new("Backward from none", () => Nothing.Backward(), typeof(InvalidOperationException),
            "Backward", "\"e\"", "0", ".Sum().Backward()"),
        new("Backward, seed of another shape", () => Matrix.Backward([1, 2, 3]), typeof(ShapeException),
            "Backward", "seed", "(3)", "\"x\"", "(2, 3)"),
        new("Backward, seed that would broadcast", () => Matrix.Backward(1), typeof(ShapeException), "Backward", "seed", "()", "(2, 3)"),
        new("Backward, seed of one element, other rank", () => Scalar.Backward([1]), typeof(ShapeException), "Backward", "(1)", "()"),
    ];

    public static TheoryData<string, Func<Tensor, Tensor, Tensor>> Broadcasting => new()
    {
        { "Add", (x, y) => x + y }, { "Subtract", (x, y) => x - y }, { "Multiply", (x, y) => x * y }, { "Divide", (x, y) => x / y },
        { "Pow", (x, y) => x.Pow(y) }, { "LogAddExp", Tensor.LogAddExp }, { "Lerp", (x, y) => Tensor.Lerp(x, y, 0.5) },
            { "Maximum", Tensor.Maximum }, { "Minimum", Tensor.Minimum },
        { "EqualTo", (x, y) => x.EqualTo(y) },
        { "NotEqualTo", (x, y) => x.NotEqualTo(y) }, { "GreaterThan", (x, y) => x > y }, { "GreaterThanOrEqual", (x, y) => x >= y },
        { "LessThan", (x, y) => x < y }, { "LessThanOrEqual", (x, y) => x <= y }, { "Select", (x, y) => Tensor.Select(1, x, y) },
        { "Hypotenuse", (x, y) => Tensor.Apply(new Hypotenuse(), x, y) },
    };

    [Theory]
    [MemberData(nameof(Values))]
    public void ValueMistake_IsAnErrorThatSaysWhatIsWrong(Mistake mistake) => AssertSays(mistake);

    [Theory]
    [MemberData(nameof(Broadcasting))]
    public void Broadcasting_OfOtherShapes_IsAnErrorOfThatOperation(string name, Func<Tensor, Tensor, Tensor> operation)
    {
        string message = Assert.Throws<ShapeException>(() => operation(Matrix, Tensor.Ones([4]).Named("b"))).Message;

        Assert.StartsWith($"{name}: ", message);
        Assert.Contains("\"x\" is (2, 3)", message);
        Assert.Contains("\"b\" is (4)", message);
        Assert.Contains("axis -1: 3 and 4 differ", message);
        Assert.Contains("extents must be equal, or 1 to be stretched", message);
    }

    [Fact]
    public void BroadcastingError_LinesShapesUpOnTheRightAndMarksTheAxis()
    {
        Tensor weights = Tensor.Ones([10, 1, 300]).Named("weights"), b = Tensor.Ones([2, 30]);

        string expected = string.Join('\n',
            "Add: the shapes do not broadcast together: \"weights\" is (10, 1, 300) and operand 2 is (2, 30).",
            "  \"weights\"   10 1 300",
            "  operand 2      2  30",
            "                     ^ axis -1: 300 and 30 differ; extents must be equal, or 1 to be stretched.");
        Assert.Equal(expected, Assert.Throws<ShapeException>(() => weights + b).Message);
    }

    [Fact]
    public void BroadcastingError_InAnInnerAxis_MarksThatAxis()
    {
        string[] lines = Assert.Throws<ShapeException>(() => Tensor.Ones([7, 12, 3]) * Tensor.Ones([13, 1])).Message.Split('\n');

        int column = lines[1].IndexOf("12", StringComparison.Ordinal) + 1;
        Assert.Equal(column, lines[2].IndexOf("13", StringComparison.Ordinal) + 1);
        Assert.Equal(column, lines[3].IndexOf('^', StringComparison.Ordinal));
        Assert.Contains("axis -2: 12 and 13 differ", lines[3]);
    }

    [Fact]
    public void BroadcastingError_OfThreeOperands_NamesAllAndSaysWhichDiffer()
    {
        Tensor mask = Tensor.Ones([1]).Named("mask"), yes = Tensor.Ones([3]).Named("yes"), no = Tensor.Ones([2, 4]).Named("no");

        string message = Assert.Throws<ShapeException>(() => Tensor.Select(mask, yes, no)).Message;
        Assert.Contains("\"mask\" is (1) and \"yes\" is (3) and \"no\" is (2, 4)", message);
        Assert.Contains("axis -1: 3 and 4 differ", message); // the 1 of the mask would have stretched
    }

    [Fact]
    public void AxisError_OfANamedTensor_NamesIt()
    {
        Action[] calls =
        [
            () => Matrix.Sum(2), () => Matrix.Sum([0, 0]), () => Matrix.Mean(2), () => Matrix.Max(2), () => Matrix.Min(2),
            () => Matrix.LogSumExp(2),
            () => Matrix.Softmax(2), () => Matrix.Permute(0, 2), () => Matrix.Transpose(0, 2), () => Matrix.Slice(2, 0, 1),
            () => Matrix.Squeeze(2),
            () => Matrix.Unsqueeze(4), () => Tensor.Concatenate([Matrix, Matrix], 2), () => Tensor.Stack([Matrix, Matrix], 3),
        ];

        Assert.All(calls, call => Assert.Contains("\"x\"", Assert.Throws<ShapeException>(call).Message));
    }

    [Fact]
    public void IndexingError_OfAnEmptyAxis_DoesNotOfferPositionsThatDoNotExist()
    {
        Assert.DoesNotContain("0 to -1", Assert.Throws<ShapeException>(() => Nothing[0, 0]).Message);
        Assert.DoesNotContain("0 to -1", Assert.Throws<ShapeException>(() => Nothing[.., 1..]).Message);
        Assert.DoesNotContain("0 to -1", Assert.Throws<ArgumentOutOfRangeException>(() => Tensor.OneHot([0], 0)).Message);
    }

    [Fact]
    public void SizesBeyondAnArray_AreErrorsOfTheListedTypes()
    {
        Action[] calls =
        [
            () => Tensor.Arange(0, 1e300, 1), () => Tensor.Arange(-1e308, 1.7e308, 1), () => Tensor.Arange(0, 1, 1e-300),
            () => Tensor.Eye(65536),
            () => Tensor.Zeros([65536, 65536]), () => Tensor.Ones([65536, 1]).BroadcastTo([65536, 65536]),
            () => _ = Tensor.Ones([65536, 1]) + Tensor.Ones([65536]),
            () => Tensor.Ones([65536, 1]).MatMul(Tensor.Ones([1, 65536])), () => Tensor.Zeros([0, 65536, 65536]).Sum(0),
        ];
        AssertAll<ArgumentException>(calls);
    }

    [Fact]
    public void NullOperands_AreArgumentNullExceptions()
    {
        Tensor none = null!;
        Action[] calls =
        [
            () => _ = Matrix + none, () => _ = none * Matrix, () => _ = -none, () => _ = none > 0, () => Matrix.Pow(none),
            () => Tensor.Pow(2, none),
            () => Tensor.Maximum(none, 0), () => Tensor.Minimum(0, none), () => Tensor.Select(none, 1, 2),
            () => Tensor.Select(Matrix, none, 2),
            () => Matrix.EqualTo(none), () => Matrix.MatMul(none), () => Tensor.Concatenate([Vector, none], 0),
            () => Tensor.Concatenate([none], 0),
            () => Tensor.Stack([none], 0), () => Tensor.Stack([Vector, none], 0), () => Tensor.Apply(null!, Matrix),
            () => Tensor.Apply(new Cube(), none),
            () => Tensor.Constant((double[,])null!), () => Tensor.Uniform(null!, [1], 0, 1), () => Tensor.Normal(null!, [1], 0, 1),
        ];
        AssertAll<ArgumentNullException>(calls);
        Assert.Contains("Cube", Assert.Throws<ArgumentNullException>(() => Tensor.Apply(new Cube(), none)).Message);
    }

    [Fact]
    public void Messages_UnderACultureWithDecimalComma_KeepThePoint()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");
            Assert.Contains("1.5", Assert.Throws<ArgumentException>(() => Matrix.Clamp(1.5, 0.25)).Message);
            Assert.Contains("0.25", Assert.Throws<ArgumentException>(() => Tensor.Arange(0.25, 1, 0)).Message);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void ShapeException_IsAnArgumentException()
    {
        var inner = new TimeoutException();
        var e = new ShapeException("message", inner);

        Assert.IsAssignableFrom<ArgumentException>(e);
        Assert.Equal(("message", inner), (e.Message, e.InnerException));
        Assert.Equal("message", new ShapeException("message").Message);
        Assert.NotNull(new ShapeException().Message);
    }

    /// <summary>Every call throws such an exception; the message lists the others by their number.</summary>
    internal static void AssertAll<TException>(Action[] calls)
    {
        var wrong = new List<string>();
        for (int i = 0; i < calls.Length; i++)
        {
            if (Record.Exception(calls[i]) is var e && e is not TException)
            {
                wrong.Add($"call {i}: {e?.GetType().Name ?? "no exception"}");
            }
        }

        Assert.True(wrong.Count == 0, string.Join(", ", wrong));
    }
}
