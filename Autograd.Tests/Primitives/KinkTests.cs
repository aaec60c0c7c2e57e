using System.Numerics;

namespace Autograd.Tests.Primitives;

/// <summary>Values and gradients at every kink, in both modes, in one precision.</summary>
public abstract class KinkTests<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private static readonly double Tolerance = typeof(T) == typeof(double) ? 1e-14 : 1e-6;

    public static TheoryData<Kink<T>> Points => [.. Kinks<T>.All];

    [Theory]
    [MemberData(nameof(Points))]
    public void Kink_HasSpecifiedValueAndGradient(Kink<T> kink)
    {
        Tensor<T>[] xs = [.. kink.Inputs.Select(x => Tensor<T>.Variable([.. x.Select(T.CreateTruncating)]))];
        Tensor<T> y = kink.Call(xs);
        AssertClose("value", kink.Value, y);
        Gradients<T> gradients = y.Backward();
        for (int i = 0; i < xs.Length; i++)
        {
            for (int k = 0; k < xs[i].Shape.Count; k++)
            {
                string which = $"∂/∂(element {k} of input {i})";
                AssertClose($"{which}, reverse mode", kink.Gradients[i][k], gradients[xs[i]][k]);
                Tensor<T> unit = Tensor<T>.OneHot([k], xs[i].Shape.Count).Reshape(xs[i].Shape.Axes);
                Tensor<T>[] vs = [.. xs.Select((x, j) => j == i ? unit : Tensor<T>.Zeros(x.Shape))];
                AssertClose($"{which}, forward mode", kink.Gradients[i][k], Differentiate.Jvp(kink.Call, xs, vs).Tangent);
            }
        }

        void AssertClose(string what, double expected, Tensor<T> actual)
        {
            double value = double.CreateTruncating(actual.Item);
            bool same = expected.Equals(value) || (Math.Abs(expected - value) <= Tolerance * Math.Abs(expected));
            Assert.True(same, $"{kink.Name}: {what} is {value:R} and should be {expected:R}: {kink.Why}");
        }
    }
}

public sealed class DoubleKinkTests : KinkTests<double>;

public sealed class FloatKinkTests : KinkTests<float>;
