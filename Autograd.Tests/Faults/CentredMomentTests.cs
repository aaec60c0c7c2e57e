using Autograd.Nn;

namespace Autograd.Tests.Faults;

/// <summary>
/// Small differences of large terms: RMSprop's variance of the gradients, mean of squares less square of the mean, was negative in the
/// last digit after a while. Its numbers are PyTorch's in OptimizerTests; derivatives of that kind are in DerivativeDigitsTests.
/// </summary>
public class CentredMomentTests
{
    [Fact]
    public void RmsProp_CentredOnAConstantGradient_DividesByItsDecayingDeviation()
    {
        // The variance after step n of a gradient g is g²αⁿ(1 − αⁿ).
        foreach (double g in new[] { 1, 0.1, 1e-3, 12345.678 })
        {
            var p = new Parameter<double>("p", [0]);
            var optimizer = new RmsProp<double>([p], 1, 0.9, 1e-8, centered: true);
            double expected = 0;
            for (int n = 1; n <= 400; n++)
            {
                optimizer.Step((p.Value * g).Sum().Backward());
                double part = Math.Pow(0.9, n);
                expected -= g / ((g * Math.Sqrt(part * (1 - part))) + 1e-8);
                double error = Math.Abs(expected - p.Value.Values[0]) / Math.Abs(expected);
                Assert.True(error <= 1e-11, $"g = {g}, step {n}: expected {expected}, got {p.Value}");
            }
        }
    }

    [Fact]
    public void RmsProp_CentredFloats_IsNeverNaN()
    {
        var p = new Parameter<float>("p", [0f, 0f, 0f]);
        var optimizer = new RmsProp<float>([p], 1e-6, centered: true, momentum: 0.5);
        for (int n = 0; n < 3000; n++)
        {
            optimizer.Step((p.Value * Tensor<float>.Constant([0.1f, 1e3f, 7f])).Sum().Backward());
        }

        Assert.All(p.Value.ToArray(), value => Assert.True(float.IsFinite(value)));
    }
}
