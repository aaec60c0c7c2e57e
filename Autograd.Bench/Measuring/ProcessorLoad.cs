using System.Diagnostics;
using System.Globalization;

namespace Autograd.Bench;

/// <summary>
/// How busy the processors that we may use have been with the work of others: a measurement beside a busy neighbour is worth little.
/// Read from /proc; where there is none, the load counts as 0.
/// </summary>
internal sealed class ProcessorLoad
{
    private const double TicksPerSecond = 100; // USER_HZ, which Linux shows to programs on every machine

    private static readonly int[] BusyColumns = [1, 2, 3, 6, 7, 8]; // user, nice, system, two of interrupts, stolen: not idle, not waiting

    /// <summary>The processors this process may use: "0", or "0-1".</summary>
    public static string Allowed { get; } = Machine.FieldOf("/proc/self/status", "Cpus_allowed_list")
        ?? $"0-{Environment.ProcessorCount - 1}";

    private static readonly HashSet<string> Names = [.. Allowed.Split(',').SelectMany(part =>
    {
        int[] ends = [.. part.Split('-').Select(word => int.Parse(word, CultureInfo.InvariantCulture))];
        return Enumerable.Range(ends[0], ends[^1] - ends[0] + 1).Select(i => $"cpu{i}");
    })];

    private readonly double busy = Busy(), own = Own();
    private readonly long start = Stopwatch.GetTimestamp();

    /// <summary>The processors' worth of foreign work since this object was made.</summary>
    public double Foreign() =>
        Math.Max(0, Busy() - busy - (Own() - own)) / Math.Max(Stopwatch.GetElapsedTime(start).TotalSeconds, 1e-9);

    private static double Own()
    {
        using var self = Process.GetCurrentProcess();
        return self.TotalProcessorTime.TotalSeconds;
    }

    private static double Busy() => !File.Exists("/proc/stat") ? 0 : File.ReadLines("/proc/stat")
        .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        .Where(words => Names.Contains(words[0]))
        .Sum(words => BusyColumns.Sum(i => double.Parse(words[i], CultureInfo.InvariantCulture))) / TicksPerSecond;
}
