using System.Diagnostics;
using Xunit.Abstractions;

namespace Autograd.Tests;

/// <summary>
/// Runs every program in examples/ as a reader would, <c>dotnet run examples/01-apple.cs --html</c>, compares what it prints with
/// examples/expected/01-apple.txt, and looks at the page that it writes.
/// </summary>
[Collection(Repository.Builds)]
[Trait("Category", "Slow")]
public sealed class ExampleTests(ITestOutputHelper log) : IDisposable
{
    private const string Readme = "00-readme";

    private static readonly string Examples = Repository.Examples;

    // Programs write their pages here, and not into the repository.
    private readonly string folder = Directory.CreateTempSubdirectory("autograd-example-").FullName;

    public static TheoryData<string> Programs => [.. Names(Examples, "*.cs")];

    public void Dispose() => Directory.Delete(folder, recursive: true);

    /// <summary>Printing and the page are one test, because the build before the run takes most of its time.</summary>
    [Theory]
    [MemberData(nameof(Programs))]
    public async Task Example_Run_PrintsWhatIsExpectedAndWritesItsLesson(string name)
    {
        string expected = Path.Combine(Examples, "expected", $"{name}.txt");
        Assert.True(File.Exists(expected), $"examples/expected/{name}.txt is missing. If the example prints what it should:{Keep(name)}");

        var clock = Stopwatch.StartNew();
        string printed = await Repository.Run(folder, Repository.Dotnet, "run", Path.Combine(Examples, $"{name}.cs"), "--html");
        log.WriteLine($"{name}: {clock.Elapsed.TotalSeconds:F1} s, the build included");

        string wanted = Repository.Text(expected);
        Assert.True(
            wanted == printed,
            $"examples/{name}.cs prints\n\n{printed}\nbut expected is\n\n{wanted}\nIf the example prints what it should:{Keep(name)}");
        string[] pages = Directory.GetFiles(folder);
        if (name == Readme)
        {
            Assert.Empty(pages); // it is the block of the README and nothing else
            return;
        }

        Assert.Equal([Path.Combine(folder, $"{name}.html")], pages);
        LessonPage.Check(Repository.Text(pages[0]), Repository.Text(Path.Combine(Examples, $"{name}.cs")), printed);
    }

    [Fact]
    public void ExpectedOutput_Each_BelongsToAnExample() =>
        Assert.Empty(Names(Path.Combine(Examples, "expected"), "*").Except(Names(Examples, "*.cs")));

    private static string Keep(string name) => $"\n\n    dotnet run examples/{name}.cs > examples/expected/{name}.txt\n";

    private static IEnumerable<string> Names(string folder, string pattern) =>
        Directory.GetFiles(folder, pattern).Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal);
}
