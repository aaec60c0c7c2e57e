using Autograd.Messages;

namespace Autograd.Explaining;

/// <summary>What is said of gradients that are zero, large, NaN or infinite, in one language.</summary>
internal abstract class WhyWords
{
    private static readonly WhyWords EnglishWords = new English(), JapaneseWords = new Japanese();

    public static WhyWords In(Language language) => language switch
    {
        Language.English => EnglishWords,
        Language.Japanese => JapaneseWords,
        _ => throw new ArgumentOutOfRangeException(nameof(language), $"The languages are English and Japanese, not {language}."),
    };

    public abstract string TheOutput { get; }

    public abstract string AskWithInterior { get; }

    public abstract string GraphIsGone { get; }

    public abstract string MadeLater(string name);

    public abstract string MadeFromOthers { get; }

    public abstract string GrewNowhere { get; }

    public abstract string GrewMost { get; }

    public abstract string ShrankMost { get; }

    public abstract string SeedNotFinite { get; }

    public abstract string Nameless(Shape shape);

    /// <summary>A tensor, by its name if it has one.</summary>
    public string NameOf(string? name, Shape shape) => name is null ? Nameless(shape) : Wording.Printable(name);

    public abstract string CreatedAt(string line);

    /// <summary>k of n elements.</summary>
    public abstract string Share(int k, int n);

    public abstract string NoPath(string name, string output);

    public abstract string Empty(string name);

    public abstract string AllZero(string name, int count);

    public abstract string PartlyZero(string name, string share);

    public abstract string Largest(string name, int count, string value);

    public abstract string NotFinite(string name, int count, string share, string index, string value);

    public abstract string Inactive(string place, string share);

    public abstract string TimesZero(string place, string share, string? other, string otherShare);

    public abstract string NotUsed(string place, string share, string of);

    public abstract string Underflow(string place, string share);

    public abstract string CancelsInside(string place, string share, string of);

    public abstract string CancelsBetween(string name, int uses, string share, string contributions);

    public abstract string From(string value, string place);

    public abstract string NoDerivative(string place);

    public abstract string ZeroSeed(string share);

    public abstract string MorePlaces(int count);

    public abstract string Grew(string factor, string place);

    public abstract string GrewBySum(string factor, string name, int uses);

    public abstract string GivenNotFinite(string element, string number, string label);

    public abstract string MadeNotFinite(string element, string number, string equation, string operands);

    public abstract string StepNotFinite(string element, string number, string equation, string gradient);

    public abstract string SumNotFinite(string element, string number, string equation);

    private sealed class English : WhyWords
    {
        public override string TheOutput => "the output";

        public override string AskWithInterior =>
            "To see where that came from, call Backward(keepInterior: true) and ask while the loss is still at hand.";

        public override string MadeLater(string name) =>
            $"{name} was made after these gradients, which know nothing of it; read them before the step.";

        public override string GraphIsGone =>
            "Where that came from cannot be seen any more: nobody holds the loss, and its graph is gone. Ask while the loss is at hand.";

        public override string MadeFromOthers =>
            "These gradients were made from others, by Map, + or *, so they have no graph: ask those of Backward(keepInterior: true).";

        public override string GrewNowhere => "It grew nowhere on the way back.";

        public override string GrewMost => "It grew most on the way back:";

        public override string ShrankMost => "It grew nowhere on the way back, and shrank most:";

        public override string SeedNotFinite => "The way back began with a seed that is not finite.";

        public override string Nameless(Shape shape) => $"the tensor of shape {shape}";

        public override string CreatedAt(string line) => $" (created at {line})";

        public override string Share(int k, int n) => $"{k} of {n} {(n == 1 ? "element" : "elements")}";

        public override string NoPath(string name, string output) =>
            $"No path leads from {name} to {output}, so its gradient is 0: {output} was not computed from {name}, or only through "
            + "Detach(), AsVariable() or operations without a derivative.";

        public override string Empty(string name) => $"The gradient of {name} has no elements.";

        public override string AllZero(string name, int count) =>
            count == 1 ? $"The gradient of {name} is 0." : $"All {count} elements of the gradient of {name} are 0.";

        public override string PartlyZero(string name, string share) => $"The gradient of {name} is 0 in {share}.";

        public override string Largest(string name, int count, string value) => count == 1
            ? $"The gradient of {name} is {value}."
            : $"The largest element of the gradient of {name} is {value} in absolute value.";

        public override string NotFinite(string name, int count, string share, string index, string value) => count == 1
            ? $"The gradient of {name} is {value}."
            : $"The gradient of {name} is not finite in {share}; the first is {index} = {value}.";

        public override string Inactive(string place, string share) =>
            $"Blocked at {place}, {share} inactive: the derivative there is 0.";

        public override string TimesZero(string place, string share, string? other, string otherShare) =>
            $"Multiplied by an exact zero at {place}: {share}{(other is null ? "" : $"; {other} is 0 in {otherShare}")}.";

        public override string NotUsed(string place, string share, string of) =>
            $"Not passed on by {place}, which does not depend on {share} of {of}.";

        public override string Underflow(string place, string share) =>
            $"Underflow at {place}, {share}: what goes back there is smaller than the smallest number.";

        public override string CancelsInside(string place, string share, string of) =>
            $"Cancelled inside {place}: what its rule adds up is exactly 0 in {share} of {of}.";

        public override string CancelsBetween(string name, int uses, string share, string contributions) =>
            $"Cancelled at {name}: its {uses} contributions sum to exactly 0 in {share}: {contributions}.";

        public override string From(string value, string place) => $"{value} from {place}";

        public override string NoDerivative(string place) => $"Nothing goes back through {place}: it has no derivative there.";

        public override string ZeroSeed(string share) => $"The way back began with a seed that is 0 in {share}.";

        public override string MorePlaces(int count) => $"… and so at {count} more {(count == 1 ? "place" : "places")}.";

        public override string Grew(string factor, string place) => $"× {factor} at {place}";

        public override string GrewBySum(string factor, string name, int uses) =>
            $"× {factor} at {name}, where the gradients of its {uses} uses are added";

        public override string GivenNotFinite(string element, string number, string label) =>
            $"{element} is {number}: {label} is given.";

        public override string MadeNotFinite(string element, string number, string equation, string operands) =>
            $"{element} is {number}: {equation}, with {operands}.";

        public override string StepNotFinite(string element, string number, string equation, string gradient) =>
            $"The gradient of {element} becomes {number} in the step back through {equation}, where the gradient is {gradient}.";

        public override string SumNotFinite(string element, string number, string equation) =>
            $"The gradient of {element} becomes {number} when the contribution of {equation} is added.";
    }

    private sealed class Japanese : WhyWords
    {
        public override string TheOutput => "出力";

        public override string AskWithInterior =>
            "原因の場所を知るには、Backward(keepInterior: true) を呼び、損失を保持している間に聞いてください。";

        public override string MadeLater(string name) =>
            $"{name} はこの勾配より後に作られたので、その勾配はここにはありません。ステップの前に読んでください。";

        public override string GraphIsGone =>
            "原因の場所はもう分かりません: 損失を保持するものがなく、計算グラフは失われました。損失を保持している間に聞いてください。";

        public override string MadeFromOthers =>
            "この勾配は Map、+、* で他の勾配から作られたもので、計算グラフがありません: Backward(keepInterior: true) が返した勾配に聞いてください。";

        public override string GrewNowhere => "逆伝播のどこでも大きくなっていません。";

        public override string GrewMost => "逆伝播で最も大きくなった場所:";

        public override string ShrankMost => "逆伝播のどこでも大きくならず、最も小さくなった場所:";

        public override string SeedNotFinite => "逆伝播の最初の勾配 (seed) が有限ではありません。";

        public override string Nameless(Shape shape) => $"形状 {shape} のテンソル";

        public override string CreatedAt(string line) => $" ({line} で作成)";

        public override string Share(int k, int n) => $"{n} 要素中 {k} 要素";

        public override string NoPath(string name, string output) =>
            $"{name} から {output} への経路がないので、勾配は 0 です: {output} は {name} から計算されていないか、"
            + "Detach()、AsVariable()、微分のない演算だけを通っています。";

        public override string Empty(string name) => $"{name} の勾配には要素がありません。";

        public override string AllZero(string name, int count) =>
            count == 1 ? $"{name} の勾配は 0 です。" : $"{name} の勾配は {count} 要素すべてが 0 です。";

        public override string PartlyZero(string name, string share) => $"{name} の勾配は {share}が 0 です。";

        public override string Largest(string name, int count, string value) => count == 1
            ? $"{name} の勾配は {value} です。"
            : $"{name} の勾配で絶対値が最大の要素は {value} です。";

        public override string NotFinite(string name, int count, string share, string index, string value) => count == 1
            ? $"{name} の勾配は {value} です。"
            : $"{name} の勾配は {share}が有限ではありません。最初は {index} の {value} です。";

        public override string Inactive(string place, string share) => $"{place} で遮断: {share}が不活性で、そこでの微分は 0 です。";

        public override string TimesZero(string place, string share, string? other, string otherShare) =>
            $"{place} でちょうど 0 を掛けています: {share}{(other is null ? "" : $" ({other} は {otherShare}が 0)")}。";

        public override string NotUsed(string place, string share, string of) => $"{place} は {of} の {share}に依存しないので、勾配を渡しません。";

        public override string Underflow(string place, string share) =>
            $"{place} でアンダーフロー: {share}で、戻る勾配が最小の数より小さくなりました。";

        public override string CancelsInside(string place, string share, string of) =>
            $"{place} の中で打ち消し合い: 規則が足し合わせるものが {of} の {share}でちょうど 0 になります。";

        public override string CancelsBetween(string name, int uses, string share, string contributions) =>
            $"{name} で打ち消し合い: {uses} 個の寄与の和が {share}でちょうど 0 になります: {contributions}。";

        public override string From(string value, string place) => $"{place} から {value}";

        public override string NoDerivative(string place) => $"{place} には微分がないので、勾配は通りません。";

        public override string ZeroSeed(string share) => $"逆伝播の最初の勾配 (seed) は {share}が 0 です。";

        public override string MorePlaces(int count) => $"… ほかに {count} か所。";

        public override string Grew(string factor, string place) => $"{place} で {factor} 倍";

        public override string GrewBySum(string factor, string name, int uses) => $"{name} で {uses} 回の使用の勾配を加えて {factor} 倍";

        public override string GivenNotFinite(string element, string number, string label) =>
            $"{element} は {number} です: {label} は与えられた値です。";

        public override string MadeNotFinite(string element, string number, string equation, string operands) =>
            $"{element} は {number} です: {equation}、ここで {operands}。";

        public override string StepNotFinite(string element, string number, string equation, string gradient) =>
            $"{element} の勾配は {equation} を戻るところで {number} になります。そこに来た勾配は {gradient} です。";

        public override string SumNotFinite(string element, string number, string equation) =>
            $"{element} の勾配は {equation} の寄与を加えると {number} になります。";
    }
}
