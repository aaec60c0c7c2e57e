using Autograd.Differentiation;
using Autograd.Tests.Primitives;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Tensor = Autograd.Tensor<double>;

namespace Autograd.Tests.Programs;

/// <summary>Programs of 5 to 60 steps with a shrinker.</summary>
public static class Programs
{
    public static Arbitrary<RandomProgram> Any() => Arb.From(
        from steps in Gen.Choose(5, 60)
        from seed in Gen.Choose(0, int.MaxValue)
        select RandomProgram.Generate(new Random(seed), steps),
        program => program.Shrink());
}

/// <summary>Whatever is built from the primitives, the two modes agree with each other and with differences.</summary>
public sealed class RandomProgramTests
{
    [Property(MaxTest = 400, Arbitrary = [typeof(Programs)])]
    public void Program_ReverseEqualsForwardEqualsDifferences(RandomProgram program) => Check(program, program.Run);

    [Property(MaxTest = 100, Arbitrary = [typeof(Programs)])]
    public void Program_SecondDerivativesAgreeInBothModes(RandomProgram program)
    {
        Tensor[] xs = program.Constants();
        Tensor[] vs = Directions(program);

        // vᵀHv: the gradient along v, differentiated along v once forward and once in reverse.
        Func<Tensor[], Tensor> along = inputs => Inner(Differentiate.Gradients(program.Run, inputs), vs);
        double forward = Differentiate.Jvp(along, xs, vs).Tangent.Item;
        double reverse = Inner(Differentiate.Gradients(along, xs), vs).Item;
        Func<Tensor[], Tensor> tangent = inputs => Differentiate.Jvp(program.Run, inputs, vs).Tangent;
        double twiceForward = Differentiate.Jvp(tangent, xs, vs).Tangent.Item;
        Assert.True(AreClose(forward, reverse, 1e-9), $"forward over reverse {forward:R}, reverse over reverse {reverse:R}");
        Assert.True(AreClose(forward, twiceForward, 1e-9), $"forward over reverse {forward:R}, forward over forward {twiceForward:R}");
    }

    [Fact]
    public void Generator_CoversOperationsFanOutAndUnreachedLeaves()
    {
        RandomProgram[] programs = [.. Enumerable.Range(0, 300).Select(seed => RandomProgram.Generate(new Random(seed), 5 + (seed % 56)))];
        Assert.Empty(Op.All.Select(op => op.Name).Except(programs.SelectMany(program => program.Steps.Select(step => step.Op.Name))));
        Assert.Contains(programs, program => program.Steps.Length == 60);
        Assert.Contains(programs, program => program.Steps.SelectMany(step => step.Operands).CountBy(operand => operand).Any(uses =>
            uses.Value >= 5));
        Assert.Contains(programs, program => program.Steps.Any(step => step.Operands.Length > step.Operands.Distinct().Count()));
        Assert.Contains(
            programs, program => Enumerable.Range(0, program.Shapes.Length).Except(program.Steps.SelectMany(step => step.Operands)).Any());
        Assert.Contains(programs, program => program.Shapes.Any(shape => shape.Count == 0));
    }

    /// <summary>A derivative that is off by 0.05 % in both modes, which only the differences can see.</summary>
    [Fact]
    public void WrongRule_OfAnyPrimitive_TurnsAProgramRed()
    {
        Mutation slightlyWrong = Mutation.All.Single(mutation => mutation is { Factor: > 1, InReverse: true, InForward: true });
        var seen = new HashSet<Type>();
        var caught = new HashSet<Type>();
        for (int seed = 0; seed < 150; seed++)
        {
            RandomProgram program = RandomProgram.Generate(new Random(seed), 40);
            Tensor y = program.Run([.. program.Constants().Select(x => x.AsVariable())]);
            Tensor[] nodes = new BackwardSlice<double>(y).Nodes.ToArray();
            foreach (Type primitive in nodes.Select(node => node.Operation?.GetType()).OfType<Type>().Distinct())
            {
                seen.Add(primitive);
                if (!caught.Contains(primitive) && IsRed(program, Mutant<double>.Mutate(program.Run, primitive, slightlyWrong)))
                {
                    caught.Add(primitive);
                }
            }
        }

        Assert.True(seen.Count > 50, $"Only {seen.Count} primitives stood in the programs.");
        Assert.Equal(["RoundingPrimitive", "SignPrimitive"], seen.Except(caught).Select(type => type.Name.Split('`')[0]).Order());
    }

    [Fact]
    public void WrongProgram_ShrinksToTheWrongStep()
    {
        // A sine whose derivative is off by 0.05 % wherever it stands in the program.
        Func<RandomProgram, Func<Tensor[], Tensor>> broken = program => (program with
        {
            Steps = [.. program.Steps.Select(step => step.Op.Name == "sin"
                ? (step.Op with { Call = x => Tensor.Apply(new WrongSine(), x[0]) }, step.Operands) : step)],
        }).Run;
        RandomProgram failing = Enumerable.Range(0, 100).Select(seed => RandomProgram.Generate(new Random(seed), 40)).First(IsBrokenRed);
        while (failing.Shrink().FirstOrDefault(IsBrokenRed) is { } smaller)
        {
            failing = smaller;
        }

        Assert.Equal(["sin"], failing.Steps.Select(step => step.Op.Name).Distinct());

        bool IsBrokenRed(RandomProgram program) => IsRed(program, broken(program));
    }

    private static bool IsRed(RandomProgram program, Func<Tensor[], Tensor> run)
    {
        try
        {
            Check(program, run);
            return false;
        }
        catch (Xunit.Sdk.XunitException)
        {
            return true;
        }
    }

    private static void Check(RandomProgram program, Func<Tensor[], Tensor> run)
    {
        Tensor[] xs = program.Constants(), vs = Directions(program);
        double reverse = Inner(Differentiate.Gradients(run, xs), vs).Item;
        double forward = Differentiate.Jvp(run, xs, vs).Tangent.Item;
        Assert.True(AreClose(reverse, forward, 1e-11), $"⟨∇f, v⟩ is {reverse:R} in reverse mode, {forward:R} in forward mode");

        GradientCheckReport report = GradientCheck.Compare(
            t => run([.. xs.Zip(vs, (x, v) => x + (t * v))]), Tensor.Constant(0), order: 1);
        Assert.True(report.Passed, report.ToString());
    }

    private static Tensor[] Directions(RandomProgram program)
    {
        var random = new Random(6);
        return [.. program.Shapes.Select(shape => Tensor.Uniform(random, shape, -0.3, 0.3))];
    }

    private static Tensor Inner(Tensor[] gradients, Tensor[] vs) =>
        gradients.Zip(vs, (g, v) => (g * v).Sum()).Aggregate((a, b) => a + b);

    private static bool AreClose(double a, double b, double tolerance) =>
        Math.Abs(a - b) <= tolerance * Math.Max(1, Math.Max(Math.Abs(a), Math.Abs(b)));

    private sealed class WrongSine : ElementwiseUnary<double>
    {
        protected override void Compute(ReadOnlySpan<double> x, Span<double> y)
        {
            for (int i = 0; i < x.Length; i++)
            {
                y[i] = Math.Sin(x[i]);
            }
        }

        protected override Tensor Derivative(Tensor x, Tensor y) => 1.0005 * x.Cos();
    }
}
