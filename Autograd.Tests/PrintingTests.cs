using System.Globalization;
using System.Reflection;

namespace Autograd.Tests;

/// <summary>
/// What <c>ToString</c> prints. Unless a comment says otherwise the expected text is what NumPy 1.24 prints with its precision of 8.
/// </summary>
public class PrintingTests
{
    private static readonly CultureInfo German = CultureInfo.GetCultureInfo("de-DE");

    // NumPy writes 1. and 1.0 and counts 8 digits after the point; here numbers have 8 significant digits and no bare point.
    [Theory]
    [InlineData(220.00000000000003, "220")]
    [InlineData(-2.5, "-2.5")]
    [InlineData(0.0, "0")]
    [InlineData(-0.0, "-0")]
    [InlineData(0.1, "0.1")]
    [InlineData(1.0 / 3, "0.33333333")]
    [InlineData(200.0 / 3, "66.666667")]
    [InlineData(99999999.0, "99999999")]
    [InlineData(99999999.7, "1e+08")]
    [InlineData(123456789.0, "1.2345679e+08")]
    [InlineData(1.5e20, "1.5e+20")]
    [InlineData(1e-5, "1e-05")]
    [InlineData(0.0001, "0.0001")]
    [InlineData(-1.25e-300, "-1.25e-300")]
    [InlineData(double.MaxValue, "1.7976931e+308")]
    [InlineData(double.NaN, "nan")]
    [InlineData(double.PositiveInfinity, "inf")]
    [InlineData(double.NegativeInfinity, "-inf")]
    public void ToString_Scalar_IsBareWithEightSignificantDigits(double value, string expected) =>
        Assert.Equal(expected, Tensor<double>.Constant(value).ToString());

    // 0.104445025f is 0.10444502532… exactly: rounding its shortest text instead of its value could give …02.
    [Theory]
    [InlineData(0.1f, "0.1")]
    [InlineData(0.3f, "0.3")]
    [InlineData(-8.6e9f, "-8.6e+09")]
    [InlineData(1e-45f, "1e-45")]
    [InlineData(16777216f, "16777216")]
    [InlineData(1f / 3, "0.33333334")]
    [InlineData(0.104445025f, "0.10444503")]
    [InlineData(float.MaxValue, "3.4028235e+38")]
    [InlineData(float.NaN, "nan")]
    public void ToString_Float_HasNoDigitsBeyondTheShortest(float value, string expected) =>
        Assert.Equal(expected, Tensor<float>.Constant(value).ToString());

    [Fact]
    public void ToString_Vector_IsInBrackets()
    {
        Assert.Equal("[0.31682708 0.69627909]", Text([0.316827084, 0.696279086], [2]));
        Assert.Equal("[0.125]", Text([0.125], [1]));
    }

    [Fact]
    public void ToString_Matrix_AlignsDecimalPoints() =>
        Assert.Equal("[[  1.25   -22.5   ]\n [  0.125  100.0625]]", Text([1.25, -22.5, 0.125, 100.0625], [2, 2]));

    // As NumPy prints integers.
    [Fact]
    public void ToString_WholeNumbers_AlignRightWithoutPoints() =>
        Assert.Equal("[[   1   22]\n [-333    4]]", Text([1, 22, -333, 4], [2, 2]));

    // NumPy: [  1.    2.5 100. ]
    [Fact]
    public void ToString_WholeNumbersBesideFractions_LeaveRoomForTheFraction() =>
        Assert.Equal("[  1     2.5 100  ]", Text([1, 2.5, 100], [3]));

    // NumPy gives all elements an exponent as soon as one needs it: [1.00e-05 2.25e+00 3.00e+20]
    [Fact]
    public void ToString_FarApart_ChoosesExponentsOneByOne() => Assert.Equal("[1e-05 2.25  3e+20]", Text([1e-5, 2.25, 3e20], [3]));

    [Fact]
    public void ToString_NanAndInfinity_AlignRight()
    {
        Assert.Equal("[ nan  1.5  inf -inf]", Text([double.NaN, 1.5, double.PositiveInfinity, double.NegativeInfinity], [4]));
        Assert.Equal("[nan inf]", Text([double.NaN, double.PositiveInfinity], [2]));
        Assert.Equal("[-0.5   0.25   nan]", Text([-0.5, 0.25, double.NaN], [3]));
    }

    [Fact]
    public void ToString_HigherRank_PutsBlankLinesBetweenBlocks()
    {
        Assert.Equal(
            """
            [[[0.125 0.375 0.625 0.875]
              [1.125 1.375 1.625 1.875]
              [2.125 2.375 2.625 2.875]]

             [[3.125 3.375 3.625 3.875]
              [4.125 4.375 4.625 4.875]
              [5.125 5.375 5.625 5.875]]]
            """,
            Odd([2, 3, 4]));
        Assert.Equal(
            """
            [[[[0.125 0.375]]

              [[0.625 0.875]]]


             [[[1.125 1.375]]

              [[1.625 1.875]]]]
            """,
            Odd([2, 2, 1, 2]));
    }

    [Fact]
    public void ToString_LongRows_WrapAtSeventyFiveCharacters()
    {
        Assert.Equal(
            """
            [0.125 0.375 0.625 0.875 1.125 1.375 1.625 1.875 2.125 2.375 2.625 2.875
             3.125 3.375 3.625 3.875 4.125 4.375 4.625 4.875 5.125 5.375 5.625 5.875
             6.125 6.375 6.625 6.875 7.125 7.375]
            """,
            Odd([30]));
        Assert.Equal(
            """
            [[0.125 0.375 0.625 0.875 1.125 1.375 1.625 1.875 2.125 2.375 2.625 2.875
              3.125 3.375 3.625 3.875 4.125 4.375]
             [4.625 4.875 5.125 5.375 5.625 5.875 6.125 6.375 6.625 6.875 7.125 7.375
              7.625 7.875 8.125 8.375 8.625 8.875]]
            """,
            Odd([2, 18]));
    }

    // As NumPy prints integers: one character is kept free for each closing bracket.
    [Theory]
    [InlineData(new[] { 24 }, 10, 73)]
    [InlineData(new[] { 25 }, 10, 72, 4)]
    [InlineData(new[] { 37 }, 1, 75)]
    [InlineData(new[] { 38 }, 1, 74, 3)]
    [InlineData(new[] { 1, 1, 35 }, 1, 75)]
    [InlineData(new[] { 1, 1, 36 }, 1, 72, 7)]
    public void ToString_RowThatJustFits_StaysOnOneLine(int[] axes, double value, params int[] lengths)
    {
        Shape shape = Shape.Create(axes);
        Assert.Equal(lengths, Tensor<double>.Fill(value, shape).ToString().Split('\n').Select(line => line.Length));
    }

    [Fact]
    public void ToString_PaddedWordAtTheEndOfALine_LeavesNoSpacesThere()
    {
        double[] values = [.. Enumerable.Repeat(1.0, 39), 2.5];
        Assert.Equal($"[{string.Join("   ", Enumerable.Repeat("1", 18))}\n", Text(values, [40])[..((18 * 4) - 1)]);
    }

    [Fact]
    public void ToString_ThousandElements_ShowsAll()
    {
        Assert.DoesNotContain("…", Odd([1000]), StringComparison.Ordinal);
        Assert.DoesNotContain("…", Odd([10, 100]), StringComparison.Ordinal);
    }

    // NumPy writes three dots where there is an ellipsis here; the two characters saved can save a line.
    [Fact]
    public void ToString_MoreThanThousandElements_ShowsThreeAtEachEnd()
    {
        Assert.Equal("[100.125 100.375 100.625 … 349.625 349.875 350.125]", Odd([1001], from: 100));
        Assert.Equal(
            """
            [[100.125 100.375 100.625 … 109.375 109.625 109.875]
             [110.125 110.375 110.625 … 119.375 119.625 119.875]
             [120.125 120.375 120.625 … 129.375 129.625 129.875]
             …
             [470.125 470.375 470.625 … 479.375 479.625 479.875]
             [480.125 480.375 480.625 … 489.375 489.625 489.875]
             [490.125 490.375 490.625 … 499.375 499.625 499.875]]
            """,
            Odd([40, 40], from: 100));
        Assert.Equal(
            """
            [[[100.125 100.375 100.625 … 141.125 141.375 141.625]
              [141.875 142.125 142.375 … 182.875 183.125 183.375]]

             [[183.625 183.875 184.125 … 224.625 224.875 225.125]
              [225.375 225.625 225.875 … 266.375 266.625 266.875]]

             [[267.125 267.375 267.625 … 308.125 308.375 308.625]
              [308.875 309.125 309.375 … 349.875 350.125 350.375]]]
            """,
            Odd([3, 2, 167], from: 100));
    }

    // NumPy prints [] for every shape, and the shape in its repr: array([], shape=(0, 3), dtype=float64).
    [Fact]
    public void ToString_NoElements_IsEmptyBracketsAndTheShapeOfHigherRank()
    {
        Assert.Equal("[]", Text([], [0]));
        Assert.Equal("[] (0, 3)", Text([], [0, 3]));
        Assert.Equal("[] (2, 0)", Text([], [2, 0]));
    }

    [Fact]
    public void ToString_GermanCulture_IsTheSame()
    {
        Tensor<double> x = Tensor<double>.Constant([0.5, 1e-9]);
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = German;
            Assert.Equal("0,5", $"{0.5}");
            Assert.Equal("[0.5   1e-09]", x.ToString());
            Assert.Equal("[0.5   1e-09]", $"{x}");
            Assert.Equal("[0.500 0.000]", $"{x:F3}");
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void ToString_GivenProvider_UsesItsSigns()
    {
        Tensor<double> x = Tensor<double>.Constant([0.5, -12.25, double.NaN]);
        Assert.Equal("[  0,5  -12,25    nan]", x.ToString(null, German));
        Assert.Equal("[  0,5  -12,25    nan]", string.Format(German, "{0}", x));
        Assert.Equal("[1.234,50    -0,25]", Tensor<double>.Constant([1234.5, -0.25]).ToString("N2", German));
    }

    [Theory]
    [InlineData("F3", "[   0.333 -250.000]")]
    [InlineData("G4", "[   0.3333 -250     ]")]
    [InlineData("E2", "[ 3.33E-001 -2.50E+002]")]
    [InlineData("e1", "[ 3.3e-001 -2.5e+002]")]
    [InlineData("R", "[   0.3333333333333333 -250                 ]")]
    [InlineData("", "[   0.33333333 -250         ]")]
    public void ToString_StandardFormat_AppliesToEachElement(string format, string expected) =>
        Assert.Equal(expected, Tensor<double>.Constant([1.0 / 3, -250]).ToString(format, null));

    [Fact]
    public void ToString_UnknownFormat_IsAnError() => Assert.Throws<FormatException>(() => Tensor<double>.Constant(1).ToString("Q9", null));

    [Fact]
    public void DebuggerText_Matrix_IsOneShortLine()
    {
        Tensor<double> x = Tensor<double>.Variable(new double[,] { { 1, 2.5, 3 }, { 4, 5, 6 } }, "x");
        Assert.Equal("\"x\" (2, 3) variable [[1 2.5 3] [4 5 6]]", Debugged(x));
        Assert.Equal("(2, 3) GreaterThan [[0 0 0] [1 1 1]]", Debugged(x > 3));
        Assert.Equal("(2, 0) constant [] (2, 0)", Debugged(Tensor<double>.Zeros([2, 0])));
        Assert.Equal("() Sum 21.5", Debugged(x.Sum()));
        Assert.Equal(
            "(2, 1000) constant [[1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 …]]",
            Debugged(Tensor<double>.Ones([2, 1000])));
        Assert.Equal(
            "(20, 2) constant [[1 1] [1 1] [1 1] [1 1] [1 1] [1 1] [1 1] [1 1] [1 1] [1 1] …]",
            Debugged(Tensor<double>.Ones([20, 2])));
    }

    private static string Text(double[] values, Shape shape) => Tensor<double>.Constant(values, shape).ToString();

    /// <summary>Odd eighths, all of which have three decimals: 0.125, 0.375, 0.625, … from a whole number on.</summary>
    private static string Odd(Shape shape, int from = 0) =>
        Text([.. Enumerable.Range(0, shape.Count).Select(i => from + (((2 * i) + 1) / 8.0))], shape);

    private static object? Debugged(Tensor<double> x) =>
        typeof(Tensor<double>).GetProperty("DebuggerText", BindingFlags.Instance | BindingFlags.NonPublic)!.GetValue(x);
}
