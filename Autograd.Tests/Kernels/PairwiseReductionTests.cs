using System.Numerics;
using Autograd.Kernels;

namespace Autograd.Tests.Kernels;

/// <summary>Sums, maxima and minima along axes against plain loops and exact sums.</summary>
public abstract class PairwiseReductionTests<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private static readonly int[] Extents = [0, 1, 2, 3, 17, 33, 100];

    /// <summary>Half a unit in the last place of 1.</summary>
    private static double Unit => typeof(T) == typeof(float) ? Math.ScaleB(1, -24) : Math.ScaleB(1, -53);

    [Fact]
    public void EveryCombinationOfAxes_OfRanksUpToFour_IsThePlainLoop()
    {
        var random = new Random(3);
        foreach (int[] extents in Shapes(random))
        {
            Shape shape = Shape.Create(extents);
            Tensor<T> whole = Tensor<T>.Constant(
                [.. Enumerable.Range(0, shape.Count).Select(_ => T.CreateTruncating(random.Next(-9, 10)))], shape);
            Tensor<T> special = Tensor<T>.Constant(Specials<T>.Draw(random, shape.Count), shape);
            for (int set = 1; set < 1 << extents.Length; set++)
            {
                int[] axes = [.. Enumerable.Range(0, extents.Length).Where(axis => (set >> axis & 1) == 1)];
                string where = $"{shape} along {string.Join(", ", axes)}";
                AssertSame(Plain(whole, axes, T.Zero, (a, b) => a + b), whole.Sum(axes).ToArray(), $"Sum of {where}");
                if (axes.All(axis => extents[axis] > 0))
                {
                    AssertSame(Plain(special, axes, T.NegativeInfinity, T.Max), special.Max(axes).ToArray(), $"Max of {where}");
                    AssertSame(Plain(special, axes, T.PositiveInfinity, T.Min), special.Min(axes).ToArray(), $"Min of {where}");
                }
            }
        }
    }

    [Fact]
    public void Max_OfAnyLength_IsThePlainOne()
    {
        var random = new Random(4);
        for (int length = 1; length <= 300; length++)
        {
            T[] x = Specials<T>.Draw(random, length), numbers = [.. x.Where(value => !T.IsNaN(value)), -T.One];
            foreach (T[] line in new[] { x, numbers, [.. numbers.Select(value => -T.Abs(value))] })
            {
                AssertSame([line.Aggregate(T.Max)], [PairwiseReduction.Contiguous<T, PairwiseReduction.Max>(line)], $"Max of {length}");
                AssertSame([line.Aggregate(T.Min)], [PairwiseReduction.Contiguous<T, PairwiseReduction.Min>(line)], $"Min of {length}");
            }
        }
    }

    /// <summary>A term goes through 21 additions in a part and one for each halving: with margin, 24 + log₂ n roundings.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(15)]
    [InlineData(100)]
    [InlineData(1023)]
    [InlineData(1025)]
    [InlineData(65_537)]
    [InlineData(1_000_003)]
    public void Sum_AgainstExactSum_HasALogarithmicError(int count)
    {
        T[] x = Specials<T>.Ordinary(new Random(count), count);
        AssertClose(x, PairwiseReduction.Contiguous<T, PairwiseReduction.Sum>(x));
    }

    [Theory]
    [InlineData(1000, 3)]
    [InlineData(70_000, 1)]
    [InlineData(70_001, 2)]
    [InlineData(5003, 37)]
    [InlineData(200, 1029)]
    public void SumOfRows_AgainstExactSum_HasALogarithmicError(int count, int inner)
    {
        T[] x = Specials<T>.Ordinary(new Random(count), count * inner), y = new T[inner];
        PairwiseReduction.Axis<T, PairwiseReduction.Sum>(x, 1, count, inner, y);
        for (int i = 0; i < inner; i++)
        {
            AssertClose([.. Enumerable.Range(0, count).Select(k => x[(k * inner) + i])], y[i]);
        }
    }

    [Fact]
    public void Sum_OfTermsThatAddUp_IsNotOffByTheirNumber()
    {
        T tenth = T.CreateTruncating(0.1);
        T[] x = [.. Enumerable.Repeat(tenth, 1 << 22)];
        AssertClose(x, PairwiseReduction.Contiguous<T, PairwiseReduction.Sum>(x));
    }

    [Theory]
    [InlineData(1 << 16, 70)]
    [InlineData(1 << 20, 2)]
    public void SumOfRows_OfTermsThatAddUp_IsNotOffByTheirNumber(int count, int inner)
    {
        T[] x = [.. Enumerable.Repeat(T.CreateTruncating(0.1), count * inner)], y = new T[inner];
        PairwiseReduction.Axis<T, PairwiseReduction.Sum>(x, 1, count, inner, y);
        AssertClose(x[..count], y[0]);
        AssertClose(x[..count], y[^1]);
    }

    [Fact]
    public void Sum_OfASlice_DoesNotDependOnWhereItBegins()
    {
        var random = new Random(9);
        for (int trial = 0; trial < 200; trial++)
        {
            T[] x = Specials<T>.Ordinary(random, random.Next(3000));
            T[] moved = [.. Specials<T>.Ordinary(random, trial % 17), .. x];
            Assert.Equal(
                PairwiseReduction.Contiguous<T, PairwiseReduction.Sum>(x),
                PairwiseReduction.Contiguous<T, PairwiseReduction.Sum>(moved.AsSpan(trial % 17)));
        }
    }

    /// <summary>The order of additions as the documentation states it, so that other hardware gives the same bits.</summary>
    [Fact]
    public void Sum_AddsInTheDocumentedOrder()
    {
        int width = 64 / System.Runtime.CompilerServices.Unsafe.SizeOf<T>();
        foreach (int count in new[] { width, (4 * width) + 3, (7 * width) + 1, 64 * width, (64 * width) + 1, (300 * width) - 1 })
        {
            T[] x = Specials<T>.Ordinary(new Random(count), count);
            Assert.Equal(Line(x), PairwiseReduction.Contiguous<T, PairwiseReduction.Sum>(x));
        }

        T Line(ReadOnlySpan<T> x)
        {
            if (x.Length > 64 * width)
            {
                int half = x.Length / 2 / (4 * width) * (4 * width);
                return Line(x[..half]) + Line(x[half..]);
            }

            var sums = new T[4, width];
            int whole = x.Length / (4 * width) * 4;
            for (int i = 0; i < x.Length; i++)
            {
                int vector = i / width;
                sums[vector < whole ? vector % 4 : (vector + 1) * width <= x.Length ? 0 : 1, i < x.Length / width * width ? i % width
                    : width - x.Length + i] += x[i];
            }

            T[] lanes = [.. Enumerable.Range(0, width).Select(i => (sums[0, i] + sums[1, i]) + (sums[2, i] + sums[3, i]))];
            for (; lanes.Length > 1; lanes = [.. lanes.Take(lanes.Length / 2).Zip(lanes.Skip(lanes.Length / 2), (a, b) => a + b)])
            {
            }

            return lanes[0];
        }
    }

    private static IEnumerable<int[]> Shapes(Random random)
    {
        for (int rank = 1; rank <= 4; rank++)
        {
            int most = rank < 3 ? 1 : rank == 3 ? 3 : 40; // steps through all, or some, of the shapes
            for (int code = 0; code < Math.Pow(Extents.Length, rank); code += 1 + random.Next(most))
            {
                int[] extents = [.. Enumerable.Range(0, rank).Select(axis =>
                    Extents[code / (int)Math.Pow(Extents.Length, axis) % Extents.Length])];
                if (extents.Aggregate(1L, (a, b) => a * b) <= 60_000)
                {
                    yield return extents;
                }
            }
        }
    }

    private static T[] Plain(Tensor<T> x, int[] axes, T identity, Func<T, T, T> combine)
    {
        int[] kept = [.. Enumerable.Range(0, x.Shape.Rank).Except(axes)];
        Shape shape = Shape.Create([.. kept.Select(axis => x.Shape[axis])]);
        T[] result = [.. Enumerable.Repeat(identity, shape.Count)];
        ReadOnlySpan<T> values = x.Values;
        for (int i = 0; i < values.Length; i++)
        {
            int place = 0;
            foreach (int axis in kept)
            {
                int right = 1;
                foreach (int extent in x.Shape.Axes[(axis + 1)..])
                {
                    right *= extent;
                }

                place = (place * x.Shape[axis]) + (i / right % x.Shape[axis]);
            }

            result[place] = combine(result[place], values[i]);
        }

        return result;
    }

    private static void AssertSame(T[] expected, T[] actual, string what)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.True(Specials<T>.Same(expected[i], actual[i]), $"{what}: element {i} is {actual[i]}, not {expected[i]}.");
        }
    }

    /// <summary>Compares with the exact sum, in whole multiples of 2⁻¹¹⁰⁰.</summary>
    private static void AssertClose(T[] x, T sum)
    {
        BigInteger exact = 0, size = 0;
        foreach (T term in x)
        {
            exact += Whole(term);
            size += BigInteger.Abs(Whole(term));
        }

        double error = (double)(BigInteger.Abs(Whole(sum) - exact) * BigInteger.Pow(10, 20) / BigInteger.Max(size, 1)) / 1e20 / Unit;
        Assert.True(error <= 24 + Math.Log2(x.Length), $"The sum of {x.Length} is off by {error} units of the sum of sizes.");

        static BigInteger Whole(T value)
        {
            double v = double.CreateTruncating(value);
            return v == 0 ? 0 : (BigInteger)Math.ScaleB(v, 52 - Math.ILogB(v)) << (1048 + Math.ILogB(v));
        }
    }
}

public sealed class PairwiseReductionTestsSingle : PairwiseReductionTests<float>;

public sealed class PairwiseReductionTestsDouble : PairwiseReductionTests<double>;
