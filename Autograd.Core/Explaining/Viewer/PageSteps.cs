using System.Numerics;
using Autograd.Formulas;

namespace Autograd.Explaining;

/// <summary>The steps of a run as a list, each in words, formulas and numbers: played by the page, and shown without a script.</summary>
internal sealed class PageSteps<T>(GraphTrace<T> trace, Course<T> course, HeatMaps maps)
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly PageMath<T> math = new(trace, course);
    private readonly Markup html = new();

    /// <summary>The inside of the list.</summary>
    public string Items()
    {
        string output = Name(trace.Output);
        Begin(trace.Nodes[0]);
        html.Add($"<p>{Given()}.</p>");
        Paragraph(new(
            $"How much does {output} change when one of these changes? First every value is computed, from left to right. Then the way "
            + "back finds the answers, the gradients, from right to left.",
            $"このうち一つが変わると、{output} はどれだけ変わるでしょうか。まず左から右へ値を計算し、次に右から左へ戻りながら、その答えである勾配を求めます。"));
        html.Add("</li>");
        foreach (TraceNode<T> node in trace.Forward)
        {
            Forward(node);
        }

        Begin(trace.Output, Say(trace.Output, trace.Seed), " data-c=\"0\"");
        bool isOne = trace.Seed.Shape.Count == 1 && trace.Seed.Item == T.One;
        Paragraph(new(
            $"Now back. The gradient of x, ∂{output}/∂x, says how much {output} changes per unit of change of x, all else held fixed: a "
            + $"slope. For {output} " + (isOne ? "itself it is 1." : "itself it was given."),
            $"ここから逆向きです。x の勾配 ∂{output}/∂x とは、他を固定して x を変えたときの {output} の変化の割合、つまり傾きです。{output} 自身では"
            + (isOne ? " 1 です。" : "与えられています。")));
        html.Add(PageMath<T>.Chain(math.Gradient(trace.Output), PageMath<T>.Number(trace.Seed))).Add("</li>");
        foreach (Contribution<T> c in trace.Contributions)
        {
            Back(c);
        }

        Begin(trace.Output);
        Paragraph(isOne
            ? new("All gradients are known. Change one value a little, and see:", "勾配がすべて求まりました。値を一つ少し変えて確かめると:")
            : new("All gradients are known.", "勾配がすべて求まりました。"));
        html.Add(isOne ? $"<ul>{string.Concat(trace.Nodes.Where(node => node.IsVariable).Select(Check))}</ul></li>" : "</li>");
        return html.ToString();
    }

    /// <summary>What the operations of the run do to gradients, each in a sentence: the list's steps say by data-op which.</summary>
    public string Reasons() => string.Concat(trace.Contributions.Select(c => c.From.Operation!).DistinctBy(operation => operation.Name)
        .Select(operation => (operation.Name, Sentence: OperationWords.Backward(operation)))
        .Where(reason => reason.Sentence.English.Length > 0)
        .Select(reason => $"<p class=\"why\" data-op=\"{Svg.Escape(reason.Name)}\">{reason.Sentence}</p>"));

    /// <summary>
    /// What a gradient means, by numbers: a small change of the variable, of every element if there are several, beside that of the output.
    /// </summary>
    private string Check(TraceNode<T> variable)
    {
        double largest = double.CreateTruncating(variable.Value.Abs().ToArray().DefaultIfEmpty(T.Zero).Max());
        Tensor<T> change = Math.Pow(10, largest > 0 && double.IsFinite(largest) ? Math.Floor(Math.Log10(largest)) - 2 : -2);
        Tensor<T> changed = variable.Value + change, result = trace.Rerun(variable, changed), gradient = variable.Gradient ?? 0;
        string name = Name(variable), output = Name(trace.Output), step = PageText.Number(change);
        Tensor<T> moved = result - trace.Output.Value, expected = (gradient * change).Sum();
        string actual = PageText.Number(moved), foretold = PageText.Number(expected);

        // Else the slope changes on the way.
        bool isNear = T.Abs(moved.Item - expected.Item) <= T.CreateTruncating(0.05) * T.Abs(moved.Item);
        bool isScalar = variable.Shape.Count == 1;
        string how = isScalar ? $"{PageText.Number(variable.Value)} → {PageText.Number(changed)}" : $"+ {step}";
        return $"<li>{name} {how}: "
            + $"{output} {PageText.Number(trace.Output.Value)} → {PageText.Number(result)}, {(actual[0] == '−' ? "" : "+")}{actual} "
            + $"{(actual == foretold ? "=" : isNear ? "≈" : "≠")} "
            + $"{(isScalar ? PageText.Number(gradient) : $"Σ ∂{output}/∂{name}")} · {step}</li>";
    }

    /// <summary>The name of a node, as HTML.</summary>
    public static string Name(TraceNode<T> node) => Svg.Escape(PageText.Label(node.Label));

    private static string Symbol(TraceNode<T> node) => Svg.Escape(Drawing.Symbol(node));

    private string Given() => string.Join(
        ", ", trace.Nodes.Where(node => node.Operation is null && (node.IsVariable || node.Name is not null))
            .Select(node => $"{Name(node)} = {Svg.Escape(Explanation.Short(node.Value))}"));

    private void Forward(TraceNode<T> node)
    {
        Begin(node, $"{PageText.Label(node.Label)} = {Explanation.Short(node.Value)}");
        Bilingual what = OperationWords.Forward(node.Operation!);
        Paragraph(new($"Compute {Name(node)}. {what.English}".TrimEnd(), $"{Name(node)} を計算します。{what.Japanese}"));
        Formula? formula = Explanation.Computed(node);
        html.Add(formula is null
            ? $"<p>{Name(node)} = {Svg.Escape(PageText.Expression(node))}</p>"
            : PageMath<T>.Chain(
                new Formula.Name(node.Label), formula, PageMath<T>.WithNumbers(formula, node), PageMath<T>.Number(node.Value)));
        Map(node.Value);
        html.Add("</li>");
    }

    private void Back(Contribution<T> c)
    {
        string to = Name(c.To);
        bool isScalar = c.Value.Shape.Count == 1;
        string answer = isScalar ? Explanation.Number(c.Value.Item, "g9") : c.Value.Shape.ToString();
        string data = $" data-c=\"{c.Number}\" data-to=\"{c.To.Number}\" data-answer=\"{answer}\"";
        Begin(c.From, Say(c.To, c.Value), $"{data} data-op=\"{Svg.Escape(c.From.Operation!.Name)}\"");
        html.Add("<div class=\"answer\">");
        Paragraph(new($"Back through {Symbol(c.From)} to {to}.", $"{Symbol(c.From)} を逆向きに通って {to} へ。"));
        html.Add(math.Of(c));
        if (c.Derivative is null && c.From.Operation.Formula is { } rule)
        {
            html.Add($"<p>{Svg.Escape($"{Explanation.Shapes(rule.PerInput[c.Input], c)} → {c.To.Shape}")}</p>");
        }

        if (c.IsSummed)
        {
            Paragraph(new(
                Explanation.Stretched(c, to, Words.In(Language.English)) + ".",
                Explanation.Stretched(c, to, Words.In(Language.Japanese)) + "。"));
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
                ? new(
                    $"{to} is used {all.Length} times; the other uses will add their part.",
                    $"{to} は {all.Length} 回使われます。他の使用の分は後で加わります。")
                : new(
                    $"This is use {soFar.Length} of {all.Length}. A change of {to} reaches {output} by all of them, so their parts are "
                    + "added:",
                    $"{all.Length} 回のうち {soFar.Length} 回目です。{to} の変化はすべての道を通って {output} に届くので、加え合わせます:"),
            soFar.Length == 1 ? "" : $" {sum}");
    }

    /// <summary>Begins a step; without a short text, all of it is read out.</summary>
    private void Begin(TraceNode<T> node, string? say = null, string more = "") =>
        html.Add($"<li data-node=\"{node.Number}\"{(say is null ? "" : $" data-say=\"{Svg.Escape(say)}\"")}{more}>");

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
