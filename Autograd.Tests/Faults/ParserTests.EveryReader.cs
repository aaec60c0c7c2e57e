using System.IO.Pipes;
using Autograd.Nn;
using Microsoft.Win32.SafeHandles;
using Tensor = Autograd.Tensor<double>;

namespace Autograd.Tests.Faults;

/// <summary>What holds for every reader: of damage, of too large a file, of a pipe.</summary>
public sealed partial class ParserTests
{
    public static TheoryData<string, byte[]> Damaged => new()
    {
        { "nothing", [] },
        { "a byte", [0] },
        { "a text", "{\"x\": 1}"u8.ToArray() },
        { "zeros", new byte[100] },
        { "half of an array", Good[..^4] },
        { "half of a header", Good[..20] },
        { "half of an archive", Archive(("x.npy", Good))[..^30] },
        { "an archive of a damaged array", Archive(("x.npy", Good[..^4])) },
        { "an archive by an unknown method", UnknownMethod() },
        { "the beginning of gzip", [0x1F, 0x8B, 8, 0] },
        { "gzip with another checksum", [.. Compressed([0, 0, 8, 1, 0, 0, 0, 3, 5, 0, 9])[..^8], .. new byte[8]] },
        { "gzip that is no gzip", [0x1F, 0x8B, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12] },
        { "half of gzip", Compressed([0, 0, 8, 1, 0, 0, 0, 3, 5, 0, 9])[..^12] },
        { "extents beyond the end", [0, 0, 8, 3, 0, 0, 0, 1] },
        { "a huge count", [0, 0, 8, 2, 255, 255, 255, 255, 255, 255, 255, 255] },
        { "a lone surrogate", [.. BitConverter.GetBytes(12L), .. "{\"\\ud800\":1}"u8] },
        { "letters that are not UTF-8", [.. BitConverter.GetBytes(7L), .. "{\""u8, 0xFF, .. "\":1}"u8] },
    };

    [Theory]
    [MemberData(nameof(Damaged))]
    public void EveryReader_OfADamagedFile_NamesTheFile(string what, byte[] bytes)
    {
        string path = Place("damaged", bytes);
        Action[] readers =
        [
            () => Npy.Read<double>(path), () => Npz.Read<double>(path), () => Idx.Read<double>(path), () => Idx.ReadClasses(path),
            () => SafeTensors.Read<double>(path), () => SafeTensors.ReadMetadata(path),
            () => new Linear<double>(1, 1, new Random(1)).Load(path), () => Csv.Read<double>(path, header: false),
        ];
        foreach (Action read in bytes.Length == 0 ? readers[..^1] : readers) // an empty table is one
        {
            string message = Assert.Throws<InvalidDataException>(read).Message;
            Assert.True(message.Contains($"\"{path}\"", StringComparison.Ordinal), $"{what}: {message}");
        }
    }

    [Fact]
    public void EveryReader_OfAFileThatIsTooLarge_NamesTheFile()
    {
        string path = Place("large", []);
        using (FileStream file = File.OpenWrite(path))
        {
            file.SetLength(3L << 30); // without a write: most file systems keep no zeros
        }

        Action[] readers =
        [
            () => Npy.Read<double>(path), () => Npz.Read<double>(path), () => Idx.Read<double>(path), () => SafeTensors.Read<double>(path),
            () => SafeTensors.ReadMetadata(path),
        ];
        foreach (Action read in readers)
        {
            Assert.StartsWith($"\"{path}\" cannot be read: ", Assert.Throws<IOException>(read).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void EveryReader_OfAPipe_ReadsToItsEnd()
    {
        if (OperatingSystem.IsWindows())
        {
            return; // where an open pipe has no path
        }

        string tensors = Path.Combine(folder, "tensors");
        SafeTensors.Write(tensors, [KeyValuePair.Create("x", Tensor.Constant([7.0]))]);
        (byte[] Bytes, Func<string, Tensor> Read)[] readers =
        [
            (Good, Npy.Read<double>), (Archive(("x.npy", Good)), path => Npz.Read<double>(path)["x"]),
            ([0, 0, 8, 1, 0, 0, 0, 1, 7], Idx.Read<double>), (Compressed([0, 0, 8, 1, 0, 0, 0, 1, 7]), Idx.Read<double>),
            (File.ReadAllBytes(tensors), path => SafeTensors.Read<double>(path)["x"]),
            ("7"u8.ToArray(), path => Csv.Read<double>(path, header: false).Values),
        ];
        foreach ((byte[] bytes, Func<string, Tensor> read) in readers)
        {
            using var pipe = new AnonymousPipeServerStream(PipeDirection.Out);
            using SafePipeHandle end = pipe.ClientSafePipeHandle;
            pipe.Write(bytes);
            pipe.Dispose();
            Assert.Equal([7], read($"/dev/fd/{end.DangerousGetHandle()}").ToArray());
        }
    }
}
