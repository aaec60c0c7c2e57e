using Tensor = Autograd.Tensor<double>;

namespace Autograd.Tests;

/// <summary>Every error: its type, and that it names the operation, shapes, named tensors, the axis, and what would have worked.</summary>
public partial class ErrorTests
{
    private static readonly Tensor Scalar = Tensor.Variable(3, "s"), Vector = Tensor.Variable([1, 2, 3], "v");
    private static readonly Tensor Nothing = Tensor.Variable([], [2, 0], "e");
    private static readonly Tensor Matrix = Tensor.Variable([1, 2, 3, 4, 5, 6], [2, 3], "x"), Wide = Tensor.Ones([4, 5]).Named("W");

    /// <summary>A call, and what its exception must be and say.</summary>
    public sealed record Mistake(string Call, Func<object> Make, Type Type, params string[] Parts)
    {
        public override string ToString() => Call;
    }

    public static TheoryData<Mistake> Shapes =>
    [
        new("Constant, too few values", () => Tensor.Constant([1, 2, 3], [2, 2]), typeof(ShapeException), "(2, 2)", "4", "3"),
        new("Variable, too many values", () => Tensor.Variable([1, 2, 3], [2]), typeof(ShapeException), "(2)", "2", "3"),
        new("Zeros, negative", () => Tensor.Zeros([2, -1]), typeof(ShapeException), "-1"),
        new("Eye, negative", () => Tensor.Eye(-1), typeof(ShapeException), "Eye", "-1"),
        new("Linspace, negative", () => Tensor.Linspace(0, 1, -1), typeof(ShapeException), "Linspace", "-1"),
        new("MatMul, inner sizes", () => Matrix.MatMul(Wide), typeof(ShapeException),
            "MatMul: inner sizes differ: \"x\" is (2, 3), \"W\" is (4, 5); 3 ≠ 4."),
        new("MatMul, inner, transposed", () => Matrix.MatMul(Wide, transposeThis: true), typeof(ShapeException),
            "MatMul", "\"x\" is (2, 3) transposed", "2 ≠ 4"),
        new("MatMul, inner, other transposed", () => Matrix.MatMul(Wide, transposeOther: true), typeof(ShapeException),
            "\"W\" is (4, 5) transposed", "3 ≠ 5"),
        new("MatMul, unnamed", () => Tensor.Ones([2, 3]).MatMul(Tensor.Ones([4])), typeof(ShapeException),
            "MatMul", "left is (2, 3)", "right is (4)", "3 ≠ 4"),
        new("MatMul, scalar", () => Matrix.MatMul(Scalar), typeof(ShapeException),
            "MatMul", "\"s\"", "()", "\"x\"", "(2, 3)", "scalar", "*"),
        new("MatMul, scalar and vector", () => Scalar.MatMul(Vector), typeof(ShapeException), "MatMul", "\"s\"", "\"v\"", "scalar", "*"),
        new("MatMul, vector and scalar", () => Vector.MatMul(Scalar), typeof(ShapeException), "MatMul", "\"s\"", "\"v\"", "scalar", "*"),
        new("MatMul, vector transposed", () => Vector.MatMul(Matrix, transposeThis: true), typeof(ShapeException),
            "MatMul", "\"v\"", "(3)", "vector", "transpose"),
        new("MatMul, batches", () => Tensor.Ones([2, 1, 3]).Named("a").MatMul(Tensor.Ones([4, 3, 1]).Named("b")), typeof(ShapeException),
            "MatMul", "batches", "\"a\"", "(2, 1, 3)", "\"b\"", "(4, 3, 1)", "1 to be stretched"),
        new("Concatenate, shapes", () => Tensor.Concatenate([Matrix, Wide], 0), typeof(ShapeException),
            "Concatenate", "\"x\"", "(2, 3)", "\"W\"", "(4, 5)", "axis 0"),
        new("Concatenate, ranks", () => Tensor.Concatenate([Vector, Matrix], 0), typeof(ShapeException),
            "Concatenate", "\"v\"", "(3)", "\"x\"", "(2, 3)"),
        new("Concatenate, axis", () => Tensor.Concatenate([Matrix, Matrix], 2), typeof(ShapeException),
            "Concatenate", "axis 2", "(2, 3)", "0 to 1", "-2 to -1"),
        new("Concatenate, scalars", () => Tensor.Concatenate([Scalar, Scalar], 0), typeof(ShapeException), "Concatenate", "scalar"),
        new("Concatenate, none", () => Tensor.Concatenate([], 0), typeof(ArgumentException), "Concatenate", "one or more"),
        new("Stack, shapes", () => Tensor.Stack([Matrix, Wide], 0), typeof(ShapeException), "Stack", "\"x\"", "(2, 3)", "\"W\"", "(4, 5)"),
        new("Stack, axis", () => Tensor.Stack([Matrix, Matrix], 3), typeof(ShapeException), "Stack", "axis 3", "(2, 3)", "-3 to 2"),
        new("Stack, none", () => Tensor.Stack([], 0), typeof(ArgumentException), "Stack", "one or more"),
        new("Permute, too few", () => Matrix.Permute(0), typeof(ShapeException), "Permute", "\"x\"", "2", "1", "once"),
        new("Permute, twice", () => Matrix.Permute(0, -2), typeof(ShapeException), "Permute", "axis -2", "twice", "(2, 3)"),
        new("Permute, out of range", () => Matrix.Permute(0, 2), typeof(ShapeException),
            "Permute", "axis 2", "(2, 3)", "0 to 1", "-2 to -1"),
        new("Transpose of a vector", () => Vector.Transpose(), typeof(ShapeException), "Transpose", "two axes", "\"v\"", "1"),
        new("T of a vector", () => Vector.T, typeof(ShapeException), "Transpose", "two axes", "\"v\"", "1"),
        new("Transpose, axis", () => Matrix.Transpose(0, 5), typeof(ShapeException), "Transpose", "axis 5", "(2, 3)"),
        new("Reshape, count", () => Matrix.Reshape(4, 2), typeof(ShapeException), "Reshape", "\"x\"", "6", "(4, 2)", "8"),
        new("Reshape, -1 without a whole number", () => Matrix.Reshape(4, -1), typeof(ShapeException), "Reshape", "\"x\"", "6", "(4, -1)"),
        new("Reshape, two -1", () => Matrix.Reshape(-1, -1), typeof(ShapeException), "Reshape", "\"x\"", "(-1, -1)"),
        new("Reshape, -1 beside 0", () => Nothing.Reshape(0, -1), typeof(ShapeException), "Reshape", "\"e\"", "(0, -1)"),
        new("Reshape, negative", () => Matrix.Reshape(-2, 3), typeof(ShapeException), "Reshape", "-2"),
        new("Squeeze, extent", () => Matrix.Squeeze(-1), typeof(ShapeException), "Squeeze", "axis -1", "\"x\"", "3", "1"),
        new("Squeeze, axis", () => Matrix.Squeeze(2), typeof(ShapeException), "Squeeze", "axis 2", "(2, 3)"),
        new("Unsqueeze, axis", () => Matrix.Unsqueeze(4), typeof(ShapeException), "Unsqueeze", "axis 4", "\"x\"", "-3 to 2"),
        new("BroadcastTo", () => Matrix.BroadcastTo([2, 4]), typeof(ShapeException),
            "BroadcastTo", "\"x\"", "(2, 3)", "(2, 4)", "the same, or 1"),
        new("BroadcastTo, smaller", () => Matrix.BroadcastTo([3]), typeof(ShapeException), "BroadcastTo", "\"x\"", "(2, 3)", "(3)"),
        new("Indexing, position", () => Matrix[2], typeof(ShapeException), "Indexing", "2", "axis 0", "\"x\"", "(2, 3)", "0 to 1"),
        new("Indexing, negative position", () => Matrix[0, -4], typeof(ShapeException), "Indexing", "-4", "axis 1", "\"x\"", "0 to 2"),
        new("Indexing, from the end", () => Matrix[^3], typeof(ShapeException), "Indexing", "^3", "axis 0", "0 to 1"),
        new("Indexing, the end itself", () => Matrix[^0], typeof(ShapeException), "Indexing", "^0", "axis 0"),
        new("Indexing, range", () => Matrix[.., 1..5], typeof(ShapeException), "Indexing", "1..5", "axis 1", "\"x\"", "(2, 3)", "0 to 2"),
        new("Indexing, range backward", () => Matrix[1..0], typeof(ShapeException), "Indexing", "1..0", "axis 0"),
        new("Indexing, too many", () => Matrix[0, 0, 0], typeof(ShapeException), "Indexing", "\"x\"", "2 axes", "3 indices"),
        new("Indexing, a scalar", () => Scalar[0], typeof(ShapeException), "Indexing", "\"s\"", "0 axes"),
        new("Slice, axis", () => Matrix.Slice(2, 0, 1), typeof(ShapeException), "Slice", "axis 2", "(2, 3)"),
        new("Slice, step 0", () => Matrix.Slice(0, 0, 1, 0), typeof(ArgumentOutOfRangeException), "step"),
    ];

    public static TheoryData<Mistake> Axes
    {
        get
        {
            var data = new TheoryData<Mistake>();
            Type type = typeof(ShapeException);
            (string Name, Func<Tensor, int, Tensor> Axis, Func<Tensor, int[], Tensor>? Several)[] reductions =
            [
                ("Sum", (x, axis) => x.Sum(axis), (x, axes) => x.Sum(axes)), ("Mean", (x, axis) => x.Mean(axis), (x, axes) => x.Mean(axes)),
                ("Product", (x, axis) => x.Product(axis), (x, axes) => x.Product(axes)),
                ("Variance", (x, axis) => x.Variance(axis), (x, axes) => x.Variance(axes)),
                ("StandardDeviation", (x, axis) => x.StandardDeviation(axis), (x, axes) => x.StandardDeviation(axes)),
                ("Norm", (x, axis) => x.Norm(2, axis), (x, axes) => x.Norm(2, axes)),
                ("CumulativeSum", (x, axis) => x.CumulativeSum(axis), null),
                ("CumulativeProduct", (x, axis) => x.CumulativeProduct(axis), null),
                ("Sort", (x, axis) => x.Sort(axis), null),
                ("Max", (x, axis) => x.Max(axis), (x, axes) => x.Max(axes)), ("Min", (x, axis) => x.Min(axis), (x, axes) => x.Min(axes)),
                ("LogSumExp", (x, axis) => x.LogSumExp(axis), (x, axes) => x.LogSumExp(axes)),
                ("Softmax", (x, axis) => x.Softmax(axis), null), ("LogSoftmax", (x, axis) => x.LogSoftmax(axis), null),
                ("ArgMax", (x, axis) => x.ArgMax(axis)[0], null), ("ArgMin", (x, axis) => x.ArgMin(axis)[0], null),
            ];
            foreach ((string name, Func<Tensor, int, Tensor> one, Func<Tensor, int[], Tensor>? several) in reductions)
            {
                data.Add(new($"{name}, axis 2", () => one(Matrix, 2), type, $"{name}: ", "axis 2", "(2, 3)", "0 to 1", "-2 to -1"));
                data.Add(new($"{name}, axis -3", () => one(Matrix, -3), type, $"{name}: ", "axis -3", "(2, 3)"));
                if (several is not null)
                {
                    data.Add(new($"{name} of a scalar", () => one(Scalar, 0), type, $"{name}: ", "axis 0", "scalar"));
                    data.Add(new($"{name}, repeated", () => several(Matrix, [1, -1]), type, $"{name}: ", "axis -1", "twice", "(2, 3)"));
                    data.Add(new($"{name}, several, out of range", () => several(Matrix, [0, 7]), type, $"{name}: ", "axis 7", "(2, 3)"));
                }
            }

            foreach ((string name, Func<Tensor, int, Tensor> one, _) in reductions.Where(reduction =>
                reduction.Name is "Max" or "Min" or "ArgMax" or "ArgMin"))
            {
                data.Add(new($"{name} of nothing", () => one(Nothing, 1), type, $"{name}: ", "axis 1", "\"e\"", "(2, 0)", "empty"));
            }

            data.Add(new("Max of all of nothing", () => Nothing.Max(), type, "Max: ", "axis 1", "\"e\"", "empty"));
            data.Add(new("Min of all of nothing", () => Nothing.Min(), type, "Min: ", "axis 1", "\"e\"", "empty"));
            data.Add(new("Norm, p = ∞ of nothing", () => Nothing.Norm(double.PositiveInfinity), type, "Norm: ", "axis 1", "\"e\"",
                "empty"));
            data.Add(new("Norm, p = −∞ of nothing", () => Nothing.Norm(double.NegativeInfinity), type, "Norm: ", "axis 1", "\"e\"",
                "empty"));
            data.Add(new("Norm, p = NaN", () => Matrix.Norm(double.NaN), typeof(ArgumentException), "Norm: ", "p", "NaN"));
            data.Add(new("Softmax of a scalar, axis 1", () => Scalar.Softmax(1), type, "Softmax: ", "axis 1"));
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void ShapeMistake_IsAnErrorThatSaysWhatIsWrong(Mistake mistake) => AssertSays(mistake);

    [Theory]
    [MemberData(nameof(Axes))]
    public void AxisMistake_IsAnErrorThatSaysWhatIsWrong(Mistake mistake) => AssertSays(mistake);

    internal static void AssertSays(Mistake mistake)
    {
        Exception? e = Record.Exception(mistake.Make);
        string message = e?.Message ?? "";
        Assert.True(
            e?.GetType() == mistake.Type, $"{mistake}: expected {mistake.Type.Name}, but got {e?.GetType().Name ?? "none"}: {message}");
        string[] missing = [.. mistake.Parts.Where(part => !message.Contains(part, StringComparison.Ordinal))];
        Assert.True(missing.Length == 0, $"{mistake}: the message does not contain {string.Join(" and ", missing)}: {message}");
    }
}
