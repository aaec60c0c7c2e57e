using Tensor = Autograd.Tensor<double>;

namespace Autograd.Tests.Programs;

/// <summary>
/// A well-typed program: variables, then steps that use what came before, any number of times; its result is a fixed random
/// combination of every step that no other used, and so a single number. A variable that no step uses is not reached.
/// </summary>
public sealed record RandomProgram(Shape[] Shapes, double[][] Inputs, (Op Op, int[] Operands)[] Steps)
{
    private const double NearestKink = 1e-3;

    /// <summary>A program of the given number of steps, from the whole catalogue or another.</summary>
    public static RandomProgram Generate(Random random, int steps, IReadOnlyList<Op>? catalogue = null, Sizes? sizes = null)
    {
        catalogue ??= Op.All;
        sizes ??= Sizes.Small;
        Shape[] shapes = [.. Enumerable.Range(0, random.Next(1, 5)).Select(_ => sizes.Shapes[random.Next(sizes.Shapes.Length)])];
        double[][] inputs =
            [.. shapes.Select(shape => Enumerable.Range(0, shape.Count).Select(_ => (random.NextDouble() * 3) - 1.5).ToArray())];
        var values = new List<Tensor>(shapes.Zip(inputs, (shape, numbers) => Tensor.Constant(numbers, shape)));
        var taken = new List<(Op, int[])>();
        for (int attempt = 0; taken.Count < steps && attempt < 100 * steps; attempt++)
        {
            Op op = catalogue[random.Next(catalogue.Count)];

            // Half of the operands are recent, so that programs are deep as well as wide.
            int[] operands = [.. Enumerable.Range(0, op.Operands).Select(_ => random.Next(2) == 0
                ? random.Next(values.Count) : random.Next(Math.Max(0, values.Count - 3), values.Count))];
            if (Try(op, [.. operands.Select(i => values[i])], sizes) is { } y)
            {
                values.Add(y);
                taken.Add((op, operands));
            }
        }

        return new RandomProgram(shapes, inputs, [.. taken]);
    }

    /// <summary>Whether every step has a value of moderate size and is away from kinks, so that differences mean something.</summary>
    public bool IsSound()
    {
        var values = new List<Tensor>(Constants());
        foreach ((Op op, int[] operands) in Steps)
        {
            if (Try(op, [.. operands.Select(i => values[i])], Sizes.Small) is not { } y)
            {
                return false;
            }

            values.Add(y);
        }

        return true;
    }

    public Tensor[] Constants() => [.. Shapes.Zip(Inputs, (shape, numbers) => Tensor.Constant(numbers, shape))];

    /// <summary>Runs the program.</summary>
    public Tensor Run(Tensor[] inputs)
    {
        var values = new List<Tensor>(inputs);
        foreach ((Op op, int[] operands) in Steps)
        {
            values.Add(op.Call([.. operands.Select(i => values[i])]));
        }

        var weights = new Random(5);
        var used = Steps.SelectMany(step => step.Operands).ToHashSet();
        Tensor result = 0;
        foreach (int i in Enumerable.Range(inputs.Length, Steps.Length).Where(i => !used.Contains(i)))
        {
            result += (values[i] * Tensor.Uniform(weights, values[i].Shape, 0.5, 1.5)).Sum();
        }

        return result;
    }

    /// <summary>Programs with one step fewer: whoever used it uses one of its operands instead, where that is still well-typed.</summary>
    public IEnumerable<RandomProgram> Shrink()
    {
        for (int step = Steps.Length - 1; step >= 0; step--)
        {
            foreach (int instead in Steps[step].Operands.Distinct())
            {
                RandomProgram smaller = Without(step, instead);
                if (smaller.IsSound())
                {
                    yield return smaller;
                }
            }
        }

        for (int i = 0; i < Inputs.Length; i++)
        {
            double[][] rounder = [.. Inputs.Select((numbers, k) => k == i ? [.. numbers.Select(v => Math.Round(v, 1))] : numbers)];
            if (!rounder[i].SequenceEqual(Inputs[i]) && (this with { Inputs = rounder }) is var simpler && simpler.IsSound())
            {
                yield return simpler;
            }
        }
    }

    public override string ToString()
    {
        IEnumerable<string> inputs = Shapes.Select((shape, i) => $"v{i} = [{List(Inputs[i].Select(Exact))}] as {shape}");
        IEnumerable<string> steps = Steps.Select((step, i) =>
            $"v{Shapes.Length + i} = {step.Op.Name}({List(step.Operands.Select(operand => $"v{operand}"))})");
        return string.Join("\n", inputs.Concat(steps));

        static string Exact(double number) => FormattableString.Invariant($"{number:R}");

        static string List(IEnumerable<string> items) => string.Join(", ", items);
    }

    private RandomProgram Without(int step, int instead)
    {
        int removed = Shapes.Length + step;
        int Renumbered(int operand) => operand == removed ? instead : operand > removed ? operand - 1 : operand;
        return this with
        {
            Steps = [.. Steps.Where((_, i) => i != step).Select(s => (s.Op, s.Operands.Select(Renumbered).ToArray()))],
        };
    }

    /// <summary>The value of a step, or null where its operands do not fit, its numbers grow too large, or a kink is too near.</summary>
    private static Tensor? Try(Op op, Tensor[] operands, Sizes sizes)
    {
        try
        {
            Tensor y = op.Call(operands);
            return y.Shape.Count <= sizes.MostElements && y.ToArray().All(v => Math.Abs(v) < sizes.Largest) && !IsNearKink(op, operands)
                ? y : null;
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private static bool IsNearKink(Op op, Tensor[] operands) =>
        op.Distances is { } distances && distances(operands).ToArray().Any(distance => Math.Abs(distance) < NearestKink);

    /// <summary>The shapes of variables, and what a step may make of them.</summary>
    public sealed record Sizes(Shape[] Shapes, int MostElements, double Largest)
    {
        /// <summary>So small that differences can be taken by every element.</summary>
        public static Sizes Small { get; } =
            new([[], [1], [3], [2, 3], [2, 1], [1, 3], [3, 2], [3, 3], [2, 2, 3], [2, 0]], MostElements: 24, Largest: 8);

        /// <summary>So large that memory comes from the pool and elementwise results are pending, several blocks of them.</summary>
        public static Sizes Large { get; } =
            new([[], [96], [96, 96], [96, 1], [1, 96], [2, 96, 96], [9300]], MostElements: 40_000, Largest: 1e5);
    }
}
