using System.Diagnostics;
using Autograd.Nn;
using Tensor = Autograd.Tensor<double>;

namespace Autograd.Tests.Nn;

/// <summary>Files of tensors: there and back, as NumPy and the specification have them, damaged, hostile, and cut off by a kill.</summary>
public sealed class FileTests : IDisposable
{
    private static readonly Tensor Matrix = Tensor.Arange(0, 6, 1).Reshape(2, 3) / 7, Vector = [1.5, -2, double.PositiveInfinity];

    private readonly string folder = Directory.CreateTempSubdirectory("autograd-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Npy_OfNumPy_IsReadAndWrittenToTheByte()
    {
        (string, Tensor)[] files = [("matrix", Matrix), ("scalar", Tensor.Constant(-0.25)), ("nothing", Tensor.Zeros([2, 0]))];
        foreach ((string name, Tensor tensor) in files)
        {
            AssertSame(tensor, Npy.Read<double>(name, Resource($"{name}.npy")));
            Npy.Write(Place("x.npy"), tensor);
            Assert.Equal(Resource($"{name}.npy"), File.ReadAllBytes(Place("x.npy")));
        }

        Npy.Write(Place("v.npy"), Vector.Convert<float>());
        Assert.Equal(Resource("vector.npy"), File.ReadAllBytes(Place("v.npy")));
        AssertSame(Vector, Npy.Read<double>(Place("v.npy")));
        AssertSame(Matrix, Npy.Read<double>("fortran", Resource("fortran.npy")));
        AssertSame(Matrix.Convert<float>().Convert<double>(), Npy.Read<double>("big", Resource("big.npy")));
        AssertSame(Tensor.Constant([1, -2, 3, 40000], [2, 2]), Npy.Read<double>("whole", Resource("whole.npy")));
        Assert.Equal([1, -2, 3, 40000], Npy.Read<float>("whole", Resource("whole.npy")).ToArray());
    }

    [Fact]
    public void Npz_OfNumPy_IsReadAndWritten()
    {
        foreach (string name in new[] { "plain.npz", "compressed.npz" })
        {
            IReadOnlyDictionary<string, Tensor> tensors = Npz.Read<double>(name, Resource(name));
            Assert.Equal(["matrix", "vector"], tensors.Keys);
            AssertSame(Matrix, tensors["matrix"]);
            AssertSame(Vector, tensors["vector"]);
        }

        Npz.Write(Place("x.npz"), new Dictionary<string, Tensor> { ["a"] = Matrix, ["b/c"] = Vector });
        IReadOnlyDictionary<string, Tensor> read = Npz.Read<double>(Place("x.npz"));
        AssertSame(Matrix, read["a"]);
        AssertSame(Vector, read["b/c"]);
    }

    [Fact]
    public void SafeTensors_OfTheSpecification_AreReadAndWrittenToTheByte()
    {
        File.WriteAllBytes(Place("given.safetensors"), Resource("model.safetensors"));
        IReadOnlyDictionary<string, Tensor> read = SafeTensors.Read<double>(Place("given.safetensors"));
        Assert.Equal(["0.weight", "0.bias", "nothing", "scalar"], read.Keys);
        AssertSame(Matrix, read["0.weight"]);
        AssertSame(Vector, read["0.bias"]);
        AssertSame(Tensor.Zeros([2, 0]), read["nothing"]);
        AssertSame(Tensor.Constant(-0.25), read["scalar"]);
        Assert.Equal("by hand", SafeTensors.ReadMetadata(Place("given.safetensors"))["made"]);

        SafeTensors.Write(Place("own.safetensors"), read, new Dictionary<string, string> { ["made"] = "by hand" });
        Assert.Equal(Resource("model.safetensors"), File.ReadAllBytes(Place("own.safetensors")));

        File.WriteAllBytes(Place("halves.safetensors"), Resource("halves.safetensors"));
        IReadOnlyDictionary<string, Tensor> halves = SafeTensors.Read<double>(Place("halves.safetensors"));
        Assert.Equal([1, -2], halves["half"].ToArray());
        Assert.Equal([1, -2.5], halves["brain"].ToArray());
    }

    [Fact]
    public void Module_SavedAndLoaded_IsTheSameToTheBit()
    {
        Sequential<double> model = Model(1), other = Model(2);
        model.Forward(Tensor.Normal(new Random(3), [8, 3], 0, 1)); // moves the running statistics
        model.Save(Place("m.safetensors"));
        other.Load(Place("m.safetensors"));

        Tensor x = Tensor.Normal(new Random(4), [5, 3], 0, 1);
        Assert.Equal(model.Predict(x).ToArray(), other.Predict(x).ToArray());
        Assert.True(other.Parameters[0].Value.IsTracked);
        Assert.Equal(
            ["0.weight", "0.bias", "1.weight", "1.bias", "1.running_mean", "1.running_var"],
            SafeTensors.Read<double>(Place("m.safetensors")).Keys);
        Assert.Empty(Directory.GetFiles(folder, "*.tmp"));
    }

    [Fact]
    public void Load_OfWhatDoesNotFit_ListsEveryDifferenceAndChangesNothing()
    {
        Sequential<double> model = Model(1);
        double[] before = model.Parameters[0].Value.ToArray();
        var others = new Dictionary<string, Tensor> { ["0.weight"] = Matrix, ["1.weight"] = Tensor.Ones([2]), ["extra"] = Vector };
        SafeTensors.Write(Place("m.safetensors"), others);
        string message = Assert.Throws<InvalidDataException>(() => model.Load(Place("m.safetensors"))).Message;

        Assert.Contains("\"0.weight\" has shape (2, 3) in the file and (4, 3) in the module", message, StringComparison.Ordinal);
        Assert.Contains("\"0.bias\" (4) is missing", message, StringComparison.Ordinal);
        Assert.Contains("\"extra\" (3) is not in the module", message, StringComparison.Ordinal);
        Assert.Equal(before, model.Parameters[0].Value.ToArray());
        new Linear<float>(3, 4, new Random(1)).Save(Place("f.safetensors"));
        var doubles = new Linear<double>(3, 4, new Random(1));
        string types = Assert.Throws<InvalidDataException>(() => doubles.Load(Place("f.safetensors"))).Message;
        Assert.Contains("\"weight\" is F32 in the file and F64 in the module", types, StringComparison.Ordinal);
        Assert.Throws<FileNotFoundException>(() => model.Load(Place("none.safetensors")));
        KeyValuePair<string, Tensor>[] sameName = [KeyValuePair.Create("a", Matrix), KeyValuePair.Create("a", Vector)];
        Assert.Throws<ArgumentException>(() => SafeTensors.Write(Place("x"), sameName));
        Assert.Throws<ArgumentException>(() => SafeTensors.Write(Place("x"), [KeyValuePair.Create("__metadata__", Matrix)]));
    }

    public static TheoryData<string, string> HostileHeaders => new()
    {
        { "not JSON", "{\"a\":" },
        { "an array", "[1,2]" },
        { "NaN", "{\"a\":{\"dtype\":\"F64\",\"shape\":[NaN],\"data_offsets\":[0,8]}}" },
        { "an unknown type", "{\"a\":{\"dtype\":\"Q99\",\"shape\":[1],\"data_offsets\":[0,8]}}" },
        { "a type that is a number", "{\"a\":{\"dtype\":5,\"shape\":[1],\"data_offsets\":[0,8]}}" },
        { "a negative extent", "{\"a\":{\"dtype\":\"F64\",\"shape\":[-1],\"data_offsets\":[0,8]}}" },
        { "a fraction", "{\"a\":{\"dtype\":\"F64\",\"shape\":[1.5],\"data_offsets\":[0,8]}}" },
        { "a huge count", "{\"a\":{\"dtype\":\"F64\",\"shape\":[4000000000,4000000000],\"data_offsets\":[0,8]}}" },
        { "a count that overflows to 1", "{\"a\":{\"dtype\":\"F64\",\"shape\":[4294967296,4294967296],\"data_offsets\":[0,8]}}" },
        { "more than there is", "{\"a\":{\"dtype\":\"F64\",\"shape\":[100],\"data_offsets\":[0,800]}}" },
        { "less than the shape", "{\"a\":{\"dtype\":\"F64\",\"shape\":[2],\"data_offsets\":[0,8]}}" },
        { "backward", "{\"a\":{\"dtype\":\"F64\",\"shape\":[1],\"data_offsets\":[16,8]}}" },
        { "a negative place", "{\"a\":{\"dtype\":\"F64\",\"shape\":[2],\"data_offsets\":[-8,8]}}" },
        { "one offset", "{\"a\":{\"dtype\":\"F64\",\"shape\":[2],\"data_offsets\":[0]}}" },
        { "no offsets", "{\"a\":{\"dtype\":\"F64\",\"shape\":[2]}}" },
        {
            "an overlap",
            """{"a":{"dtype":"F64","shape":[2],"data_offsets":[0,16]},"b":{"dtype":"F64","shape":[1],"data_offsets":[8,16]}}"""
        },
        {
            "an overlap and a rest",
            """{"a":{"dtype":"F64","shape":[1],"data_offsets":[0,8]},"b":{"dtype":"F64","shape":[1],"data_offsets":[0,8]}}"""
        },
        { "a gap", "{\"b\":{\"dtype\":\"F64\",\"shape\":[1],\"data_offsets\":[8,16]}}" },
        { "a rest", "{\"b\":{\"dtype\":\"F64\",\"shape\":[1],\"data_offsets\":[0,8]}}" },
        {
            "one name twice",
            """{"a":{"dtype":"F64","shape":[1],"data_offsets":[0,8]},"a":{"dtype":"F64","shape":[1],"data_offsets":[8,16]}}"""
        },
        { "deep nesting", new string('[', 100_000) },
    };

    [Theory]
    [MemberData(nameof(HostileHeaders))]
    public void SafeTensors_WithAHostileHeader_AreOneClearError(string what, string header)
    {
        byte[] file = [.. BitConverter.GetBytes((long)header.Length), .. header.Select(letter => (byte)letter), .. new byte[16]];
        File.WriteAllBytes(Place("x"), file);
        string message = Assert.Throws<InvalidDataException>(() => SafeTensors.Read<double>(Place("x"))).Message;
        Assert.Contains("not a valid safetensors file", message, StringComparison.Ordinal);
        Assert.True(message.Length < 1000, what);
    }

    [Fact]
    public void Files_TruncatedAnywhere_AreOneClearError()
    {
        foreach (string name in new[] { "model.safetensors", "matrix.npy", "plain.npz", "compressed.npz" })
        {
            byte[] whole = Resource(name);
            for (int length = 0; length < whole.Length; length++)
            {
                Assert.True(Read(name, whole[..length]), $"{name} cut to {length} bytes was read.");
            }
        }
    }

    [Fact]
    public void Files_WithRandomMutations_AreReadOrOneClearErrorWithoutMuchMemory()
    {
        var random = new Random(11);
        string[] names = ["model.safetensors", "matrix.npy", "plain.npz", "compressed.npz"];
        (string Name, byte[] Bytes)[] files = [.. names.Select(name => (name, Resource(name)))];
        for (int i = 0; i < 100_000; i++)
        {
            (string name, byte[] good) = files[i % files.Length];
            byte[] bytes = [.. good];
            for (int change = random.Next(1, 4); change > 0; change--)
            {
                int at = random.Next(bytes.Length);
                bytes[at] = random.Next(3) switch
                {
                    0 => (byte)random.Next(256),
                    1 => (byte)(bytes[at] ^ (1 << random.Next(8))),
                    _ => (byte)"0123456789-.eE[]{}\",:"[random.Next(21)],
                };
            }

            long before = GC.GetAllocatedBytesForCurrentThread();
            Read(name, bytes);
            long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            Assert.True(allocated < 1_000_000 + (10 * bytes.Length), $"mutation {i} of {name} took {allocated} bytes of memory.");
        }
    }

    [Fact]
    public void Write_KilledInTheMiddle_LeavesAWholeFile()
    {
        for (int attempt = 0; attempt < 3; attempt++)
        {
            string path = Place($"killed{attempt}.safetensors");
            string[] arguments = ["exec", typeof(FileTests).Assembly.Location, path];
            using Process process = Process.Start(new ProcessStartInfo(Repository.Dotnet, arguments))!;
            for (int waited = 0; !File.Exists(path) && waited < 30_000; waited += 10)
            {
                Thread.Sleep(10);
            }

            Thread.Sleep(50 + (37 * attempt));
            process.Kill();
            process.WaitForExit();
            Tensor round = SafeTensors.Read<double>(path)["round"];
            Assert.Equal(Program.Round((int)round.Values[0]).ToArray(), round.ToArray());
        }
    }

    [Fact]
    public void Write_ThatFails_LeavesTheOldFileAndNothingElse()
    {
        Npy.Write(Place("x.npy"), Matrix);
        KeyValuePair<string, Tensor>[] sameName = [KeyValuePair.Create("a", Matrix), KeyValuePair.Create("a", Matrix)];
        Assert.ThrowsAny<ArgumentException>(() => Npz.Write(Place("x.npy"), sameName));
        AssertSame(Matrix, Npy.Read<double>(Place("x.npy")));
        Assert.ThrowsAny<IOException>(() => Npy.Write(Path.Combine(folder, "none", "x.npy"), Matrix));
        Assert.Single(Directory.GetFiles(folder));
    }

    /// <summary>Whether reading is refused by the one exception; any other ends the test.</summary>
    private static bool Read(string name, byte[] bytes)
    {
        try
        {
            _ = Path.GetExtension(name) switch
            {
                ".npy" => (object)Npy.Read<double>(name, bytes),
                ".npz" => Npz.Read<double>(name, bytes),
                _ => SafeTensors.ReadHeader(name, bytes).Entries.Select(entry => entry.Read<double>(bytes)).ToArray(),
            };
            return false;
        }
        catch (InvalidDataException)
        {
            return true;
        }
    }

    private static Sequential<double> Model(int seed) => new(new Linear<double>(3, 4, new Random(seed)), new BatchNorm<double>(4));

    private static void AssertSame(Tensor expected, Tensor actual)
    {
        Assert.Equal(expected.Shape, actual.Shape);
        Assert.Equal(expected.ToArray(), actual.ToArray());
    }

    private static byte[] Resource(string name)
    {
        using Stream stream = typeof(FileTests).Assembly.GetManifestResourceStream($"Autograd.Tests.Nn.references.{name}")!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    private string Place(string name) => Path.Combine(folder, name);
}
