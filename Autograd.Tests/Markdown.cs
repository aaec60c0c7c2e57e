using System.Text.RegularExpressions;

namespace Autograd.Tests;

/// <summary>The parts of a text in Markdown.</summary>
internal static partial class Markdown
{
    /// <summary>Every text in Markdown of the repository, by its path.</summary>
    public static TheoryData<string> Files =>
    [
        .. Directory.GetDirectories(Repository.Root).Prepend(Repository.Root)
            .SelectMany(folder => Directory.GetFiles(folder, "*.md"))
            .Select(file => Path.GetRelativePath(Repository.Root, file).Replace('\\', '/'))
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>The fenced blocks of code in one of these languages.</summary>
    public static string[] Code(string text, params string[] languages) =>
    [
        .. Fences().Matches(text).Where(block => languages.Contains(block.Groups["language"].Value))
            .Select(block => block.Groups["code"].Value),
    ];

    /// <summary>The text without its fenced blocks of code.</summary>
    public static string Prose(string text) => Fences().Replace(text, "");

    /// <summary>Where the links and pictures of a text lead.</summary>
    public static string[] Links(string text) =>
        [.. Targets().Matches(Spans().Replace(Prose(text), "")).Select(link => link.Groups["target"].Value)];

    /// <summary>The cells of the first table with this in its first line, but for that line.</summary>
    public static string[][] Table(string text, string heading) =>
    [
        .. text.Split('\n').SkipWhile(line => !line.Contains(heading, StringComparison.Ordinal)).TakeWhile(line => line.StartsWith('|'))
            .Skip(2).Select(line => line.Trim('|').Split('|', StringSplitOptions.TrimEntries)),
    ];

    [GeneratedRegex(@"^```(?<language>\w*)\n(?<code>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fences();

    [GeneratedRegex("`[^`]+`")]
    private static partial Regex Spans();

    [GeneratedRegex(@"\]\((?<target>[^)]+)\)|^\[[^\]]+\]:\s*(?<target>\S+)|(?:href|src)=""(?<target>[^""]+)", RegexOptions.Multiline)]
    private static partial Regex Targets();
}
