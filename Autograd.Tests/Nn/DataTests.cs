using System.IO.Compression;
using Autograd.Nn;
using Tensor = Autograd.Tensor<double>;

namespace Autograd.Tests.Nn;

/// <summary>The generator, data sets and their files.</summary>
public sealed class DataTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("autograd-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Generator_WithTheStateOfThePaper_GivesItsNumbers()
    {
        // The first numbers of xoshiro256** from the state 1, 2, 3, 4.
        var random = new Generator(0) { State = [1, 2, 3, 4] };
        byte[] bytes = new byte[32];
        random.NextBytes(bytes);
        Assert.Equal([11520, 0, 1509978240, 1215971899390074240], Enumerable.Range(0, 4).Select(i => BitConverter.ToUInt64(bytes, 8 * i)));
        Assert.Equal(0xE220A8397B1DCDAF, new Generator(0).State[0]); // SplitMix64 of 0
    }

    [Fact]
    public void Generator_StateSavedAndSet_RepeatsItself()
    {
        var random = new Generator(42);
        _ = Tensor.Normal(random, [7], 0, 1);
        ulong[] state = random.State;
        double[] first = Draw();
        random.State = state;
        Assert.Equal(first, Draw());
        Assert.NotEqual(first, Draw());
        Assert.Throws<ArgumentException>(() => random.State = [0, 0, 0, 0]);
        Assert.Throws<ArgumentException>(() => random.State = [1]);

        double[] Draw()
        {
            int[] order = [.. Enumerable.Range(0, 10)];
            random.Shuffle(order);
            return
            [
                random.Next(), random.Next(5), random.Next(-3, 4), random.NextInt64(), random.NextDouble(), random.NextSingle(),
                .. order.Select(i => (double)i),
            ];
        }
    }

    [Fact]
    public void Generator_Draws_AreInRangeAndEvenlySpread()
    {
        var random = new Generator(7);
        int[] counts = new int[6];
        for (int i = 0; i < 60_000; i++)
        {
            counts[random.Next(6)]++;
            Assert.InRange(random.NextDouble(), 0, Math.BitDecrement(1));
            Assert.InRange(random.NextSingle(), 0, MathF.BitDecrement(1));
            Assert.InRange(random.Next(int.MinValue, int.MaxValue), int.MinValue, int.MaxValue - 1);
        }

        Assert.All(counts, count => Assert.InRange(count, 9_600, 10_400));
        Assert.Equal(0, random.Next(0));
        Assert.Equal(3, random.Next(3, 3));
        Assert.Throws<ArgumentOutOfRangeException>(() => random.Next(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => random.Next(2, 1));
    }

    [Fact]
    public void Batches_Shuffled_HaveEverySampleOnceAndPairsTogether()
    {
        var data = new Dataset<double>(Tensor.Arange(0, 10, 1).Reshape(10, 1), Tensor.Arange(0, 20, 2));
        Dataset<double>[] batches = [.. data.Batches(4, new Generator(1))];
        Assert.Equal([4, 4, 2], batches.Select(batch => batch.Count));
        Assert.Equal(Enumerable.Range(0, 10).Select(i => (double)i), batches.SelectMany(batch => batch.Inputs.ToArray()).Order());
        Assert.All(batches, batch => Assert.Equal(batch.Targets.ToArray(), (2 * batch.Inputs).ToArray()));
        Assert.NotEqual(data.Inputs.ToArray(), batches.SelectMany(batch => batch.Inputs.ToArray()));
        Assert.Same(data, data.Batches(10).Single());
        Assert.Equal([0, 1, 2, 3], data.Batches(4).First().Inputs.ToArray());
        (Dataset<double> first, Dataset<double> others) = data.Split(7);
        Assert.Equal((7, 3), (first.Count, others.Count));
        var classes = new Dataset<double>(Tensor.Zeros([3, 2]), [2, 0, 1]);
        Assert.Equal([1, 2], classes.Select([2, 0]).Classes);
        Assert.Equal(3, classes.Shuffled(new Generator(1)).Count);
    }

    [Fact]
    public void Dataset_Mistakes_AreErrorsThatSayWhy()
    {
        string extents = Assert.Throws<ShapeException>(() => new Dataset<double>(Tensor.Zeros([3, 2]), Tensor.Zeros([2]))).Message;
        Assert.Contains("(3, 2)", extents, StringComparison.Ordinal);
        string classes = Assert.Throws<ShapeException>(() => new Dataset<double>(Tensor.Zeros([3]), [1, 2])).Message;
        Assert.Contains("2 classes", classes, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => Datasets.Xor<double>().Classes);
        Assert.Throws<InvalidOperationException>(() => Datasets.Moons<double>(3, 0, new Generator(1)).Targets);
        Assert.Throws<ArgumentOutOfRangeException>(() => Datasets.Xor<double>().Batches(0));
    }

    [Fact]
    public void GeneratedSets_HaveTheirShapesAndForms()
    {
        Assert.Equal([0, 1, 1, 0], Datasets.Xor<float>().Targets.ToArray().Select(t => (double)t));
        Dataset<double> spirals = Datasets.Spirals<double>(50, 3, 0.1, new Generator(1));
        Assert.Equal([150, 2], spirals.Inputs.Shape.Axes.ToArray());
        Assert.Equal([50, 50, 50], spirals.Classes.CountBy(c => c).Select(pair => pair.Value));
        Assert.True(spirals.Inputs.Norm(2, 1).Max().Item < 1);
        Dataset<double> moons = Datasets.Moons<double>(20, 0, new Generator(1));
        Assert.Equal(1, moons.Inputs[..20].Norm(2, 1).Min().Item, 1e-12);
        Dataset<double> sine = Datasets.Sine<double>(9, 0, new Generator(1));
        Naive.AssertClose("sine", sine.Inputs.Sin().ToArray(), sine.Targets);
        Assert.Equal(Math.PI, sine.Inputs.Max().Item);
    }

    [Fact]
    public void Csv_WithHeaderQuotesAndSpecialNumbers_IsRead()
    {
        File.WriteAllText(Place("a.csv"), "x,\"the, \"\"y\"\"\", z\r\n1, 2.5 ,-3e2\n\n\"4\",nan,inf\n");
        (string[] columns, Tensor values) = Csv.Read<double>(Place("a.csv"));
        Assert.Equal(["x", "the, \"y\"", "z"], columns);
        Assert.Equal([2, 3], values.Shape.Axes.ToArray());
        Assert.Equal([1, 2.5, -300, 4, double.NaN, double.PositiveInfinity], values.ToArray());
        File.WriteAllText(Place("b.csv"), "1;2\n3;4");
        Assert.Equal([1, 2, 3, 4], Csv.Read<float>(Place("b.csv"), header: false, separator: ';').Values.ToArray());
        File.WriteAllText(Place("c.csv"), "");
        Assert.Equal([0, 0], Csv.Read<double>(Place("c.csv")).Values.Shape.Axes.ToArray());
    }

    [Theory]
    [InlineData("a,b\n1,x", "line 2, column b: \"x\" is not a number")]
    [InlineData("a,b\n1,", "line 2, column b: \"\" is not a number")]
    [InlineData("a,b\n1,2\n\n1,2,3", "line 4: it has 3 fields, but the first row has 2")]
    public void Csv_WithAMistake_NamesItsPlace(string text, string part)
    {
        File.WriteAllText(Place("a.csv"), text);
        string message = Assert.Throws<InvalidDataException>(() => Csv.Read<double>(Place("a.csv"))).Message;
        Assert.Contains(part, message, StringComparison.Ordinal);
    }

    [Fact]
    public void Idx_PlainAndCompressed_IsRead()
    {
        byte[] images = [0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 2, 0, 255, 7, 128], labels = [0, 0, 8, 1, 0, 0, 0, 3, 5, 0, 9];
        File.WriteAllBytes(Place("images"), images);
        Assert.Equal([2, 1, 2], Idx.Read<float>(Place("images")).Shape.Axes.ToArray());
        Assert.Equal([0, 255, 7, 128], Idx.Read<double>(Place("images")).ToArray());
        using (var gzip = new GZipStream(File.Create(Place("labels.gz")), CompressionLevel.Optimal))
        {
            gzip.Write(labels);
        }

        Assert.Equal([5, 0, 9], Idx.ReadClasses(Place("labels.gz")));
        Assert.Throws<InvalidDataException>(() => Idx.ReadClasses(Place("images")));
        byte[] hugeCount = [0, 0, 8, 1, 255, 255, 255, 255, 1];
        foreach (byte[] damaged in new[] { images[..^1], images[..9], [.. images, 1], [], [1, .. images[1..]], hugeCount })
        {
            File.WriteAllBytes(Place("damaged"), damaged);
            Assert.Throws<InvalidDataException>(() => Idx.Read<double>(Place("damaged")));
        }
    }

    private string Place(string name) => Path.Combine(folder, name);
}
