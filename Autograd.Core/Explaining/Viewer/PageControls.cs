namespace Autograd.Explaining;

/// <summary>The buttons of a page. They need the script, and are not there without it.</summary>
internal static class PageControls
{
    /// <summary>Playing, zooming and searching.</summary>
    public static string Of(int end, Language language)
    {
        string play = Button("first", new("to the beginning", "最初へ"), "M3 3v10M13 3L6 8l7 5z", language)
            + Button("back", new("one step back", "一歩戻る"), "M11 3L5 8l6 5z", language)
            + Button("play", new("play", "再生"), "M4 2l10 6-10 6z", language)
            + Button("next", new("one step on", "一歩進む"), "M5 3l6 5-6 5z", language)
            + Button("last", new("to the end", "最後へ"), "M13 3v10M3 3l7 5-7 5z", language);
        string zoom = Button("in", new("larger", "拡大"), "M8 3v10M3 8h10", language)
            + Button("out", new("smaller", "縮小"), "M3 8h10", language)
            + Button("fit", new("fit", "全体"), "M3 6V3h3M10 3h3v3M13 10v3h-3M6 13H3v-3", language);
        string speeds = "<option value=\"0.5\">½×</option><option value=\"1\" selected=\"selected\">1×</option>"
            + "<option value=\"2\">2×</option><option value=\"4\">4×</option>";
        return $"""
            <div class="controls script">
            <span class="group">{play}</span>
            <input type="range" class="scrub" min="0" max="{end}" value="0" step="1" {new Bilingual("step", "ステップ").Spoken(language)}/>
            <span class="count">0 / {end}</span>
            <select class="speed" {new Bilingual("speed", "速さ").Spoken(language)}>{speeds}</select>
            <button class="quiz" aria-pressed="false">{new Bilingual("Quiz", "クイズ")}</button>
            <span class="group">{zoom}</span>
            <label>{new Bilingual("Search", "検索")} <input type="search" class="search"/></label><output class="found"></output>
            <button class="tab" aria-pressed="false">{new Bilingual("Tape", "テープ")}</button>
            </div>
            """;
    }

    /// <summary>Where the answers of the quiz are typed.</summary>
    public static string Quiz(string prefix)
    {
        var question = new Bilingual(
            "What comes back along the marked arrow? Of a tensor, which shape?", "印の付いた矢印を戻る値は? テンソルならその形は?");
        string verdicts = $"<span class=\"right\">{new Bilingual("Right.", "正解です。")}</span>"
            + $"<span class=\"wrong\">{new Bilingual("Not yet.", "まだ違います。")}</span>";
        string input = $"<input id=\"{prefix}guess\" autocomplete=\"off\" spellcheck=\"false\"/>";
        string reveal = $"<button type=\"button\" class=\"reveal\">{new Bilingual("show it", "答えを見る")}</button>";
        return $"""
            <form class="guess script"><label for="{prefix}guess">{question}</label> {input}
            <button>{new Bilingual("check", "確認")}</button> {reveal}
            <output class="verdict">{verdicts}</output></form>
            """;
    }

    private static string Button(string kind, Bilingual label, string icon, Language language) =>
        $"<button class=\"{kind}\" {label.Spoken(language)}><svg viewBox=\"0 0 16 16\"><path d=\"{icon}\"/></svg></button>";
}
