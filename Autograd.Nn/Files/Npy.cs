using System.Buffers.Binary;
using System.Numerics;
using System.Text;
using Autograd.Messages;

namespace Autograd.Nn;

/// <summary>NumPy's files of one array: <c>np.save</c> and <c>np.load</c>.</summary>
public static class Npy
{
    private const int Alignment = 64;

    internal static ReadOnlySpan<byte> Magic => [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y'];

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
        where T : unmanaged, IFloatingPointIeee754<T> => Read<T>(Wording.Quoted(path), FileBytes.All(path));

    internal static bool IsBegunBy(ReadOnlySpan<byte> bytes) => bytes.StartsWith(Magic);

    internal static void Write<T>(Stream stream, Tensor<T> tensor)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        string shape = Wording.List(tensor.Shape.Axes) + (tensor.Shape.Rank == 1 ? "," : "");
        string header = $"{{'descr': '<f{Numbers.SizeOf<T>()}', 'fortran_order': False, 'shape': ({shape}), }}";
        int start = Magic.Length + 4, length = ((start + header.Length + Alignment) / Alignment * Alignment) - start; // with the line feed
        stream.Write(Magic);
        stream.Write([1, 0, (byte)length, (byte)(length >> 8)]);
        stream.Write(Encoding.ASCII.GetBytes(header.PadRight(length - 1) + "\n"));
        using ReadScope<T> read = tensor.Read();
        Numbers.Write(stream, read.Span);
    }

    /// <summary>Reads an array from the bytes of a file, which errors call by a name.</summary>
    internal static Tensor<T> Read<T>(string name, byte[] bytes)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        (string text, int start) = HeaderOf(name, bytes);
        NpyHeader header;
        try
        {
            header = new NpyHeader(text);
        }
        catch (FormatException e)
        {
            throw Damaged(name, $"its header {NpyHeader.Excerpt(text)} {e.Message}", e);
        }

        NumberType number = Numbers.OfNumpy(header.DataType) ?? throw Damaged(
            name, $"it holds the type '{NpyHeader.Excerpt(header.DataType)}'; known are bool, integers to 8 bytes, and float16 to float64");
        Shape shape = Numbers.CheckedShape([.. header.Shape])
            ?? throw Damaged(name, $"it has too many axes or numbers: {NpyHeader.Excerpt(text)}");
        if ((long)shape.Count * number.Size != bytes.Length - start)
        {
            throw Damaged(
                name,
                $"an array of shape {shape} and type '{header.DataType}' has {(long)shape.Count * number.Size} bytes, "
                + $"but there are {bytes.Length - start}");
        }

        var array = new TensorBuilder<T>(header.IsFortran ? [.. shape.Axes.ToArray().Reverse()] : shape);
        number.Read(bytes.AsSpan(start), array.Span);
        return header.IsFortran ? array.Build().Permute([.. Enumerable.Range(0, shape.Rank).Reverse()]) : array.Build();
    }

    private static (string Header, int Start) HeaderOf(string name, byte[] bytes)
    {
        if (!IsBegunBy(bytes))
        {
            bool isArchive = bytes is [(byte)'P', (byte)'K', ..];
            throw Damaged(name, isArchive ? "it is an archive, which Npz.Read may read" : "it does not begin as one");
        }

        int lengthSize = bytes.Length > 6 && bytes[6] > 1 ? 4 : 2, start = 8 + lengthSize;
        if (bytes.Length < start || bytes[6] is 0 or > 3 || bytes[7] != 0)
        {
            throw Damaged(
                name,
                bytes.Length < start
                    ? "it ends within its header"
                    : $"its version is {bytes[6]}.{bytes[7]}; known are 1.0, 2.0 and 3.0");
        }

        ReadOnlySpan<byte> size = bytes.AsSpan(8, lengthSize);
        long length = lengthSize == 2 ? BinaryPrimitives.ReadUInt16LittleEndian(size) : BinaryPrimitives.ReadUInt32LittleEndian(size);
        return length <= Math.Min(bytes.Length - start, 1 << 16)
            ? ((bytes[6] < 3 ? Encoding.Latin1 : Encoding.UTF8).GetString(bytes, start, (int)length), start + (int)length)
            : throw Damaged(name, $"its header would have {length} bytes");
    }

    private static InvalidDataException Damaged(string name, string why, Exception? cause = null) =>
        new($"{name} is not a valid .npy array of numbers: {Wording.Printable(why)}.", cause);
}
