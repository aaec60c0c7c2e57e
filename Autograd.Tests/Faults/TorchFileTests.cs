using System.Text;
using Autograd.Nn;
using Tensor = Autograd.Tensor<double>;

namespace Tests.Faults;

/// <summary>Files of modules as PyTorch's users have them, and headers of safetensors that say one thing twice or half of it.</summary>
public sealed class TorchFileTests : IDisposable
{
    private readonly string path = Path.GetTempFileName(), copy = Path.GetTempFileName();

    public void Dispose()
    {
        File.Delete(path);
        File.Delete(copy);
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
}
