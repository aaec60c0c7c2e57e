using System.Runtime.CompilerServices;
using Autograd.Nn;
using Autograd.Tests.Primitives;
using Tensor = Autograd.Tensor<double>;

namespace Autograd.Tests.Graph;

/// <summary>Why says where a gradient became zero, large or NaN, and nothing of what has nothing to do with it.</summary>
public sealed partial class WhyTests
{
    private static readonly Tensor V = Tensor.Variable([-1, 2, 3, -4], "v"), S = Tensor.Variable(3, "s");
    private static readonly Tensor X = Tensor.Constant([1, 2, 3, 4], [2, 2]).Named("x");
    private static readonly Tensor W = Tensor.Variable([1, -1, 2, -3], [2, 2], "w");

    [Fact]
    public void Why_OfAGradientThatVanishes_NamesWhereItShrank()
    {
        Tensor x = Tensor.Variable(1, "x"), h = x;
        for (int i = 0; i < 3; i++)
        {
            h = (h * 0.5).Tanh();
        }

        string why = h.Backward(keepInterior: true).Why(x);
        Assert.Contains("shrank most:\n   × 0.5 at Multiply", why);
    }

    [Fact]
    public void Why_OfAValueUsedOften_SaysThatTheUsesAreAdded()
    {
        Tensor x = Tensor.Variable(1, "x"), y = x;
        for (int i = 0; i < 9; i++)
        {
            y += x;
        }

        Assert.Contains("× 10 at x, where the gradients of its 10 uses are added", y.Backward(keepInterior: true).Why(x));
        Tensor constant = Tensor.Variable(1, "x") + double.PositiveInfinity;
        Assert.Contains("is inf", constant.TraceGraph().FirstNonFinite()!.Text);
    }

    [Fact]
    public void Why_OfATensorWithoutAPath_SaysSo()
    {
        const string none = "No path leads from v to y, so its gradient is 0: y was not computed from v, or only through Detach(), "
            + "AsVariable() or operations without a derivative.";
        AssertWhy(V, (S * 2).Named("y"), none);
        AssertWhy(V, (V.Detach().Sum() * S).Named("y"), none);
        AssertWhy(V, ((V > 0).Sum() * S).Named("y"), none);
        AssertWhy(
            V, ((V > 0) * S).Named("y"), Tensor.Ones([4]),
            none, "   Nothing goes back through GreaterThan %3 = (v > 0 ? 1 : 0): it has no derivative there.");
        AssertWhy(
            V, ((V.Exp() > 1) * S).Named("y"), Tensor.Ones([4]),
            none, "   Nothing goes back through GreaterThan %4 = (%3 > 1 ? 1 : 0): it has no derivative there.");
        Assert.StartsWith("No path leads from the tensor of shape (3) to y", Why(Tensor.Ones([3]).AsVariable(), (S * 2).Named("y")));
    }

    [Fact]
    public void Why_OfALargeGradient_NamesTheThreeGreatestGrowthsOnItsWay() => AssertWhy(
        S, (((S * 10 * 0.5).Exp() * 100 * 4).Named("y") + (Tensor.Variable(1, "elsewhere") * 1e9)).Named("loss"),
        "The gradient of s is 6.5380347e+09.",
        "It grew most on the way back:",
        "   × 3.269e+06 at Exp %4 = e^%3",
        "   × 100 at Multiply %5 = %4·100",
        "   × 10 at Multiply %2 = s·10");

    [Fact]
    public void Why_OfNaN_NamesTheStepOrTheValueThatMadeIt()
    {
        // A value elsewhere that is not finite, but does not come into this gradient, is no reason.
        Tensor zero = Tensor.Variable(0, "z"), elsewhere = Tensor.Constant(-1).AsVariable("n").Log();
        AssertWhy(
            zero, ((zero.Sqrt() * 3) + elsewhere).Named("y"),
            "The gradient of z is inf.",
            "   The gradient of z becomes inf in the step back through %4 = √z, where the gradient is 3.");
        Tensor logarithm = V.Log().Named("l");
        AssertWhy(
            S, (logarithm * S).Sum(),
            "The gradient of s is nan.",
            "   l[0] is nan: l = ln(v), with v[0] = -1.");
        AssertWhy(
            V, (V.Sqrt() * 1e-3).Sum(),
            "The gradient of v is not finite in 2 of 4 elements; the first is [0] = nan.",
            "   %2[0] is nan: %2 = √v, with v[0] = -1.");
        AssertWhy(
            S, ((S * 1.5e308) + (S * 1.5e308)).Named("y"),
            "The gradient of s is inf.",
            "   The gradient of s becomes inf when the contribution of %2 = s·1.5e+308 is added.");
        AssertWhy(
            S, (S * 2).Named("y"), double.PositiveInfinity,
            "The gradient of s is inf.",
            "   The way back began with a seed that is not finite.");
    }

    [Fact]
    public void Why_WithoutTheGraph_SaysWhatItKnowsAndWhatToDo()
    {
        const string known = "The gradient of v is 0 in 2 of 4 elements.\n"
            + "The largest element of the gradient of v is 2 in absolute value.\n";
        Tensor loss = (V.Relu() * 2).Sum();
        Assert.Equal(
            known + "To see where that came from, call Backward(keepInterior: true) and ask while the loss is still at hand.",
            loss.Backward().Why(V));
        Gradients<double> kept = loss.Backward(keepInterior: true), gone = OfALossThatIsGone();
        GC.Collect();
        Assert.StartsWith(known + "Where that came from cannot be seen any more: nobody holds the loss", gone.Why(V));
        Assert.Contains("Blocked at relu", kept.Why(V));
        Assert.Contains("Map, + or *", kept.Map(g => g).Why(V));
        Assert.Contains("Map, + or *", (kept + kept).Why(V));
        Assert.Contains("Map, + or *", (kept * 2).Why(V));
        Assert.StartsWith("No path leads from s to the output", loss.Backward().Why(S));
        GC.KeepAlive(loss);

        [MethodImpl(MethodImplOptions.NoInlining)]
        static Gradients<double> OfALossThatIsGone() => (V.Relu() * 2).Sum().Backward(keepInterior: true);
    }

    [Fact]
    public void Why_OfWhatHasNoGradient_IsTheErrorOfTheLookup()
    {
        Tensor y = V * 2;
        Gradients<double> gradients = y.Sum().Backward();
        Assert.Contains("is a constant", Assert.Throws<ArgumentException>(() => gradients.Why(X)).Message);
        Assert.Contains("keepInterior", Assert.Throws<ArgumentException>(() => gradients.Why(y)).Message);
        Assert.Throws<ArgumentNullException>(() => gradients.Why(null!));
        Assert.Throws<ArgumentOutOfRangeException>(() => gradients.Why(V, (Language)7));
        Assert.StartsWith("The gradient of %2 is 0 in 2 of 4", Why(y, y.Relu().Sum()));
        Tensor empty = Tensor.Zeros([0]).AsVariable("e");
        Assert.Equal("The gradient of e has no elements.", Why(empty, empty.Sum() + S));
    }

    [Fact]
    public void Why_InAScopeOfSourceLines_NamesTheLines()
    {
        using IDisposable scope = Diagnostics.SourceLines();
        (Tensor y, int line) = (Tensor.Maximum(V, 0) * 1, Line());
        Assert.Contains($"max(v, 0) (created at WhyTests.cs:{line}), 2 of 4", Why(V, y.Sum()));
        Assert.Contains($"max(v, 0) (WhyTests.cs:{line} で作成)", Why(V, y.Sum(), language: Language.Japanese));
        (Tensor nan, line) = (V.Sqrt(), Line());
        Assert.Contains($"√v (WhyTests.cs:{line} で作成)", Why(V, nan.Sum(), language: Language.Japanese));

        static int Line([CallerLineNumber] int line = 0) => line;
    }

    [Fact]
    public void Why_InJapanese_SaysTheSame()
    {
        Assert.Equal(
            """
            w の勾配は 4 要素中 2 要素が 0 です。
               relu h (%5) = max(0, %3) で遮断: 4 要素中 2 要素が不活性で、そこでの微分は 0 です。
            w の勾配で絶対値が最大の要素は 6 です。
            逆伝播で最も大きくなった場所:
               MatMul %3 = x·w で 6 倍
            """.ReplaceLineEndings("\n"),
            Why(W, X.MatMul(W).Relu().Named("h").Sum(), language: Language.Japanese));
    }

    [Fact]
    public void Why_OfEveryPrimitive_FindsAPlaceForItsZeros()
    {
        int found = 0;
        foreach (PrimitiveCase<double> row in PrimitiveCases<double>.All.Where(row => row.IsDifferentiable))
        {
            Tensor[] inputs = [.. row.Draw(new Random(1)).Inputs.Select(x => x.AsVariable())];
            Tensor y = row.Call([.. inputs.Select(x => x * 1)]);
            if (!y.IsTracked)
            {
                continue;
            }

            Tensor seed = Tensor.Constant([.. Enumerable.Range(0, y.Shape.Count).Select(i => (double)(i % 3))], y.Shape);
            Gradients<double> gradients = y.Backward(seed, keepInterior: true);
            foreach (Tensor x in inputs.Where(x => gradients[x].ToArray().Contains(0)))
            {
                found++;
                string english = gradients.Why(x), japanese = gradients.Why(x, Language.Japanese);
                Assert.True(english.Contains("\n   ", StringComparison.Ordinal), $"{row.Name}: no place of the zeros in\n{english}");
                Assert.Equal(english.Split('\n').Length, japanese.Split('\n').Length);
                Assert.All(japanese.Split('\n'), line => Assert.Contains(line, character => character is >= 'ぁ' and <= '龠'));
            }
        }

        Assert.True(found > 20, $"Only {found} inputs had zeros.");
    }

    [Fact]
    public void Why_ThroughAUsersRuleWithoutAWayForward_FollowsAllElements() => AssertWhy(
        V, Tensor.Apply(new Reversed(), V).Relu().Sum(),
        "The gradient of v is 0 in 2 of 4 elements.",
        "   Blocked at relu %4 = max(0, %2), 2 of 4 elements inactive: the derivative there is 0.",
        "The largest element of the gradient of v is 1 in absolute value.",
        "It grew nowhere on the way back.");

    [Fact]
    public void Why_OfSinglePrecision_IsTheSame()
    {
        Tensor<float> v = Tensor<float>.Variable([-1, 2], "v"), loss = (v.Relu() * 1e-30f * 1e-30f).Sum();
        string why = loss.Backward(keepInterior: true).Why(v);
        Assert.Contains("Underflow at Multiply %4 = %3·1e-30, 2 of 2 elements", why);
        GC.KeepAlive(loss);
    }

    private static void AssertWhy(Tensor x, Tensor loss, params string[] lines) => AssertWhy(x, loss, null, lines);

    private static void AssertWhy(Tensor x, Tensor loss, Tensor? seed, params string[] lines) =>
        Assert.Equal(string.Join('\n', lines), Why(x, loss, seed));

    private static string Why(Tensor x, Tensor loss, Tensor? seed = null, Language language = Language.English)
    {
        string why = loss.Backward(seed, keepInterior: true).Why(x, language);
        GC.KeepAlive(loss);
        return why;
    }

    private sealed class Reversed : Primitive<double>
    {
        public override Shape InferShape(ReadOnlySpan<Tensor> inputs) => inputs[0].Shape;

        public override void Compute(ReadOnlySpan<Tensor> inputs, Shape shape, Span<double> y)
        {
            Read(inputs[0]).CopyTo(y);
            y.Reverse();
        }

        public override void Vjp(in Operands<double> o, Tensor gy, Span<Tensor?> gx) => gx[0] = gy.Flip(0);

        public override Tensor Jvp(in Operands<double> o, ReadOnlySpan<Tensor?> dx) => throw new NotSupportedException();
    }
}
