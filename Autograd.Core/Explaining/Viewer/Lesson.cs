using System.Numerics;
using System.Text.RegularExpressions;
using Autograd.Explaining;

namespace Autograd;

/// <summary>
/// A page that teaches: prose, code, plots and runs to play, one below the other, in one file that needs no network. Everything is shown in
/// the order in which it was added.
/// </summary>
/// <example><code>
/// new Lesson("Why gradients are added", "なぜ勾配を加えるのか")
///     .Text("x acts on y in three ways.", "x は三つの道で y に届きます。")
///     .Code("Tensor y = x * x + x;")
///     .Trace((x * x + x).Named("y").TraceGraph())
///     .Picture(Plot.Function(x =&gt; x * x + x, -3, 3))
///     .SaveHtml("fan-out.html");
/// </code></example>
public sealed partial class Lesson
{
    private readonly Bilingual title;
    private readonly Language language;
    private readonly Markup body = new();
    private int traces;

    /// <summary>A lesson without content.</summary>
    /// <param name="title">What stands above it.</param>
    /// <param name="japanese">The same in Japanese; if null, the title as it is.</param>
    /// <param name="language">The language in which the page opens. Pages have both.</param>
    public Lesson(string title, string? japanese = null, Language language = Language.English)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(title);
        this.title = Both(title, japanese);
        this.language = language;
    }

    /// <summary>Adds a heading.</summary>
    /// <param name="text">The heading.</param>
    /// <param name="japanese">The same in Japanese; if null, the text as it is.</param>
    public Lesson Heading(string text, string? japanese = null)
    {
        body.Add($"<h2>{Both(text, japanese)}</h2>\n");
        return this;
    }

    /// <summary>Adds a paragraph. What stands between ` and ` is set as code.</summary>
    /// <param name="text">The paragraph.</param>
    /// <param name="japanese">The same in Japanese; if null, the text as it is.</param>
    public Lesson Text(string text, string? japanese = null)
    {
        body.Add($"<p>{Both(text, japanese)}</p>\n");
        return this;
    }

    /// <summary>Adds lines of code, or of what a program prints.</summary>
    /// <param name="code">The lines.</param>
    public Lesson Code(string code)
    {
        ArgumentNullException.ThrowIfNull(code);
        body.Add($"<pre class=\"code\" tabindex=\"0\">{PageText.Lines(code.Trim('\n'))}</pre>\n");
        return this;
    }

    /// <summary>Adds a picture, such as a plot.</summary>
    /// <param name="picture">The picture.</param>
    /// <param name="caption">What stands below it, if anything.</param>
    /// <param name="japanese">The same in Japanese; if null, the caption as it is.</param>
    public Lesson Picture(Svg picture, string? caption = null, string? japanese = null)
    {
        ArgumentNullException.ThrowIfNull(picture);
        string below = caption is null ? "" : $"<figcaption>{Both(caption, japanese)}</figcaption>";
        body.Add($"<figure>{picture.Text}{below}</figure>\n");
        return this;
    }

    /// <summary>Adds a run to play.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="trace">The run.</param>
    /// <exception cref="InvalidOperationException">There are more than 400 nodes, even with groups folded.</exception>
    public Lesson Trace<T>(GraphTrace<T> trace)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(trace);
        body.Add(TracePart.Of(trace, $"t{++traces}-", language, "Trace"));
        return this;
    }

    /// <summary>Writes the page; a file that is there is replaced.</summary>
    /// <param name="path">The file, usually ending in <c>.html</c>.</param>
    public void SaveHtml(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        File.WriteAllText(path, ToHtml());
    }

    /// <summary>The text of the page. The same content gives the same text.</summary>
    public string ToHtml() => Page.Of(
        InlineTag().Replace(title.In(language), ""),
        true,
        $"<header><h1>{title}</h1>{(traces > 0 ? Page.Help : "")}{Page.Switch}</header>\n<main>\n{body}</main>\n",
        language);

    [GeneratedRegex("</?code>")]
    private static partial Regex InlineTag();

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex InlineCode();

    private static Bilingual Both(string text, string? japanese)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new(Html(text), Html(japanese ?? text));

        static string Html(string text) => InlineCode().Replace(Svg.Escape(text), "<code>$1</code>");
    }
}
