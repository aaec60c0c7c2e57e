using System.Globalization;
using System.Text;
using System.Text.Json;
using Autograd.Nn;

namespace Autograd.Bench;

/// <summary>
/// The command "guard": ratios of ours to plain loops in the same process, which depend little on how fast the machine is, beside those of
/// guard.json. It prints what moved and never fails: a number is for a person to judge.
/// </summary>
internal static class GuardCommand
{
    private const double Tolerance = 0.2;

    private static string CommittedFile => Path.Combine(PublishedProgram.Root(), "Autograd.Bench", "guard.json");

    public static void Run(IReadOnlyList<string> arguments, TextWriter to)
    {
        var options = new Options(arguments, "--accept");
        string json = Child.RunSelf(1, "child", "guard");
        Dictionary<string, double> now = Report.Parse(json);
        Dictionary<string, double> before = File.Exists(CommittedFile) ? Report.Parse(File.ReadAllText(CommittedFile)) : [];
        to.Write(Table.Of(
            ["ours ÷ a plain loop", "committed", "now", "change", ""],
            now.Select(pair => Line(pair.Key, before.TryGetValue(pair.Key, out double old) ? old : null, pair.Value)), 1..4));
        string[] moved = [.. now.Keys.Where(name => before.TryGetValue(name, out double old) && HasMoved(old, now[name]))];
        to.WriteLine(moved.Length == 0 ? "Nothing moved by more than 20 %." : $"Moved by more than 20 %: {string.Join("; ", moved)}.");
        if (options.Has("--accept"))
        {
            File.WriteAllText(CommittedFile, json);
        }
    }

    /// <summary>What the measuring process does: the least time of each side, taken by turns.</summary>
    public static void RunChild(TextWriter to)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, Report.Readable))
        {
            Report.WriteNumbers(writer, null, Pairs().Select(pair =>
            {
                double[] least = Sampler.LeastOf(0.8, pair.Ours, pair.Plain);
                return KeyValuePair.Create(pair.Name, Report.Rounded(least[0] / least[1]));
            }));
        }

        to.WriteLine(Encoding.UTF8.GetString(stream.ToArray()));
    }

    private static string[] Line(string name, double? before, double now) =>
    [
        name, Table.Number(before), Table.Number(now),
        before is { } old ? string.Create(CultureInfo.InvariantCulture, $"{(now / old) - 1:+0 %;-0 %}") : "–",
        before is { } reference && HasMoved(reference, now) ? now < reference ? "faster" : "SLOWER" : "",
    ];

    private static bool HasMoved(double before, double now) => now > before * (1 + Tolerance) || now < before / (1 + Tolerance);

    private static IEnumerable<(string Name, Func<object> Ours, Func<object> Plain)> Pairs()
    {
        var random = new Random(1);
        Tensor<float> one = Tensor<float>.Variable(1), two = Tensor<float>.Variable(2);
        yield return ("add of scalars, recorded ÷ 1 small object", () => one + two, () => PlainLoops.Objects(1));
        yield return ("add of scalars and backward ÷ 3 small objects", () => (one + two).Backward(), () => PlainLoops.Objects(3));
        yield return (
            "chain of 1000 adds and backward ÷ 1000 small objects", () => Chain(one, two).Backward(), () => PlainLoops.Objects(1000));

        Tensor<float> rosenbrock = Tensor<float>.Linspace(-1, 1, 10);
        yield return (
            "Hessian of Rosenbrock's function, n = 10 ÷ 1000 small objects",
            () => Differentiate.Hessian(SecondOrder.Rosenbrock, rosenbrock),
            () => PlainLoops.Objects(1000));

        float[] from = new float[96_000], to = new float[96_000];
        Tensor<float> v = Tensor<float>.Uniform(random, [from.Length], -1, 1), x = v.AsVariable(), seed = Tensor<float>.Ones(v.Shape);
        object Polynomial() => PlainLoops.Polynomial(from, to);
        yield return ("exp of 96,000 ÷ polynomials of degree 5", () => v.Exp().Computed(), Polynomial);
        yield return ("exp of 96,000 and backward ÷ polynomials of degree 5", () => x.Exp().Computed().Backward(seed), Polynomial);
        yield return (
            "x·x + x of 96,000 and backward ÷ polynomials of degree 5", () => ((x * x) + x).Computed().Backward(seed), Polynomial);
        yield return (
            "softplus of 96,000 and backward ÷ polynomials of degree 5", () => x.Softplus().Computed().Backward(seed), Polynomial);

        Tensor<float> logits = Tensor<float>.Normal(random, [96, 1000], 0, 1).AsVariable();
        int[] classes = [.. Enumerable.Range(0, 96)];
        yield return (
            "softmax with cross-entropy, 96×1000, and backward ÷ polynomials of degree 5",
            () => Loss.CrossEntropy(logits, classes).Backward(), Polynomial);

        Tensor<float> matrix = Tensor<float>.Uniform(random, [96, 1000], -1, 1);
        yield return ("sum along axis 0, 96×1000 ÷ plain sum", () => matrix.Sum(0), () => PlainLoops.Sum(from));
        yield return ("sum along axis 1, 96×1000 ÷ plain sum", () => matrix.Sum(1), () => PlainLoops.Sum(from));
        yield return ("max along axis 0, 96×1000 ÷ plain sum", () => matrix.Max(0), () => PlainLoops.Sum(from));

        Tensor<float> a = Tensor<float>.Uniform(random, [256, 256], -1, 1), b = a + 1;
        Tensor<double> c = a.Convert<double>(), d = b.Convert<double>();
        const double Flops = 2.0 * 256 * 256 * 256;
        object Peak() => PlainLoops.MultiplyAdds<float>(Flops);
        yield return ("product of floats, 256×256 ÷ peak", () => a.MatMul(b), Peak);
        yield return ("product with a transposed factor ÷ peak", () => a.MatMul(b, transposeOther: true), Peak);
        yield return ("product of doubles, 256×256 ÷ peak", () => c.MatMul(d), () => PlainLoops.MultiplyAdds<double>(Flops));

        Func<object> step = Network.All[2].ModuleStep(parameters => new Sgd<float>(parameters, 0.01));
        yield return ("training step of 784-128-10, 64 rows ÷ peak", step, () => PlainLoops.MultiplyAdds<float>(Network.All[2].Flops));

        var parameter = new Parameter<float>("p", v);
        var adam = new Adam<float>([parameter], 1e-3);
        float[] gradient = [.. Enumerable.Repeat(1f, from.Length)], mean = new float[from.Length], squares = new float[from.Length];
        yield return (
            "sum of 96,000, backward and Adam ÷ plain Adam",
            () =>
            {
                Tensor<float> sum = parameter.Value.Sum();
                adam.Step(sum.Backward());
                return sum;
            },
            () => PlainLoops.Adam(from, gradient, mean, squares));
    }

    private static Tensor<float> Chain(Tensor<float> x, Tensor<float> y)
    {
        for (int i = 0; i < 1000; i++)
        {
            x += y;
        }

        return x;
    }
}
