using System.Buffers.Binary;
using System.Numerics;
using System.Text.Json;
using Autograd.Messages;

namespace Autograd.Nn;

/// <summary>
/// Files of named tensors in the safetensors format: a length, a JSON header with names, types, shapes and places, and the numbers.
/// Readers exist for many languages; in Python <c>safetensors.torch.load_file</c>.
/// </summary>
/// <remarks>
/// A file is written beside its place and moved there when it is complete, so that whoever reads it sees the old one or the new one.
/// A file that is read is not trusted: what does not fit is one <see cref="InvalidDataException"/>, before memory is asked for.
/// </remarks>
public static class SafeTensors
{
    private const string Metadata = "__metadata__";
    private const int LengthSize = 8, Alignment = 8;

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    /// <summary>Writes tensors with their names, in double or single precision as they are.</summary>
    /// <param name="path">The file.</param>
    /// <param name="tensors">The tensors by name, in the order in which they are written.</param>
    /// <param name="metadata">Any texts to be kept with them, by name.</param>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <exception cref="ArgumentException">A name stands there twice, or is <c>__metadata__</c>.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write<T>(
        string path, IEnumerable<KeyValuePair<string, Tensor<T>>> tensors, IReadOnlyDictionary<string, string>? metadata = null)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(tensors);
        KeyValuePair<string, Tensor<T>>[] all = [.. tensors];
        var names = new HashSet<string> { Metadata };
        foreach ((string name, Tensor<T> _) in all)
        {
            if (!names.Add(name))
            {
                string why = name == Metadata ? "is reserved" : "stands there twice";
                throw new ArgumentException($"SafeTensors: the name {Wording.Quoted(name)} {why}.");
            }
        }

        byte[] header = Header(all, metadata);
        AtomicFile.Write(path, stream =>
        {
            Span<byte> length = stackalloc byte[LengthSize];
            BinaryPrimitives.WriteInt64LittleEndian(length, header.Length);
            stream.Write(length);
            stream.Write(header);
            foreach ((string _, Tensor<T> tensor) in all)
            {
                using ReadScope<T> read = tensor.Read();
                Numbers.Write(stream, read.Span);
            }
        });
    }

    /// <summary>Reads all tensors of a file; numbers of other types are converted.</summary>
    /// <param name="path">The file.</param>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <exception cref="InvalidDataException">The file is no safetensors file, or is damaged.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static IReadOnlyDictionary<string, Tensor<T>> Read<T>(string path)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        (IReadOnlyList<Entry> entries, byte[] bytes) = Open(path);
        return entries.ToDictionary(entry => entry.Name, entry => entry.Read<T>(bytes));
    }

    /// <summary>The texts that were kept with the tensors.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InvalidDataException">The file is no safetensors file, or is damaged.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static IReadOnlyDictionary<string, string> ReadMetadata(string path) => ReadHeader(path, FileBytes.All(path)).Metadata;

    /// <summary>The names, types and shapes in a file, and its bytes.</summary>
    internal static (IReadOnlyList<Entry> Entries, byte[] Bytes) Open(string path)
    {
        byte[] bytes = FileBytes.All(path);
        return (ReadHeader(path, bytes).Entries, bytes);
    }

    private static byte[] Header<T>(KeyValuePair<string, Tensor<T>>[] tensors, IReadOnlyDictionary<string, string>? metadata)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            if (metadata is not null)
            {
                json.WriteStartObject(Metadata);
                foreach ((string name, string text) in metadata)
                {
                    json.WriteString(name, text);
                }

                json.WriteEndObject();
            }

            long at = 0;
            foreach ((string name, Tensor<T> tensor) in tensors)
            {
                json.WriteStartObject(name);
                json.WriteString("dtype", Numbers.SafeTensorsName<T>());
                json.WriteStartArray("shape");
                foreach (int extent in tensor.Shape)
                {
                    json.WriteNumberValue(extent);
                }

                json.WriteEndArray();
                json.WriteStartArray("data_offsets");
                json.WriteNumberValue(at);
                json.WriteNumberValue(at += (long)tensor.Shape.Count * Numbers.SizeOf<T>());
                json.WriteEndArray();
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        while (buffer.Length % Alignment != 0)
        {
            buffer.WriteByte((byte)' ');
        }

        return buffer.ToArray();
    }

    /// <summary>What stands in the header of a file, checked.</summary>
    internal static (IReadOnlyList<Entry> Entries, IReadOnlyDictionary<string, string> Metadata) ReadHeader(string path, byte[] bytes)
    {
        long length = bytes.Length < LengthSize ? -1 : BinaryPrimitives.ReadInt64LittleEndian(bytes);
        if (length < 2 || length > bytes.Length - LengthSize)
        {
            throw Damaged(path, $"it has {bytes.Length} bytes, and its header would have {length}");
        }

        int start = LengthSize + (int)length;
        try
        {
            using JsonDocument header = JsonDocument.Parse(bytes.AsMemory(LengthSize, (int)length), Strict);
            var entries = new List<Entry>();
            var metadata = new Dictionary<string, string>();
            foreach (JsonProperty property in header.RootElement.EnumerateObject())
            {
                if (property.Name != Metadata)
                {
                    entries.Add(ReadEntry(path, property, start, bytes.Length - start));
                    continue;
                }

                foreach (JsonProperty text in property.Value.EnumerateObject())
                {
                    string? value = text.Value.GetString();
                    metadata[text.Name] = value ?? throw Damaged(path, $"the metadata {Wording.Quoted(text.Name)} is null");
                }
            }

            RequireNoOverlap(path, entries, start, bytes.Length);
            return (entries, metadata);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw Damaged(path, $"its header cannot be read: {e.Message.TrimEnd('.')}", e);
        }
    }

    private static Entry ReadEntry(string path, JsonProperty property, int start, int available)
    {
        JsonElement value = property.Value;
        if (value.ValueKind != JsonValueKind.Object
            || !value.TryGetProperty("dtype", out JsonElement name) || name.ValueKind != JsonValueKind.String
            || Integers(value, "shape") is not { } shape || Integers(value, "data_offsets") is not { } offsets)
        {
            throw Damaged(
                path, $"{Wording.Quoted(property.Name)} lacks a \"dtype\" that is a text, or a \"shape\" or \"data_offsets\" of whole "
                    + "numbers");
        }

        string type = name.GetString()!;
        if (Numbers.OfSafeTensors(type) is not { } number)
        {
            throw Damaged(
                path, $"{Wording.Quoted(property.Name)} has the type {type}; known are BOOL, integers to 64 bits, and BF16, F16, F32 "
                    + "and F64");
        }

        Shape known = Numbers.CheckedShape(shape) ?? throw Damaged(path,
            $"{Wording.Quoted(property.Name)} has the shape ({Wording.List<long>([.. shape])})");
        if (offsets is not [long from, long to] || from < 0 || to > available || to - from != (long)known.Count * number.Size)
        {
            throw Damaged(
                path, $"{Wording.Quoted(property.Name)} of shape {known} and type {type} lies at [{Wording.List<long>([.. offsets])}] "
                    + $"of {available} "
                    + "bytes");
        }

        return new Entry(property.Name, type, number, known, start + (int)from);
    }

    private static long[]? Integers(JsonElement value, string name)
    {
        if (!value.TryGetProperty(name, out JsonElement list) || list.ValueKind != JsonValueKind.Array)
        {
            return null;
        }

        var integers = new List<long>();
        foreach (JsonElement element in list.EnumerateArray())
        {
            if (element.ValueKind != JsonValueKind.Number || !element.TryGetInt64(out long integer))
            {
                return null;
            }

            integers.Add(integer);
        }

        return [.. integers];
    }

    private static void RequireNoOverlap(string path, List<Entry> entries, int at, int end)
    {
        foreach (Entry entry in entries.Where(entry => entry.Shape.Count > 0).OrderBy(entry => entry.Start))
        {
            if (entry.Start != at)
            {
                throw Damaged(path, $"{Wording.Quoted(entry.Name)} "
                    + $"{(entry.Start < at ? "overlaps another tensor" : "leaves a gap before it")}");
            }

            at += entry.Shape.Count * entry.Type.Size;
        }

        if (at != end)
        {
            throw Damaged(path, $"{end - at} bytes at its end belong to no tensor");
        }
    }

    private static InvalidDataException Damaged(string path, string why, Exception? cause = null) =>
        new($"{Wording.Quoted(path)} is not a valid safetensors file: {Wording.Printable(why)}.", cause);

    /// <summary>What the header says of one tensor, checked, and where in the file it begins.</summary>
    internal sealed record Entry(string Name, string TypeName, NumberType Type, Shape Shape, int Start)
    {
        public Tensor<T> Read<T>(byte[] file)
            where T : unmanaged, IFloatingPointIeee754<T>
        {
            var tensor = new TensorBuilder<T>(Shape);
            Type.Read(file.AsSpan(Start, Shape.Count * Type.Size), tensor.Span);
            return tensor.Build();
        }
    }
}
