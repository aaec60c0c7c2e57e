using System.Globalization;

namespace Autograd.Bench;

/// <summary>Options of a command: --name value, or, of the one that is a switch, --name alone.</summary>
internal sealed class Options
{
    private const string Switch = "--accept";

    private readonly Dictionary<string, string> values = [];

    public Options(IReadOnlyList<string> arguments, params string[] known)
    {
        for (int i = 0; i < arguments.Count; i++)
        {
            string name = arguments[i];
            if (!known.Contains(name))
            {
                throw new ArgumentException($"Unknown option {name}. Known: {string.Join(", ", known)}.");
            }

            bool hasValue = i + 1 < arguments.Count && !arguments[i + 1].StartsWith("--", StringComparison.Ordinal);
            values[name] = hasValue ? arguments[++i] : name == Switch ? "" : throw new ArgumentException($"{name} wants a value.");
        }
    }

    public string? this[string name] => values.GetValueOrDefault(name);

    public bool Has(string name) => values.ContainsKey(name);

    public string[] List(string name) => this[name]?.Split(',', StringSplitOptions.RemoveEmptyEntries) ?? [];

    public int Number(string name, int otherwise) => Numbers(name) is [var first, ..] ? first : otherwise;

    /// <summary>The numbers of threads that are asked for, one if none is.</summary>
    public int[] Threads()
    {
        int[] threads = Numbers("--threads") is [_, ..] chosen ? chosen : [1];
        return threads.Max() <= Environment.ProcessorCount
            ? threads
            : throw new ArgumentException($"--threads {threads.Max()}: this machine has {Environment.ProcessorCount} processors.");
    }

    /// <summary>The file that is asked for, or null; that its folder exists is checked before anything is measured.</summary>
    public string? File(string name) =>
        this[name] is not { } file || Directory.Exists(Path.GetDirectoryName(Path.GetFullPath(file)))
            ? this[name]
            : throw new ArgumentException($"{name} {file}: there is no such folder.");

    public int[] Numbers(string name) => [.. List(name).Select(text =>
        int.TryParse(text, CultureInfo.InvariantCulture, out int number) && number > 0
            ? number
            : throw new ArgumentException($"{name} wants whole numbers above 0, not \"{text}\"."))];
}
