namespace Autograd.Tests.Primitives;

/// <summary>The test of the tests: whatever is wrong with a rule, the checks turn red.</summary>
public sealed class MutantTests
{
    /// <summary>
    /// The mutants that change nothing: rules that treat both inputs alike, and derivatives that are zero. Any other mutant without an
    /// effect means that its row is too weak.
    /// </summary>
    private static readonly string[] Harmless = ["Add: Add, inputs swapped", "LogSumExp: Add, inputs swapped in forward", "Square: Multiply, inputs swapped", "Sign: Sign, ", "Power(0): Power, "];

    public static TheoryData<PrimitiveCase<double>> Rows => [.. PrimitiveCases<double>.All.Where(row => row.IsDifferentiable)];

    [Theory]
    [MemberData(nameof(Rows))]
    public void EveryMutant_TurnsTheChecksRed(PrimitiveCase<double> row)
    {
        Sample<double>[] samples = [.. Enumerable.Range(0, 12).Select(seed => row.Draw(new Random(seed)))];
        (Type Primitive, int Inputs)[] operations = [.. samples.SelectMany(Operations).Distinct()];
        Assert.NotEmpty(operations);
        foreach ((Type primitive, int inputs) in operations)
        {
            foreach (Mutation mutation in Mutation.All.Where(mutation => !mutation.SwapsInputs || inputs > 1))
            {
                Sample<double>[] mutants = [.. samples.Select(sample => Mutated(sample, primitive, mutation))];
                string name = $"{row.Name}: {primitive.Name.Replace("Primitive", "", StringComparison.Ordinal)}, {mutation}";
                if (Harmless.Any(name.StartsWith))
                {
                    Assert.All(mutants, Checks<double>.ClosedForm);
                    continue;
                }

                Assert.True(mutants.Any(mutant => IsRed(Checks<double>.ClosedForm, mutant)), $"{name}: passes the closed form");
                Assert.True(mutants.Any(mutant => IsRed(Differences.Check, mutant)), $"{name}: passes the central differences");
                Assert.True(
                    mutation.InReverse == mutation.InForward || mutants.Any(mutant => IsRed(Checks<double>.AdjointIdentity, mutant)),
                    $"{name}: passes the adjoint identity");
            }
        }
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
            }
        }
    }

    private static Sample<double> Mutated(Sample<double> sample, Type primitive, Mutation mutation) =>
        sample.With(sample.Row with { Call = Mutant<double>.Mutate(sample.Row.Call, primitive, mutation) });

    /// <summary>The operations between the inputs and the result, with the number of their inputs.</summary>
    private static IEnumerable<(Type Primitive, int Inputs)> Operations(Sample<double> sample)
    {
        Tensor<double> y = sample.Row.Call([.. sample.Inputs.Select(x => x.AsVariable())]);
        return new Subgraph<double>(y).Nodes.Where(node => node.Operation is not null).Select(node => (node.Operation!.GetType(), node.Inputs.Count));
    }

    private static bool IsRed(Action<Sample<double>> check, Sample<double> mutant)
    {
        try
        {
            check(mutant);
            return false;
        }
        catch (Exception)
        {
            return true;
        }
    }
}
