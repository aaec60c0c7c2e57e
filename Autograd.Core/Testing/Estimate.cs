namespace Autograd.Testing;

/// <summary>A slope found by differences, with an estimate of its error.</summary>
/// <param name="Value">The slope; NaN where no two steps gave finite values.</param>
/// <param name="Claimed">The error that the differences themselves suggest, rounding included.</param>
/// <param name="Noise">The part of it that the rounding of f explains.</param>
/// <param name="Doubt">How far it is from another estimate that contradicts it.</param>
internal readonly record struct Estimate(double Value, double Claimed, double Noise, double Doubt = 0)
{
    public static readonly Estimate None = new(double.NaN, double.PositiveInfinity, 0);

    public bool Exists => !double.IsNaN(Value);

    /// <summary>The estimated error.</summary>
    public double Error => Claimed + Doubt;

    /// <summary>Whether smaller steps need not be tried: six digits hold, or all that the rounding of f leaves.</summary>
    public bool IsSettled => IsSettledFor(Value);

    public bool IsSettledFor(double size) => Error <= (1e-6 * Math.Abs(size)) + (8 * Noise);

    /// <summary>Whether the two differ by more than their errors explain; they do not where one is missing.</summary>
    public bool Contradicts(Estimate other) => Math.Abs(Value - other.Value)
        > (1e-6 * Math.Max(Math.Abs(Value), Math.Abs(other.Value))) + (100 * (Claimed + other.Claimed));

    /// <summary>
    /// The better of this estimate and one from smaller steps. If they contradict each other it is that, but in doubt until a third
    /// agrees: large steps can settle on what is not the slope, where f is periodic in them or has a bend between them, and small ones
    /// on what the rounding of f left.
    /// </summary>
    public Estimate RefinedBy(Estimate finer) =>
        !finer.Exists ? this
        : Contradicts(finer) ? finer.InDoubt(this)
        : finer.Claimed < Claimed ? finer
        : this with { Doubt = 0 };

    /// <summary>This estimate, and in doubt if another one contradicts it.</summary>
    public Estimate InDoubt(Estimate other) =>
        Contradicts(other) ? this with { Doubt = Math.Max(Doubt, Math.Abs(Value - other.Value)) } : this;
}

/// <summary>What differences say about the slope of one element of f along one element of x: from above, from below and across.</summary>
internal readonly record struct Slopes(Estimate Forward, Estimate Backward, Estimate Central)
{
    public static readonly Slopes None = new(Estimate.None, Estimate.None, Estimate.None);

    public bool IsSettled => IsKink || Slope.IsSettled;

    /// <summary>Whether the slopes from the two sides are known and differ beyond doubt.</summary>
    public bool IsKink
    {
        get
        {
            double size = Math.Max(Math.Abs(Forward.Value), Math.Abs(Backward.Value));
            return Forward.IsSettledFor(size) && Backward.IsSettledFor(size) && Forward.Contradicts(Backward)
                && Math.Abs(Forward.Value - Backward.Value) > 1e-3 * size;
        }
    }

    /// <summary>
    /// The slope where there is no kink: the central one; at the edge of the domain that of the one side; where only the second
    /// derivative jumps, as that of x·|x| at 0, which keeps the central one from settling, what both sides agree on.
    /// </summary>
    public Estimate Slope =>
        !Central.Exists ? (Forward.Exists ? Forward : Backward)
        : !Central.IsSettled && Forward.IsSettled && Backward.IsSettled ? Forward.InDoubt(Backward)
        : Central.InDoubt(Forward).InDoubt(Backward);

    public Slopes RefinedBy(Slopes finer) =>
        new(Forward.RefinedBy(finer.Forward), Backward.RefinedBy(finer.Backward), Central.RefinedBy(finer.Central));
}
