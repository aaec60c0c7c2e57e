namespace Autograd;

/// <summary>What <c>GradientCheck.Verify</c> throws: the derivatives of a function are not what they should be.</summary>
/// <param name="report">What was found; its text is the message.</param>
public sealed class GradientCheckException(GradientCheckReport report) : Exception(report.ToString())
{
    /// <summary>What was found.</summary>
    public GradientCheckReport Report { get; } = report;
}
