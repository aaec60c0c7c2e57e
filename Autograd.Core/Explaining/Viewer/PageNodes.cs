using System.Numerics;
using Autograd.Formulas;
using Autograd.Tensors;

namespace Autograd.Explaining;

/// <summary>What a page says of each node, and the tape: the same for all nodes as a table.</summary>
internal sealed class PageNodes<T>(GraphTrace<T> trace, Course<T> course, HeatMaps maps)
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private const int MostElements = 64; // that are written out

    private readonly PageMath<T> math = new(trace, course);

    /// <summary>A section for each node.</summary>
    public string Sections() => string.Concat(trace.Nodes.Select(Section));

    /// <summary>The tape as a table.</summary>
    public string Tape()
    {
        string[] english = Words.In(Language.English).TapeHeadings, japanese = Words.In(Language.Japanese).TapeHeadings;
        var html = new Markup().Add("<table><thead><tr>");
        foreach ((string first, string second) in english.Zip(japanese))
        {
            html.Add($"<th scope=\"col\">{new Bilingual(first, second)}</th>");
        }

        html.Add("</tr></thead><tbody>");
        foreach (TraceNode<T> node in trace.Nodes)
        {
            string gradient = node.Gradient is { } sum ? Cell("g", course.Gradient(node)!.Value, sum) : "<td>–</td>";
            html.Add($"<tr data-row=\"{node.Number}\"><td>{node.Number}</td><th scope=\"row\">{PageSteps<T>.Name(node)}</th>")
                .Add($"<td>{(node.Operation is null ? Kind(node) : Svg.Escape(Computed(node)))}</td>")
                .Add($"{Cell("v", course.Value(node), node.Value)}{gradient}</tr>");
        }

        return html.Add("</tbody></table>").ToString();

        static string Cell(string kind, int from, Tensor<T> x) => $"<td class=\"{kind}\"{PageText.From(from)}>{Short(x)}</td>";
    }

    /// <summary>What a node is: what screen readers say of it.</summary>
    public static Bilingual Spoken(SceneNode<T> box)
    {
        TraceNode<T> node = box.Node!;
        string name = PageSteps<T>.Name(node), value = Svg.Escape(Explanation.Short(node.Value));
        return box.Kind == SceneKind.Group
            ? new($"{Svg.Escape(box.Title)}, folded: open it", $"{Svg.Escape(box.Title)}、折りたたみ: 開く")
            : node.Operation is not null
                ? new($"{name}: {Made(node)}, {value}", $"{name}: {Made(node)}、{value}")
                : new(
                    $"{name}, {(node.IsVariable ? "variable" : "constant")}, {value}",
                    $"{name}、{(node.IsVariable ? "変数" : "定数")}、{value}");
    }

    /// <summary>The operation with what it was made with; what is seen of it in the picture is a part of what is said.</summary>
    private static string Made(TraceNode<T> node)
    {
        string operation = node.Operation!.ToString().Replace('-', '−'), sign = Drawing.Symbol(node);
        return Svg.Escape(
            sign.Length == 1 || operation.StartsWith(sign, StringComparison.OrdinalIgnoreCase) ? operation : $"{operation} {sign}");
    }

    private static Bilingual Kind(TraceNode<T> node) => node.Operation is { } operation ? new(operation.ToString(), operation.ToString())
        : node.IsVariable ? new(Words.In(Language.English).Variable, Words.In(Language.Japanese).Variable)
        : new(Words.In(Language.English).Constant, Words.In(Language.Japanese).Constant);

    /// <summary>How a node was computed, as a line of text.</summary>
    private static string Computed(TraceNode<T> node) =>
        Explanation.Computed(node)?.With(name => new Formula.Name(PageText.Label(name))) is { } formula
            ? FormulaPrinter.Text.Print(formula)
            : PageText.Expression(node);

    private static string Short(Tensor<T> x) => Svg.Escape(x.Shape.Count == 1 ? PageText.Number(x) : Explanation.Short(x));

    private static Bilingual ByEach(int uses) => new($"by each of {uses} uses", $"{uses} 回の使用それぞれについて");

    private string Section(TraceNode<T> node)
    {
        Bilingual kind = Kind(node);
        bool isScalar = node.Shape.Count == 1;
        Markup html = new Markup().Add($"<section data-about=\"{node.Number}\"><h3>{PageSteps<T>.Name(node)} ")
            .Add(isScalar ? $"<span{PageText.From(course.Value(node))}>= {PageText.Number(node.Value)}</span> " : "")
            .Add($"<small>{new Bilingual(Svg.Escape(kind.English), Svg.Escape(kind.Japanese))}")
            .Add(node.Shape.Rank > 0 ? $" {Svg.Escape(node.Shape.ToString())}" : "")
            .Add($"{(node.Source is null ? "" : $" {Svg.Escape(node.Source)}")}</small></h3><dl>");
        if (node.Operation is not null)
        {
            Row(new("computed", "計算"), Explanation.Computed(node) is { } formula
                ? PageMath<T>.Chain(new Formula.Name(node.Label), formula)
                : Svg.Escape(PageText.Expression(node)));
            string rules = string.Concat(Enumerable.Range(0, node.Inputs.Count)
                .Where(i => node.IsTracked && node.Inputs[i].IsTracked && !node.Inputs.Take(i).Contains(node.Inputs[i]))
                .Select(i => (Rule: math.Rule(node, i), Uses: node.Inputs.Count(input => input == node.Inputs[i])))
                .Where(row => row.Rule.Length > 0)
                .Select(row => $"<p>{row.Rule}{(row.Uses > 1 ? $" {ByEach(row.Uses)}" : "")}</p>"));
            if (rules.Length > 0)
            {
                Row(new("rule", "規則"), rules);
            }
        }

        if (!isScalar)
        {
            Row(new("value", "値"), Elements(node.Value), course.Value(node));
        }

        if (node.Gradient is { } gradient)
        {
            int from = course.Gradient(node)!.Value, uses = course.To(node).Count();
            if (uses > 1)
            {
                string sum = PageMath<T>.Sum(course.To(node));
                Row(new($"used {uses} times", $"{uses} 回使用"), sum.Length > 0 ? sum : $"{uses} × {Svg.Escape(node.Shape.ToString())}", from);
            }

            Row(new("gradient", "勾配"), Elements(gradient), from);
        }
        else if (node.IsTracked)
        {
            Row(new("gradient", "勾配"), $"{new Bilingual("0: no way leads to the output", "0: 出力への道がありません")}");
        }

        return html.Add("</dl></section>").ToString();

        void Row(Bilingual term, string description, int from = 0) =>
            html.Add($"<div{PageText.From(from)}><dt>{term}</dt><dd>{description}</dd></div>");
    }

    private string Elements(Tensor<T> x)
    {
        if (x.Shape.Count == 1)
        {
            return PageText.Number(x);
        }

        string text = x.Shape.Count <= MostElements ? Explanation.Plain(x).ToString() : TensorText.OneLine(Explanation.Plain(x), 200);
        return $"{maps.Alone(x, 14)}<pre>{PageText.Lines(text)}</pre>";
    }
}
