using Tensor = Autograd.Tensor<double>;

namespace Autograd.Tests;

/// <summary>Errors of what picks, moves and repeats elements, of matrices and vectors, and of Einstein's summation.</summary>
public partial class ErrorTests
{
    public static TheoryData<Mistake> Indexing =>
    [
        new("IndexSelect, too large", () => Matrix.IndexSelect(1, [0, 2, 3]), typeof(ArgumentOutOfRangeException),
            "IndexSelect: ", "row 2", "is 3", "axis 1", "\"x\" of shape (2, 3)", "0 to 2"),
        new("IndexSelect, negative", () => Matrix.IndexSelect(-2, [-1]), typeof(ArgumentOutOfRangeException),
            "IndexSelect: ", "row 0", "is -1", "axis 0", "\"x\"", "0 to 1"),
        new("IndexSelect of nothing", () => Nothing.IndexSelect(1, [0]), typeof(ArgumentOutOfRangeException), "axis 1", "\"e\"",
            "no positions"),
        new("IndexSelect, axis", () => Matrix.IndexSelect(2, [0]), typeof(ShapeException), "IndexSelect: axis 2", "\"x\"", "(2, 3)",
            "0 to 1"),
        new("IndexSelect of a scalar", () => Scalar.IndexSelect(0, [0]), typeof(ShapeException), "IndexSelect: axis 0", "\"s\"", "scalar"),
        new("Gather, too large", () => Matrix.Gather(0, [0, 1, 2, 0], [2, 2]), typeof(ArgumentOutOfRangeException),
            "Gather: ", "row (1, 0)", "is 2", "axis 0", "\"x\" of shape (2, 3)", "0 to 1"),
        new("Gather, negative", () => Matrix.Gather(1, [-1], [1, 1]), typeof(ArgumentOutOfRangeException), "Gather: ", "row (0, 0)",
            "is -1", "0 to 2"),
        new("Gather, length", () => Matrix.Gather(1, [0, 1, 2], [2, 2]), typeof(ShapeException), "Gather: ", "(2, 2)", "4", "3"),
        new("Gather, rank", () => Matrix.Gather(1, [0, 1], [2]), typeof(ShapeException), "Gather: ", "(2)", "\"x\" of shape (2, 3)",
            "as many axes"),
        new("Gather, extent", () => Matrix.Gather(1, [0, 0, 0], [3, 1]), typeof(ShapeException),
            "Gather: ", "(3, 1)", "\"x\" of shape (2, 3)", "none but axis 1"),
        new("Gather, axis", () => Matrix.Gather(-3, [0], [1, 1]), typeof(ShapeException), "Gather: axis -3", "\"x\""),
        new("ScatterAdd, too large", () => Matrix.ScatterAdd(0, [5], [1, 1], Wide), typeof(ArgumentOutOfRangeException),
            "ScatterAdd: ", "row (0, 0)", "is 5", "axis 0", "\"x\"", "0 to 1"),
        new("ScatterAdd, source", () => Matrix.ScatterAdd(0, [0, 0], [2, 1], Tensor.Ones([1, 3]).Named("s")), typeof(ShapeException),
            "ScatterAdd: ", "\"s\" of shape (1, 3)", "(2, 1)", "at least as long"),
        new("ScatterAdd, rank of the source", () => Matrix.ScatterAdd(0, [0], [1, 1], Vector), typeof(ShapeException), "ScatterAdd: ",
            "\"v\"", "(1, 1)"),
        new("ScatterAdd, axis", () => Vector.ScatterAdd(1, [0], [1], Vector), typeof(ShapeException), "ScatterAdd: axis 1", "\"v\""),
        new("ScatterAdd, null", () => Vector.ScatterAdd(0, [0], [1], null!), typeof(ArgumentNullException), "source"),
        new("Split, size 0", () => Matrix.Split(0, 1), typeof(ArgumentOutOfRangeException), "Split: ", "size 0", "1 or more"),
        new("Split, axis", () => Matrix.Split(1, 2), typeof(ShapeException), "Split: axis 2", "\"x\""),
        new("Split of a scalar", () => Scalar.Split(1, 0), typeof(ShapeException), "Split: axis 0", "scalar"),
        new("Split, sum of sizes", () => Matrix.Split([1, 1], 1), typeof(ShapeException), "Split: ", "(1, 1)", "3", "axis 1",
            "\"x\" of shape (2, 3)"),
        new("Split, negative size", () => Matrix.Split([4, -1], -1), typeof(ShapeException), "Split: ", "(4, -1)", "0 or more"),
        new("Flip, twice", () => Matrix.Flip(0, -2), typeof(ShapeException), "Flip: axis -2", "twice", "\"x\""),
        new("Flip of a scalar", () => Scalar.Flip(0), typeof(ShapeException), "Flip: axis 0", "scalar"),
        new("Pad, pairs", () => Matrix.Pad([(1, 1)], 0), typeof(ShapeException), "Pad: ", "\"x\" of shape (2, 3)", "(before, after)",
            "2, not 1"),
        new("Pad, crop", () => Matrix.Pad([(0, 0), (-2, -2)], 0), typeof(ShapeException), "Pad: ", "(-2, -2)", "axis 1",
            "\"x\" of shape (2, 3)"),
        new("Pad, crop and border", () => Matrix.Pad([(-3, 5), (0, 0)], 0), typeof(ShapeException), "Pad: ", "(-3, 5)", "axis 0"),
        new("Pad, least number", () => Matrix.Pad([(int.MinValue, 0), (0, 0)], 0), typeof(ShapeException), "Pad: ", "axis 0"),
        new("Roll, axis", () => Matrix.Roll(1, 5), typeof(ShapeException), "Roll: axis 5", "\"x\""),
        new("Roll of a scalar", () => Scalar.Roll(1, 0), typeof(ShapeException), "Roll: axis 0", "scalar"),
        new("Tile, negative", () => Matrix.Tile(2, -1), typeof(ShapeException), "Tile: ", "\"x\" of shape (2, 3)", "(2, -1)", "0 or more"),
        new("Tile, too long", () => Matrix.Tile(int.MaxValue), typeof(ShapeException), "Tile: ", "\"x\"", "(2147483647)"),
        new("Windows, size 0", () => Matrix.Windows(0, 0), typeof(ArgumentOutOfRangeException), "Windows: size 0", "1 or more"),
        new("Windows, stride 0", () => Matrix.Windows(0, 1, 0), typeof(ArgumentOutOfRangeException), "Windows: ", "stride 0", "1 or more"),
        new("Windows, dilation -1", () => Matrix.Windows(0, 1, 1, -1), typeof(ArgumentOutOfRangeException), "Windows: ", "dilation -1"),
        new("Windows, too large", () => Matrix.Windows(1, 2, 1, 3), typeof(ShapeException),
            "Windows: ", "size 2", "dilation 3", "is 4", "axis 1", "\"x\" of shape (2, 3)", "is 3", "Pad"),
        new("Windows, enormous", () => Matrix.Windows(1, int.MaxValue, 1, int.MaxValue), typeof(ShapeException), "Windows: ", "axis 1"),
        new("Windows, axis", () => Matrix.Windows(2, 1), typeof(ShapeException), "Windows: axis 2", "\"x\""),
        new("Windows of a scalar", () => Scalar.Windows(0, 1), typeof(ShapeException), "Windows: axis 0", "scalar"),
        new("Diagonal of a vector", () => Vector.Diagonal(), typeof(ShapeException), "Diagonal", "two axes", "\"v\" of shape (3)"),
        new("Trace of a vector", () => Vector.Trace(), typeof(ShapeException), "Trace", "two axes", "\"v\""),
        new("Tril of a vector", () => Vector.Tril(), typeof(ShapeException), "Tril", "two axes", "\"v\""),
        new("Triu of a scalar", () => Scalar.Triu(), typeof(ShapeException), "Triu", "two axes", "\"s\""),
        new("Dot, lengths", () => Vector.Dot(Tensor.Ones([2]).Named("w")), typeof(ShapeException), "Dot: ", "\"v\" of shape (3)",
            "\"w\" of shape (2)"),
        new("Dot of a matrix", () => Vector.Dot(Matrix), typeof(ShapeException), "Dot ", "vectors", "\"v\"", "\"x\" of shape (2, 3)",
            "MatMul"),
        new("Outer of a scalar", () => Scalar.Outer(Vector), typeof(ShapeException), "Outer ", "vectors", "\"s\" of shape ()", "\"v\""),
        new("Outer of null", () => Vector.Outer(null!), typeof(ArgumentNullException), "other"),
    ];

    public static TheoryData<Mistake> Equations
    {
        get
        {
            var data = new TheoryData<Mistake>();
            foreach (string equation in new[] { "i1", "ij->i->j", "ij->i,j", "....i", "..i", "i...j...", "i-j", "i>j", "é", "i;j", "i\tj" })
            {
                data.Add(new($"Einsum, {equation}", () => Tensor.Einsum(equation, Matrix), typeof(ArgumentException),
                    $"Einsum(\"{equation.Replace('\t', ' ')}\"): ", "a to z", "->"));
            }

            data.Add(new("Einsum, too few operands", () => Tensor.Einsum("ij,jk", Matrix), typeof(ArgumentException), "Einsum(\"ij,jk\"): ",
                "2", "1"));
            data.Add(new("Einsum, too many operands", () => Tensor.Einsum("ij", Matrix, Wide), typeof(ArgumentException),
                "Einsum(\"ij\"): ", "1", "2"));
            data.Add(new("Einsum, no operands", () => Tensor.Einsum(""), typeof(ArgumentException), "Einsum(\"\"): ", "0"));
            data.Add(new("Einsum, too many labels", () => Tensor.Einsum("i,ijk", Vector, Matrix), typeof(ShapeException),
                "Einsum(\"i,ijk\"): ", "\"ijk\"", "more labels", "\"x\" of shape (2, 3)"));
            data.Add(new("Einsum, too many labels beside an ellipsis", () => Tensor.Einsum("i...jk", Matrix), typeof(ShapeException),
                "more labels", "\"x\""));
            data.Add(new("Einsum, too few labels", () => Tensor.Einsum("i", Wide.Detach()), typeof(ShapeException),
                "Einsum(\"i\"): ", "\"i\"", "fewer labels", "\"W\"", "…"));
            data.Add(new("Einsum, unnamed operand", () => Tensor.Einsum("i,i", Vector, Tensor.Ones([2, 2])), typeof(ShapeException),
                "operand 1 of shape (2, 2)"));
            data.Add(new("Einsum, extents", () => Tensor.Einsum("ij,kj->ik", Matrix, Wide), typeof(ShapeException),
                "Einsum(\"ij,kj->ik\"): ", "label 'j' is 3 in \"x\" of shape (2, 3), but 5 in \"W\" of shape (4, 5)", "1 to be stretched"));
            data.Add(new("Einsum, extents of the ellipsis", () => Tensor.Einsum("...,...", Matrix, Wide), typeof(ShapeException),
                "axis -2 of the ellipsis is 2 in \"x\"", "4 in \"W\""));
            data.Add(new("Einsum, diagonal", () => Tensor.Einsum("ii->i", Matrix), typeof(ShapeException), "label 'i'", "diagonal", "\"x\"",
                "2 ≠ 3"));
            data.Add(new("Einsum, diagonal of extent 1", () => Tensor.Einsum("ii", Tensor.Ones([1, 3])), typeof(ShapeException),
                "label 'i'", "1 ≠ 3"));
            data.Add(new("Einsum, new label", () => Tensor.Einsum("ij->ik", Matrix), typeof(ArgumentException), "label 'k' of the result",
                "no operand"));
            data.Add(new("Einsum, repeated in the result", () => Tensor.Einsum("ij->iij", Matrix), typeof(ArgumentException),
                "label 'i' of the result", "more than once"));
            data.Add(new("Einsum, ellipsis not in the result", () => Tensor.Einsum("...i->i", Matrix), typeof(ShapeException),
                "needs an ellipsis", "->…i"));
            data.Add(new("Einsum, null equation", () => Tensor.Einsum(null!, Matrix), typeof(ArgumentNullException), "equation"));
            data.Add(new("Einsum, null operand", () => Tensor.Einsum("i,i", Vector, null!), typeof(ArgumentNullException), "operands"));
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Indexing))]
    public void IndexingMistake_IsAnErrorThatSaysWhatIsWrong(Mistake mistake) => AssertSays(mistake);

    [Theory]
    [MemberData(nameof(Equations))]
    public void EquationMistake_IsAnErrorThatSaysWhatIsWrong(Mistake mistake) => AssertSays(mistake);
}
