using System.Numerics;
using Autograd.Nn;

namespace Autograd.Tests.Faults;

/// <summary>
/// Accumulators less precise than their twins: running sums are as good as sums, in both directions and layouts, and so are gradients of
/// one element that was read many times. Sums themselves are in StatisticsTests.
/// </summary>
public abstract class AccumulatorTests<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private static readonly double Epsilon = double.CreateTruncating(T.BitIncrement(T.One) - T.One);

    [Fact]
    public void CumulativeSum_OfManyTerms_IsAsGoodAsASum()
    {
        const int count = 1_000_000;
        T[] terms = [.. Draws(count)];
        T[] running = Tensor<T>.Constant(terms).CumulativeSum(0).ToArray();
        Tensor<T> x = Tensor<T>.Zeros([count]).AsVariable();
        T[] fromEnd = x.CumulativeSum(0).Backward(Tensor<T>.Constant(terms))[x].ToArray();
        decimal sum = 0, rest = terms.Sum(term => (decimal)double.CreateTruncating(term));
        for (int i = 0; i < count; i++)
        {
            AssertGood(rest, fromEnd[i]);
            sum += (decimal)double.CreateTruncating(terms[i]);
            rest -= (decimal)double.CreateTruncating(terms[i]);
            AssertGood(sum, running[i]);
        }

        static void AssertGood(decimal expected, T actual)
        {
            double value = double.CreateTruncating(actual), error = Math.Abs((double)expected - value) / (double)expected;
            Assert.True(error <= 2 * Epsilon + 1e-15, $"expected {expected}, got {value:R}");
        }
    }

    [Fact]
    public void CumulativeSum_OfTheSameLineInAnyLayout_HasTheSameBits()
    {
        foreach (int count in new[] { 1, 2, 17, 1000 })
        {
            T[] line = [.. Draws(count)];
            T[] expected = Tensor<T>.Constant(line).CumulativeSum(0).ToArray(), fromEnd = FromEnd(Tensor<T>.Constant(line), 0).ToArray();
            foreach (int inner in new[] { 2, 3, 7, 8, 16, 33, 2500 })
            {
                Tensor<T> lines = Tensor<T>.Constant(line, [count, 1]).BroadcastTo([2, count, inner]);
                for (int at = 0; at < inner; at += Math.Max(1, inner / 9))
                {
                    Assert.Equal(expected, lines.CumulativeSum(1)[1, .., at].ToArray());
                    Assert.Equal(fromEnd, FromEnd(lines, 1)[1, .., at].ToArray());
                }
            }
        }

        static Tensor<T> FromEnd(Tensor<T> gy, int axis)
        {
            Tensor<T> x = Tensor<T>.Zeros(gy.Shape).AsVariable();
            return x.CumulativeSum(axis).Backward(gy)[x];
        }
    }

    [Fact]
    public void CumulativeSum_OfInfinitiesAndNaN_IsThatOfPlainSums()
    {
        T inf = T.PositiveInfinity, nan = T.NaN, one = T.One, most = T.BitDecrement(T.PositiveInfinity);
        Check([one, inf, one, -one], [one, inf, inf, inf]);
        Check([-inf, one, inf, one], [-inf, -inf, nan, nan]);
        Check([one, nan, inf], [one, nan, nan]);
        Check([most, most, one], [most, inf, inf]);
        Check([-most, most, one], [-most, T.Zero, one]);
        Check([most, -most, -most], [most, T.Zero, -most]);
        Check([-T.Zero, -T.Zero, one, -one], [-T.Zero, -T.Zero, one, T.Zero]);

        static void Check(T[] x, T[] y)
        {
            Assert.Equal(Bits(y), Bits(Tensor<T>.Constant(x).CumulativeSum(0).ToArray()));
            Tensor<T> columns = Tensor<T>.Constant(x, [x.Length, 1]).BroadcastTo([x.Length, 19]).CumulativeSum(0);
            Assert.Equal(Bits(y), Bits(columns[.., 0].ToArray()));
            Assert.Equal(Bits(y), Bits(columns[.., 18].ToArray()));
        }

        static IEnumerable<string> Bits(T[] values) => values.Select(value => T.IsNaN(value) ? "NaN" : $"{value} {T.IsNegative(value)}");
    }

    [Fact]
    public void ElementThatIsReadManyTimes_HasASumForGradient()
    {
        T[] terms = [.. Draws(100_000)];
        Tensor<T> rows = Tensor<T>.Variable(new T[2, 2]), g = Tensor<T>.Constant(terms, [terms.Length / 2, 2]);
        int[] places = [.. Enumerable.Range(0, terms.Length / 2).Select(i => i % 3 == 0 ? 1 : 0)];
        Tensor<T> gradient = rows.IndexSelect(0, places).Backward(g)[rows];
        for (int at = 0; at < 4; at++)
        {
            IEnumerable<int> reads = Enumerable.Range(0, places.Length).Where(i => places[i] == at / 2);
            double sum = reads.Sum(i => double.CreateTruncating(terms[(2 * i) + (at % 2)]));
            Assert.Equal(sum, double.CreateTruncating(gradient.Values[at]), sum * Epsilon * (typeof(T) == typeof(float) ? 1 : 1000));
        }
    }

    private static IEnumerable<T> Draws(int count)
    {
        var random = new Generator(7);
        return Enumerable.Range(0, count).Select(_ => T.CreateTruncating(random.NextDouble()));
    }
}

public sealed class DoubleAccumulatorTests : AccumulatorTests<double>;

public sealed class FloatAccumulatorTests : AccumulatorTests<float>
{
    private const int Count = (1 << 24) + 101; // at 2²⁴ floats stop to count one by one

    [Fact]
    public void CumulativeSum_OfOnes_Counts() => Assert.Equal(Count - 1, (int)Tensor<float>.Ones([Count]).CumulativeSum(0).Values[^2]);

    [Fact]
    public void CumulativeSum_OfTenths_IsTheirSum()
    {
        Tensor<float> tenths = Tensor<float>.Fill(0.1f, [1_000_000]);
        Assert.Equal(0.1f * 1e6, tenths.CumulativeSum(0).Values[^1], 0.01);
        Assert.Equal(0.1f * 1e6, Tensor<float>.Zeros([1]).ScatterAdd(0, new int[1_000_000], [1_000_000], tenths).Values[0], 0.01);
        Tensor<float> nextToOne = Tensor<float>.Fill(MathF.BitIncrement(1), [1_000_000]);
        Assert.Equal(Math.Pow(1 + Math.ScaleB(1, -23), 1e6), nextToOne.CumulativeProduct(0).Values[^1], 1e-6);
    }

    [Fact]
    public void ReadsAndScatteredAdditions_OfOnes_Count()
    {
        Tensor<float> x = Tensor<float>.Variable([1, 1]), ones = Tensor<float>.Ones([Count]);
        int[] first = new int[Count];
        Assert.Equal(Count, (int)x.IndexSelect(0, first).Backward(ones)[x].Values[0], 1.0);
        Assert.Equal(Count + 1, (int)x.Detach().ScatterAdd(0, first, [Count], ones).Values[0], 2.0);
    }
}
