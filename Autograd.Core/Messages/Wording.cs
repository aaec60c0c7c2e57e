namespace Autograd.Messages;

/// <summary>Numbers in sentences.</summary>
internal static class Wording
{
    /// <summary>1 element, 2 elements.</summary>
    public static string Count(long count, string one, string? several = null) => count == 1 ? $"1 {one}"
        : $"{count} {several ?? one + "s"}";

    /// <summary>A name that users gave, or a file's, in quotes and without what a terminal would obey.</summary>
    public static string Quoted(string name) => $"\"{Svg.Printable(name)}\"";

    /// <summary>-1, 2, 3: under every culture, as string.Join would not write them.</summary>
    public static string List<T>(ReadOnlySpan<T> numbers, string separator = ", ") =>
        string.Join(separator, numbers.ToArray().Select(number => $"{number}"));
}
