using System.Numerics;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Autograd.Execution;
using Autograd.Nn;
using Autograd.Tests.Programs;
using Tensor = Autograd.Tensor<double>;

namespace Autograd.Tests.Execution;

/// <summary>
/// One line with hashes for each random program and each step of a training run, for the test that compares the executors: they are chosen
/// once in a process, so each needs one of its own.
/// </summary>
internal static class ExecutorBits
{
    /// <summary>What makes <see cref="Program"/> print the report of the eager executor.</summary>
    public const string Argument = "executor-bits";

    public const int Programs = 60;

    /// <summary>The program of a line.</summary>
    public static RandomProgram Draw(int seed) =>
        RandomProgram.Generate(new Random(seed), steps: 4 + (seed % 20), sizes: RandomProgram.Sizes.Large);

    public static string Report() =>
        $"{Executor<double>.Current.GetType().Name}, {Executor<float>.Current.GetType().Name}\n"
        + $"{string.Concat(Enumerable.Range(0, Programs).Select(Line))}{Training()}";

    private static string Line(int seed)
    {
        RandomProgram program = Draw(seed);
        Tensor[] constants = program.Constants(), xs = [.. constants.Select(x => x.AsVariable())];
        Tensor y = program.Run(xs);
        string line = $"{seed}: value {Hash([y])}";
        if (y.IsTracked)
        {
            line += $", Backward {Hash(Of(y.Backward()))}, createGraph {Hash(Of(y.Backward(createGraph: true)))}, "
                + $"TraceGraph {Hash([.. y.TraceGraph().Nodes.Select(node => node.Gradient).OfType<Tensor>()])}, "
                + $"Jvp {Hash([Differentiate.Jvp(program.Run, constants, [.. constants.Select(x => x.Cos())]).Tangent])}, "
                + $"second {Hash(Second())}";
        }

        return line + "\n";

        Tensor[] Of(Gradients<double> gradients) => [.. xs.Select(x => gradients[x])];

        Tensor[] Second()
        {
            Tensor along = Of(y.Backward(createGraph: true)).Aggregate((Tensor)0, (sum, g) => sum + (g * 0.3).Sum());
            return along.IsTracked ? Of(along.Backward()) : [];
        }
    }

    /// <summary>A network with batches so large that its activations are pooled, in single precision.</summary>
    private static string Training()
    {
        var random = new Random(7);
        var model = new Sequential<float>(
            new Linear<float>(12, 40, random), new BatchNorm<float>(40), new Tanh<float>(), new Dropout<float>(0.1, random),
            new Linear<float>(40, 3, random));
        var optimizer = new Adam<float>(model.Parameters, 0.01);
        Tensor<float> x = Tensor<float>.Normal(random, [600, 12], 0, 1), wanted = x[.., ..3].Sin();
        var lines = new List<string>();
        for (int step = 0; step < 12; step++)
        {
            Tensor<float> loss = Loss.MeanSquaredError(model.Forward(x), wanted);
            optimizer.Step(loss.Backward());
            lines.Add($"step {step}: loss {Hash([loss])}, parameters {Hash([.. model.Parameters.Select(parameter => parameter.Value)])}\n");
        }

        return string.Concat(lines);
    }

    /// <summary>A hash of the bits of all elements; every NaN counts as one.</summary>
    private static string Hash<T>(Tensor<T>[] tensors)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T[] elements = [.. tensors.SelectMany(tensor => tensor.ToArray()).Select(value => T.IsNaN(value) ? T.NaN : value)];
        return Convert.ToHexString(SHA256.HashData(MemoryMarshal.AsBytes<T>(elements)))[..12];
    }
}
