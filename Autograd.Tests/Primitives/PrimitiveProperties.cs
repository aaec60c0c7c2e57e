using System.Numerics;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace Autograd.Tests.Primitives;

/// <summary>Samples of all rows of the table, with shrinking.</summary>
public static class Samples
{
    public static Arbitrary<Sample<double>> OfDouble() => Of<double>();

    public static Arbitrary<Sample<float>> OfFloat() => Of<float>();

    private static Arbitrary<Sample<T>> Of<T>()
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Arb.From(
            from row in Gen.Elements(PrimitiveCases<T>.All.AsEnumerable())
            from seed in Gen.Choose(0, int.MaxValue)
            select row.Draw(new Random(seed)),
            sample => sample.Shrink());
}

/// <summary>The properties that hold of every primitive and of every function composed from them, in one precision.</summary>
public abstract class PrimitiveProperties<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private const int Tests = 2000; // about thirty for each row

    public static TheoryData<PrimitiveCase<T>> Rows => [.. PrimitiveCases<T>.All];

    [Property(MaxTest = Tests, Arbitrary = [typeof(Samples)])]
    public void Derivatives_EqualClosedForm(Sample<T> sample) => Checks<T>.ClosedForm(sample);

    [Property(MaxTest = Tests, Arbitrary = [typeof(Samples)])]
    public void ForwardAndReverse_AreAdjoint(Sample<T> sample) => Checks<T>.AdjointIdentity(sample);

    [Property(MaxTest = Tests, Arbitrary = [typeof(Samples)])]
    public void Gradient_IsLinearInSeed(Sample<T> sample) => Checks<T>.LinearInSeed(sample);

    [Property(MaxTest = Tests, Arbitrary = [typeof(Samples)])]
    public void SecondDerivatives_AgreeInBothModes(Sample<T> sample) => Checks<T>.SecondOrder(sample);

    [Property(MaxTest = Tests, Arbitrary = [typeof(Samples)])]
    public void Broadcasting_EqualsStretchingByHand(Sample<T> sample) => Checks<T>.Broadcasting(sample);

    [Property(MaxTest = Tests, Arbitrary = [typeof(Samples)])]
    public void AnySlice_GivesSameBits(Sample<T> sample) => Checks<T>.AnySliceSameBits(sample);

    [Property(MaxTest = Tests, Arbitrary = [typeof(Samples)])]
    public void NaNAndInfinity_GiveWhatTheClosedFormGives(Sample<T> sample) => Checks<T>.NaNAndInfinity(sample);

    /// <summary>Random rows may miss one; this visits each, and names it.</summary>
    [Theory]
    [MemberData(nameof(Rows))]
    public void EveryRow_PassesEveryCheck(PrimitiveCase<T> row)
    {
        for (int seed = 0; seed < 5; seed++)
        {
            Checks<T>.Everything(row.Draw(new Random(seed)));
        }
    }
}

public sealed class DoublePrimitiveProperties : PrimitiveProperties<double>
{
    [Property(MaxTest = 600, Arbitrary = [typeof(Samples)])]
    public void Derivatives_AgreeWithCentralDifferences(Sample<double> sample) => Differences.Check(sample);
}

public sealed class FloatPrimitiveProperties : PrimitiveProperties<float>;

/// <summary>The check by central differences, for which only double has the digits.</summary>
public static class Differences
{
    public static void Check(Sample<double> sample)
    {
        if (sample.Row.IsDifferentiable)
        {
            GradientCheck.Verify(sample.Row.Call, sample.Inputs);
        }
    }
}
