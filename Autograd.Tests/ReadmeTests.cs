namespace Autograd.Tests;

/// <summary>What the texts beside the code show is true: their code is that of the examples, which are run, and their links lead somewhere.</summary>
public sealed class ReadmeTests
{
    private const string Program = "examples/00-readme.cs";

    private static readonly string[] Examples = Directory.GetFiles(Repository.Examples, "*.cs");

    private static readonly string[] Expected = Directory.GetFiles(Path.Combine(Repository.Examples, "expected"));

    [Theory]
    [MemberData(nameof(Markdown.Files), MemberType = typeof(Markdown))]
    public void Text_EveryBlockOfCode_IsPartOfAnExample(string file) => AssertPartsOf(Examples, file, "csharp");

    [Theory]
    [MemberData(nameof(Markdown.Files), MemberType = typeof(Markdown))]
    public void Text_EveryBlockOfOutput_IsPartOfWhatAnExamplePrints(string file) => AssertPartsOf(Expected, file, "text", "mermaid");

    [Theory]
    [MemberData(nameof(Markdown.Files), MemberType = typeof(Markdown))]
    public void Text_EveryLink_LeadsToAFile(string file)
    {
        string folder = Path.GetDirectoryName(Path.Combine(Repository.Root, file))!;
        Assert.All(Markdown.Links(Repository.Text(file)), link => Assert.True(
            Uri.IsWellFormedUriString(link, UriKind.Absolute) || Path.Exists(Path.Combine(folder, link)),
            $"{file} links to {link}, which is not there."));
    }

    [Theory]
    [InlineData("README.md")]
    [InlineData("README.ja.md")]
    public void Readme_FirstCodeAndOutput_AreThoseOfTheReadmeExample(string file)
    {
        string text = Repository.Text(file), program = Repository.Text(Program);
        Assert.Equal(program[program.IndexOf("using", StringComparison.Ordinal)..], Markdown.Code(text, "csharp")[0]); // below what makes it a program
        Assert.Equal(Repository.Text("examples/expected/00-readme.txt"), Markdown.Code(text, "text")[0]);
    }

    [Fact]
    public void ReadmeOfExamples_Table_HasEveryExample()
    {
        string[] links = Markdown.Links(Repository.Text("examples/README.md"));
        Assert.All(Examples, example => Assert.Contains(Path.GetFileName(example), links));
    }

    private static void AssertPartsOf(string[] wholes, string file, params string[] languages)
    {
        string[] texts = [.. wholes.Select(Repository.Text)];
        Assert.All(Markdown.Code(Repository.Text(file), languages), block => Assert.True(
            texts.Any(text => text.Contains(block, StringComparison.Ordinal)), $"This block of {file} belongs to no example:\n{block}"));
    }
}
