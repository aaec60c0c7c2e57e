using Tensor = Autograd.Tensor<double>;

namespace Autograd.Tests;

/// <summary>
/// What operations on shapes do, slowly and obviously: coordinates, places in row-major order, and lists of places. Checks use small
/// whole numbers, whose sums and products are exact in any order.
/// </summary>
internal static class Naive
{
    /// <summary>The coordinates of all elements, in row-major order.</summary>
    public static List<int[]> Coordinates(Shape shape)
    {
        var result = new List<int[]>();
        for (int i = 0; i < shape.Count; i++)
        {
            var at = new int[shape.Rank];
            for (int axis = at.Length - 1, rest = i; axis >= 0; axis--)
            {
                (rest, at[axis]) = Math.DivRem(rest, shape[axis]);
            }

            result.Add(at);
        }

        return result;
    }

    /// <summary>The row-major place of an element.</summary>
    public static int Place(Shape shape, IReadOnlyList<int> at)
    {
        int place = 0;
        for (int axis = 0; axis < shape.Rank; axis++)
        {
            place = (place * shape[axis]) + at[axis];
        }

        return place;
    }

    /// <summary>NumPy's broadcasting; null where the shapes do not fit.</summary>
    public static Shape? Broadcast(Shape a, Shape b)
    {
        var axes = new List<int>();
        for (int back = 1; back <= Math.Max(a.Rank, b.Rank); back++)
        {
            int m = back <= a.Rank ? a[^back] : 1, n = back <= b.Rank ? b[^back] : 1;
            if (m != n && m != 1 && n != 1)
            {
                return null;
            }

            axes.Insert(0, m == 1 ? n : m);
        }

        return [.. axes];
    }

    /// <summary>For each element of a target, the place of the element of the source that stretches to it.</summary>
    public static int[] Stretched(Shape source, Shape target)
    {
        var places = new List<int>();
        foreach (int[] at in Coordinates(target))
        {
            int[] own = at[(at.Length - source.Rank)..];
            for (int axis = 0; axis < own.Length; axis++)
            {
                own[axis] = source[axis] == 1 ? 0 : own[axis];
            }

            places.Add(Place(source, own));
        }

        return [.. places];
    }

    /// <summary>All subsets of 0, 1, … n − 1.</summary>
    public static IEnumerable<int[]> Subsets(int n) =>
        Enumerable.Range(0, 1 << n).Select(bits => Enumerable.Range(0, n).Where(i => (bits >> i & 1) == 1).ToArray());

    /// <summary>All orders of 0, 1, … n − 1.</summary>
    public static IEnumerable<int[]> Orders(int n) => n == 0
        ? [[]]
        : Orders(n - 1).SelectMany(order => Enumerable.Range(0, n).Select(i => (int[])[.. order[..i], n - 1, .. order[i..]]));

    /// <summary>A constant of whole numbers from -9 to 9 without 0.</summary>
    public static Tensor Integers(Random random, Shape shape)
    {
        var values = new double[shape.Count];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = random.Next(1, 10) * (random.Next(2) == 0 ? 1 : -1);
        }

        return Tensor.Constant(values, shape);
    }

    public static Shape RandomShape(Random random, int maxRank, int minExtent = 0, int maxExtent = 4)
    {
        var axes = new int[random.Next(maxRank + 1)];
        for (int axis = 0; axis < axes.Length; axis++)
        {
            axes[axis] = random.Next(minExtent, maxExtent + 1);
        }

        return Shape.Create(axes);
    }

    /// <summary>Equal elements (0 and -0 are), with a message that says what was compared.</summary>
    public static void AssertSame(string what, double[] expected, Tensor actual) =>
        Assert.True(
            expected.AsSpan().SequenceEqual(actual.Values),
            $"{what}: expected [{string.Join(", ", expected)}], but got [{string.Join(", ", actual.ToArray())}].");

    /// <summary>Elements equal but for a relative error, with a message that says what was compared.</summary>
    public static void AssertClose(string what, double[] expected, Tensor actual, double tolerance = 1e-13) =>
        Assert.True(
            expected.Length == actual.Shape.Count
                && expected.Zip(actual.ToArray()).All(pair =>
                    pair.First.Equals(pair.Second) || Math.Abs(pair.First - pair.Second) <= tolerance * Math.Max(1, Math.Abs(pair.First))),
            $"{what}: expected [{string.Join(", ", expected)}], but got [{string.Join(", ", actual.ToArray())}].");

    /// <summary>
    /// f(x) has the shape, each of its elements is the sum of the elements of x at the given places, and so are its derivatives: in both
    /// modes, recorded and not, and twice.
    /// </summary>
    public static void AssertGathers(string what, Func<Tensor, Tensor> f, Shape from, Shape to, IReadOnlyList<int[]> places)
    {
        var random = new Random(from.Count + to.Count);
        Tensor x = Integers(random, from).AsVariable("x"), v = Integers(random, from), u = Integers(random, to);
        Tensor y = f(x);
        Assert.True(y.Shape == to, $"{what}: the shape of the result is {y.Shape}, not {to}.");
        AssertSame($"{what}: value", Gathered(x), y);

        AssertSame($"{what}: gradient", Scattered(u), y.Backward(u)[x]);
        AssertSame($"{what}: recorded gradient", Scattered(u), y.Backward(u, createGraph: true)[x]);
        AssertSame($"{what}: tangent", Gathered(v), Differentiate.Jvp(f, x, v).Tangent);

        Tensor seed = u.AsVariable("seed");
        Tensor gx = y.Backward(seed, createGraph: true)[x];
        AssertSame($"{what}: derivative of the gradient in its seed", Gathered(v), gx.Backward(v)[seed]);

        double[] Gathered(Tensor x) => [.. places.Select(terms => terms.Sum(place => x.Values[place]))];

        double[] Scattered(Tensor gy)
        {
            var gx = new double[from.Count];
            for (int i = 0; i < places.Count; i++)
            {
                foreach (int place in places[i])
                {
                    gx[place] += gy.Values[i];
                }
            }

            return gx;
        }
    }
}
