using System.Globalization;
using Tensor = Autograd.Tensor<double>;

namespace Autograd.Tests.Nn;

/// <summary>What PyTorch computed, by name, from references/torch.txt.</summary>
internal static class Torch
{
    private static readonly Dictionary<string, Tensor> Tensors = Read();

    public static Tensor Of(string name) => Tensors[name];

    /// <summary>Every element, or each of the first, within a tolerance, relative to the largest of the expected ones or to 1.</summary>
    public static void AssertClose(string name, Tensor actual, double tolerance, int? first = null)
    {
        Tensor expected = first is { } count ? Of(name)[..count] : Of(name);
        Assert.True(expected.Shape == actual.Shape, $"{name}: the shape is {actual.Shape} instead of {expected.Shape}.");
        double scale = Math.Max(1, expected.Norm(double.PositiveInfinity).Item);
        for (int i = 0; i < expected.Shape.Count; i++)
        {
            double e = expected.Values[i], a = actual.Values[i];
            Assert.True(e.Equals(a) || Math.Abs(e - a) <= tolerance * scale, $"{name}, element {i}: expected {e:R}, got {a:R}");
        }
    }

    private static Dictionary<string, Tensor> Read()
    {
        using var reader = new StreamReader(typeof(Torch).Assembly.GetManifestResourceStream("Autograd.Tests.Nn.references.torch.txt")!);
        var tensors = new Dictionary<string, Tensor>();
        while (reader.ReadLine() is { } line)
        {
            string[] words = line.Split(' ');
            Shape shape = words[1] == "scalar" ? [] : [.. words[1].Split('x').Select(int.Parse)];
            tensors[words[0]] = Tensor.Constant([.. words[2..].Select(word => double.Parse(word, CultureInfo.InvariantCulture))], shape);
        }

        return tensors;
    }
}
