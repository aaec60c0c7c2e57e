namespace Autograd.Tests;

/// <summary>
/// What the texts beside the code show is true: their code is that of the examples, which are run, and their links lead somewhere.
/// </summary>
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
        string body = program[program.IndexOf("using", StringComparison.Ordinal)..]; // below what makes it a program
        Assert.Equal(body, Markdown.Code(text, "csharp")[0]);
        Assert.Equal(Repository.Text("examples/expected/00-readme.txt"), Markdown.Code(text, "text")[0]);
    }

    /// <summary>The rows of the table of speed, each of these rows of the results.</summary>
    [Theory]
    [InlineData("README.md")]
    [InlineData("README.ja.md")]
    public void Readme_Speed_IsThatOfTheResults(string file)
    {
        string[][] rows =
        [
            ["b.add.plus_backward.ns"],
            [
                "f.mlp.ii_2-3-3-2_b1.module_sgd.us", "f.mlp.iii_784-128-10_b64.module_sgd.us",
                "f.mlp.v_1024-2048-2048-1024_b256.module_sgd.us",
            ],
            ["a.mm.f32.1024.gflops", "a.mm.f64.1024.gflops"],
            ["c.exp.fwd_bwd.1e3.ns_per_elem", "c.exp.fwd_bwd.1e5.ns_per_elem", "c.exp.fwd_bwd.1e7.ns_per_elem"],
            ["c.sigmoid.fwd_bwd.1e3.ns_per_elem", "c.sigmoid.fwd_bwd.1e5.ns_per_elem", "c.sigmoid.fwd_bwd.1e7.ns_per_elem"],
            ["j.startup.first_gradient.s", "i.chain20_1e7.peak.x_tensor"],
        ];
        string[][] results = Markdown.Table(Repository.Text("Autograd.Bench/RESULTS.md"), "| row ");
        Assert.Equal(
            rows.Select(names => string.Join("; ", names.Select(name => results.Single(result => result[0] == name)[3]))),
            Markdown.Table(Repository.Text(file), "Autograd ÷ PyTorch |").Select(row => row[1]));
    }

    [Fact]
    public void ReadmeInJapanese_HasThePartsOfTheReadme()
    {
        string english = Repository.Text("README.md"), japanese = Repository.Text("README.ja.md");
        Assert.Equal(Parts(english), Parts(japanese));
        Assert.Equal(Markdown.Code(english, "csharp", "text"), Markdown.Code(japanese, "csharp", "text"));
        Assert.Equal(Commands(english), Commands(japanese));

        static IEnumerable<string> Parts(string text) =>
            Markdown.Prose(text).Split('\n').Select(line => line.Split(' ')[0]).Where(start => start is "#" or "##" or "|" or "-");

        static IEnumerable<string> Commands(string text) =>
            Markdown.Code(text, "sh").SelectMany(block => block.Split('\n')).Select(line => line.Split('#')[0]);
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
