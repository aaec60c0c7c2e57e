using System.Numerics;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Autograd.Explaining;

/// <summary>A trace as JSON.</summary>
internal static class TraceJson
{
    private const int Version = 1;

    private static readonly JsonWriterOptions Options = new()
    {
        Indented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static string Of<T>(GraphTrace<T> trace)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, Options))
        {
            json.WriteStartObject();
            json.WriteNumber("version", Version);
            json.WriteString("type", typeof(T) == typeof(float) ? "float" : "double");
            json.WriteNumber("output", trace.Output.Number);
            json.WriteStartArray("nodes");
            foreach (TraceNode<T> node in trace.Nodes)
            {
                Write(json, node);
            }

            json.WriteEndArray();
            json.WriteStartArray("groups");
            foreach (TraceGroup<T> group in trace.Groups)
            {
                json.WriteStartObject();
                json.WriteString("name", group.Name);
                json.WriteStartArray("nodes");
                foreach (TraceNode<T> node in group.Nodes)
                {
                    json.WriteNumberValue(node.Number);
                }

                json.WriteEndArray();
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteStartArray("backward");
            foreach (BackwardStep<T> step in trace.Backward)
            {
                Write(json, step);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static void Write<T>(Utf8JsonWriter json, TraceNode<T> node)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        json.WriteStartObject();
        json.WriteNumber("number", node.Number);
        json.WriteString("label", node.Label);
        json.WriteString("name", node.Name);
        json.WriteString("source", node.Source);
        json.WriteString("kind", node.Operation is not null ? "operation" : node.IsVariable ? "variable" : "constant");
        if (node.Operation is { } operation)
        {
            json.WriteString("operation", operation.Name);
            json.WriteString("attributes", operation.Attributes);
            json.WriteString("formula", Explanation.Value(node));
            json.WriteStartArray("inputs");
            foreach (TraceNode<T> input in node.Inputs)
            {
                if (input.Number > 0)
                {
                    json.WriteNumberValue(input.Number);
                    continue;
                }

                json.WriteStartObject();
                json.WritePropertyName("constant");
                Write(json, input.Value.Item);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        json.WriteStartArray("shape");
        foreach (int extent in node.Shape.Axes)
        {
            json.WriteNumberValue(extent);
        }

        json.WriteEndArray();
        Write(json, "value", node.Value);
        Write(json, "gradient", node.Gradient);
        json.WriteEndObject();
    }

    private static void Write<T>(Utf8JsonWriter json, BackwardStep<T> step)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        json.WriteStartObject();
        json.WriteNumber("step", step.Number);
        json.WriteNumber("node", step.Node.Number);
        Write(json, "gradient", step.Gradient);
        json.WriteStartArray("contributions");
        foreach (Contribution<T> contribution in step.Contributions)
        {
            json.WriteStartObject();
            json.WriteNumber("number", contribution.Number);
            json.WriteNumber("input", contribution.Input);
            json.WriteNumber("to", contribution.To.Number);
            Write(json, "derivative", contribution.Derivative);
            Write(json, "value", contribution.Value);
            Write(json, "before", contribution.Before);
            Write(json, "after", contribution.After);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write<T>(Utf8JsonWriter json, string name, Tensor<T>? tensor)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (tensor is null)
        {
            json.WriteNull(name);
            return;
        }

        json.WriteStartArray(name);
        foreach (T element in tensor.ToArray())
        {
            Write(json, element);
        }

        json.WriteEndArray();
    }

    private static void Write<T>(Utf8JsonWriter json, T number)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (!T.IsFinite(number))
        {
            json.WriteStringValue(T.IsNaN(number) ? "NaN" : T.IsNegative(number) ? "-Infinity" : "Infinity");
        }
        else if (number is float single)
        {
            json.WriteNumberValue(single);
        }
        else
        {
            json.WriteNumberValue(double.CreateTruncating(number));
        }
    }
}
