using System.Numerics;
using Autograd.Nn;
using Tensor = Autograd.Tensor<double>;

namespace Autograd.Tests.Faults;

/// <summary>
/// A bound that also stops the gradient: the logarithms of BinaryCrossEntropy are held at −100 in value, while their slopes go on as in
/// PyTorch, (p − t)/max(p(1 − p), 10⁻¹²), so that an output that is surely wrong can recover.
/// </summary>
public abstract class HeldLogarithmTests<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private static readonly double Tolerance = typeof(T) == typeof(double) ? 1e-13 : 2e-6;

    public static TheoryData<double, double> Points
    {
        get
        {
            var data = new TheoryData<double, double>();
            double[] ps = typeof(T) == typeof(double)
                ? [0, 1e-300, 1e-50, 1e-43, 1e-20, 1e-13, 9e-13, 1.1e-12, 1e-9, 0.3, 0.5, 0.9, 1 - 1e-9, 1 - 1e-13, 1 - 1.2e-16, 1]
                : [0, 1e-38, 1e-20, 1e-13, 1e-9, 0.3, 0.5, 0.9, 1 - 6e-8, 1];
            foreach (double p in ps)
            {
                foreach (double t in new[] { 0, 0.25, 1 })
                {
                    data.Add(p, t);
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Points))]
    public void BinaryCrossEntropy_AnywhereInItsRange_HasPyTorchsGradient(double probability, double target)
    {
        Tensor<T> p = Tensor<T>.Variable([T.CreateTruncating(probability)]), t = Tensor<T>.Variable([T.CreateTruncating(target)]);
        double exact = double.CreateTruncating(p.Values[0]), floor = Math.Max(exact * (1 - exact), 1e-12);
        double log = Math.Max(Math.Log(exact), -100), rest = Math.Max(Naive1P(-exact), -100);
        Tensor<T> loss = Loss.BinaryCrossEntropy(p, t);
        AssertClose("value", -(target * log) - ((1 - target) * rest), loss, 1);

        // The same bits as without slopes below the bound.
        Tensor<T> heldLog = p.Detach().Log().Clamp(low: -100), heldRest = (-p.Detach()).LogP1().Clamp(low: -100), q = t.Detach();
        Assert.Equal((-(q * heldLog) - ((1 - q) * heldRest)).Item, loss.Item);

        Gradients<T> gradients = loss.Backward(createGraph: true);
        double slope = (exact - target) / floor, byTarget = rest - log, scale = target / floor;
        AssertClose("by p", slope, gradients[p], scale);
        AssertClose("by t", byTarget, gradients[t], 0);
        AssertClose("by p, forward", slope, Differentiate.Jvp(p => Loss.BinaryCrossEntropy(p, t), p, Tensor<T>.Ones([1])).Tangent, scale);
        AssertClose("by t, forward", byTarget, Differentiate.Jvp(t => Loss.BinaryCrossEntropy(p, t), t, Tensor<T>.Ones([1])).Tangent, 0);

        // The derivatives of these gradients: of (p − t)/floor by p, where the floor is 10⁻¹² or p(1 − p), and by t.
        double second = floor == 1e-12 ? 1e12 : (target / exact / exact) + ((1 - target) / (1 - exact) / (1 - exact));
        AssertClose("by p twice", second, gradients[p].Sum().Backward()[p], 0);
        AssertClose("by p and t", -1 / floor, gradients[p].Sum().Backward()[t], 0);
        AssertClose("by t and p", -1 / floor, gradients[t].Sum().Backward()[p], 0);

        static double Naive1P(double x) => Math.Abs(x) > 0.1 ? Math.Log(1 + x) : x - (x * x / 2) + (x * x * x / 3) - (x * x * x * x / 4);

        void AssertClose(string what, double expected, Tensor<T> actual, double scale)
        {
            double value = double.CreateTruncating(actual.Item), bound = Tolerance * Math.Max(Math.Abs(expected), scale);
            Assert.True(Math.Abs(value - expected) <= bound, $"{what}, p = {exact:R}, t = {target}: expected {expected:R}, got {value:R}");
        }
    }

    [Fact]
    public void BinaryCrossEntropy_SurelyWrong_Recovers()
    {
        var p = new Parameter<T>("p", [T.Zero]);
        var sgd = new Sgd<T>([p], 1e-13);
        for (int step = 0; step < 4; step++)
        {
            sgd.Step(Loss.BinaryCrossEntropy(p.Value, [T.One]).Backward());
        }

        Assert.True(p.Value.Item > T.CreateTruncating(0.05), $"p is {p.Value.Item}");
    }
}

public sealed class DoubleHeldLogarithmTests : HeldLogarithmTests<double>
{
    [Fact]
    public void BinaryCrossEntropy_WithinItsRange_PassesTheGradientCheck() => GradientCheck.Verify(
        xs => Loss.BinaryCrossEntropy(xs[0].Sigmoid(), xs[1].Sigmoid()),
        [Tensor.Constant([0.2, 0.5, -0.7]), Tensor.Constant([0.3, -0.9, 0.5])]);
}

public sealed class FloatHeldLogarithmTests : HeldLogarithmTests<float>;
