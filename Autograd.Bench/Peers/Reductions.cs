using Autograd.Nn;

namespace Autograd.Bench;

/// <summary>e. Softmax with cross-entropy, and reductions along both axes.</summary>
internal static class Reductions
{
    public static void Run(Report report)
    {
        if (report.WantsSome("e.softmax"))
        {
            OfSoftmax(report);
        }

        if (report.WantsSome("e.sum") || report.WantsSome("e.max") || report.WantsSome("e.logsumexp"))
        {
            Tensor<float> m = Tensor<float>.Normal(new Random(2), [1000, 1000], 0, 1), variable = m.AsVariable();
            foreach (int axis in new[] { 0, 1 })
            {
                float[] line = [.. Enumerable.Range(0, 1000).Select(i => m.Values[axis == 0 ? (i * 1000) + 7 : 7000 + i])];
                Both(report, "sum", axis, x => x.Sum(axis), variable, line.Sum(x => (double)x));
                Both(report, "max", axis, x => x.Max(axis), variable, line.Max());
                Both(report, "logsumexp", axis, x => x.LogSumExp(axis), variable, Math.Log(line.Sum(x => Math.Exp(x))));
            }
        }
    }

    private static void OfSoftmax(Report report)
    {
        var random = new Random(1);
        Tensor<float> x = Tensor<float>.Normal(random, [128, 1000], 0, 1).AsVariable();
        Tensor<float> seed = Tensor<float>.Normal(random, [128, 1000], 0, 1);
        int[] classes = [.. Enumerable.Range(0, 128).Select(_ => random.Next(1000))];
        Tensor<float> softmax = x.Softmax(1), dx = Loss.CrossEntropy(x, classes).Backward()[x];
        Check.Near(softmax.Values[..1000].ToArray().Sum(), 1);
        Check.Near(dx.Values[classes[0]] * 128, softmax.Values[classes[0]] - 1);
        report.Bench(
            "e.softmax_xent.composed.128x1000.fwd_bwd.us", () => Loss.CrossEntropy(x, classes).Backward(), Report.Microseconds);
        report.Bench("e.softmax.builtin.128x1000.fwd_bwd.us", () => x.Softmax(1).Computed().Backward(seed), Report.Microseconds);
    }

    private static void Both(
        Report report, string name, int axis, Func<Tensor<float>, Tensor<float>> f, Tensor<float> variable, double expected)
    {
        Tensor<float> m = variable.Detach(), seed = Tensor<float>.Ones([1000]), dx = f(variable).Backward(seed)[variable];
        Check.Near(f(m).Values[7], expected, 1e-3);
        Check.Near(dx.Sum().Item, name == "sum" ? 1e6 : 1000, 1e-3);
        report.Bench($"e.{name}.axis{axis}.1000x1000.fwd.us", () => f(m), Report.Microseconds, 0.25);
        report.Bench($"e.{name}.axis{axis}.1000x1000.fwd_bwd.us", () => f(variable).Backward(seed), Report.Microseconds, 0.25);
    }
}
