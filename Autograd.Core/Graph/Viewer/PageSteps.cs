using System.Numerics;

namespace Autograd;

/// <summary>The steps of a run as a list, each in words, formulas and numbers: what the page plays, and what it shows without a script.</summary>
internal sealed class PageSteps<T>(GraphTrace<T> trace, Course<T> course, HeatMaps maps)
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly PageMath<T> math = new(trace);
    private readonly Markup html = new();

    /// <summary>The inside of the list.</summary>
    public string Items()
    {
        string output = Name(trace.Output);
        Begin(trace.Nodes[0], "start");
        html.Add($"<p>{new Bilingual("Given", "与えられた値")}: {Given()}.</p>");
        Paragraph(new(
            $"Each step computes one value, until {output} is there. Then the way back begins.", $"一歩ごとに値を一つ計算し、{output} に着いたら逆向きに戻ります。"));
        html.Add("</li>");
        foreach (TraceNode<T> node in trace.Forward)
        {
            Forward(node);
        }

        Begin(trace.Output, Say(trace.Output, trace.Seed));
        Paragraph(new(
            $"The way back begins at the end. A gradient says how many times as much {output} changes as a value does; for {output} itself that is 1.",
            $"逆伝播は終わりから始まります。勾配とは、値の変化に対して {output} が何倍変わるかです。{output} 自身では 1 です。"));
        html.Add(PageMath<T>.Chain(math.Gradient(trace.Output), PageMath<T>.Number(trace.Seed))).Add("</li>");
        foreach (Contribution<T> c in trace.Contributions)
        {
            Back(c);
        }

        Begin(trace.Output, "end");
        Paragraph(new("The way back is done. The gradients say:", "逆伝播が終わりました。勾配の意味:"));
        html.Add("<ul>");
        foreach (TraceNode<T> variable in trace.Nodes.Where(node => node.IsVariable))
        {
            html.Add($"<li>{Meaning(variable)}</li>");
        }

        html.Add("</ul></li>");
        return html.ToString();
    }

    /// <summary>What the gradient of a node means.</summary>
    public string Meaning(TraceNode<T> node)
    {
        string name = Name(node), output = Name(trace.Output);
        if (node.Gradient is not { } gradient)
        {
            return $"∂{output}/∂{name}: " + new Bilingual(
                $"no way leads from {name} to {output}; whatever it is, {output} stays the same.", $"{name} から {output} への道はなく、{name} を変えても {output} は変わりません。");
        }

        string number = Svg.Escape(PageText.NumberOrShape(gradient)), meaning = $"∂{output}/∂{name} = {number}: ";
        if (node.Shape.Count != 1 || trace.Output.Shape.Count != 1)
        {
            return meaning + new Bilingual(
                $"for each element of {name}, how many times as much {output} changes.", $"{name} の各要素が変わると、{output} がその何倍変わるか。");
        }

        bool falls = T.IsNegative(gradient.Item);
        string size = PageText.Number(gradient.Abs());
        return meaning + new Bilingual(
            $"if {name} grows by a little, {output} {(falls ? "falls" : "grows")} {size} times as much.",
            $"{name} が少し増えると、{output} はその {size} 倍{(falls ? "減ります" : "増えます")}。");
    }

    /// <summary>The name of a node, as HTML.</summary>
    public static string Name(TraceNode<T> node) => Svg.Escape(PageText.Label(node.Label));

    private static string Symbol(TraceNode<T> node) => Svg.Escape(Drawing.Symbol(node.Operation!.Name));

    private string Given() => string.Join(
        ", ", trace.Nodes.Where(node => node.Operation is null).Select(node => $"{Name(node)} = {Svg.Escape(Explanation.Short(node.Value))}"));

    private void Forward(TraceNode<T> node)
    {
        Begin(node, $"{PageText.Label(node.Label)} = {Explanation.Short(node.Value)}");
        Bilingual what = OperationWords.Forward(node.Operation!.Name);
        Paragraph(new($"Forward through {Symbol(node)}. {what.English}".TrimEnd(), $"{Symbol(node)} を順方向に計算します。{what.Japanese}"));
        Formula? formula = PageMath<T>.Value(node);
        html.Add(formula is null
            ? $"<p>{Name(node)} = {Svg.Escape(node.Expression)}</p>"
            : PageMath<T>.Chain(new Formula.Name(node.Label), formula, PageMath<T>.WithNumbers(formula, node), PageMath<T>.Number(node.Value)));
        Map(node.Value);
        html.Add("</li>");
    }

    private void Back(Contribution<T> c)
    {
        string to = Name(c.To);
        bool isScalar = c.Value.Shape.Count == 1;
        string answer = isScalar ? TensorText.Number(c.Value.Item, "g9") : c.Value.Shape.ToString();
        Begin(c.From, Say(c.To, c.Value), $" data-c=\"{c.Number}\" data-to=\"{c.To.Number}\" data-answer=\"{answer}\"");
        Bilingual how = c.Input == 0 ? OperationWords.Backward(c.From.Operation!.Name) : new("", "");
        html.Add("<div class=\"answer\">");
        Paragraph(new($"Back through {Symbol(c.From)} to {to}. {how.English}".TrimEnd(), $"{Symbol(c.From)} を逆向きに通って {to} へ。{how.Japanese}"));
        html.Add(math.Of(c));
        if (c.Derivative is null && c.From.Operation!.Rule is { } rule)
        {
            html.Add($"<p>{Svg.Escape($"{Explanation.Shapes(rule.PerInput[c.Input], c)} → {c.To.Shape}")}</p>");
        }

        if (c.IsSummed)
        {
            Paragraph(new(
                Explanation.Stretched(c, to, Words.In(Language.English)) + ".", Explanation.Stretched(c, to, Words.In(Language.Japanese)) + "。"));
        }

        Accumulated(c);
        Map(c.Value);
        html.Add("</div></li>");
    }

    private void Accumulated(Contribution<T> c)
    {
        Contribution<T>[] all = [.. course.To(c.To)], soFar = [.. all.TakeWhile(other => other.Number <= c.Number)];
        if (all.Length == 1)
        {
            return;
        }

        string to = Name(c.To), output = Name(trace.Output), sum = PageMath<T>.Sum(soFar);
        Paragraph(
            soFar.Length == 1
                ? new($"{to} is used {all.Length} times; the other uses will add their part.", $"{to} は {all.Length} 回使われます。他の使用の分は後で加わります。")
                : new(
                    $"This is use {soFar.Length} of {all.Length}. A change of {to} reaches {output} by every way at once, so the parts add up:",
                    $"{all.Length} 回のうち {soFar.Length} 回目です。{to} の変化はすべての道を通って {output} に届くので、加え合わせます:"),
            soFar.Length == 1 ? "" : $" {sum}");
    }

    private void Begin(TraceNode<T> node, string say, string more = "") =>
        html.Add($"<li data-node=\"{node.Number}\" data-say=\"{Svg.Escape(say)}\"{more}>");

    private void Paragraph(Bilingual text, string then = "") => html.Add($"<p>{text}{then}</p>");

    private void Map(Tensor<T> value)
    {
        if (value.Shape.Count > 1)
        {
            html.Add($"<p>{maps.Alone(value, 12)} {Svg.Escape(value.Shape.ToString())}</p>");
        }
    }

    private string Say(TraceNode<T> node, Tensor<T> gradient) =>
        $"∂{PageText.Label(trace.Output.Label)}/∂{PageText.Label(node.Label)}: {Explanation.Short(gradient)}";
}
