using System.Buffers.Binary;
using System.IO.Compression;
using System.Numerics;

namespace Autograd.Nn;

/// <summary>The files of MNIST and its relatives: one array in the IDX format, plain or compressed by gzip.</summary>
public static class Idx
{
    /// <summary>Reads an array, such as images: (count, rows, columns), bytes as the numbers 0 to 255.</summary>
    /// <param name="path">The file; compressed if it ends with ".gz".</param>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <exception cref="InvalidDataException">The file is no IDX file, or is damaged.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static Tensor<T> Read<T>(string path)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        byte[] bytes = Bytes(path);
        if (bytes.Length < 4 || bytes[0] != 0 || bytes[1] != 0 || TypeOf(bytes[2]) is not { } type || bytes.Length < 4 + (4 * bytes[3]))
        {
            throw Damaged(path, "it does not begin as one");
        }

        var extents = new long[bytes[3]];
        for (int axis = 0; axis < extents.Length; axis++)
        {
            extents[axis] = BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan(4 + (4 * axis)));
        }

        int start = 4 + (4 * extents.Length);
        Shape shape = Numbers.CheckedShape(extents) ?? throw Damaged(path, $"its shape is ({string.Join(", ", extents)})");
        if ((long)shape.Count * type.Size != bytes.Length - start)
        {
            throw Damaged(path, $"an array of shape {shape} has {(long)shape.Count * type.Size} bytes, but there are {bytes.Length - start}");
        }

        Tensor<T> tensor = Tensor<T>.Uninitialized(shape);
        type.Read(bytes.AsSpan(start), tensor.DataBeforeUse());
        return tensor;
    }

    /// <summary>Reads a vector of whole numbers, such as the classes of images.</summary>
    /// <param name="path">The file; compressed if it ends with ".gz".</param>
    /// <exception cref="InvalidDataException">The file is no IDX file of a vector of whole numbers, or is damaged.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static int[] ReadClasses(string path)
    {
        Tensor<double> numbers = Read<double>(path);
        return numbers.Shape.Rank == 1 && numbers.ToArray().All(number => number == (int)number)
            ? [.. numbers.ToArray().Select(number => (int)number)]
            : throw Damaged(path, $"classes are a vector of whole numbers, but this is an array of shape {numbers.Shape}");
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

    private static byte[] Bytes(string path)
    {
        if (!path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase))
        {
            return File.ReadAllBytes(path);
        }

        using var stream = new GZipStream(File.OpenRead(path), CompressionMode.Decompress);
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }

    private static InvalidDataException Damaged(string path, string why) => new($"\"{path}\" is not a valid IDX file: {why}.");
}
