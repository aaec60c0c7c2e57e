using PublicApiGenerator;

namespace Autograd.Tests;

/// <summary>
/// What users can see of each assembly, held against a list in a file: nothing becomes public, changes or disappears unnoticed. The list
/// says neither that an indexer has <c>params</c> nor how many dimensions an array has, so calls in <see cref="Contract"/> do.
/// </summary>
public class PublicSurfaceTests
{
    private const string Accept = "AUTOGRAD_ACCEPT_SURFACE";

    [Theory]
    [InlineData(typeof(Shape), "PublicSurface.txt")]
    [InlineData(typeof(Autograd.Nn.Loss), "PublicSurface.Nn.txt")]
    public void PublicSurface_OfAnAssembly_IsTheListInTheFile(Type type, string file)
    {
        string path = Path.Combine(Repository.Root, "Autograd.Tests", file);
        var options = new ApiGeneratorOptions { IncludeAssemblyAttributes = false };
        string actual = type.Assembly.GeneratePublicApi(options).ReplaceLineEndings("\n") + "\n";
        if (Environment.GetEnvironmentVariable(Accept) == "1")
        {
            File.WriteAllText(path, actual);
        }

        string expected = File.ReadAllText(path);
        Assert.True(
            expected == actual,
            $"The public surface of {type.Assembly.GetName().Name} is not that of {file}:\n\n{Difference(expected, actual)}\n\n"
            + $"If this is what you want, run the tests once with {Accept}=1, which rewrites the file, and commit it.");
    }

    [Fact]
    public void Difference_OfTwoLists_NamesTheTypeOfEachMember()
    {
        const string Before = """
            namespace N
            {
                public class A
                {
                    public int Gone { get; }
                    public int Kept { get; }
                }
                public class B
                {
                    public int Kept { get; }
                }
            }
            """;
        const string After = """
            namespace N
            {
                public class A
                {
                    public int Kept { get; }
                }
                public class B
                {
                    public int Kept { get; }
                    public int Made { get; }
                }
            }
            """;

        Assert.Equal("""
            public class A
              - public int Gone { get; }
            public class B
              + public int Made { get; }
            """, Difference(Before, After));
    }

    [Fact]
    public void Difference_OfTheOrderAlone_SaysSo() => Assert.Contains(
        "another order", Difference("class C\n{\n    int B;\n    int A;\n}", "class C\n{\n    int A;\n    int B;\n}"));

    private static string Difference(string expected, string actual)
    {
        (string Around, string Line)[] before = [.. Declarations(expected)], after = [.. Declarations(actual)];
        IEnumerable<(string Around, string Line)> changes =
        [
            .. before.Except(after).Select(declaration => (declaration.Around, $"- {declaration.Line}")),
            .. after.Except(before).Select(declaration => (declaration.Around, $"+ {declaration.Line}")),
        ];
        return changes.Any()
            ? string.Join('\n', changes.GroupBy(change => change.Around, change => change.Line).Select(lines =>
                $"{lines.Key}\n  {string.Join("\n  ", lines.OrderBy(line => line[2..], StringComparer.Ordinal))}"))
            : "The same lines stand in another order, or another number of times.";
    }

    /// <summary>Every line, and the one it is indented under: the type of a member, the namespace of a type.</summary>
    private static IEnumerable<(string Around, string Line)> Declarations(string text)
    {
        var open = new Stack<(int Indent, string Line)>([(-1, "")]);
        foreach (string line in text.Split('\n').Where(line => line.Trim() is not ("{" or "}" or "")))
        {
            int indent = line.Length - line.TrimStart().Length;
            while (open.Peek().Indent >= indent)
            {
                open.Pop();
            }

            yield return (open.Peek().Line, line.Trim());
            open.Push((indent, line.Trim()));
        }
    }
}
