namespace Autograd.Tests.Graph;

public class ListingTests
{
    [Fact]
    public void Listing_Apple_HasALinePerNodeInOrderOfCreation()
    {
        Tensor<double> apple = Tensor<double>.Variable(100, "apple"), count = Tensor<double>.Variable(2, "count");
        Tensor<double> price = apple * count;
        Tensor<double> tax = Tensor<double>.Variable(1.1, "tax");
        Assert.Equal(
            """
            %1  apple  f64[]  variable                100
            %2  count  f64[]  variable                2
            %3         f64[]  Multiply(apple, count)  200
            %4  tax    f64[]  variable                1.1
            %5         f64[]  Multiply(%3, tax)       220
            """,
            (price * tax).Listing());
    }

    [Fact]
    public void Listing_NamedResult_IsAnOperandByItsName()
    {
        Tensor<double> x = Tensor<double>.Variable(3);
        Tensor<double> square = (x * x).Named("square");
        Assert.Equal(
            """
            %1          f64[]  variable          3
            %2  square  f64[]  Multiply(%1, %1)  9
            %3          f64[]  Negate(square)    -9
            """,
            (-square).Listing());
    }

    [Fact]
    public void Listing_NoNames_HasNoColumnForThem() =>
        Assert.Equal("%1  f32[]  variable    2\n%2  f32[]  Negate(%1)  -2", (-Tensor<float>.Variable(2)).Listing());

    [Fact]
    public void Listing_ScalarConstants_StandAmongTheOperands()
    {
        Tensor<double> x = Tensor<double>.Variable(1, "x");
        Assert.Equal(
            """
            %1  x  f64[]  variable           1
            %2     f64[]  Multiply(0.1, x)   0.1
            %3     f64[]  Add(%2, 1e-20)     0.1
            %4     f64[]  Maximum(%3, -inf)  0.1
            """,
            Tensor<double>.Maximum((0.1 * x) + 1e-20, double.NegativeInfinity).Listing());
    }

    [Fact]
    public void Listing_OtherConstants_StandOnceBeforeTheirFirstUse()
    {
        Tensor<double> data = [1, 2], rate = Tensor<double>.Constant(0.5).Named("rate");
        Tensor<double> x = Tensor<double>.Variable([3, 4], "x");
        Tensor<double> y = -x * rate;
        Assert.Equal(
            """
            %1  x     f64[2]  variable            [3 4]
            %2        f64[2]  Negate(x)           [-3 -4]
            %3  rate  f64[]   constant            0.5
            %4        f64[2]  Multiply(%2, rate)  [-1.5 -2]
            %5        f64[2]  constant            [1 2]
            %6        f64[2]  Add(%4, %5)         [-0.5 0]
            %7        f64[2]  Multiply(%6, %5)    [-0.5 0]
            """,
            ((y + data) * data).Listing());
    }

    [Fact]
    public void Listing_Mask_IsListedWithItsAncestors()
    {
        Tensor<double> x = Tensor<double>.Variable([-1, 2], "x"), y = Tensor<double>.Variable([5, 6], "y");
        Tensor<double> result = Tensor<double>.Select(x.Exp() > 1, y, 0);
        Assert.Equal(
            """
            %1  x  f64[2]  variable            [-1 2]
            %2  y  f64[2]  variable            [5 6]
            %3     f64[2]  Exp(x)              [0.36787944 7.3890561]
            %4     f64[2]  GreaterThan(%3, 1)  [0 1]
            %5     f64[2]  Select(%4, y, 0)    [0 6]
            """,
            result.Listing());
        Assert.Equal("%1  x  f64[2]  variable           [-1 2]\n%2     f64[2]  GreaterThan(x, 0)  [0 1]", (x > 0).Listing());
    }

    [Fact]
    public void Listing_SharedName_GivesOperandsByNumber()
    {
        Tensor<double> first = Tensor<double>.Variable(1, "x"), second = Tensor<double>.Variable(2, "x");
        Assert.Equal(
            """
            %1  x  f64[]  variable     1
            %2  x  f64[]  variable     2
            %3     f64[]  Add(%1, %2)  3
            """,
            (first + second).Listing());
    }

    [Fact]
    public void Listing_NameOfSeveralLinesOrNone_StaysOnOneLine()
    {
        Tensor<double> x = Tensor<double>.Variable(1, "two\n  lines"), y = Tensor<double>.Variable(2, " ");
        Assert.Equal(
            """
            %1  two lines  f64[]  variable            1
            %2             f64[]  variable            2
            %3             f64[]  Add(two lines, %2)  3
            """,
            (x + y).Listing());
    }

    [Fact]
    public void Listing_ManyElements_ShowsNoValueOrCutsItShort()
    {
        Tensor<double> x = Tensor<double>.Variable(Enumerable.Repeat(1.0 / 3, 12).ToArray(), [3, 4], "x");
        Assert.Equal("%1  x  f64[3, 4]  variable  [[0.33333333 0.33333333 0.33333333 0.33333333] …]", x.Listing());
        Assert.Equal("%1  f64[13]  variable", Tensor<double>.Variable(new double[13]).Listing());
        Assert.Equal("%1  f64[0, 2]  variable  [] (0, 2)", Tensor<double>.Variable([], [0, 2]).Listing());
    }

    [Fact]
    public void Listing_WideOperation_LeavesTheOtherLinesNarrow()
    {
        Tensor<double>[] parts = [.. Enumerable.Range(0, 12).Select(i => Tensor<double>.Variable([i], $"part{i}"))];
        string[] lines = Tensor<double>.Concatenate(parts, 0).Listing().Split('\n');
        Assert.Equal("%1   part0   f64[1]   variable  [0]", lines[0]);
        Assert.Equal(
            "%13          f64[12]  Concatenate[-1](part0, part1, part2, part3, part4, part5, part6, part7, part8, part9, part10, part11)"
            + "  [0 1 2 3 4 5 6 7 8 9 10 11]",
            lines[12]);
    }

    [Fact]
    public void Listing_Constant_IsOneLine()
    {
        Tensor<double> x = Tensor<double>.Constant([1, 2]);
        Assert.Equal("%1  f64[2]  constant  [1 2]", (x * 1).Listing());
        Assert.Equal("%1  two  f64[]  constant  2", Tensor<double>.Constant(2).Named("two").Listing());
        Assert.Equal("%1  f64[2]  constant  [-1 -2]", (-Tensor<double>.Variable([1, 2])).Detach().Listing());
    }

    [Fact]
    public void Listing_LongChain_DoesNotRecur()
    {
        const int length = 200_000;
        Tensor<double> y = Tensor<double>.Variable(0);
        for (int i = 0; i < length; i++)
        {
            y += 1;
        }

        string listing = y.Listing();
        Assert.EndsWith("\n%200001  f64[]  Add(%200000, 1)  200000", listing, StringComparison.Ordinal);
        Assert.Equal(length, listing.Count(character => character == '\n'));
    }
}
