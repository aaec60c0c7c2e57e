using System.Buffers.Binary;
using System.Globalization;
using System.IO.Compression;
using System.Numerics;
using Autograd.Messages;

namespace Autograd.Nn;

/// <summary>The files of MNIST and its relatives: one array in the IDX format, plain or compressed by gzip.</summary>
public static class Idx
{
    private const int LongestHeader = 4 + (4 * byte.MaxValue);

    /// <summary>Reads an array, such as images: (count, rows, columns), bytes as the numbers 0 to 255.</summary>
    /// <param name="path">The file, compressed or not, whatever its name ends with.</param>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <exception cref="InvalidDataException">The file is no IDX file, or is damaged.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <remarks>A compressed file may expand to what its header declares, and no further.</remarks>
    public static Tensor<T> Read<T>(string path)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        byte[] file = FileBytes.All(path);
        bool isCompressed = file is [0x1F, 0x8B, ..];
        (NumberType type, Shape shape, int start) = HeaderOf(path, isCompressed ? Expanded(path, file, LongestHeader) : file);
        long size = (long)shape.Count * type.Size;
        byte[] bytes = isCompressed ? Expanded(path, file, start + size + 1) : file;
        long available = bytes.Length - start;
        if (available != size)
        {
            string count = available > size ? "more" : $"{available}";
            throw Damaged(path, $"an array of shape {shape} has {size} bytes, but there are {count}");
        }

        var array = new TensorBuilder<T>(shape);
        type.Read(bytes.AsSpan(start), array.Span);
        return array.Build();
    }

    /// <summary>Reads a vector of whole numbers, such as the classes of images.</summary>
    /// <param name="path">The file, compressed or not, whatever its name ends with.</param>
    /// <exception cref="InvalidDataException">The file is no IDX file of a vector of whole numbers, or is damaged.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static int[] ReadClasses(string path)
    {
        Tensor<double> numbers = Read<double>(path);
        if (numbers.Shape.Rank != 1)
        {
            throw new InvalidDataException(
                $"{Wording.Quoted(path)} holds no classes: they are a vector, but this is an array of shape {numbers.Shape}.");
        }

        double[] classes = numbers.ToArray();
        int wrong = Array.FindIndex(classes, number => number != (int)number);
        return wrong < 0
            ? [.. classes.Select(number => (int)number)]
            : throw new InvalidDataException(string.Create(
                CultureInfo.InvariantCulture,
                $"{Wording.Quoted(path)} holds no classes: number {wrong} is {classes[wrong]}, not a whole number of 32 bits."));
    }

    private static (NumberType Type, Shape Shape, int Start) HeaderOf(string path, byte[] bytes)
    {
        if (bytes is not [0, 0, byte code, byte rank, ..] || TypeOf(code) is not { } type)
        {
            throw Damaged(path, "it does not begin as one");
        }

        int start = 4 + (4 * rank);
        if (bytes.Length < start)
        {
            throw Damaged(path, $"it ends within the extents of its {rank} axes");
        }

        long[] extents = [.. bytes[4..start].Chunk(4).Select(extent => (long)BinaryPrimitives.ReadUInt32BigEndian(extent))];
        return (type, Numbers.CheckedShape(extents) ?? throw Damaged(path, $"its shape is ({Wording.List<long>(extents)})"), start);
    }

    private static NumberType? TypeOf(byte code) => code switch
    {
        0x08 => new NumberType<byte>(),
        0x09 => new NumberType<sbyte>(),
        0x0B => new NumberType<short>(IsBigEndian: true),
        0x0C => new NumberType<int>(IsBigEndian: true),
        0x0D => new NumberType<float>(IsBigEndian: true),
        0x0E => new NumberType<double>(IsBigEndian: true),
        _ => null,
    };

    /// <summary>The first bytes of what is compressed, fewer at the end, however far the file would expand.</summary>
    private static byte[] Expanded(string path, byte[] file, long count)
    {
        try
        {
            using var stream = new GZipStream(new MemoryStream(file), CompressionMode.Decompress);
            return FileBytes.UpTo(stream, count);
        }
        catch (Exception e) when (e is InvalidDataException or IOException)
        {
            throw Damaged(path, "it cannot be decompressed", e);
        }
    }

    private static InvalidDataException Damaged(string path, string why, Exception? cause = null) =>
        new($"{Wording.Quoted(path)} is not a valid IDX file: {why}.", cause);
}
