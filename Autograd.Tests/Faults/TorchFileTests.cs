using System.Text;
using Autograd.Nn;
using Tensor = Autograd.Tensor<double>;

namespace Autograd.Tests.Faults;

/// <summary>Files of modules as PyTorch's users have them, and headers of safetensors that say one thing twice or half of it.</summary>
public sealed class TorchFileTests : IDisposable
{
    private readonly string path = Path.GetTempFileName(), copy = Path.GetTempFileName();

    public void Dispose()
    {
        File.Delete(path);
        File.Delete(copy);
    }

    [Fact]
    public void Load_OfAFileWithPyTorchsCounters_LeavesThemOut()
    {
        Sequential<float> model = Model<float>(1), other = Model<float>(2);
        model.Save(path);
        AddCounters(path, "1.num_batches_tracked");
        other.Load(path);
        Tensor<float> x = Tensor<float>.Normal(new Random(3), [5, 3], 0, 1);
        Assert.Equal(model.Predict(x).ToArray(), other.Predict(x).ToArray());

        var norm = new BatchNorm<float>(4);
        norm.Save(path);
        AddCounters(path, "num_batches_tracked");
        norm.Load(path);
    }

    [Theory]
    [InlineData("0.num_batches_tracked")]
    [InlineData("num_batches_tracked")]
    [InlineData("2.num_batches_tracked")]
    [InlineData("1.xnum_batches_tracked")]
    [InlineData("1.num_batches_tracked.x")]
    public void Load_OfCountersWhereNothingIsCounted_IsADifference(string name)
    {
        Sequential<float> model = Model<float>(1);
        model.Save(path);
        AddCounters(path, name);
        string message = Assert.Throws<InvalidDataException>(() => model.Load(path)).Message;
        Assert.Contains($"\"{name}\" () is not in the module", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_OfOtherPrecision_SaysWhatWorks()
    {
        Sequential<float> model = Model<float>(1);
        model.Save(path);
        AddCounters(path, "1.num_batches_tracked");
        Sequential<double> wide = Model<double>(2);
        string message = Assert.Throws<InvalidDataException>(() => wide.Load(path)).Message;
        Assert.DoesNotContain("num_batches_tracked", message, StringComparison.Ordinal);
        Assert.Contains("\"0.weight\" is F32 in the file and F64 in the module", message, StringComparison.Ordinal);
        Assert.Contains("SafeTensors.Write(copy, SafeTensors.Read<double>(path)), then Load(copy)", message, StringComparison.Ordinal);

        SafeTensors.Write(copy, SafeTensors.Read<double>(path));
        wide.Load(copy);
        Tensor<float> x = Tensor<float>.Normal(new Random(3), [5, 3], 0, 1);
        float[] expected = model.Predict(x).ToArray();
        Assert.All(wide.Predict(x.Convert<double>()).ToArray().Zip(expected), pair => Assert.Equal(pair.First, pair.Second, 1e-5));

        wide.Save(path);
        string back = Assert.Throws<InvalidDataException>(() => model.Load(path)).Message;
        Assert.Contains("SafeTensors.Read<float>(path)", back, StringComparison.Ordinal);
        wide.Parameters[0].Assign(2 * wide.Parameters[0].Value);
        wide.Save(path);
        SafeTensors.Write(copy, SafeTensors.Read<float>(path));
        float[] before = model.Parameters[0].Value.ToArray();
        model.Load(copy);
        Assert.Equal(before.Select(value => 2 * value), model.Parameters[0].Value.ToArray());
    }

    [Theory]
    [InlineData("{'a':{'dtype':'F64','dtype':'F32','shape':[1],'data_offsets':[0,8]}}", "dtype")]
    [InlineData("{'a':{'dtype':'F64','shape':[1],'shape':[1],'data_offsets':[0,8]}}", "shape")]
    [InlineData("{'a':{'dtype':'F64','shape':[1],'data_offsets':[0,8]},'\\u0061':{'dtype':'F64','shape':[0],'data_offsets':[0,0]}}", "'a'")]
    [InlineData("{'__metadata__':{'x':'1','x':'2'},'a':{'dtype':'F64','shape':[1],'data_offsets':[0,8]}}", "'x'")]
    [InlineData("{'__metadata__':{'x':null},'a':{'dtype':'F64','shape':[1],'data_offsets':[0,8]}}", "\"x\" is null")]
    [InlineData("{'a':{'dtype':'F64','shape':[1],'data_offsets':[0,8e0]}}", "\"a\" lacks")]
    [InlineData("{'a':{'dtype':'F64','shape':[1.0],'data_offsets':[0,8]}}", "\"a\" lacks")]
    [InlineData("{'a':{'dtype':'F64','shape':['1'],'data_offsets':[0,8]}}", "\"a\" lacks")]
    [InlineData("{'a':{'dtype':'F64','shape':[1],'data_offsets':[0,18446744073709551624]}}", "\"a\" lacks")]
    [InlineData("{'a':{'dtype':'F64','shape':1,'data_offsets':[0,8]}}", "\"a\" lacks")]
    [InlineData("{'a':{'dtype':'F64','data_offsets':[0,8]}}", "\"a\" lacks")]
    [InlineData("{'a':{'dtype':8,'shape':[1],'data_offsets':[0,8]}}", "\"a\" lacks")]
    [InlineData("{'a':[1]}", "\"a\" lacks")]
    [InlineData("{'a':{'dtype':'F8_E4M3','shape':[8],'data_offsets':[0,8]}}", "\"a\" has the type F8_E4M3; known are")]
    public void SafeTensors_WithAHeaderThatIsWrong_SaysWhat(string header, string part)
    {
        byte[] json = Encoding.UTF8.GetBytes(header.Replace('\'', '"'));
        File.WriteAllBytes(path, [.. BitConverter.GetBytes((long)json.Length), .. json, .. new byte[8]]);
        string message = Assert.Throws<InvalidDataException>(() => SafeTensors.Read<double>(path)).Message;
        Assert.StartsWith($"\"{path}\" is not a valid safetensors file: ", message, StringComparison.Ordinal);
        Assert.Contains(part, message, StringComparison.Ordinal);
    }

    [Fact]
    public void SafeTensors_WithUnusualNames_AreReadAsTheyWereWritten()
    {
        string[] names = ["", " ", "a.b", "a\"b\\", "line\nbreak\0", "重み", "😀", "e\u0301", "é", "A", "a"];
        var metadata = new Dictionary<string, string> { ["😀\n"] = "\"重\"" };
        SafeTensors.Write(path, names.Select((name, i) => KeyValuePair.Create(name, Tensor.Constant(i))), metadata);
        IReadOnlyDictionary<string, Tensor> read = SafeTensors.Read<double>(path);
        Assert.Equal(names, read.Keys);
        Assert.Equal(Enumerable.Range(0, names.Length), read.Values.Select(value => (int)value.Item));
        Assert.Equal("\"重\"", SafeTensors.ReadMetadata(path)["😀\n"]);
    }

    [Fact]
    public void SafeTensors_OfTruths_AreZerosAndOnes()
    {
        byte[] json = "{\"a\":{\"dtype\":\"BOOL\",\"shape\":[3],\"data_offsets\":[0,3]}}"u8.ToArray();
        File.WriteAllBytes(path, [.. BitConverter.GetBytes((long)json.Length), .. json, 0, 1, 255]);
        Assert.Equal([0, 1, 1], SafeTensors.Read<double>(path)["a"].ToArray());
    }

    private static Sequential<T> Model<T>(int seed)
        where T : unmanaged, System.Numerics.IFloatingPointIeee754<T> => new(new Linear<T>(3, 4, new Random(seed)), new BatchNorm<T>(4));

    /// <summary>Adds a whole number without axes, as PyTorch has it, to the end of a file.</summary>
    private static void AddCounters(string path, string name)
    {
        byte[] file = File.ReadAllBytes(path);
        int length = (int)BitConverter.ToInt64(file), numbers = file.Length - 8 - length;
        string header = Encoding.UTF8.GetString(file, 8, length).TrimEnd()[..^1]
            + $",\"{name}\":{{\"dtype\":\"I64\",\"shape\":[],\"data_offsets\":[{numbers},{numbers + 8}]}}}}";
        byte[] start = [.. BitConverter.GetBytes((long)header.Length), .. Encoding.UTF8.GetBytes(header)];
        File.WriteAllBytes(path, [.. start, .. file[(8 + length)..], .. BitConverter.GetBytes(42L)]);
    }
}
