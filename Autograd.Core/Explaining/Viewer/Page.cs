using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Autograd.Explaining;

/// <summary>The frame of a page: head, styles and script, all in one file.</summary>
internal static partial class Page
{
    /// <summary>What a reader has to know, and the keys.</summary>
    public static string Help => $"""
        <details class="help"><summary>{new Bilingual("How to read this", "見方")}</summary>
        <p>{Reading}</p>
        <p class="script">{Keys}</p></details>
        """;

    private static Bilingual Reading => new(
        "Circles are operations; operands enter in order, the first on top. Values go right, <b class=\"v\">above</b> the lines; gradients "
        + "come back, <b class=\"g\">below</b>. A gradient says how much the end changes per unit of change of this value: a slope. An "
        + "operation multiplies what comes back by its own slope. A value that is used several times reaches the end by several ways, so "
        + "the gradients of its uses are added. Dashed: no gradient yet.",
        "円は演算で、入力は上から順に並びます。値は線の<b class=\"v\">上</b>を右へ、勾配は線の<b class=\"g\">下</b>を左へ進みます。勾配とは、その値を変えたときの"
        + "終わりの値の変化の割合、つまり傾きです。演算は、戻ってきた勾配に自分の傾きを掛けて渡します。何度も使われる値は、複数の道で"
        + "終わりに届くので、勾配を加え合わせます。破線: まだ勾配がありません。");

    private static string Keys =>
        $"→ ← {new Bilingual("step", "一歩")} · Space {new Bilingual("play", "再生")} · Home End · Tab Enter {new Bilingual("node", "ノード")} · "
        + $"/ {new Bilingual("search", "検索")} · + - 0 {new Bilingual("zoom", "拡大縮小")} · t {new Bilingual("tape", "テープ")} · "
        + $"q {new Bilingual("quiz", "クイズ")} · l {new Bilingual("language", "言語")}";

    /// <summary>The button that changes the language; it names both, so its parts have languages that the switch does not hide.</summary>
    public static string Switch =>
        "<button type=\"button\" class=\"language script\"><i lang=\"en-GB\">English</i> / <i lang=\"ja-JP\">日本語</i></button>";

    /// <summary>The page.</summary>
    /// <param name="title">The title, as HTML.</param>
    /// <param name="isLesson">Whether there is text around the runs; else one run fills the window.</param>
    /// <param name="body">What is in it.</param>
    /// <param name="language">The language in which it opens.</param>
    public static string Of(string title, bool isLesson, string body, Language language)
    {
        string style = HeatMaps.Css(body) + Resource("page.css") + (isLesson ? Resource("lesson.css") : ""), script = Resource("page.js");
        IEnumerable<string> styles = Styles().Matches(body).Select(match => match.Groups[1].Value).Prepend(style).Distinct();
        string policy = $"default-src 'none'; script-src {Hash(script)}; style-src {string.Join(' ', styles.Select(Hash))}; "
            + "base-uri 'none'; form-action 'none'";
        string code = language == Language.English ? "en" : "ja";
        return $"""
            <!DOCTYPE html>
            <html lang="{code}">
            <head>
            <meta charset="utf-8"/>
            <meta http-equiv="Content-Security-Policy" content="{policy}"/>
            <meta name="viewport" content="width=device-width, initial-scale=1"/>
            <title>{title}</title>
            <style>{style}</style>
            </head>
            <body class="{(isLesson ? "lesson" : "page")}">
            {body}<script>{script}</script>
            </body>
            </html>

            """;
    }

    /// <summary>A file of this folder, embedded in the assembly, without comments and without the spaces that only people need.</summary>
    public static string Resource(string name)
    {
        using Stream stream = typeof(Page).Assembly.GetManifestResourceStream($"Autograd.Viewer.{name}")!;
        using var reader = new StreamReader(stream);
        IEnumerable<string> lines = reader.ReadToEnd().ReplaceLineEndings("\n").Split('\n').Select(line => line.Trim());
        IEnumerable<string> code = lines.Where(line => line.Length > 0 && !line.StartsWith("//", StringComparison.Ordinal));
        return name.EndsWith(".js", StringComparison.Ordinal)
            ? Spaces().Replace(string.Join('\n', code), "$1$2").Replace(";\n", ";").Replace("{\n", "{")
            : string.Concat(code);
    }

    /// <summary>Texts in quotes, which stay, and the spaces around signs.</summary>
    [GeneratedRegex("""('[^'\n]*'|`[^`]*`)| *([=+*/<>?:;,{}()&|-]) *""")]
    private static partial Regex Spaces();

    private static string Hash(string content) => $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(content)))}'";

    /// <summary>The styles of pictures in the body.</summary>
    [GeneratedRegex("<style>(.*?)</style>", RegexOptions.Singleline)]
    private static partial Regex Styles();
}
