using Autograd.Nn;

namespace Autograd.Bench;

/// <summary>
/// c. Single functions of 10³, 10⁵ and 10⁷ elements; d. activations composed of several, on 10⁶. The peer's rows of a given output
/// (fwd_out) have no counterpart, since tensors do not change here; nor have its rows of built-in fused activations.
/// </summary>
internal static class Elementwise
{
    private static readonly Function[] Single =
    [
        new("exp", x => x.Exp(), Math.Exp, Math.Exp),
        new("log", x => x.Log(), Math.Log, x => 1 / x),
        new("sin", x => x.Sin(), Math.Sin, Math.Cos),
        new("tanh", x => x.Tanh(), Math.Tanh, x => 1 / (Math.Cosh(x) * Math.Cosh(x))),
        new("sigmoid", x => x.Sigmoid(), Sigmoid, x => Sigmoid(x) * Sigmoid(-x)),
        new("relu", x => x.Relu(), x => Math.Max(x, 0), x => x > 0 ? 1 : 0),
    ];

    private static readonly Function[] Composed =
    [
        new("softplus", x => x.Softplus(), x => Math.Log(1 + Math.Exp(x)), Sigmoid),
        new(
            "bent_identity", x => x.BentIdentity(), x => ((Math.Sqrt((x * x) + 1) - 1) / 2) + x,
            x => (x / (2 * Math.Sqrt((x * x) + 1))) + 1),
        new("snake", x => x.Snake(0.5), x => x + (2 * Math.Pow(Math.Sin(x / 2), 2)), x => 1 + Math.Sin(x)),
        new("hardswish", x => x.HardSwish(), x => x * Math.Clamp(x + 3, 0, 6) / 6, x => x < -3 ? 0 : x > 3 ? 1 : ((2 * x) + 3) / 6),
        new("gelu_tanh", x => x.Gelu(tanh: true), GeluByTanh, x => (GeluByTanh(x + 1e-5) - GeluByTanh(x - 1e-5)) / 2e-5),
    ];

    public static void Run(Report report)
    {
        foreach ((int n, string tag) in new[] { (1_000, "1e3"), (100_000, "1e5"), (10_000_000, "1e7") })
        {
            double budget = n < 10_000_000 ? 0.25 : 0.35;
            foreach (Function function in Single)
            {
                Both(report, $"c.{function.Name}", $"{tag}.ns_per_elem", function, n, budget);
            }

            MultiplyAdd(report, n, tag, budget);
        }

        foreach (Function function in Composed)
        {
            Both(report, $"d.{function.Name}.eager", "ns_per_elem", function, 1_000_000, 0.45);
        }
    }

    private static void Both(Report report, string key, string unit, Function function, int n, double budget)
    {
        if (report.WantsSome($"{key}.fwd"))
        {
            Func<Tensor<float>, Tensor<float>> f = function.F;
            (float low, float high) = function.Name == "log" ? (0.1f, 4.1f) : (-4, 4);
            Tensor<float> x = Tensor<float>.Uniform(new Random(n), [n], low, high), variable = x.AsVariable();
            Tensor<float> seed = Tensor<float>.Ones([n]);
            Tensor<float> y = f(x), dx = f(variable).Backward(seed)[variable];
            for (int i = 0; i < n; i += (n / 10) + 1)
            {
                Check.Near(y.Values[i], function.Value(x.Values[i]));
                Check.Near(dx.Values[i], function.Slope(x.Values[i]));
            }

            report.Bench($"{key}.fwd.{unit}", () => f(x).Computed(), Report.Nanoseconds(n), budget);
            report.Bench($"{key}.fwd_bwd.{unit}", () => f(variable).Computed().Backward(seed), Report.Nanoseconds(n), budget);
        }
    }

    private static void MultiplyAdd(Report report, int n, string tag, double budget)
    {
        if (report.WantsSome("c.muladd.fwd"))
        {
            var random = new Random(n);
            Tensor<float> x = Tensor<float>.Uniform(random, [n], -4, 4);
            Tensor<float> b = Tensor<float>.Uniform(random, [n], 0, 1), c = Tensor<float>.Uniform(random, [n], 0, 1);
            Tensor<float> xv = x.AsVariable(), bv = b.AsVariable(), cv = c.AsVariable(), seed = Tensor<float>.Ones([n]);
            Gradients<float> gradients = ((xv * bv) + cv).Backward(seed);
            Check.Near(gradients[bv].Values[n / 3], x.Values[n / 3]);
            Check.Near(gradients[cv].Values[n / 3], 1);
            report.Bench($"c.muladd.fwd.{tag}.ns_per_elem", () => ((x * b) + c).Computed(), Report.Nanoseconds(n), budget);
            report.Bench(
                $"c.muladd.fwd_bwd.{tag}.ns_per_elem", () => ((xv * bv) + cv).Computed().Backward(seed), Report.Nanoseconds(n), budget);
        }
    }

    private static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));

    private static double GeluByTanh(double x) => 0.5 * x * (1 + Math.Tanh(Math.Sqrt(2 / Math.PI) * (x + (0.044715 * x * x * x))));

    /// <summary>A function of tensors with its formula for one element, and the derivative of that.</summary>
    private sealed record Function(
        string Name, Func<Tensor<float>, Tensor<float>> F, Func<double, double> Value, Func<double, double> Slope);
}
