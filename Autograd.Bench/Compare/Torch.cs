using System.Globalization;
using System.Text.Json;

namespace Autograd.Bench;

/// <summary>The peer: a script that measures PyTorch at its best and prints one JSON object of the same structure as ours.</summary>
internal sealed class Torch(string python, string script)
{
    /// <summary>What the script said of versions and settings when it last ran.</summary>
    public IReadOnlyDictionary<string, string> Meta { get; private set; } = new Dictionary<string, string>();

    public Dictionary<string, double> Measured(int threads, string only)
    {
        string json = Child.Run([python, script, "--threads", threads.ToString(CultureInfo.InvariantCulture), "--only", only]);
        using var document = JsonDocument.Parse(json);
        JsonElement meta = document.RootElement.GetProperty("meta");
        Meta = meta.EnumerateObject().ToDictionary(member => member.Name, member => member.Value.ToString());
        return Report.Parse(json);
    }

    public string Versions => Listed("torch", "python", "isa");

    /// <summary>Libraries by their file names.</summary>
    public string Settings => Listed("malloc", "blas_choice", "blas", "warning");

    private string Listed(params string[] keys) => string.Join(", ", keys.Where(Meta.ContainsKey).Select(key => $"{key} {Value(key)}"));

    private string Value(string key)
    {
        if (key != "blas")
        {
            return Meta[key];
        }

        using var files = JsonDocument.Parse(Meta[key]);
        return string.Join(" + ", files.RootElement.EnumerateArray().Select(file => Path.GetFileName(file.GetString())).Distinct());
    }
}
