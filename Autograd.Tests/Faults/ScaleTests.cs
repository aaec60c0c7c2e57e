using System.Numerics;
using Autograd.Nn;

namespace Autograd.Tests.Faults;

/// <summary>
/// Squares and products without scale: what is of ordinary size, a norm of huge or tiny numbers, a deviation, a normalized row, a product
/// of large and small ones, must not pass through what is not. Kin: the cosine, in BroadcastBeforeReductionTests; Hypot and Atan2, in
/// OverflowingFactorTests; the norm by which gradients are clipped, which is Norm.
/// </summary>
public abstract class ScaleTests<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private static readonly double Tolerance = typeof(T) == typeof(float) ? 2e-5 : 4e-14;

    private static bool IsFloat => typeof(T) == typeof(float);

    /// <summary>Sizes far beyond the root of the largest and below that of the smallest number.</summary>
    public static TheoryData<double> Sizes => IsFloat
        ? [1e20, 1e-23, 1e30, 1e-30, 1e36, 1e-36]
        : [1e200, 1e-200, 1e300, 1e-300, 1e306, 1e-306];

    /// <summary>What does not depend on the size of its argument, or in proportion to it.</summary>
    public static TheoryData<string, double> Functions
    {
        get
        {
            var data = new TheoryData<string, double>();
            foreach (string name in Proportional.Keys)
            {
                foreach (double size in Sizes.Select<object[], double>(row => (double)row[0]))
                {
                    data.Add(name, size);
                }
            }

            return data;
        }
    }

    /// <summary>The function, and the power of the size of x that its value has.</summary>
    private static readonly Dictionary<string, (Func<Tensor<T>, Tensor<T>> F, int Power)> Proportional = new()
    {
        ["Norm"] = (x => x.Norm(), 1),
        ["Norm along an axis"] = (x => x.Reshape(2, 2).Norm(2, 1), 1),
        ["Norm, p = 3"] = (x => x.Norm(3), 1),
        ["Norm, p = 10"] = (x => x.Norm(10), 1),
        ["Norm, p = 1.5"] = (x => x.Norm(1.5), 1),
        ["Norm, p = ½"] = (x => x.Norm(0.5), 1),
        ["Norm, p = −1"] = (x => x.Norm(-1), 1),
        ["Norm, p = −10"] = (x => x.Norm(-10), 1),
        ["StandardDeviation"] = (x => x.StandardDeviation(), 1),
        ["StandardDeviation of a population along an axis"] = (x => x.Reshape(2, 2).StandardDeviation(1, correction: 0), 1),
        ["the direction"] = (x => x / x.Norm(), 0),
        ["LayerNorm, ε = 0"] = (x => new LayerNorm<T>([4], epsilon: 0).Forward(x.Reshape(1, 4)), 0),
        ["RmsNorm, ε = 0"] = (x => new RmsNorm<T>([4], epsilon: 0).Forward(x.Reshape(1, 4)), 0),
        ["GroupNorm, ε = 0"] = (x => new GroupNorm<T>(1, 2, epsilon: 0).Forward(x.Reshape(1, 2, 2)), 0),
        ["BatchNorm, ε = 0"] = (x => new BatchNorm<T>(1, epsilon: 0) { IsTraining = true }.Forward(x.Reshape(4, 1)), 0),
    };

    [Theory]
    [MemberData(nameof(Functions))]
    public void Function_OfAnySize_IsThatOfOrdinarySizeWithItsGradient(string name, double size)
    {
        (Func<Tensor<T>, Tensor<T>> f, int power) = Proportional[name];
        double exact = Math.ScaleB(1, (int)Math.Round(Math.Log2(size))); // a power of two, which rounds nothing
        Tensor<T> ordinary = Of(1, -0.5, 0.25, 0.875), scaled = ordinary * exact;
        Tensor<T> weights = Tensor<T>.Linspace(T.One, T.One + T.One, f(ordinary).Shape.Count);
        Tensor<T> Weighted(Tensor<T> x) => (f(x).Reshape(-1) * weights).Sum();

        // The value grows with the size if the power is 1, and so the gradient does not; else that falls.
        double bySize = power == 1 ? 1 : exact;
        Tensor<T> direction = Of(1, 2, -1, 0.5);
        string what = $"{name} of size {size}";
        Assert.True(f(ordinary).ToArray().All(T.IsFinite), what);
        AssertClose(what, f(ordinary), f(scaled) / (power == 1 ? exact : 1));
        AssertNear($"{what}, gradient", Differentiate.Gradient(Weighted, ordinary), Differentiate.Gradient(Weighted, scaled) * bySize);
        Tensor<T> tangent = Differentiate.Jvp(f, ordinary, direction).Tangent, ofScaled = Differentiate.Jvp(f, scaled, direction).Tangent;
        AssertNear($"{what}, forward", tangent, ofScaled * bySize);
    }

    [Fact]
    public void Norm_ByNegativeOrder_IsScaledByTheSmallest()
    {
        AssertClose("[1, 2e4], p = −10", Of(1), Of(1, 2e4).Norm(-10));
        AssertClose("[1e30, 1e-30], p = −3", Of(1e-30), Of(1e30, 1e-30).Norm(-3));
        Tensor<T> gradient = Differentiate.Gradient(x => x.Norm(-10), Of(1, 2e4));
        AssertClose("gradient", Of(1), gradient[0]);
        Tensor<T> withZero = Of(0, 3);
        AssertClose("a zero", Of(0), withZero.Norm(-2));
        AssertClose("gradient at a zero", Of(0, 0), Differentiate.Gradient(x => x.Norm(-2), withZero));
    }

    [Fact]
    public void Norm_ByFractionalOrder_KeepsSmallElementsBesideLargeOnes()
    {
        (double small, double large) = IsFloat ? (1e-30, 1e30) : (1e-200, 1e200);
        Tensor<T> x = Of(small, large, 0);
        Tensor<T> gradient = Differentiate.Gradient(x => x.Norm(0.5), x); // √(y/|x|), and 0 at 0
        AssertClose("gradient", Of(large, 1, 0), gradient / Of(1 + Math.Sqrt(small / large), 1, 1));
        AssertClose("p = 1.01", Of(Math.Pow(small, 0.01) / Math.Pow(large, 0.01)), Differentiate.Gradient(x => x.Norm(1.01), x)[0]);
        AssertClose("of zeros", Of(0, 0), Differentiate.Gradient(x => x.Norm(0.5), Of(0, 0)));
    }

    [Fact]
    public void Variance_ThatOverflowsOrUnderflows_HasItsGradient()
    {
        double[] sizes = IsFloat ? [1e20, 1e-23] : [1e200, 1e-200];
        foreach (double size in sizes)
        {
            Tensor<T> x = Of(size, -size), large = Of(size, 2 * size, 4 * size);
            AssertClose("variance", Of(2, -2), Differentiate.Gradient(x => x.Variance(), x) / size);
            AssertClose("deviation", Of(0.5, -0.5) * Math.Sqrt(2), Differentiate.Gradient(x => x.StandardDeviation(), x));
            AssertClose("deviation of three", Of(Math.Sqrt(7 / 3.0)), large.StandardDeviation() / size);
        }

        // The sum overflows too.
        double most = IsFloat ? 3e38 : 1.5e308;
        Tensor<T> summed = Of(most, most, -most, -most), row = summed.Reshape(1, 4);
        AssertClose("deviation", Of(most), summed.StandardDeviation(correction: 0));
        AssertClose("layer", Of(1, 1, -1, -1), new LayerNorm<T>([4]).Forward(row));
        AssertClose("batch", Of(1, 1, -1, -1), new BatchNorm<T>(1) { IsTraining = true }.Forward(row.Transpose()));
    }

    [Fact]
    public void Product_OfLargeAndSmall_IsWhatItIsInAnyOrder()
    {
        (double small, double large) = IsFloat ? (Math.ScaleB(1, -100), Math.ScaleB(1, 100)) : (Math.ScaleB(1, -700), Math.ScaleB(1, 700));
        double[][] orders =
        [
            [small, small, large, large], [large, large, small, small], [large, small, small, large], [large, 3, large, small, small],
        ];
        foreach (double[] order in orders)
        {
            Tensor<T> x = Of(order), y = x.Product();
            AssertClose("product", Of(order.Length == 5 ? 3 : 1), y);
            AssertClose("gradient", y / x, Differentiate.Gradient(x => x.Product(), x));
            AssertClose("forward", Of(order.Length), Differentiate.Jvp(x => x.Product(), x, x).Tangent / y);
        }

        AssertClose("a zero among them", Of(1), Differentiate.Gradient(x => x.Product(), Of(small, large, 0, small, large))[2]);
        AssertClose("what underflows", Of(small), Differentiate.Gradient(x => x.Product(), Of(small, small, 1, 1))[0]);
        Assert.True(T.IsPositiveInfinity(Of(small, small, large, large, large, large).Product().Item), "What overflows by right does.");
        Assert.Equal(T.Zero, Of(large, large, small, small, small, small).Product().Item);
        Tensor<T> halves = Tensor<T>.Fill(T.CreateTruncating(0.5), [2000]), many = Tensor<T>.Concatenate([halves, 1 / halves], 0);
        AssertClose("thousands", Of(1), many.Product());
        AssertClose("numbers between powers of two", Of(Math.Pow(1.9, 200) * 1e-60), Tensor<T>.Concatenate(
            [Tensor<T>.Fill(T.CreateTruncating(1.9), [200]), Of(1e-30, 1e-30)], 0).Product());
        double least = IsFloat ? float.Epsilon : double.Epsilon, most = Math.ScaleB(1, IsFloat ? 119 : 1019);
        AssertClose("subnormals", Of(Math.ScaleB(1, IsFloat ? -2 : -440)), Tensor<T>.Concatenate(
            [Tensor<T>.Fill(T.CreateTruncating(least), [8]), Tensor<T>.Fill(T.CreateTruncating(most), [IsFloat ? 10 : 8])], 0).Product());
        Tensor<T> wild = Of(IsFloat ? 1e-14 : 1e250, IsFloat ? 1e35 : 1e-240, IsFloat ? 1e-33 : 1e130);
        Tensor<T> hessian = Differentiate.Hessian(x => x.Product(), wild);
        AssertClose("second derivatives", wild.Flip(0), Tensor<T>.Stack([hessian[0, 1], hessian[0, 2], hessian[1, 2]], 0));
        Assert.Equal(T.Zero, Of(large, large, 0).Product().Item);
        Assert.Equal(T.Zero, Of(large, -large, 0, 3, 0).Product().Item);
        AssertClose("what a zero is multiplied with", Of(large), Differentiate.Gradient(x => x.Product(), Of(large, large, 0, small))[2]);
        AssertClose("along an axis", Of(1, 1), Tensor<T>.Stack([Of(small, small, large, large), Of(1, 1, 1, 1)], 0).Product(1));
    }

    [Fact]
    public void CumulativeProduct_MultipliesFromTheStartOnly()
    {
        (double small, double large) = IsFloat ? (Math.ScaleB(1, -100), Math.ScaleB(1, 100)) : (Math.ScaleB(1, -700), Math.ScaleB(1, 700));
        AssertClose("small, large, large", Of(small, 1, large), Of(small, large, large).CumulativeProduct(0));
        Tensor<T> tens = Tensor<T>.Concatenate([Of(0), Tensor<T>.Fill(T.CreateTruncating(10), [127])], 0);
        Assert.All(tens.CumulativeProduct(0).ToArray(), y => Assert.Equal(T.Zero, y));
        Tensor<T> rows = Tensor<T>.Stack([Of(small, large, large), Of(1, 2, 3)], 0);
        AssertClose("rows", rows.CumulativeProduct(1), rows.Transpose().CumulativeProduct(0).Transpose());

        // Σ over k ≥ i of yₖ/xᵢ, in both modes.
        Tensor<T> x = Of(small, large, large), y = x.CumulativeProduct(0);
        AssertClose("gradient of the last", y[2] / x, Differentiate.Gradient(x => x.CumulativeProduct(0)[2], x));
        AssertClose("change", y * Of(1, 2, 3), Differentiate.Jvp(x => x.CumulativeProduct(0), x, x).Tangent);
        AssertClose("−0", Of(double.NegativeInfinity), 1 / Of(-0.0, 2).CumulativeProduct(0)[1]);
    }

    /// <summary>Half of the way, twice: a width may be larger than every number.</summary>
    [Fact]
    public void Lerp_AcrossTheWholeRange_IsBetweenItsEnds()
    {
        T largest = T.CreateTruncating(IsFloat ? float.MaxValue : double.MaxValue);
        Tensor<T> end = Tensor<T>.Constant(largest);
        Assert.Equal(T.Zero, Tensor<T>.Lerp(-end, end, 0.5).Item);
        Assert.Equal(largest, Tensor<T>.Lerp(-end, end, 1).Item);
        AssertClose("quarter", -end / 2, Tensor<T>.Lerp(-end, end, 0.25));
        AssertClose("remainder", end / 3, (-end).Remainder(end / 1.5));
        AssertClose("∂/∂ divisor", Of(2), Differentiate.Gradient(y => (-end).Remainder(y), end / 1.5));
    }

    private static Tensor<T> Of(params double[] values) => Tensor<T>.Constant([.. values.Select(T.CreateTruncating)]);

    /// <summary>Each element to its own last digits.</summary>
    private static void AssertClose(string what, Tensor<T> expected, Tensor<T> actual) => AssertWithin(what, expected, actual, Math.Abs);

    /// <summary>Each element to the last digits of the largest: where it is a difference of such.</summary>
    private static void AssertNear(string what, Tensor<T> expected, Tensor<T> actual)
    {
        double largest = double.CreateTruncating(expected.Abs().Max().Item);
        AssertWithin(what, expected, actual, _ => largest);
    }

    private static void AssertWithin(string what, Tensor<T> expected, Tensor<T> actual, Func<double, double> size)
    {
        double[] e = [.. expected.ToArray().Select(double.CreateTruncating)], a = [.. actual.ToArray().Select(double.CreateTruncating)];
        Assert.Equal(e.Length, a.Length);
        bool[] isClose = [.. e.Zip(a, (x, y) => x.Equals(y) || Math.Abs(x - y) <= Tolerance * size(x))];
        Assert.True(isClose.All(close => close), $"{what}: [{string.Join(", ", a)}] instead of [{string.Join(", ", e)}]");
    }
}

public sealed class DoubleScaleTests : ScaleTests<double>;

public sealed class FloatScaleTests : ScaleTests<float>;
