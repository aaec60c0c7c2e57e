using Autograd.Messages;

namespace Autograd.Explaining;

/// <summary>What explanations say, in one language.</summary>
internal abstract class Words
{
    private static readonly Words EnglishWords = new English(), JapaneseWords = new Japanese();

    public static Words In(Language language) => language switch
    {
        Language.English => EnglishWords,
        Language.Japanese => JapaneseWords,
        _ => throw new ArgumentOutOfRangeException(nameof(language), $"The languages are English and Japanese, not {language}."),
    };

    public abstract Language Language { get; }

    public abstract string Forward { get; }

    public abstract string Results { get; }

    public abstract string NoPath { get; }

    public abstract string Variable { get; }

    public abstract string Constant { get; }

    public abstract string LocalDerivative { get; }

    public abstract string Accumulate { get; }

    public abstract string ByThisUse { get; }

    public abstract string[] TapeHeadings { get; }

    public abstract string[] NudgeHeadings { get; }

    public abstract string Backward(string output);

    public abstract string Reads(string what);

    public abstract string Transposed(string operation);

    public abstract string Stretched(string name, string from, string to, int[] axes);

    private sealed class English : Words
    {
        public override Language Language => Language.English;

        public override string Forward => "Forward: each value from those above it";

        public override string Results => "The gradients";

        public override string NoPath => "0, since no path leads from it to the output";

        public override string Variable => "variable";

        public override string Constant => "constant";

        public override string LocalDerivative => "local derivative";

        public override string Accumulate => "used more than once: accumulate";

        public override string ByThisUse => " by this use";

        public override string[] TapeHeadings => ["#", "name", "computed as", "value", "gradient"];

        public override string[] NudgeHeadings => ["variable", "nudged", "change by the gradient", "change when run again"];

        public override string Backward(string output) =>
            $"Backward: how much {output} changes with each value, from the end to the beginning";

        public override string Reads(string what) => $"The way back reads: {what}";

        public override string Transposed(string operation) => $"the transpose of {operation} ";

        public override string Stretched(string name, string from, string to, int[] axes) =>
            $"{name} {from} was stretched to {to}, so its gradient is summed over {(axes.Length == 1 ? "axis" : "axes")} "
            + $"{Wording.List<int>(axes, " and ")}";
    }

    private sealed class Japanese : Words
    {
        public override Language Language => Language.Japanese;

        public override string Forward => "順伝播: 各値は上の値から計算されます";

        public override string Results => "勾配";

        public override string NoPath => "0 (出力への経路がありません)";

        public override string Variable => "変数";

        public override string Constant => "定数";

        public override string LocalDerivative => "局所微分";

        public override string Accumulate => "複数回使われるので加算:";

        public override string ByThisUse => " (この使用について)";

        public override string[] TapeHeadings => ["番号", "名前", "計算式", "値", "勾配"];

        public override string[] NudgeHeadings => ["変数", "変化", "勾配による予測", "再計算の結果"];

        public override string Backward(string output) => $"逆伝播: 各値が変わると {output} がどれだけ変わるか、終わりから始めへ";

        public override string Reads(string what) => $"逆伝播で読まれる値: {what}";

        public override string Transposed(string operation) => $"{operation} の転置 ";

        public override string Stretched(string name, string from, string to, int[] axes) =>
            $"{name} {from} は {to} に引き伸ばされたので、勾配は軸 {Wording.List<int>(axes, "、")} に沿って合計されます";
    }
}
