using System.Globalization;

namespace Autograd.Bench;

/// <summary>Options of a command: --name value, or --name alone.</summary>
internal sealed class Options
{
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
            values[name] = hasValue ? arguments[++i] : "";
        }
    }

    public string? this[string name] => values.GetValueOrDefault(name);

    public bool Has(string name) => values.ContainsKey(name);

    public string[] List(string name) => this[name]?.Split(',', StringSplitOptions.RemoveEmptyEntries) ?? [];

    public int Number(string name, int otherwise) => Numbers(name) is [var first, ..] ? first : otherwise;

    public int[] Numbers(string name) => [.. List(name).Select(text =>
        int.TryParse(text, CultureInfo.InvariantCulture, out int number) && number > 0
            ? number
            : throw new ArgumentException($"{name} wants whole numbers above 0, not \"{text}\"."))];
}
