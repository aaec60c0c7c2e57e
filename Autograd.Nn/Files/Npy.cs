using System.Buffers.Binary;
using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.RegularExpressions;

namespace Autograd.Nn;

/// <summary>NumPy's files of one array: <c>np.save</c> and <c>np.load</c>.</summary>
public static partial class Npy
{
    private const int Alignment = 64;

    private static ReadOnlySpan<byte> Magic => [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y'];

    /// <summary>Writes a tensor. <c>np.save(path, x)</c>.</summary>
    /// <param name="path">The file, by custom with the ending ".npy"; it is replaced whole.</param>
    /// <param name="tensor">The tensor.</param>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write<T>(string path, Tensor<T> tensor)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(tensor);
        AtomicFile.Write(path, stream => Write(stream, tensor));
    }

    /// <summary>Reads a tensor; numbers of other types are converted. <c>np.load(path)</c>.</summary>
    /// <param name="path">The file.</param>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <exception cref="InvalidDataException">The file is no .npy file, is damaged, or holds something other than numbers.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static Tensor<T> Read<T>(string path)
        where T : unmanaged, IFloatingPointIeee754<T> => Read<T>($"\"{path}\"", File.ReadAllBytes(path));

    internal static void Write<T>(Stream stream, Tensor<T> tensor)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        string shape = string.Join(", ", tensor.Shape.Axes.ToArray()) + (tensor.Shape.Rank == 1 ? "," : "");
        string header = $"{{'descr': '<f{Numbers.SizeOf<T>()}', 'fortran_order': False, 'shape': ({shape}), }}";
        int start = Magic.Length + 4, length = ((start + header.Length + Alignment) / Alignment * Alignment) - start; // with the line feed
        stream.Write(Magic);
        stream.Write([1, 0, (byte)length, (byte)(length >> 8)]);
        stream.Write(Encoding.ASCII.GetBytes(header.PadRight(length - 1) + "\n"));
        Numbers.Write(stream, tensor.Data);
        GC.KeepAlive(tensor);
    }

    /// <summary>Reads an array from the bytes of a file, which errors call by a name.</summary>
    internal static Tensor<T> Read<T>(string name, byte[] bytes)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        (string header, int start) = HeaderOf(name, bytes);
        Match match = HeaderPattern().Match(header);
        if (!match.Success)
        {
            throw Damaged(name, $"its header is {header.Trim()}");
        }

        string type = match.Groups["type"].Value;
        NumberType number = Numbers.OfNumpy(type) ?? throw Damaged(name, $"it holds the type '{type}', which is not a number that is known");
        bool isFortran = match.Groups["order"].Value == "True";
        string list = match.Groups["shape"].Value;
        var extents = new List<long>();
        foreach (string word in list.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            extents.Add(long.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out long extent) ? extent : -1);
        }

        Shape shape = Numbers.CheckedShape([.. extents]) ?? throw Damaged(name, $"its shape is ({list})");
        if ((long)shape.Count * number.Size != bytes.Length - start)
        {
            throw Damaged(name, $"an array of shape {shape} and type '{type}' has {(long)shape.Count * number.Size} bytes, but there are {bytes.Length - start}");
        }

        Tensor<T> tensor = Tensor<T>.Uninitialized(isFortran ? [.. shape.Axes.ToArray().Reverse()] : shape);
        number.Read(bytes.AsSpan(start), tensor.DataBeforeUse());
        return isFortran ? tensor.Permute([.. Enumerable.Range(0, shape.Rank).Reverse()]) : tensor;
    }

    private static (string Header, int Start) HeaderOf(string name, byte[] bytes)
    {
        int lengthSize = bytes.Length > 7 && bytes[6] is 2 or 3 ? 4 : 2, start = 8 + lengthSize;
        if (bytes.Length < start || !bytes.AsSpan(0, 6).SequenceEqual(Magic) || bytes[6] is 0 or > 3)
        {
            throw Damaged(name, "it does not begin as one");
        }

        long length = lengthSize == 2 ? BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(8)) : BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(8));
        return length <= Math.Min(bytes.Length - start, 1 << 16)
            ? (Encoding.Latin1.GetString(bytes, start, (int)length), start + (int)length)
            : throw Damaged(name, $"its header would have {length} bytes");
    }

    private static InvalidDataException Damaged(string name, string why) => new($"{name} is not a valid .npy array of numbers: {why}.");

    [GeneratedRegex(
        @"^\{ *'descr': *'(?<type>[^']{1,8})' *, *'fortran_order': *(?<order>True|False) *, *'shape': *\((?<shape>[0-9, ]*)\) *,? *\}\s*$",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex HeaderPattern();
}
