using System.Text.RegularExpressions;

namespace Autograd.Tests;

/// <summary>
/// The way through the code that the README of Core describes, from "The engine in seven files" to its folders: a file that it names
/// exists, and what it quotes in a paragraph or an item of a list stands in a file that is named there.
/// </summary>
public sealed partial class ReadingPathTests
{
    private static readonly string Core = Path.Combine(Repository.Root, "Autograd.Core");

    [Fact]
    public void ReadingPath_QuotesWhatStandsInTheFilesThatItNames()
    {
        string readme = Repository.Text("Autograd.Core/README.md");
        int start = readme.IndexOf("## The engine", StringComparison.Ordinal), end = readme.IndexOf("## Folders", StringComparison.Ordinal);

        Assert.Equal(
            [
                "Ops/Elementwise/Exp.cs", "Ops/Elementwise/Multiply.cs", "Ops/Elementwise/Chain.cs", "Families/Elementwise.cs",
                "Differentiation/BackwardSlice.cs", "Differentiation/ReverseSweep.cs", "Differentiate.cs",
            ],
            Heads().Matches(readme[start..end]).Select(head => head.Groups["file"].Value));
        Assert.Empty(Untrue(readme[start..end]));
    }

    [Fact]
    public void Untrue_MissingFilesAndQuotes_AreNamed()
    {
        string[] untrue =
        [
            .. Untrue(
                """
                1. **`Ops/Elementwise/Exp.cs`** has `ExpPrimitive`, `Deriv` and
                   `Vjp`, and `Families/LinearMap.cs` has `Transpose`.
                2. `Ops/Exp.cs`: `Exp`.

                Here is `Exp`, in no file.
                """),
        ];
        Assert.Equal(
            [
                "`Deriv` is not in Ops/Elementwise/Exp.cs, Families/LinearMap.cs", "Ops/Exp.cs does not exist",
                "`Exp` is not in Ops/Exp.cs", "`Exp` is not in any file",
            ],
            untrue);
    }

    [Fact]
    public void Folders_AreThoseOfCore()
    {
        IEnumerable<string> named = Markdown.Table(Repository.Text("Autograd.Core/README.md"), "| folder |")
            .SelectMany(row => Quotes().Matches(row[0]).Select(quote => quote.Groups["text"].Value));
        IEnumerable<string> folders = Directory.GetDirectories(Core).Select(folder => Path.GetFileName(folder)).Except(["bin", "obj"]);
        Assert.Equal(folders.Append(".").Order(StringComparer.Ordinal), named.Order(StringComparer.Ordinal));
    }

    private static IEnumerable<string> Untrue(string text)
    {
        foreach ((string[] files, string[] quotes) in Items(text))
        {
            string[] found = [.. files.Select(Find).Where(File.Exists)!];
            foreach (string missing in files.Where(file => Find(file) is null))
            {
                yield return $"{missing} does not exist";
            }

            foreach (string quote in quotes.Where(quote => !found.Any(file => Regex.IsMatch(
                Repository.Text(file), $@"(?<!\w){Regex.Escape(quote)}(?!\w)"))))
            {
                yield return $"`{quote}` is not in {(files.Length == 0 ? "any file" : string.Join(", ", files))}";
            }
        }
    }

    /// <summary>The paragraphs and the items of lists: the files that each names, and what else it quotes.</summary>
    private static IEnumerable<(string[] Files, string[] Quotes)> Items(string text) => Starts().Split(Markdown.Prose(text)).Select(item =>
    {
        ILookup<bool, string> quotes = Quotes().Matches(item).Select(quote => quote.Groups["text"].Value)
            .ToLookup(quote => quote.EndsWith(".cs", StringComparison.Ordinal) || Directory.Exists(Path.Combine(Core, quote)));
        return (quotes[true].ToArray(), quotes[false].ToArray());
    });

    /// <summary>A file or folder of Core, or else of the repository, null if there is none.</summary>
    private static string? Find(string path) =>
        new[] { Path.Combine(Core, path), Path.Combine(Repository.Root, path) }.FirstOrDefault(Path.Exists);

    [GeneratedRegex(@"^\d+\. \*\*`(?<file>[^`]+)`\*\*", RegexOptions.Multiline)]
    private static partial Regex Heads();

    [GeneratedRegex(@"^(?=\d+\. |- |\n)", RegexOptions.Multiline)]
    private static partial Regex Starts();

    [GeneratedRegex("`(?<text>[^`]+)`")]
    private static partial Regex Quotes();
}
