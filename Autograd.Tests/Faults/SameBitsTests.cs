using System.Numerics;
using Autograd.Tests.Programs;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Tensor = Autograd.Tensor<double>;

namespace Autograd.Tests.Faults;

/// <summary>
/// The fault: two sweeps give different bits of one derivative, because what they add is added in another order, or because a factor of 1
/// is dropped in one of them alone. Kin: bits of values computed later, in LazyBufferTests.
/// </summary>
public sealed class SameBitsTests
{
    private const int Large = 20_000; // elements: 80 KB or more, so memory is lent, and elementwise results are deferred

    private static readonly string[] Uses =
    [
        "whole first", "whole last", "whole between", "whole all around", "several runs", "windows before", "windows after", "gathered",
        "slices", "matrix", "reads of a result", "reads of one element",
    ];

    public static TheoryData<string> UseNames => [.. Uses];

    [Theory]
    [MemberData(nameof(UseNames))]
    public void Reads_AmongWholeUses_AllSweepsAddInOneOrder(string use)
    {
        Check(Numbers<double>(7), x => Use(use, x));
        Check(Numbers<float>(7), x => Use(use, x));
    }

    [Theory]
    [MemberData(nameof(UseNames))]
    public void Reads_OfALargeTensor_AllSweepsAddInOneOrder(string use)
    {
        Check(Numbers<double>(Large), x => Use(use, x));
        Check(Numbers<float>(Large), x => Use(use, x));
    }

    [Theory]
    [MemberData(nameof(UseNames))]
    public void SecondDerivatives_ThroughReadsAmongWholeUses_AreRightAndHaveTheSameBits(string use)
    {
        Func<Tensor, Tensor> f = x => Use(use, x);
        Tensor x = Numbers<double>(7), u = Numbers<double>(8)[1..];
        GradientCheck.Verify(f, x, order: 2);

        Func<Tensor[], Tensor> along = inputs => (Differentiate.Gradient(f, inputs[0]) * u).Sum();
        Ways.AssertSame(use, Ways.Reverse(along, [x]));
        Ways.AssertSame(use, Ways.Forward(along, [x], [u]));
    }

    [Fact]
    public void Reads_OfAMapThatRoundsItsTransposeOtherwise_AllSweepsAddInPlace()
    {
        Check(Numbers<double>(7), x => x.Exp().Sum() + (Tensor.Apply(new Tenths(), x) * Numbers<double>(7)).Sum());
        Check(Numbers<double>(7), x => (Tensor.Apply(new Tenths(), x) * Numbers<double>(7)).Sum());
    }

    [Fact]
    public void Recorded_LargeSums_KeepWhatTheirRecordRefersTo()
    {
        Tensor w = Numbers<double>(Large).AsVariable(), x = Numbers<double>(Large).AsVariable(), p = w * w;
        Tensor y = (p * x).Sum() + p[0] + (p * 3).Sum() + p[1..].Exp().Sum();
        Tensor gradient = y.Backward(createGraph: true)[w];
        Assert.All(Ancestors(gradient), node => Assert.Equal(node.Shape.Count, node.ToArray().Length));

        static HashSet<Tensor> Ancestors(Tensor tensor)
        {
            HashSet<Tensor> found = [tensor];
            for (var next = new Queue<Tensor>(found); next.TryDequeue(out Tensor? node);)
            {
                foreach (Tensor input in node.Inputs.Where(found.Add))
                {
                    next.Enqueue(input);
                }
            }

            return found;
        }
    }

    [Theory]
    [InlineData("a constant")]
    [InlineData("a variable")]
    [InlineData("ones")]
    [InlineData("a result")]
    [InlineData("a plain number")]
    [InlineData("a plain number as variable")]
    [InlineData("the tensor itself")]
    [InlineData("a power of 1")]
    [InlineData("a mean of one")]
    [InlineData("a larger one")]
    [InlineData("held")]
    [InlineData("taken")]
    [InlineData("read")]
    public void SeedOfNegativeZero_FactorOfOne_IsTheSameZeroInAllSweeps(string factor)
    {
        Func<Tensor[], Tensor> f = x => factor switch
        {
            "a constant" => x[0] * Tensor.Constant(1),
            "a variable" => x[0] * x[1],
            "ones" => x[0] * Tensor.Ones([]),
            "a result" => x[0] * Tensor.Constant(0).Exp(),
            "a plain number" => 1 * (x[0] / 1),
            "a plain number as variable" => x[0] * ((Tensor)1).AsVariable(),
            "the tensor itself" => x[0].Square() * 0.5,
            "a power of 1" => x[0].Pow(1),
            "a mean of one" => x[0].Reshape(1).Mean(),
            "a larger one" => Tensor.Maximum(x[0], x[1] - 2),
            "held" => x[0].Clamp(0, 2),
            "taken" => x[0] * (x[0] > 0),
            _ => Tensor.Stack([x[0], x[1]], 0)[0] * x[1],
        };
        Tensor[] xs = [Tensor.Constant(1), Tensor.Constant(1)];
        Ways.AssertSame(factor, Ways.Reverse(f, xs, Tensor.Constant(-0.0)));
        Ways.AssertSame(factor, Ways.Forward(f, xs, [Tensor.Constant(-0.0), Tensor.Constant(-0.0)]));
    }

    [Fact]
    public void PlainOne_IsDropped_AndAValueOfOneIsMultiplied()
    {
        Tensor x = Tensor.Variable(3), zero = Tensor.Constant(-0.0), one = 1;
        Assert.True(double.IsNegative((x * 1).Backward(zero)[x].Item));
        Tensor[] values =
        [
            Tensor.Constant(1), Tensor.Variable(1), Tensor.Ones([]), one + 0, one.Reshape(1).Sum(), one.AsVariable(),
            one.AsVariable().Detach(),
        ];
        foreach (Tensor value in values)
        {
            Assert.False(double.IsNegative((x * value).Backward(zero)[x].Item), value.ToString());
        }
    }

    [Fact]
    public void PlainOne_IsNoNodeOfAGraph()
    {
        Tensor one = 1;
        Assert.False(one.IsTracked);
        Assert.Null((one + 2).Operation);
        Assert.Equal(0, one.Creation);
        Assert.Equal(0, (one * one).Creation);
        Assert.Same(one, one.Detach());
        Assert.Contains("Multiply(x, 1)", (Tensor.Variable(3, "x") * one).Listing());
    }

    [Fact]
    public void SeedWrittenAsANumber_SecondDerivative_IsThatOfNoSeed()
    {
        Tensor x = Tensor.Variable(2), w = Tensor.Variable(3), zero = Tensor.Constant(-0.0);
        Tensor given = (x * w).Backward(1, createGraph: true)[w], none = (x * w).Backward(createGraph: true)[w];
        Ways.AssertSame("∂²y/∂x∂w", [("seed 1", [given.Backward(zero)[x]]), ("no seed", [none.Backward(zero)[x]])]);

        Tensor[] along = [.. new[] { 1, Tensor.Constant(1) }.Select(d => Differentiate.Jvp(u => u * w, x.Detach(), d).Tangent)];
        Ways.AssertSame("along 1", [("a number", [along[0].Backward(zero)[w]]), ("a value", [along[1].Backward(zero)[w]])]);
    }

    [Fact]
    public void XLogY_WhereTheLogarithmIsOne_HasTheSameValueWhateverIsTracked()
    {
        Tensor x = Tensor.Constant(-0.0), y = Tensor.Constant(Math.E);
        Ways.AssertSame(
            "XLogY", [("constants", [Tensor.XLogY(x, y)]), ("a variable", [Tensor.XLogY(x, y.AsVariable())])]);
    }

    [Property(MaxTest = 300, Arbitrary = [typeof(ReadingPrograms)])]
    public void Program_AllSweeps_GiveTheSameBits(RandomProgram program)
    {
        Tensor[] xs = program.Constants();
        if (!program.Run([.. xs.Select(x => x.AsVariable())]).IsTracked)
        {
            return;
        }

        Ways.AssertSame("seed 1", Ways.Reverse(program.Run, xs));
        Ways.AssertSame("seed −0", Ways.Reverse(program.Run, xs, Tensor.Constant(-0.0)));
        Ways.AssertSame("every node", Ways.Interior(program.Run, xs));
        foreach (double direction in new[] { 0.3, -0.0 })
        {
            Tensor[] along = [.. xs.Select(x => Tensor.Fill(direction, x.Shape))];
            Ways.AssertSame($"forward along {direction}", Ways.Forward(program.Run, xs, along));
        }
    }

    [Property(MaxTest = 60, Arbitrary = [typeof(ReadingPrograms)])]
    public void Program_AllSweepsOverItsGradient_GiveTheSameBits(RandomProgram program)
    {
        Tensor[] xs = program.Constants();
        Func<Tensor[], Tensor> along = inputs =>
            Differentiate.Gradients(program.Run, inputs).Aggregate((Tensor)0, (sum, g) => sum + (g * 0.3).Sum());
        if (along([.. xs.Select(x => x.AsVariable())]).IsTracked)
        {
            Ways.AssertSame("seed 1", Ways.Reverse(along, xs));
            Ways.AssertSame("seed −0", Ways.Reverse(along, xs, Tensor.Constant(-0.0)));
            Ways.AssertSame("forward", Ways.Forward(along, xs, [.. xs.Select(x => Tensor.Fill(0.7, x.Shape))]));
        }
    }

    [Fact]
    public void Generator_CoversReadsAndOnesAndSignedZeros()
    {
        RandomProgram[] programs = [.. Enumerable.Range(0, 100).Select(seed => ReadingPrograms.Program(new Random(seed), 30))];
        Assert.Empty(Op.Reads.Select(op => op.Name).Except(programs.SelectMany(program => program.Steps.Select(step => step.Op.Name))));
        double[] inputs = [.. programs.SelectMany(program => program.Inputs).SelectMany(numbers => numbers)];
        Assert.Contains(1, inputs);
        Assert.Contains(inputs, v => v == 0 && double.IsNegative(v));
    }

    private static Tensor<T> Numbers<T>(int count)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Tensor<T>.Linspace(T.CreateChecked(0.3), T.CreateChecked(1.7), count).Sin();

    private static void Check<T>(Tensor<T> x, Func<Tensor<T>, Tensor<T>> f)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Ways.AssertSame($"{typeof(T).Name}", Ways.Reverse(inputs => f(inputs[0]), [x]));
        Ways.AssertSame($"{typeof(T).Name}, interior", Ways.Interior(inputs => f(inputs[0]), [x]));
        Ways.AssertSame($"{typeof(T).Name}, forward", Ways.Forward(inputs => f(inputs[0]), [x], [x.Cos()]));
    }

    /// <summary>
    /// A number made from parts and the whole of a vector, one contribution after the other, each with other last digits.
    /// </summary>
    private static Tensor<T> Use<T>(string use, Tensor<T> x)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        return use switch
        {
            "whole first" => Whole(1) + Elements(2),
            "whole last" => Elements(1) + Whole(2),
            "whole between" => Elements(1) + Whole(2) + Elements(3),
            "whole all around" => Whole(1) + Elements(2) + Whole(3),
            "several runs" => Elements(1) + Whole(2) + Elements(3) + Whole(4) + Whole(5) + Elements(6),
            "windows before" => Windows(1) + Whole(2) + Windows(3),
            "windows after" => Whole(1) + Windows(2) + Windows(3),
            "gathered" => Whole(1) + x.IndexSelect(0, [2, 0, 2, 2, 1, 0]).Exp().Sum() + Elements(2),
            "slices" => x[1..].Exp().Sum() + Whole(1) + x[..^1].Sin().Sum() + x.Slice(0, null, null, -2).Exp().Sum(),
            "matrix" => Matrix(x.Reshape(-1, 1) * x[..3]),
            "reads of a result" => Use("whole between", x * 3) + Use("windows after", x.Exp()),
            _ => Whole(1) + (x[1] * 0.1) + (x[1] * 0.7) + (x[1] * x[1] * 1.3) + Whole(2),
        };

        Tensor<T> Whole(int k) => (x * (0.1 * k)).Exp().Sum();

        Tensor<T> Elements(int k) => (x[0] * x[1] * (0.1 * k)) + (x[2] / 3) + (x[^1].Exp() * x[1]) + (x[3] * 0.7);

        Tensor<T> Windows(int k) => (x.Windows(0, 3) * (0.3 * k)).Sin().Sum();

        static Tensor<T> Matrix(Tensor<T> m) =>
            (m * 0.3).Sum() + m.Diagonal().Exp().Sum() + m.Exp().Sum() + m[0].Sin().Sum() + (m[1, 2] * 0.7);
    }

    /// <summary>Programs in which half of the steps are reads and factors of 1, with inputs that are now and then ±0 or 1.</summary>
    private static class ReadingPrograms
    {
        /// <summary>The steps to draw from.</summary>
        public static IReadOnlyList<Op> Catalogue { get; } =
            [.. Op.All, .. Enumerable.Repeat(Op.Reads, Op.All.Count / Op.Reads.Count).SelectMany(reads => reads)];

        public static Arbitrary<RandomProgram> Any() => Arb.From(
            from steps in Gen.Choose(3, 30)
            from seed in Gen.Choose(0, int.MaxValue)
            select Program(new Random(seed), steps),
            program => program.Shrink());

        public static RandomProgram Program(Random random, int steps)
        {
            RandomProgram program = RandomProgram.Generate(random, steps, Catalogue);
            return program with
            {
                Inputs = [.. program.Inputs.Select(numbers => numbers.Select(Special).ToArray())],
            };

            double Special(double number) => random.Next(12) switch { 0 => 1, 1 => 0, 2 => -0.0, _ => number };
        }
    }

    /// <summary>The identity, whose transpose adds ten tenths, rounded each; by itself it is rounded otherwise.</summary>
    private sealed class Tenths : LinearMap<double>
    {
        public override bool AddsTranspose => true;

        public override Shape InferShape(ReadOnlySpan<Tensor> inputs) => inputs[0].Shape;

        public override void Compute(ReadOnlySpan<Tensor> inputs, Shape shape, Span<double> y) => Read(inputs[0]).CopyTo(y);

        public override void AddTransposeTo(ReadOnlySpan<double> gy, Shape output, Span<double> sum, Shape input)
        {
            for (int i = 0; i < 10 * gy.Length; i++)
            {
                sum[i / 10] += gy[i / 10] / 10;
            }
        }

        protected override Tensor Transpose(Tensor gy, Shape shape) => gy;
    }
}
