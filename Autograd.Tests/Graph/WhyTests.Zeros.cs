using Autograd.Nn;
using Tensor = Autograd.Tensor<double>;

namespace Autograd.Tests.Graph;

public sealed partial class WhyTests
{
    [Fact]
    public void Why_BehindADeadRelu_NamesIt() => AssertWhy(
        W, (X.MatMul(W) - 100).Relu().Named("h").Sum(),
        "All 4 elements of the gradient of w are 0.",
        "   Blocked at relu h (%6) = max(0, %4), 4 of 4 elements inactive: the derivative there is 0.");

    [Fact]
    public void Why_BehindAReluThatIsHalfDead_CountsTheElements() => AssertWhy(
        W, X.MatMul(W).Relu().Sum(),
        "The gradient of w is 0 in 2 of 4 elements.",
        "   Blocked at relu %5 = max(0, %3), 2 of 4 elements inactive: the derivative there is 0.",
        "The largest element of the gradient of w is 6 in absolute value.",
        "It grew most on the way back:",
        "   × 6 at MatMul %3 = x·w");

    [Fact]
    public void Why_TimesZero_NamesTheZero()
    {
        AssertWhy(
            V, (V * Tensor.Constant([0, 1, 0, 1]).Named("mask")).Sum(),
            "The gradient of v is 0 in 2 of 4 elements.",
            "   Multiplied by an exact zero at Multiply %3 = v·mask: 2 of 4 elements; mask is 0 in 2 of 4 elements.",
            "The largest element of the gradient of v is 1 in absolute value.",
            "It grew nowhere on the way back.");
        AssertWhy(
            W, X.MatMul(W).MatMul(Tensor.Zeros([2, 3]).Named("u")).Sum(),
            "All 4 elements of the gradient of w are 0.",
            "   Multiplied by an exact zero at MatMul %5 = %3·u: 4 of 4 elements; u is 0 in 6 of 6 elements.");
        AssertWhy(
            S, (0 * S).Named("y"),
            "The gradient of s is 0.",
            "   Multiplied by an exact zero at Multiply y (%2) = 0·s: 1 of 1 element.");
        Tensor zero = Tensor.Variable(0, "z");
        AssertWhy(
            zero, (zero * zero).Named("y"),
            "The gradient of z is 0.",
            "   Multiplied by an exact zero at Multiply y (%2) = z·z: 1 of 1 element; z is 0 in 1 of 1 element.");
    }

    [Fact]
    public void Why_OfContributionsThatCancel_SaysSo()
    {
        AssertWhy(
            S, (S - S).Named("y"),
            "The gradient of s is 0.",
            "   Cancelled at s: its 2 contributions sum to exactly 0 in 1 of 1 element: 1 from Subtract y (%2) = s − s, "
            + "-1 from Subtract y (%2) = s − s.");
        Tensor pm = Tensor.Constant([1, -1]).Named("pm");
        AssertWhy(
            S, (S * pm).Sum(),
            "The gradient of s is 0.",
            "   Cancelled inside Multiply %3 = s·pm: what its rule adds up is exactly 0 in 1 of 1 element of s.");
        AssertWhy(
            V, V.Reshape(4, 1).MatMul(pm.Reshape(1, 2)).Sum(),
            "All 4 elements of the gradient of v are 0.",
            "   Cancelled inside MatMul %4 = %2·%3: what its rule adds up is exactly 0 in 4 of 4 elements of %2.");
    }

    [Fact]
    public void Why_OfProductsTooSmallForANumber_IsUnderflow()
    {
        AssertWhy(
            S, (S * 1e-200 * 1e-200).Named("y"),
            "The gradient of s is 0.",
            "   Underflow at Multiply %2 = s·1e-200, 1 of 1 element: what goes back there is smaller than the smallest number.");
        AssertWhy(
            V, (V.Reshape(1, 4).MatMul(Tensor.Fill(1e-200, [4, 1]).Named("u")) * 1e-200).Sum(),
            "All 4 elements of the gradient of v are 0.",
            "   Underflow at MatMul %4 = %2·u, 4 of 4 elements: what goes back there is smaller than the smallest number.");
    }

    [Fact]
    public void Why_OfElementsThatWereNotTaken_SaysByWhom()
    {
        string[] rest = ["The largest element of the gradient of v is 1 in absolute value.", "It grew nowhere on the way back."];
        AssertWhy(
            V, V[1..3].Sum(),
            ["The gradient of v is 0 in 2 of 4 elements.",
            "   Not passed on by Slice %2 = Slice[1:3](v), which does not depend on 2 of 4 elements of v.", .. rest]);
        AssertWhy(
            V, V.Max().Named("m"),
            ["The gradient of v is 0 in 3 of 4 elements.",
            "   Not passed on by Max m (%2) = Max[-1](v), which does not depend on 3 of 4 elements of v.", .. rest]);
    }

    [Fact]
    public void Why_OfZerosFromSeveralPlaces_CountsThoseOfTheTensorAlone()
    {
        // The other operand of the concatenation has zeros of its own, which are no reason for those of v.
        Tensor other = Tensor.Variable([1, 1, 1], "other");
        Tensor both = Tensor.Concatenate([V[0..2].Relu().Named("r"), V[2..4].Named("right"), other], 0);
        Tensor loss = (both * Tensor.Constant([1, 1, 1, 0, 0, 0, 0]).Named("mask")).Sum();
        AssertWhy(
            V, loss,
            "The gradient of v is 0 in 2 of 4 elements.",
            "   Blocked at relu r (%5) = max(0, %3), 1 of 2 elements inactive: the derivative there is 0.",
            "   Multiplied by an exact zero at Multiply %9 = %7·mask: 1 of 7 elements; mask is 0 in 4 of 7 elements.",
            "The largest element of the gradient of v is 1 in absolute value.",
            "It grew nowhere on the way back.");
    }

    [Fact]
    public void Why_OfTwoReluInARow_NamesTheOneWhereAGradientArrives() => AssertWhy(
        S, (-S).Relu().Named("first").Relu().Named("second"),
        "The gradient of s is 0.",
        "   Blocked at relu second (%6) = max(0, first), 1 of 1 element inactive: the derivative there is 0.");

    [Fact]
    public void Why_OfMorePlacesThanAreTold_CountsTheRest()
    {
        Tensor loss = Enumerable.Range(1, 8).Aggregate((Tensor)0, (sum, i) => sum + (V[..(i % 4 + 1)] * i * 0).Sum());
        string[] lines = Why(V, loss).Split('\n');
        Assert.Equal(1 + 6 + 1, lines.Length);
        Assert.Equal("   … and so at 2 more places.", lines[^1]);
    }

    [Fact]
    public void Why_WithASeedThatHasZeros_BlamesTheSeed() => Assert.Equal(
        "   The way back began with a seed that is 0 in 2 of 4 elements.",
        Why(V, (V * 2).Named("y"), Tensor.Constant([0, 1, 0, 1])).Split('\n')[1]);
}
