namespace Autograd.Tests;

/// <summary>
/// What users can see of each assembly, held against a list in a file: nothing becomes public, changes or disappears unnoticed.
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
        string[] actual = [.. type.Assembly.GetExportedTypes().SelectMany(PublicSurface.Lines).Order(StringComparer.Ordinal)];
        if (Environment.GetEnvironmentVariable(Accept) == "1")
        {
            File.WriteAllText(path, string.Join('\n', actual) + "\n");
        }

        string[] expected = File.ReadAllLines(path);
        string[] difference =
        [
            .. expected.Except(actual).Select(line => $"- {line}").Concat(actual.Except(expected).Select(line => $"+ {line}"))
                .OrderBy(line => line[2..], StringComparer.Ordinal),
        ];
        Assert.True(
            expected.SequenceEqual(actual),
            $"The public surface of {type.Assembly.GetName().Name} is not that of {file}:\n\n{string.Join('\n', difference)}\n\n"
            + $"If this is what you want, run the tests once with {Accept}=1, which rewrites the file, and commit it.");
    }

    [Fact]
    public void Lines_OfASample_AreItsVisibleDeclarations()
    {
        string[] lines = [.. PublicSurface.Lines(typeof(Sample<>)).Order(StringComparer.Ordinal)];
        string[] expected =
        [
            "Sample<T>: protected Sample(int? count = null)",
            "Sample<T>: List<T?>? this[int[,] x] { get; }",
            "Sample<T>: abstract class : IDisposable where T : class",
            "Sample<T>: protected abstract void Hidden(in double x, params ReadOnlySpan<string?> rest)",
            "Sample<T>: sealed override string ToString()",
            "Sample<T>: static (int Number, T? Value) Pair<TOther>(string text = \"a\", bool flag = true) where TOther : unmanaged",
            "Sample<T>: static readonly int Field",
            "Sample<T>: virtual void Dispose()",
            "Sample<T>: List<T?>.Enumerator All()",
        ];

        Assert.Equal(expected.Order(StringComparer.Ordinal), lines);
    }

#pragma warning disable CS0649, CA1051, CA1711, CA1720, CA1063, CA1816, CA2211, IDE0060 // only to be listed
    public abstract class Sample<T>(int? count = null) : IDisposable
        where T : class
    {
        public static readonly int Field;

        internal int Count => count ?? 0;

        public List<T?>? this[int[,] x] => null;

        public static (int Number, T? Value) Pair<TOther>(string text = "a", bool flag = true)
            where TOther : unmanaged => default;

        public sealed override string ToString() => "";

        public List<T?>.Enumerator All() => new List<T?>().GetEnumerator();

        public virtual void Dispose()
        {
        }

        protected abstract void Hidden(in double x, params ReadOnlySpan<string?> rest);
    }
#pragma warning restore
}
