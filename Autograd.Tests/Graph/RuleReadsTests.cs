using Autograd.Explaining;
using Tensor = Autograd.Tensor<double>;

namespace Autograd.Tests.Graph;

/// <summary>Which values a rule reads is observed, not declared.</summary>
public class RuleReadsTests
{
    public static TheoryData<string, string> Rules => new()
    {
        { "x + y", "" }, { "x - y", "" }, { "-x", "" }, { "sum", "" }, { "reshape", "" }, { "slice", "" }, { "sign", "" },
        { "x * y", "xy" }, { "x * 2", "2" }, { "2 * x", "2" }, { "x / 2", "2" }, { "matmul", "xy" }, { "max", "xz" }, { "maximum", "xy" },
        { "exp", "z" }, { "sqrt", "z" }, { "log", "x" }, { "sin", "x" }, { "own", "x" },
    };

    [Theory]
    [MemberData(nameof(Rules))]
    public void Rule_ReadsWhatItsGradientsAreComputedFrom(string rule, string expected)
    {
        Tensor x = Tensor.Variable([1, 2, 3, 4], [2, 2], "x"), y = Tensor.Variable([4, 3, 2, 1], [2, 2], "y");
        Tensor z = rule switch
        {
            "x + y" => x + y,
            "x - y" => x - y,
            "-x" => -x,
            "sum" => x.Sum(),
            "reshape" => x.Reshape(4),
            "slice" => x[0],
            "sign" => x.Sign(),
            "x * y" => x * y,
            "x * 2" => x * 2,
            "2 * x" => 2 * x,
            "x / 2" => x / 2,
            "matmul" => x.MatMul(y),
            "max" => x.Max(),
            "maximum" => Tensor.Maximum(x, y),
            "exp" => x.Exp(),
            "sqrt" => x.Sqrt(),
            "log" => x.Log(),
            "sin" => x.Sin(),
            "own" => Tensor.Apply(new Cube(), x),
            _ => throw new ArgumentException(rule),
        };

        bool[] reads = RuleReads.Of(z);
        string names = string.Concat(z.Inputs.Select((input, i) => reads[i] ? input.Name ?? "2" : ""));
        Assert.Equal(expected, names + (reads[^1] ? "z" : ""));
    }

    [Fact]
    public void Explain_NamesWhatTheWayBackReads_AndNoMore()
    {
        Tensor x = Tensor.Variable(2, "x"), y = Tensor.Variable(3, "y");
        Assert.Contains("The way back reads: x (Multiply), y (Multiply), %4 (Exp)", (x * y).Exp().TraceGraph().Explain());
        Assert.DoesNotContain("reads", (x + (2 * y)).TraceGraph().Explain());
    }
}
