namespace Autograd.Tests.Kernels;

public abstract partial class ElementaryTests<T>
{
    /// <summary>What takes a path of its own in some function, and what may stand beside it.</summary>
    private static readonly double[] Particular =
    [
        0, -0.0, Infinity, -Infinity, NaN, double.Epsilon, -1e-310, 1e-40, -1e-45, 0.5, 1, -1, 2, -3, 10, 22.5, -40.5, 88.8, -104.5, 709.5,
        -745.5, 1e9, 1e10, -1e15, 1e22, 1e38, -1e300, double.MaxValue,
    ];

    [Theory]
    [MemberData(nameof(Functions))]
    public void Function_AmongAnyNeighbours_GivesTheSameBitsAsAlone(string function)
    {
        Kernel<T> kernel = ElementaryFunctions<T>.Find(function);
        var random = new Random(2);
        T[] x = Mixed(random, 400), y = Mixed(random, x.Length);
        T[] alone = [.. x.Select((_, i) => ElementaryFunctions<T>.At(function, x[i], y[i]))];
        for (int round = 0; round < 400; round++)
        {
            int length = random.Next(101);
            int[] chosen = [.. Enumerable.Range(0, length).Select(_ => random.Next(x.Length))];
            T[] first = [.. chosen.Select(i => x[i])], second = [.. chosen.Select(i => y[i])], result = new T[length];
            kernel(first, second, round % 2 == 0 ? result : first);
            AssertSameBits([.. chosen.Select(i => alone[i])], round % 2 == 0 ? result : first);
        }
    }

    [Fact]
    public void Functions_WithNarrowerVectors_GiveTheSameBits()
    {
        string here = ElementaryBits.Report();
        foreach (string switchedOff in new[] { "DOTNET_EnableAVX512", "DOTNET_EnableAVX2", "DOTNET_EnableHWIntrinsic" })
        {
            Assert.Equal(here, ElementaryBits.ReportOfProcess(switchedOff));
        }
    }

    /// <summary>Ordinary numbers, those of any size and particular ones.</summary>
    private static T[] Mixed(Random random, int count)
    {
        return [.. Enumerable.Range(0, count).Select(_ => T.CreateTruncating(Any()))];

        double Any() => random.Next(4) switch
        {
            0 => Particular[random.Next(Particular.Length)],
            1 => (2 * random.NextDouble() - 1) * Math.ScaleB(1, random.Next(-150, 150)),
            _ => 8 * random.NextDouble() - 2,
        };
    }
}
