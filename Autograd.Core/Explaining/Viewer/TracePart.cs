using System.Numerics;

namespace Autograd.Explaining;

/// <summary>A run as a part of a page: its pictures, the controls, the steps, the nodes and the tape.</summary>
internal static class TracePart
{
    /// <summary>The most boxes and circles of one picture.</summary>
    public const int MostNodes = 400;

    private const int MostOpenedAlone = 12; // groups that have a picture each in which they alone are open

    /// <summary>The element.</summary>
    /// <param name="trace">The run.</param>
    /// <param name="prefix">What its ids begin with: other than those of other parts of the page.</param>
    /// <param name="language">The language of what is read out at first.</param>
    /// <param name="operation">What errors call the method that asks.</param>
    public static string Of<T>(GraphTrace<T> trace, string prefix, Language language, string operation)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var course = new Course<T>(trace);
        var maps = new HeatMaps(prefix);
        var steps = new PageSteps<T>(trace, course, maps);
        var nodes = new PageNodes<T>(trace, course, maps);
        (Bilingual Title, Scene<T> Scene)[] views = Views(trace, operation);
        string choice = views.Length == 1 ? "" : Folding([.. views.Select(view => view.Title)]);
        string pictures = string.Concat(views.Select((view, i) => Picture(view.Scene, course, maps, i, language)));
        string list = steps.Items(), sections = nodes.Sections(), tape = nodes.Tape();
        var tapeTitle = new Bilingual("Tape", "テープ");
        return $"""
            <div class="trace">
            {maps.Definitions}{choice}<div class="stage">{pictures}</div>
            {PageControls.Of(course.End, language)}
            <div class="panel">
            <div class="now" tabindex="0"><h2>{new Bilingual("What happens", "何が起きるか")}</h2>
            <ol class="steps" start="0">{list}</ol>{steps.Reasons()}{PageControls.Quiz(prefix)}</div>
            <div class="side" tabindex="0"><h2 class="for-tape">{tapeTitle}</h2>
            <div class="tape" tabindex="0" role="region" {tapeTitle.Spoken(language)}>{tape}</div>
            <h2 class="for-nodes">{new Bilingual("Node", "ノード")}</h2><div class="nodes">{sections}</div></div>
            </div>
            <p class="say" aria-live="polite"></p>
            </div>

            """;
    }

    /// <summary>The graph as it is; with groups first folded, then each group open by itself, then everything.</summary>
    private static (Bilingual Title, Scene<T> Scene)[] Views<T>(GraphTrace<T> trace, string operation)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var all = (new Bilingual("all open", "すべて開く"), new Scene<T>(trace));
        IReadOnlyList<TraceGroup<T>> groups = trace.Groups;
        (Bilingual Title, Scene<T> Scene)[] views = groups.Count == 0 ? [all]
            :
            [
                (new("all folded", "すべて畳む"), new Scene<T>(trace, groups)),
                .. groups.Count is 1 or > MostOpenedAlone ? [] : groups.Select(group => (
                    new Bilingual(Svg.Escape(group.Name), Svg.Escape(group.Name)),
                    new Scene<T>(trace, groups.Where(other => other != group)))),
                all,
            ];
        (Bilingual Title, Scene<T> Scene)[] drawable = [.. views.Where(view => view.Scene.Nodes.Count <= MostNodes)];
        return drawable.Length > 0 && drawable[0] == views[0] ? drawable : throw new InvalidOperationException(
            $"{operation}: {trace.Output.Label} was computed by {views[0].Scene.Nodes.Count} nodes, more than the {MostNodes} "
            + "that a page can show. "
            + (groups.Count == 0 ? "Fold parts of it (WithGroup, or model.TraceGraph for layers)" : "Fold more of it (WithGroup)")
            + ", or draw it by ToDot and Graphviz; Tape and Explain have no limit.");
    }

    private static string Folding(Bilingual[] titles)
    {
        IEnumerable<string> buttons = titles.Select((title, i) =>
            $"<button type=\"button\" class=\"fold\" data-open=\"{i}\" aria-pressed=\"{(i == 0 ? "true" : "false")}\">"
            + $"{title}</button>");
        return $"<div class=\"folding script\"><span>{new Bilingual("Layers:", "層:")}</span> {string.Concat(buttons)}</div>\n";
    }

    private static string Picture<T>(Scene<T> scene, Course<T> course, HeatMaps maps, int view, Language language)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var picture = new GraphPicture<T>(scene, course, maps, isPlayed: true);
        string size = $"width=\"{Svg.Number(picture.Width)}\" height=\"{Svg.Number(picture.Height)}\"";
        string drawn = picture.Draw(node => $" tabindex=\"0\" role=\"button\" {PageNodes<T>.Spoken(node).Spoken(language)}{Members(node)}");
        return $"<svg class=\"graph\" data-view=\"{view}\"{(view > 0 ? " hidden=\"hidden\"" : "")} role=\"group\" "
            + $"{new Bilingual("graph", "計算グラフ").Spoken(language)} {size} "
            + $"viewBox=\"0 0 {Svg.Number(picture.Width)} {Svg.Number(picture.Height)}\">{drawn}</svg>";

        // Steps inside a folded group are shown at its box, and its box opens the view in which it is open.
        string Members(SceneNode<T> node) => node.Kind != SceneKind.Group ? ""
            : $" data-members=\"{string.Join(' ', node.Group!.Nodes.Select(member => $"{member.Number}"))}\"";
    }
}
