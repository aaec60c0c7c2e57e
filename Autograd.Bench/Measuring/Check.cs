using System.Runtime.CompilerServices;

namespace Autograd.Bench;

/// <summary>
/// A benchmark that computes nonsense is worth nothing: each workload shows first, outside of what is timed, that it is right.
/// </summary>
internal static class Check
{
    public static void That(bool condition, [CallerArgumentExpression(nameof(condition))] string? what = null)
    {
        if (!condition)
        {
            throw new InvalidOperationException($"A workload computes something wrong: {what} does not hold.");
        }
    }

    /// <summary>Equal to within a part of the larger, or of 1.</summary>
    public static void Near(
        double actual, double expected, double tolerance = 1e-4, [CallerArgumentExpression(nameof(actual))] string? what = null)
    {
        if (!(Math.Abs(actual - expected) <= tolerance * Math.Max(1, Math.Abs(expected))))
        {
            throw new InvalidOperationException($"A workload computes something wrong: {what} is {actual}, not {expected}.");
        }
    }
}
