using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Autograd.Bench;

/// <summary>What one workload took.</summary>
/// <param name="Seconds">The sorted times of a call, one for each sample.</param>
/// <param name="ForeignLoad">The processors' worth of foreign work meanwhile.</param>
/// <param name="PauseShare">The share of the time in which the garbage collector held the program.</param>
internal sealed record Measurement(double[] Seconds, double ForeignLoad, double PauseShare)
{
    /// <summary>The median time of a call.</summary>
    public double Median => Seconds.Length % 2 == 1
        ? Seconds[Seconds.Length / 2]
        : (Seconds[(Seconds.Length / 2) - 1] + Seconds[Seconds.Length / 2]) / 2;
}

/// <summary>
/// Times a function that allocates and is compiled in steps: it is called until the run-time compiler has nothing more to improve, then in
/// samples long enough for the clock. Collections of garbage are counted as they come; one is forced before, never inside.
/// </summary>
internal static class Sampler
{
    private const double SampleSeconds = 3e-4, QuietLoad = 0.1;
    private const int MostSamples = 400, FewestSamples = 5, Repetitions = 3;

    private static readonly long Start = Stopwatch.GetTimestamp();

    /// <summary>
    /// The sorted samples. A measurement during which others took more than a tenth of a processor is repeated, twice at most, and not once
    /// the process is older than 60 seconds; the fastest counts.
    /// </summary>
    public static Measurement Measure(Func<object> f, double budget)
    {
        Measurement? best = null;
        double estimate = WarmUp(f);
        for (int i = 0; i < Repetitions; i++)
        {
            Measurement measurement = Sample(f, budget, estimate);
            best = best is null || measurement.Median < best.Median ? measurement : best;
            if (measurement.ForeignLoad <= QuietLoad || Stopwatch.GetElapsedTime(Start).TotalSeconds > 60)
            {
                break;
            }
        }

        return best!;
    }

    /// <summary>The least of many short samples of each function in turn, for ratios within this process.</summary>
    public static double[] LeastOf(double budget, params ReadOnlySpan<Func<object>> functions)
    {
        var least = new double[functions.Length];
        var calls = new int[functions.Length];
        for (int i = 0; i < functions.Length; i++)
        {
            calls[i] = Grouped(WarmUp(functions[i])); // a single call may be too short for the clock
            least[i] = double.PositiveInfinity;
        }

        GC.Collect();
        long start = Stopwatch.GetTimestamp();
        do
        {
            for (int i = 0; i < functions.Length; i++)
            {
                least[i] = Math.Min(least[i], Repeat(functions[i], calls[i]));
            }
        }
        while (Stopwatch.GetElapsedTime(start).TotalSeconds < budget);

        return least;
    }

    /// <summary>
    /// Calls until the least time does not fall any more. The pauses are for the compiler, which runs in the background, on the same
    /// processor if there is only one; each of its stages begins a tenth of a second after the last at the earliest.
    /// </summary>
    private static double WarmUp(Func<object> f)
    {
        double least = double.PositiveInfinity;
        long start = Stopwatch.GetTimestamp();
        int calls = 0, settled = 0;
        while (true)
        {
            long phase = Stopwatch.GetTimestamp();
            double leastOfPhase = double.PositiveInfinity;
            do
            {
                leastOfPhase = Math.Min(leastOfPhase, Repeat(f, 1));
                calls++;
            }
            while (Stopwatch.GetElapsedTime(phase).TotalSeconds < 0.05);

            settled = leastOfPhase > 0.97 * least ? settled + 1 : 0;
            least = Math.Min(least, leastOfPhase);
            double elapsed = Stopwatch.GetElapsedTime(start).TotalSeconds;
            if ((settled >= 3 && calls >= 100 && elapsed > 0.5) || (elapsed > 3 && calls > 2))
            {
                return least;
            }

            Thread.Sleep(20);
        }
    }

    private static Measurement Sample(Func<object> f, double budget, double estimate)
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        var seconds = new List<double>(MostSamples);
        int calls = Grouped(estimate);
        var load = new ProcessorLoad();
        TimeSpan pauses = GC.GetTotalPauseDuration();
        long start = Stopwatch.GetTimestamp();
        while (seconds.Count < FewestSamples
            || (seconds.Count < MostSamples && Stopwatch.GetElapsedTime(start).TotalSeconds < budget))
        {
            seconds.Add(Repeat(f, calls));
        }

        double paused = (GC.GetTotalPauseDuration() - pauses) / Stopwatch.GetElapsedTime(start);
        return new Measurement([.. seconds.Order()], load.Foreign(), paused);
    }

    private static int Grouped(double estimate) => (int)Math.Clamp(SampleSeconds / Math.Max(estimate, 1e-9), 1, 1_000_000);

    /// <summary>Seconds per call.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double Repeat(Func<object> f, int calls)
    {
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < calls; i++)
        {
            GC.KeepAlive(f());
        }

        return Stopwatch.GetElapsedTime(start).TotalSeconds / calls;
    }
}
