using System.Text.RegularExpressions;

namespace Autograd.Tests;

/// <summary>Lines end within 140 characters, except where a break would change what they say.</summary>
public sealed partial class LineLengthTests
{
    private const int Most = 140;

    private static readonly string[] Extensions = [".cs", ".csproj", ".css", ".js", ".md", ".props", ".sh", ".targets"];
    private static readonly string[] Outputs = ["bin", "obj", "BenchmarkDotNet.Artifacts"];

    [Fact]
    public void Lines_OfTheRepository_EndWithin140Characters()
    {
        string[] files = [.. Files(Repository.Root).Select(path => Path.GetRelativePath(Repository.Root, path).Replace('\\', '/'))];
        Assert.Contains("Autograd.Core/Tensor.cs", files);
        Assert.Contains("README.md", files);

        string[] tooLong =
        [
            .. from file in files.Order(StringComparer.Ordinal)
               from line in File.ReadAllLines(Path.Combine(Repository.Root, file)).Index()
               where line.Item.EnumerateRunes().Count() > Most && !IsWhole(Path.GetExtension(file), line.Item)
               select $"{file}:{line.Index + 1}",
        ];
        Assert.True(tooLong.Length == 0, $"{tooLong.Length} lines have more than {Most} characters:\n{string.Join('\n', tooLong)}");
    }

    [Theory]
    [InlineData(".md", "| a | b |", true)]
    [InlineData(".md", "[notes]: https://example.org/a/very/long/path", true)]
    [InlineData(".cs", "// https://example.org/a/very/long/path", true)]
    [InlineData(".md", "微分は、式を辿って求めます。", true)]
    [InlineData(".md", "See https://example.org for more.", false)]
    [InlineData(".cs", "| 0b10", false)]
    [InlineData(".cs", "Text(\"微分は、式を辿って求めます。\")", false)]
    public void IsWhole_ALine_IsWhetherItCannotBeBroken(string extension, string line, bool expected) =>
        Assert.Equal(expected, IsWhole(extension, line));

    /// <summary>Rows of tables, addresses, and Japanese in Markdown, which would show a break as a space inside of a sentence.</summary>
    private static bool IsWhole(string extension, string line) =>
        Address().IsMatch(line) || (extension == ".md" && (line.StartsWith('|') || Japanese().IsMatch(line)));

    private static IEnumerable<string> Files(string folder) =>
        Directory.EnumerateFiles(folder).Where(path => Extensions.Contains(Path.GetExtension(path)))
            .Concat(Directory.EnumerateDirectories(folder)
                .Where(path => !Path.GetFileName(path).StartsWith('.') && !Outputs.Contains(Path.GetFileName(path)))
                .SelectMany(Files));

    [GeneratedRegex(@"^\s*(//|- |\[[^\]]*\]:)?\s*<?https?://\S+$")]
    private static partial Regex Address();

    [GeneratedRegex(@"[\p{IsHiragana}\p{IsKatakana}\p{IsCJKUnifiedIdeographs}]")]
    private static partial Regex Japanese();
}
