using System.IO.Compression;
using System.Text;
using Autograd.Nn;
using Tensor = Autograd.Tensor<double>;

namespace Autograd.Tests.Faults;

/// <summary>
/// Files of arrays as NumPy and PyTorch write and read them, by the formats and not by what one writer happens to write; damage of any part
/// is one error that names the file.
/// </summary>
public sealed partial class ParserTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("autograd-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData("{'descr': '<f8', 'fortran_order': False, 'shape': (2, 3), }")]
    [InlineData("{'shape': (2, 3), 'fortran_order': False, 'descr': '<f8'}")]
    [InlineData("{\"fortran_order\": False, \"descr\": \"<f8\", \"shape\": (2, 3)}   \n")]
    [InlineData("{'descr':\t'<f8',\t'fortran_order':\tFalse,\t'shape':\t(2,\t3),\t}\n")]
    [InlineData("\n{ 'descr' : '<f8' ,\r\n 'fortran_order' : False ,\f\n 'shape' : ( 2 , 3 , ) , } \n\n")]
    [InlineData("{'descr':'<f8','fortran_order':False,'shape':(2,3)}")]
    [InlineData("{'descr': '<f8', 'fortran_order': False, 'shape': (2L, 3L), }")]
    [InlineData("{u'descr': u'<f8', u'fortran_order': False, u\"shape\": (2L, 3L,), }")]
    [InlineData("{'descr': 'f8', 'fortran_order': False, 'shape': (2, 3), }")]
    [InlineData("{'descr': '=f8', 'fortran_order': False, 'shape': (2, 3), }")]
    [InlineData("{'descr': '|f8', 'fortran_order': False, 'shape': (2, 3), }")]
    public void Npy_WithAnyHeaderThatNumPyReads_IsRead(string header)
    {
        for (byte version = 1; version <= 3; version++)
        {
            Tensor x = Npy.Read<double>("x", Array(header, Bytes(1, 2, 3, 4, 5, 6), version));
            Assert.Equal([2, 3], x.Shape.Axes.ToArray());
            Assert.Equal([1, 2, 3, 4, 5, 6], x.ToArray());
            byte[] fortran = Array(header.Replace("False", "True", StringComparison.Ordinal), Bytes(1, 2, 3, 4, 5, 6), version);
            Assert.Equal([1, 3, 5, 2, 4, 6], Npy.Read<double>("x", fortran).ToArray());
        }
    }

    [Theory]
    [InlineData("{'descr': '<f8', 'fortran_order': False}", "lacks the key 'shape'")]
    [InlineData("{'descr': '<f8', 'shape': (1,)}", "lacks the key 'fortran_order'")]
    [InlineData("{'fortran_order': False, 'shape': (1,)}", "lacks the key 'descr'")]
    [InlineData("{'descr': '<f8', 'fortran_order': False, 'shape': (1,), 'x': 1}", "has the unknown key 'x'")]
    [InlineData("{'descr': '<f8', 'fortran_order': False, 'shape': (1,), 'shape': (1,)}", "has the key 'shape' twice")]
    [InlineData("{'descr': '<f8', 'descr': '<f8', 'fortran_order': False, 'shape': (1,)}", "has the key 'descr' twice")]
    [InlineData("{'descr': '<f8', 'fortran_order': 0, 'shape': (1,)}", "is malformed: expected True or False at character 34")]
    [InlineData("{'descr': '<f8', 'fortran_order': Falsee, 'shape': (1,)}", "expected True or False at character 34")]
    [InlineData("{'descr': '<f8', 'fortran_order': False, 'shape': (1)}", "has a number as its shape, not a tuple such as (3,)")]
    [InlineData("{'descr': '<f8', 'fortran_order': False, 'shape': [1]}", "expected '('")]
    [InlineData("{'descr': '<f8', 'fortran_order': False, 'shape': (1,,)}", "expected an extent")]
    [InlineData("{'descr': '<f8', 'fortran_order': False, 'shape': (,)}", "expected an extent")]
    [InlineData("{'descr': '<f8', 'fortran_order': False, 'shape': (1 1)}", "expected ')'")]
    [InlineData("{'descr': '<f8', 'fortran_order': False, 'shape': (-1,)}", "expected an extent")]
    [InlineData("{'descr': '<f8', 'fortran_order': False, 'shape': (1.0,)}", "expected ')'")]
    [InlineData("{'descr': '<f8', 'fortran_order': False, 'shape': (99999999999999999999,)}", "expected an extent at character 51")]
    [InlineData("{'descr': '<f8', 'fortran_order': False, 'shape': (9999999999,)}", "too many axes or numbers")]
    [InlineData("{'descr': '<f8' 'fortran_order': False, 'shape': (1,)}", "expected '}'")]
    [InlineData("{'descr': '<f8', 'fortran_order': False, 'shape': (1,),,}", "expected a text in quotes")]
    [InlineData("{'descr': '<f8', 'fortran_order': False, 'shape': (1,)} x", "expected its end")]
    [InlineData("{'descr': '<f8', 'fortran_order': False, 'shape': (1,)", "expected '}'")]
    [InlineData("{'descr': '<f8\", 'fortran_order': False, 'shape': (1,)}", "expected '}'")]
    [InlineData("{'descr: <f8", "expected a text in quotes")]
    [InlineData("{ u'descr: <f8", "expected a text in quotes at character 2")]
    [InlineData("", "expected '{'")]
    [InlineData("{}", "lacks the key 'descr'")]
    [InlineData("{'descr': [('a', '<f4'), (\"it's\", '<f4')], 'fortran_order': False, 'shape': (1,)}", "has records")]
    [InlineData("{'descr': '<c8', 'fortran_order': False, 'shape': (1,)}", "the type '<c8'; known are bool, integers")]
    [InlineData("{'descr': '<f16', 'fortran_order': False, 'shape': (1,)}", "the type '<f16'; known are")]
    [InlineData("{'descr': '|O', 'fortran_order': False, 'shape': (1,)}", "the type '|O'; known are")]
    [InlineData("{'descr': '<U2', 'fortran_order': False, 'shape': (1,)}", "the type '<U2'; known are")]
    [InlineData("{'descr': '', 'fortran_order': False, 'shape': (1,)}", "the type ''; known are")]
    public void Npy_WithAHeaderThatIsWrong_SaysWhat(string header, string part)
    {
        string message = Assert.Throws<InvalidDataException>(() => Npy.Read<double>("\"x\"", Array(header, Bytes(1)))).Message;
        Assert.StartsWith("\"x\" is not a valid .npy array of numbers: ", message, StringComparison.Ordinal);
        Assert.Contains(part, message, StringComparison.Ordinal);
    }

    [Fact]
    public void Npy_WithAHostileHeaderOrAnotherVersion_IsAShortError()
    {
        const int length = 60_000;
        string[] headers =
        [
            new('[', length), "{'descr': " + new string('(', length), $"{{'{new string('x', length)}': 1}}",
            $"{{'descr': '{new string('x', length)}', 'fortran_order': False, 'shape': ()}}",
            $"{{'descr': '<f8', 'fortran_order': False, 'shape': ({new string('1', length)},)}}",
            $"{{'descr': '<f8', 'fortran_order': False, 'shape': ({string.Concat(Enumerable.Repeat("1,", length / 2))})}}",
        ];
        foreach (string header in headers)
        {
            string message = Assert.Throws<InvalidDataException>(() => Npy.Read<double>("x", Array(header, Bytes(1)))).Message;
            Assert.True(message.Length is > 40 and < 700, message);
        }

        byte[] file = Array("{'descr': '<f8', 'fortran_order': False, 'shape': (), }", Bytes(1));
        foreach ((byte major, byte minor) in new (byte, byte)[] { (0, 0), (1, 1), (4, 0) })
        {
            (file[6], file[7]) = (major, minor);
            Refused($"its version is {major}.{minor}; known are 1.0, 2.0 and 3.0", () => Npy.Read<double>("x", file));
        }
    }

    [Theory]
    [InlineData(">f8", "3FF8000000000000", 1.5)]
    [InlineData("<f2", "003E", 1.5)]
    [InlineData(">f2", "3E00", 1.5)]
    [InlineData("|i1", "FE", -2)]
    [InlineData("i1", "FE", -2)]
    [InlineData(">u1", "FE", 254)]
    [InlineData(">i2", "FFFE", -2)]
    [InlineData("<u8", "0000000000000080", 9223372036854775808.0)]
    [InlineData(">i8", "FFFFFFFFFFFFFFFE", -2)]
    [InlineData("|b1", "01", 1)]
    [InlineData("|b1", "02", 1)]
    [InlineData("?", "00", 0)]
    public void Npy_OfEveryTypeOfNumber_HasNumPysValue(string type, string bytes, double expected)
    {
        byte[] file = Array($"{{'descr': '{type}', 'fortran_order': False, 'shape': (), }}", Convert.FromHexString(bytes));
        Assert.Equal(expected, Npy.Read<double>("x", file).Item);
    }

    [Fact]
    public void Npz_WithFoldersAndOtherFiles_HasItsArrays()
    {
        byte[] array = Array("{'descr': '<f8', 'fortran_order': False, 'shape': (1,), }", Bytes(7));
        byte[] file = Archive(("data/", []), ("readme.txt", "text"u8.ToArray()), ("data/x.npy", array), ("bare", array));
        Assert.Equal(["data/x", "bare"], Npz.Read<double>("x.npz", file).Keys);
        Assert.Empty(Npz.Read<double>("x.npz", Archive()));
        byte[] ofTorch = Archive(("model/data.pkl", [0x80, 2]), ("model/data/0", new byte[8]));
        byte[] ofText = Archive(("x.npy", "text"u8.ToArray())), twice = Archive(("x", array), ("x.npy", array));
        Refused("\"x.npz\" is not a valid .npz archive: it has no arrays, but \"model/data", () => Npz.Read<double>("x.npz", ofTorch));
        Refused("\"x.npy\" in \"x.npz\" is not a valid .npy array", () => Npz.Read<double>("x.npz", ofText));
        Refused("\"x.npy\" in \"x.npz\" stands there twice", () => Npz.Read<double>("x.npz", twice));
        Refused("\"x.npz\" is not a valid .npz archive: it is one array, which Npy.Read", () => Npz.Read<double>("x.npz", array));
        Refused("\"x\" is not a valid .npy array of numbers: it is an archive, which Npz.Read", () => Npy.Read<double>("\"x\"", file));
    }

    [Fact]
    public void Npz_WithAnotherFileThatIsDamagedEncryptedOrLarge_HasItsArrays()
    {
        byte[] file = Archive(("readme.txt", "text"u8.ToArray()), ("x.npy", Good));
        int text = file.AsSpan().IndexOf("text"u8), entry = file.AsSpan().IndexOf("PK\u0001\u0002"u8);
        foreach ((string what, int at) in new[] { ("damaged", text), ("encrypted", entry + 8), ("by an unknown method", entry + 10) })
        {
            byte[] changed = [.. file];
            changed[at] ^= 99;
            Assert.True(Npz.Read<double>("x.npz", changed).Keys.SequenceEqual(["x"]), what);
        }

        byte[] large = Archive(("readme.txt", new byte[10_000_000]), ("x.npy", Good));
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Equal(7, Npz.Read<double>("x.npz", large)["x"].ToArray()[0]);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1_000_000);
    }

    [Fact]
    public void Npz_WithANumberThatChanged_IsAnErrorThatNamesArrayAndFile()
    {
        byte[] file = Archive(("x.npy", Array("{'descr': '<f8', 'fortran_order': False, 'shape': (1,), }", Bytes(7))));
        file[file.AsSpan().IndexOf(Bytes(7)) + 6] ^= 1;
        Refused("\"x.npy\" in \"x.npz\" cannot be read: ", () => Npz.Read<double>("x.npz", file));
    }

    [Fact]
    public void Idx_Compressed_IsReadWhateverItsNameAndExpandsNoFurtherThanItDeclares()
    {
        byte[] labels = [0, 0, 8, 1, 0, 0, 0, 3, 5, 0, 9];
        Assert.Equal([5, 0, 9], Idx.ReadClasses(Place("labels", Compressed(labels))));
        Assert.Equal([5, 0, 9], Idx.ReadClasses(Place("labels.gz", labels)));
        string bomb = Place("bomb.gz", Compressed([.. labels, .. new byte[50_000_000]]));
        long before = GC.GetAllocatedBytesForCurrentThread();
        Refused($"\"{bomb}\" is not a valid IDX file: an array of shape (3) has 3 bytes, but there are more", () => Idx.Read<double>(bomb));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1_000_000);

        string halves = Place("halves", [0, 0, 0x0D, 1, 0, 0, 0, 2, 0x40, 0, 0, 0, 0x3F, 0, 0, 0]);
        Refused($"\"{halves}\" holds no classes: number 1 is 0.5, not a whole number", () => Idx.ReadClasses(halves));
        string large = Place("large", [0, 0, 0x0D, 1, 0, 0, 0, 1, 0x4F, 0x32, 0xD0, 0x5E]);
        Refused($"\"{large}\" holds no classes: number 0 is 3000000000, not a whole number of 32 bits", () => Idx.ReadClasses(large));
        string matrix = Place("matrix", [0, 0, 8, 2, 0, 0, 0, 1, 0, 0, 0, 1, 5]);
        Refused($"\"{matrix}\" holds no classes: they are a vector, but this is an array of shape (1, 1)", () => Idx.ReadClasses(matrix));
    }

    [Fact]
    public void Idx_OfManyNumbers_TakesMemoryForTheFileAndTheTensorOnly()
    {
        const int count = 1 << 20;
        string path = Place("numbers", [0, 0, 0x0D, 1, 0, 0x10, 0, 0, .. new byte[4 * count]]);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Equal(count, Idx.Read<float>(path).Shape.Count);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, (2 * 4 * count) + 100_000);
    }

    private static readonly byte[] Good = Array("{'descr': '<f8', 'fortran_order': False, 'shape': (1,), }", Bytes(7));

    private static void Refused(string part, Func<object> read) =>
        Assert.Contains(part, Assert.Throws<InvalidDataException>(read).Message, StringComparison.Ordinal);

    private static byte[] Bytes(params double[] numbers) => [.. numbers.SelectMany(BitConverter.GetBytes)];

    private static byte[] Array(string header, byte[] numbers, byte version = 1)
    {
        byte[] length = new byte[version == 1 ? 2 : 4];
        length[0] = (byte)header.Length;
        length[1] = (byte)(header.Length >> 8);
        return [0x93, .. "NUMPY"u8, version, 0, .. length, .. Encoding.Latin1.GetBytes(header), .. numbers];
    }

    private static byte[] Archive(params (string Name, byte[] Bytes)[] entries)
    {
        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach ((string name, byte[] bytes) in entries)
            {
                using Stream entry = archive.CreateEntry(name, CompressionLevel.NoCompression).Open();
                entry.Write(bytes);
            }
        }

        return stream.ToArray();
    }

    private static byte[] UnknownMethod()
    {
        byte[] archive = Archive(("x.npy", Good));
        archive[archive.AsSpan().IndexOf("PK\u0001\u0002"u8) + 10] = 99;
        return archive;
    }

    private static byte[] Compressed(byte[] bytes)
    {
        using var stream = new MemoryStream();
        using (var gzip = new GZipStream(stream, CompressionLevel.Optimal, leaveOpen: true))
        {
            gzip.Write(bytes);
        }

        return stream.ToArray();
    }

    private string Place(string name, byte[] bytes)
    {
        string path = Path.Combine(folder, name);
        File.WriteAllBytes(path, bytes);
        return path;
    }
}
