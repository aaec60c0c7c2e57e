using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Autograd.Bench;

/// <summary>
/// Results by name, their spread, and how they came about: the JSON that every measuring program of a comparison writes. The last dotted
/// part of a name is its unit: ns, us, s, ns_per_elem, ns_per_op, gflops, steps_per_s, mib, x_params, x_tensor, gc_share.
/// </summary>
internal sealed class Report(IReadOnlyList<string> only)
{
    private readonly Dictionary<string, double[]> spread = [];

    /// <summary>JSON that people read too.</summary>
    public static JsonWriterOptions Readable { get; } = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public Dictionary<string, double> Results { get; } = [];

    /// <summary>What was measured while others used more than a tenth of a processor.</summary>
    public IEnumerable<string> Contended => spread.Where(pair => pair.Value[3] > 0.1).Select(pair => pair.Key);

    /// <summary>Seconds as nanoseconds, microseconds, or as either divided by a count.</summary>
    public static Func<double, double> Nanoseconds(double count = 1) => seconds => seconds * 1e9 / count;

    public static Func<double, double> Microseconds { get; } = seconds => seconds * 1e6;

    public static Func<double, double> Gflops(double operations) => seconds => operations / seconds / 1e9;

    /// <summary>Whether this row is asked for.</summary>
    public bool Wants(string name) => only.Count == 0 || only.Any(prefix => name.StartsWith(prefix, StringComparison.Ordinal));

    /// <summary>Whether any row that begins so is asked for.</summary>
    public bool WantsSome(string area) => Wants(area) || only.Any(prefix => prefix.StartsWith(area, StringComparison.Ordinal));

    /// <summary>Measures, if it is asked for, and notes the median and the spread.</summary>
    public Measurement? Bench(string name, Func<object> f, Func<double, double> toValue, double budget = 0.45)
    {
        if (!Wants(name))
        {
            return null;
        }

        Measurement measured = Sampler.Measure(f, budget);
        double[] values = [.. measured.Seconds.Select(toValue).Order()];
        Add(name, toValue(measured.Median));
        double low = values[values.Length / 10], high = values[values.Length * 9 / 10];
        spread[name] = [Rounded(low), Rounded(high), values.Length, Math.Round(measured.ForeignLoad, 2)];
        return measured;
    }

    /// <summary>Notes a result, with 4 significant digits.</summary>
    public void Add(string name, double value) => Results[name] = Rounded(value);

    /// <summary>Reads results back: an object with "results", or a bare object of numbers.</summary>
    public static Dictionary<string, double> Parse(string json)
    {
        using var document = JsonDocument.Parse(json);
        JsonElement root = document.RootElement;
        JsonElement results = root.TryGetProperty("results", out JsonElement inner) ? inner : root;
        return results.EnumerateObject().ToDictionary(member => member.Name, member => member.Value.GetDouble());
    }

    public string ToJson(Action<Utf8JsonWriter> writeMeta)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, Readable))
        {
            writer.WriteStartObject();
            writer.WriteStartObject("meta");
            writeMeta(writer);
            writer.WriteEndObject();
            WriteNumbers(writer, "results", Results);
            writer.WriteStartObject("spread");
            foreach ((string name, double[] values) in spread)
            {
                writer.WriteStartArray(name);
                Array.ForEach(values, writer.WriteNumberValue);
                writer.WriteEndArray();
            }

            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }

    /// <summary>An object of numbers, in a file or in another object.</summary>
    public static void WriteNumbers(Utf8JsonWriter writer, string? name, IEnumerable<KeyValuePair<string, double>> numbers)
    {
        if (name is null)
        {
            writer.WriteStartObject();
        }
        else
        {
            writer.WriteStartObject(name);
        }

        foreach ((string key, double value) in numbers)
        {
            writer.WriteNumber(key, value);
        }

        writer.WriteEndObject();
    }

    /// <summary>With 4 significant digits.</summary>
    public static double Rounded(double value) =>
        double.Parse(value.ToString("G4", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
}
