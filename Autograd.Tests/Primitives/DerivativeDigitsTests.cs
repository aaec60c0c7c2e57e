using System.Numerics;
using System.Reflection;
using Autograd.Tests.Kernels;
using Xunit.Abstractions;

namespace Autograd.Tests.Primitives;

/// <summary>
/// The derivatives of the elementary functions against references of 40 digits, in the middle and in the tails, where a form such as
/// 1 − y² has no right digit left.
/// </summary>
public abstract class DerivativeDigitsTests<T>(ITestOutputHelper output)
    where T : unmanaged, IFloatingPointIeee754<T>
{
    public static TheoryData<string> Functions => [.. ElementaryFunctions<T>.Unary.Keys];

    [Theory]
    [MemberData(nameof(Functions))]
    public void Derivative_AgainstReferences_KeepsItsDigits(string function)
    {
        MethodInfo method = typeof(Tensor<T>).GetMethod(function, Type.EmptyTypes)!;
        Func<Tensor<T>, Tensor<T>> f = x => (Tensor<T>)method.Invoke(x, null)!;
        var points = Reference.Of($"{function}.derivative").Where(point =>
            double.CreateTruncating(T.CreateTruncating(point.X)) == point.X).ToArray();
        Assert.True(points.Length > 15, $"Only {points.Length} arguments are a {typeof(T).Name}.");
        (double units, Reference worst, T slope) = points.Select(Measure).MaxBy(measured => measured.Units);
        string report = $"{function}′ of {typeof(T).Name}: at most {units:F1} units in the last place over {points.Length} points, "
            + $"at {worst.X:R} with {slope:R} for {worst.Value}.";
        output.WriteLine(report);
        Assert.True(units <= 3, report);

        (double Units, Reference Point, T Slope) Measure(Reference point)
        {
            Tensor<T> x = Tensor<T>.Variable(T.CreateTruncating(point.X));
            Tensor<T> y = f(x);
            T slope = y.Backward()[x].Item;
            bool overflows = !T.IsFinite(y.Item); // and the derivative with it: 2ˣ·ln 2 a little before it had to
            return (overflows ? 0 : point.UnitsOff(slope) / Condition(function, point.X), point, slope);
        }
    }

    /// <summary>How many times larger than that of x the relative error of the derivative may be: |x·f″/f′|, where that is large.</summary>
    private static double Condition(string function, double x) => function is "Erf" or "Erfc" ? Math.Max(1, 2 * x * x) : 1;
}

public sealed class DoubleDerivativeDigitsTests(ITestOutputHelper output) : DerivativeDigitsTests<double>(output);

public sealed class FloatDerivativeDigitsTests(ITestOutputHelper output) : DerivativeDigitsTests<float>(output);
