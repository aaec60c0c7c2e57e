using System.Globalization;
using Autograd.Messages;
using Autograd.Testing;
using static System.FormattableString;

namespace Autograd;

/// <summary>
/// What a gradient check found: the comparison that came out worst, and how many there were. As text it holds the input too, as an
/// expression that can be pasted into a test.
/// </summary>
public sealed class GradientCheckReport
{
    private readonly Tensor<double>[] xs;
    private Finding worst = Finding.OfNothing;
    private string place = "";
    private int failed, orders;

    internal GradientCheckReport(Tensor<double>[] xs) => this.xs = xs;

    /// <summary>Whether every derivative passed.</summary>
    public bool Passed => failed == 0;

    /// <summary>
    /// The check that the worst comparison belongs to: "reverse against differences" or "forward against reverse (adjoint identity)",
    /// for the second order preceded by "second order: "; empty if there was nothing to compare.
    /// </summary>
    public string Check { get; private set; } = "";

    /// <summary>Which input the worst derivative is with respect to, from 0; -1 if the comparison is of no single element.</summary>
    public int Input { get; private set; } = Finding.None;

    /// <summary>The element of that input, in row-major order, or -1.</summary>
    public int InputElement { get; private set; } = Finding.None;

    /// <summary>
    /// The element of the output in row-major order, or -1; from the second order on, of the gradients of all inputs laid end to end.
    /// </summary>
    public int OutputElement => worst.Row;

    /// <summary>The worst derivative, as autodiff gave it: by reverse mode, or in the second check by forward mode.</summary>
    public double Autodiff => worst.Autodiff;

    /// <summary>
    /// What it was compared with: the difference, at a kink the nearest slope between those of the two sides, or in the second check
    /// the derivative by reverse mode.
    /// </summary>
    public double Reference => worst.Reference;

    /// <summary>How far the two are apart, relative to the larger; 0 where both are 0 to within rounding.</summary>
    public double RelativeError => worst.RelativeError;

    /// <summary>The number of derivatives that were compared, over all orders.</summary>
    public int Compared { get; private set; }

    /// <summary>The number of derivatives that were taken at a kink; if there are any, higher orders were not checked.</summary>
    public int Kinks { get; private set; }

    /// <summary>The report as text: one line, or several if the check failed.</summary>
    public override string ToString()
    {
        string counts = $"{Compared} compared up to order {orders}{(Kinks > 0 ? $", {Kinks} of them at a kink" : "")}";
        if (Passed)
        {
            return Invariant($"GradientCheck passed: {counts}, worst relative error {RelativeError:G2}.");
        }

        bool isAdjoint = worst.Check == Finding.Adjoint;
        return string.Join(
            Environment.NewLine,
            $"GradientCheck failed: {Check}: {worst.Problem}.",
            $"  at:             {place} (the worst of {failed} failing; {counts})",
            isAdjoint ? $"  forward mode:   {Literal(Autodiff)}" : $"  reverse mode:   {Literal(Autodiff)}",
            isAdjoint ? $"  reverse mode:   {Literal(Reference)}" : Invariant($"  differences:    {Literal(Reference)} ± {worst.Error:G1}"),
            Invariant($"  relative error: {RelativeError:G3}"),
            $"  input:          {(xs.Length == 1 ? Expression(xs[0]) : $"[{string.Join(", ", xs.Select(Expression))}]")}");
    }

    /// <summary>Takes the findings of one check in; true if all passed.</summary>
    internal bool Add(DerivativeCheck check, Finding[] findings)
    {
        orders = check.Order;
        foreach (Finding finding in findings)
        {
            failed += finding.Failed ? 1 : 0;
            Kinks += finding.Verdict == Verdict.LiesInKink ? 1 : 0;
            Compared += finding.Check == Finding.Reverse ? 1 : 0;
            if (finding.IsWorseThan(worst))
            {
                worst = finding;
                Check = check.Order switch { 1 => "", 2 => "second order: ", _ => $"order {check.Order}: " } + finding.Check;
                place = check.Describe(finding);
                (Input, InputElement) = check.Place(finding.Column);
            }
        }

        return Passed;
    }

    private static string Expression(Tensor<double> x)
    {
        string values = string.Join(", ", x.ToArray().Select(Literal));
        return x.Shape.Rank == 0
            ? $"Tensor.Variable({values})"
            : $"Tensor.Variable([{values}], [{Wording.List(x.Shape.Axes)}])";
    }

    /// <summary>A number as C# reads it, with every digit.</summary>
    private static string Literal(double value) => value switch
    {
        double.NaN => "double.NaN",
        double.PositiveInfinity => "double.PositiveInfinity",
        double.NegativeInfinity => "double.NegativeInfinity",
        0 when double.IsNegative(value) => "-0.0", // -0 is a whole number, and so 0
        _ => value.ToString("R", CultureInfo.InvariantCulture),
    };
}
