using Autograd.Plotting;

namespace Autograd.Tests.Plotting;

public sealed class TicksTests
{
    [Fact]
    public void Linear_OfAnyRange_AreFewNiceNumbersThatCoverIt()
    {
        var random = new Random(1);
        for (int i = 0; i < 2000; i++)
        {
            double size = Math.Pow(10, random.Next(-12, 12)), a = (random.NextDouble() - 0.5) * size;
            double b = a + (random.NextDouble() * size) + (size / 100);
            (double low, double high) = Ticks.Widen(a, b, 8);
            double[] ticks = Ticks.Linear(low, high, 8);

            Assert.InRange(ticks.Length, 3, 11);
            Assert.True(low <= a + (1e-9 * size) && high >= b - (1e-9 * size), $"{low} to {high} covers {a} to {b}.");
            double step = ticks[1] - ticks[0], lead = step / Math.Pow(10, Math.Floor(Math.Log10(step) + 1e-9));
            Assert.Contains(new double[] { 1, 2, 5 }, nice => Math.Abs(lead - nice) < 1e-6);
            Assert.All(ticks, tick => Assert.Equal(Math.Round(tick / step), tick / step, 1e-6));
            Assert.True(ticks[0] - low < step && high - ticks[^1] < step, "The ticks reach to both ends.");
            string[] labels = Ticks.Labels(ticks);
            Assert.Equal(labels.Length, labels.Distinct().Count());
        }
    }

    [Theory]
    [InlineData(0.0, 1.0, "0.0 0.2 0.4 0.6 0.8 1.0")]
    [InlineData(-6.0, 6.0, "−6 −4 −2 0 2 4 6")]
    [InlineData(0.0, 3e7, "0 0.5·10⁷ 1.0·10⁷ 1.5·10⁷ 2.0·10⁷ 2.5·10⁷ 3.0·10⁷")]
    [InlineData(0.0, 2e-5, "0 0.5·10⁻⁵ 1.0·10⁻⁵ 1.5·10⁻⁵ 2.0·10⁻⁵")]
    public void Labels_AreShort(double low, double high, string labels) =>
        Assert.Equal(labels, string.Join(' ', Ticks.Labels(Ticks.Linear(low, high, 7))));

    [Fact]
    public void Logarithmic_ArePowersOfTen()
    {
        Assert.Equal([0.01, 0.1, 1, 10, 100], Ticks.Logarithmic(0.01, 100, 8));
        Assert.Equal("10⁻⁷ 0.01 1 10⁹", string.Join(' ', new[] { 1e-7, 0.01, 1, 1e9 }.Select(Ticks.PowerLabel)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    [InlineData(-1e-9)]
    public void Widen_OfOneNumber_IsARangeAroundIt(double value)
    {
        (double low, double high) = Ticks.Widen(value, value, 8);
        Assert.True(low < value && value < high);
    }
}
