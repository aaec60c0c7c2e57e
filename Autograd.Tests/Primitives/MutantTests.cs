using Autograd.Differentiation;

namespace Autograd.Tests.Primitives;

/// <summary>The test of the tests: whatever is wrong with a rule, the checks turn red.</summary>
public sealed class MutantTests
{
    /// <summary>
    /// The mutants that change no derivative: a rule that treats both inputs alike, and derivatives that are zero. Any other mutant
    /// that changes nothing in any row means that the rows are too weak.
    /// </summary>
    private static readonly string[] Harmless = ["Add, inputs swapped in forward", "Sign, ", "Rounding, "];

    public static TheoryData<PrimitiveCase<double>> Rows => [.. PrimitiveCases<double>.All.Where(row => row.IsDifferentiable)];

    [Theory]
    [MemberData(nameof(Rows))]
    public void EveryMutantThatChangesADerivative_TurnsTheChecksRed(PrimitiveCase<double> row)
    {
        foreach ((string name, Mutation mutation, Sample<double>[] mutants) in Mutants(row))
        {
            Sample<double>[] changed = [.. mutants.Where(ChangesADerivative)];
            if (changed.Length > 0)
            {
                Assert.True(changed.Any(mutant => IsRed(Checks<double>.ClosedForm, mutant)), $"{row.Name}: {name}: passes the closed form");
                Assert.True(changed.Any(mutant => IsRed(Differences.Check, mutant)), $"{row.Name}: {name}: passes the central differences");
                Assert.True(
                    mutation.InReverse == mutation.InForward || changed.Any(mutant => IsRed(Checks<double>.AdjointIdentity, mutant)),
                    $"{row.Name}: {name}: passes the adjoint identity");
            }
        }
    }

    [Fact]
    public void EveryMutantOfEveryPrimitive_ChangesADerivativeInSomeRow()
    {
        var seen = new HashSet<string>();
        var caught = new HashSet<string>();
        foreach (PrimitiveCase<double> row in PrimitiveCases<double>.All.Where(row => row.IsDifferentiable))
        {
            foreach ((string name, _, Sample<double>[] mutants) in Mutants(row))
            {
                seen.Add(name);
                if (!caught.Contains(name) && mutants.Any(ChangesADerivative))
                {
                    caught.Add(name);
                }
            }
        }

        Assert.DoesNotContain(seen.Except(caught), name => !Harmless.Any(name.StartsWith));
        Assert.DoesNotContain(caught, name => Harmless.Any(name.StartsWith));
    }

    /// <summary>Red proves something only if the same machinery without a mutation is green.</summary>
    [Theory]
    [MemberData(nameof(Rows))]
    public void MutantThatIsNone_PassesEveryCheck(PrimitiveCase<double> row)
    {
        var none = new Mutation("none", 1, SwapsInputs: false, InReverse: true, InForward: true);
        for (int seed = 0; seed < 3; seed++)
        {
            Sample<double> sample = row.Draw(new Random(seed));
            foreach ((Type primitive, _) in Operations(sample))
            {
                Sample<double> mutant = Mutated(sample, primitive, none);
                Checks<double>.ClosedForm(mutant);
                Checks<double>.AdjointIdentity(mutant);
                Differences.Check(mutant);
                Assert.False(ChangesADerivative(mutant));
            }
        }
    }

    /// <summary>Every mutation of every primitive that the row is made of, with samples.</summary>
    private static IEnumerable<(string Name, Mutation Mutation, Sample<double>[] Mutants)> Mutants(PrimitiveCase<double> row)
    {
        Sample<double>[] samples = [.. Enumerable.Range(0, 8).Select(seed => row.Draw(new Random(seed)))];
        return from operation in samples.SelectMany(Operations).Distinct()
               from mutation in Mutation.All
               where operation.Inputs > 1 || !mutation.SwapsInputs
               let name = $"{operation.Primitive.Name.Replace("Primitive", "", StringComparison.Ordinal)}, {mutation}"
               select (name, mutation, samples.Select(sample => Mutated(sample, operation.Primitive, mutation)).ToArray());
    }

    private static Sample<double> Mutated(Sample<double> sample, Type primitive, Mutation mutation) =>
        sample.With(sample.Row with { Call = Mutant<double>.Mutate(sample.Row.Call, primitive, mutation), Original = sample.Row });

    /// <summary>The operations between the inputs and the result, with the number of their inputs.</summary>
    private static IEnumerable<(Type Primitive, int Inputs)> Operations(Sample<double> sample)
    {
        Tensor<double> y = sample.Row.Call([.. sample.Inputs.Select(x => x.AsVariable())]);
        return new BackwardSlice<double>(y).Nodes.ToArray().Where(node => node.Operation is not null).Select(node =>
            (node.Operation!.GetType(), node.Inputs.Count));
    }

    private static bool ChangesADerivative(Sample<double> mutant)
    {
        try
        {
            Sample<double> original = mutant.With(mutant.Row.Original!);
            bool sameReverse = Same(Checks<double>.Reverse(mutant), Checks<double>.Reverse(original));
            bool sameForward = Same(Checks<double>.Forward(mutant), Checks<double>.Forward(original));
            return !sameReverse || !sameForward;
        }
        catch (ArgumentException)
        {
            return false; // swapped inputs of different shapes: no mutant at all
        }

        // But for rounding: the path of a variance through its mean adds up to 0, and a mutant changes the last digits of that.
        static bool Same(double[][,] a, double[][,] b) => a.Zip(b, (x, y) =>
            x.Cast<double>().Zip(y.Cast<double>()).All(pair => IsClose(pair.First, pair.Second))).All(same => same);

        static bool IsClose(double p, double q) => p.Equals(q) || Math.Abs(p - q) <= 1e-15 * Math.Max(1, Math.Abs(p));
    }

    private static bool IsRed(Action<Sample<double>> check, Sample<double> mutant)
    {
        try
        {
            check(mutant);
            return false;
        }
        catch (Exception e) when (e is Xunit.Sdk.XunitException or GradientCheckException)
        {
            return true;
        }
    }
}
