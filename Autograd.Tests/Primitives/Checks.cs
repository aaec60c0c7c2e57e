using System.Numerics;

namespace Autograd.Tests.Primitives;

/// <summary>
/// What must hold of a row for every sample. Each check throws where it does not; the mutants prove that each can.
/// </summary>
public static class Checks<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private static readonly double Tolerance = typeof(T) == typeof(double) ? 1e-12 : 1e-5;

    /// <summary>Value and derivatives, in both modes, are those of the closed form.</summary>
    public static void ClosedForm(Sample<T> sample)
    {
        AssertClose("value", sample.Row.ClosedForm.Value(sample.Numbers, sample.Shapes), sample.Row.Call(sample.Inputs));
        double[][,] expected = sample.Row.ClosedForm.Jacobians(sample.Numbers, sample.Shapes);
        double[][,] reverse = Reverse(sample), forward = Forward(sample);
        for (int i = 0; i < expected.Length; i++)
        {
            AssertClose($"derivative by input {i}, reverse mode", expected[i], reverse[i]);
            AssertClose($"derivative by input {i}, forward mode", expected[i], forward[i]);
        }
    }

    /// <summary>⟨u, Jv⟩ = ⟨Jᵀu, v⟩ for random u and v.</summary>
    public static void AdjointIdentity(Sample<T> sample)
    {
        var random = new Random(1);
        Tensor<T>[] vs = [.. sample.Inputs.Select(x => Random(random, x.Shape))];
        Tensor<T> tangent = Differentiate.Jvp(sample.Row.Call, sample.Inputs, vs).Tangent;
        Tensor<T> u = Random(random, tangent.Shape);
        Tensor<T>[] gradients = Vjp(sample, u);
        double left = Dot(u, tangent), right = gradients.Zip(vs, Dot).Sum();
        double size = gradients.Zip(vs, (g, v) => Dot(g.Abs(), v.Abs())).Sum() + Dot(u.Abs(), tangent.Abs());
        Assert.True(Math.Abs(left - right) <= Tolerance * (1 + size), $"⟨u, Jv⟩ = {left:R}, but ⟨Jᵀu, v⟩ = {right:R}");
    }

    /// <summary>Jᵀ(αu + βw) = αJᵀu + βJᵀw.</summary>
    public static void LinearInSeed(Sample<T> sample)
    {
        var random = new Random(2);
        Shape shape = sample.Row.Call(sample.Inputs).Shape;
        Tensor<T> u = Random(random, shape), w = Random(random, shape);
        Tensor<T>[] whole = Vjp(sample, (0.5 * u) - (3 * w)), first = Vjp(sample, u), second = Vjp(sample, w);
        for (int i = 0; i < whole.Length; i++)
        {
            AssertClose($"gradient of input {i}", Doubles((0.5 * first[i]) - (3 * second[i])), whole[i]);
        }
    }

    /// <summary>Second derivatives by forward over reverse and by reverse over reverse agree.</summary>
    public static void SecondOrder(Sample<T> sample)
    {
        var random = new Random(3);
        Shape shape = sample.Row.Call(sample.Inputs).Shape;
        Tensor<T> u = Random(random, shape);
        Tensor<T>[] vs = [.. sample.Inputs.Select(x => Random(random, x.Shape))];
        for (int i = 0; i < sample.Inputs.Length; i++)
        {
            // i is the input of the first derivative; all inputs move in the second.
            int wanted = i;
            Func<Tensor<T>[], Tensor<T>> gradient = xs =>
            {
                Tensor<T> y = sample.Row.Call(xs);
                return xs[wanted].IsTracked
                    ? Differentiate.GradientsOf(y, [xs[wanted]], u, createGraph: true)[0]
                    : Tensor<T>.Zeros(xs[wanted].Shape);
            };
            Tensor<T> forward = Differentiate.Jvp(gradient, sample.Inputs, vs).Tangent;
            Tensor<T>[] reverse = Differentiate.Gradients(xs => (gradient(xs) * vs[wanted]).Sum(), sample.Inputs);
            Tensor<T>[] forwardByUnit = [.. sample.Inputs.Select((x, k) => Jacobian(gradient, sample.Inputs, k, vs[wanted]))];
            for (int k = 0; k < reverse.Length; k++)
            {
                AssertClose($"second derivative by inputs {i}, {k}", Doubles(forwardByUnit[k]), reverse[k]);
            }

            double along = Dot(forward, vs[wanted]), twice = reverse.Zip(vs, Dot).Sum();
            Assert.True(Math.Abs(along - twice) <= 10 * Tolerance * (1 + reverse.Zip(vs, (g, v) => Dot(g.Abs(), v.Abs())).Sum()),
                $"vᵀHv by forward over reverse is {along:R}, by reverse over reverse {twice:R}");
        }
    }

    /// <summary>Broadcasting gives the values and gradients of inputs that were stretched by hand.</summary>
    public static void Broadcasting(Sample<T> sample)
    {
        if (!sample.Row.IsElementwise)
        {
            return;
        }

        Tensor<T> y = sample.Row.Call(sample.Inputs);
        var stretched = new Func<Tensor<T>[], Tensor<T>>(xs => sample.Row.Call([.. xs.Select(x => x.BroadcastTo(y.Shape))]));
        AssertSame("value", y, stretched(sample.Inputs));
        Tensor<T> u = Random(new Random(4), y.Shape);
        Tensor<T>[] plain = Vjp(sample, u), byHand = Vjp(sample.With(sample.Row with { Call = stretched }), u);
        for (int i = 0; i < plain.Length; i++)
        {
            AssertClose($"gradient of input {i}", Doubles(byHand[i]), plain[i]);
        }
    }

    /// <summary>The bits of an element do not depend on the slice, the length and the offset in which it is computed.</summary>
    public static void AnySliceSameBits(Sample<T> sample)
    {
        if (!sample.Row.IsElementwise)
        {
            return;
        }

        // Long enough for every path of a vectorised kernel.
        Tensor<T>[] xs = [.. sample.Inputs.Select((x, i) => x.Shape.Count == 0 ? Tensor<T>.Zeros([67]) : Tensor<T>.Constant(
            [.. Enumerable.Range(0, 67).Select(k => x.Values[(k * (i + 1)) % x.Shape.Count])]))];
        Tensor<T> whole = sample.Row.Call(xs);
        foreach ((int start, int stop) in new[] { (0, 1), (3, 4), (1, 67), (5, 12), (2, 35), (66, 67), (31, 64) })
        {
            Tensor<T> part = sample.Row.Call([.. xs.Select(x => Tensor<T>.Constant(x.Values[start..stop]))]);
            AssertSame($"elements {start} to {stop}", whole[start..stop], part);
        }
    }

    /// <summary>NaN and ±∞ in any input give what the closed form gives.</summary>
    public static void NaNAndInfinity(Sample<T> sample)
    {
        if (!sample.Row.IsElementwise || sample.Inputs.Any(x => x.Shape.Count == 0))
        {
            return;
        }

        double[] specials = [double.NaN, double.PositiveInfinity, double.NegativeInfinity];
        foreach (double special in specials)
        {
            for (int i = 0; i < sample.Inputs.Length; i++)
            {
                Tensor<T>[] xs = [.. sample.Inputs.Select((x, k) => k == i ? Tensor<T>.Fill(T.CreateTruncating(special), x.Shape) : x)];
                double[][] numbers = [.. xs.Select(Doubles)];
                AssertClose($"value with {special} as input {i}", sample.Row.ClosedForm.Value(numbers, sample.Shapes), sample.Row.Call(xs));
            }
        }
    }

    /// <summary>Every check in turn.</summary>
    public static void Everything(Sample<T> sample)
    {
        Action<Sample<T>>[] all = [ClosedForm, AdjointIdentity, LinearInSeed, SecondOrder, Broadcasting, AnySliceSameBits, NaNAndInfinity];
        foreach (Action<Sample<T>> check in all)
        {
            check(sample);
        }
    }

    /// <summary>The Jacobians by reverse sweeps, a row for each output element.</summary>
    public static double[][,] Reverse(Sample<T> sample)
    {
        Shape shape = sample.Row.Call(sample.Inputs).Shape;
        double[][,] jacobians = [.. sample.Inputs.Select(x => new double[shape.Count, x.Shape.Count])];
        for (int o = 0; o < shape.Count; o++)
        {
            Tensor<T>[] rows = Vjp(sample, Tensor<T>.OneHot([o], shape.Count).Reshape(shape.Axes));
            for (int i = 0; i < rows.Length; i++)
            {
                Assert.Equal(sample.Inputs[i].Shape, rows[i].Shape);
                for (int k = 0; k < rows[i].Shape.Count; k++)
                {
                    jacobians[i][o, k] = double.CreateTruncating(rows[i].Values[k]);
                }
            }
        }

        return jacobians;
    }

    /// <summary>The Jacobians by forward sweeps, a column for each input element.</summary>
    public static double[][,] Forward(Sample<T> sample)
    {
        var jacobians = new double[sample.Inputs.Length][,];
        for (int i = 0; i < jacobians.Length; i++)
        {
            Tensor<T> x = sample.Inputs[i];
            jacobians[i] = new double[sample.Row.Call(sample.Inputs).Shape.Count, x.Shape.Count];
            for (int k = 0; k < x.Shape.Count; k++)
            {
                Tensor<T> column = Column(sample.Row.Call, sample.Inputs, i, k);
                for (int o = 0; o < column.Shape.Count; o++)
                {
                    jacobians[i][o, k] = double.CreateTruncating(column.Values[o]);
                }
            }
        }

        return jacobians;
    }

    private static Tensor<T>[] Vjp(Sample<T> sample, Tensor<T> u)
    {
        Tensor<T>[] xs = [.. sample.Inputs.Select(x => x.AsVariable())];
        return Differentiate.GradientsOf(sample.Row.Call(xs), xs, u);
    }

    /// <summary>The derivative of f by one element of one input.</summary>
    private static Tensor<T> Column(Func<Tensor<T>[], Tensor<T>> f, Tensor<T>[] xs, int input, int element)
    {
        Tensor<T> unit = Tensor<T>.OneHot([element], xs[input].Shape.Count).Reshape(xs[input].Shape.Axes);
        Tensor<T>[] vs = [.. xs.Select((x, i) => i == input ? unit : Tensor<T>.Zeros(x.Shape))];
        return Differentiate.Jvp(f, xs, vs).Tangent;
    }

    /// <summary>⟨f's derivative by each element of one input, w⟩, of the input's shape.</summary>
    private static Tensor<T> Jacobian(Func<Tensor<T>[], Tensor<T>> f, Tensor<T>[] xs, int input, Tensor<T> w) => Tensor<T>.Constant(
        [.. Enumerable.Range(0, xs[input].Shape.Count).Select(k => (Column(f, xs, input, k) * w).Sum().Item)], xs[input].Shape);

    private static Tensor<T> Random(Random random, Shape shape) =>
        Tensor<T>.Uniform(random, shape, T.CreateTruncating(-1), T.CreateTruncating(1));

    private static double Dot(Tensor<T> a, Tensor<T> b) => Doubles(a).Zip(Doubles(b), (x, y) => x * y).Sum();

    private static double[] Doubles(Tensor<T> x) => [.. x.ToArray().Select(double.CreateTruncating)];

    private static void AssertSame(string what, Tensor<T> expected, Tensor<T> actual)
    {
        Assert.Equal(expected.Shape, actual.Shape);
        Assert.True(expected.ToArray().Zip(actual.ToArray(), (a, b) => a.Equals(b) && T.IsNegative(a) == T.IsNegative(b)).All(same => same),
            $"{what}: [{string.Join(", ", expected.ToArray())}] became [{string.Join(", ", actual.ToArray())}]");
    }

    private static void AssertClose(string what, double[,] expected, double[,] actual) =>
        AssertClose(what, [.. expected.Cast<double>()], [.. actual.Cast<double>()]);

    private static void AssertClose(string what, double[] expected, Tensor<T> actual) => AssertClose(what, expected, Doubles(actual));

    private static void AssertClose(string what, double[] expected, double[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int k = 0; k < expected.Length; k++)
        {
            bool close = expected[k].Equals(actual[k])
                || Math.Abs(expected[k] - actual[k]) <= Tolerance * Math.Max(1, Math.Abs(expected[k]));
            Assert.True(close, $"{what}, element {k}: expected {expected[k]:R}, got {actual[k]:R}");
        }
    }
}
