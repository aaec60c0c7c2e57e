namespace Autograd.Tests.Programs;

/// <summary>One operation of a random program: its name, what it does, and how many operands it takes.</summary>
public sealed record Op(string Name, int Operands, Func<Tensor<double>[], Tensor<double>> Call)
{
    /// <summary>
    /// Operations that keep numbers of moderate size, or are kept from where they are not by <see cref="RandomProgram"/>, which takes
    /// only steps whose values and distances to kinks it has seen.
    /// </summary>
    public static IReadOnlyList<Op> All { get; } =
    [
        new("add", 2, x => x[0] + x[1]),
        new("subtract", 2, x => x[0] - x[1]),
        new("multiply", 2, x => x[0] * x[1]),
        new("divide", 2, x => x[0] / (1 + x[1].Square())),
        new("negate", 1, x => -x[0]),
        new("exp", 1, x => x[0].Exp()),
        new("log", 1, x => (1 + x[0].Square()).Log()),
        new("sin", 1, x => x[0].Sin()),
        new("cos", 1, x => x[0].Cos()),
        new("sinh", 1, x => x[0].Sinh()),
        new("cosh", 1, x => x[0].Cosh()),
        new("tanh", 1, x => x[0].Tanh()),
        new("sqrt", 1, x => (1 + x[0].Square()).Sqrt()),
        new("power of a number", 1, x => (2 + x[0].Sin()).Pow(-1.5)),
        new("power of a tensor", 2, x => (2 + x[0].Sin()).Pow(x[1])),
        new("square", 1, x => x[0].Square()),
        new("abs", 1, x => x[0].Abs()),
        new("clamp", 1, x => x[0].Clamp(-0.7, 0.8)),
        new("maximum", 2, x => Tensor<double>.Maximum(x[0], x[1])),
        new("minimum", 2, x => Tensor<double>.Minimum(x[0], x[1])),
        new("select", 3, x => Tensor<double>.Select(x[0] > 0.1, x[1], x[2])),
        new("sum", 1, x => x[0].Sum()),
        new("sum of last axis", 1, x => x[0].Sum(-1)),
        new("mean of first axis", 1, x => x[0].Mean(0, keepDims: true)),
        new("max", 1, x => x[0].Max()),
        new("min of last axis", 1, x => x[0].Min(-1, keepDims: true)),
        new("log-sum-exp", 1, x => x[0].LogSumExp(-1)),
        new("softmax", 1, x => x[0].Softmax(-1)),
        new("broadcast", 1, x => x[0].BroadcastTo([2, .. x[0].Shape.Axes])),
        new("flatten", 1, x => x[0].Reshape(-1)),
        new("transpose", 1, x => x[0].Transpose()),
        new("first", 1, x => x[0][0]),
        new("all but the last", 1, x => x[0][..^1]),
        new("backward by two", 1, x => x[0].Slice(-1, null, null, -2)),
        new("concatenate", 2, x => Tensor<double>.Concatenate(x, 0)),
        new("stack", 2, x => Tensor<double>.Stack(x, -1)),
        new("matmul", 2, x => x[0].MatMul(x[1])),
        new("matmul with the transpose", 2, x => x[0].MatMul(x[1], transposeOther: true)),
    ];
}

/// <summary>
/// A well-typed program: variables, then steps that use what came before, any number of times; its result is a fixed random
/// combination of everything that nothing else used, and so a single number.
/// </summary>
public sealed record RandomProgram(Shape[] Shapes, double[][] Inputs, (Op Op, int[] Operands)[] Steps)
{
    private const double Largest = 8;
    private const int MostElements = 24;
    private const double NearestKink = 1e-3;

    /// <summary>A program of the given number of steps.</summary>
    public static RandomProgram Generate(Random random, int steps)
    {
        Shape[] choices = [[], [1], [3], [2, 3], [2, 1], [1, 3], [3, 2], [2, 2, 3]];
        Shape[] shapes = [.. Enumerable.Range(0, random.Next(1, 5)).Select(_ => choices[random.Next(choices.Length)])];
        double[][] inputs = [.. shapes.Select(shape => Enumerable.Range(0, shape.Count).Select(_ => (random.NextDouble() * 3) - 1.5).ToArray())];
        var values = new List<Tensor<double>>(shapes.Zip(inputs, (shape, numbers) => Tensor<double>.Constant(numbers, shape)));
        var taken = new List<(Op, int[])>();
        for (int attempt = 0; taken.Count < steps && attempt < 100 * steps; attempt++)
        {
            Op op = Op.All[random.Next(Op.All.Count)];

            // Half of the operands are recent, so that programs are deep as well as wide.
            int[] operands = [.. Enumerable.Range(0, op.Operands).Select(_ => random.Next(2) == 0
                ? random.Next(values.Count) : random.Next(Math.Max(0, values.Count - 3), values.Count))];
            if (Try(op, [.. operands.Select(i => values[i])]) is { } y)
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
        var values = new List<Tensor<double>>(Constants());
        foreach ((Op op, int[] operands) in Steps)
        {
            if (Try(op, [.. operands.Select(i => values[i])]) is not { } y)
            {
                return false;
            }

            values.Add(y);
        }

        return true;
    }

    public Tensor<double>[] Constants() => [.. Shapes.Zip(Inputs, (shape, numbers) => Tensor<double>.Constant(numbers, shape))];

    /// <summary>Runs the program.</summary>
    public Tensor<double> Run(Tensor<double>[] inputs)
    {
        var values = new List<Tensor<double>>(inputs);
        foreach ((Op op, int[] operands) in Steps)
        {
            values.Add(op.Call([.. operands.Select(i => values[i])]));
        }

        var weights = new Random(5);
        var used = Steps.SelectMany(step => step.Operands).ToHashSet();
        Tensor<double> result = 0;
        foreach (int i in Enumerable.Range(0, values.Count).Where(i => !used.Contains(i)))
        {
            result += (values[i] * Tensor<double>.Uniform(weights, values[i].Shape, 0.5, 1.5)).Sum();
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
        IEnumerable<string> inputs = Shapes.Select((shape, i) => $"v{i} = [{string.Join(", ", Inputs[i].Select(v => FormattableString.Invariant($"{v:R}")))}] as {shape}");
        IEnumerable<string> steps = Steps.Select((step, i) => $"v{Shapes.Length + i} = {step.Op.Name}({string.Join(", ", step.Operands.Select(o => $"v{o}"))})");
        return string.Join("\n", inputs.Concat(steps));
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
    private static Tensor<double>? Try(Op op, Tensor<double>[] operands)
    {
        try
        {
            Tensor<double> y = op.Call(operands);
            return y.Shape.Count is > 0 and <= MostElements && y.Values.ToArray().All(v => Math.Abs(v) < Largest) && !IsNearKink(op, operands) ? y : null;
        }
        catch (ShapeException)
        {
            return null;
        }
    }

    private static bool IsNearKink(Op op, Tensor<double>[] x) => op.Name switch
    {
        "abs" => IsNear(x[0], 0),
        "clamp" => IsNear(x[0], -0.7) || IsNear(x[0], 0.8),
        "select" => IsNear(x[0], 0.1),
        "maximum" or "minimum" => IsNear(x[0] - x[1], 0),
        "max" or "min of last axis" => x[0].ToArray().Order().Zip(x[0].ToArray().Order().Skip(1), (a, b) => b - a).Any(gap => gap < NearestKink),
        _ => false,
    };

    private static bool IsNear(Tensor<double> x, double kink) => x.ToArray().Any(v => Math.Abs(v - kink) < NearestKink);
}
