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

    /// <summary>Seconds that this process used, and those of its children that have ended: the fields 14 to 17, behind the name.</summary>
    private static double Own() => !File.Exists("/proc/self/stat") ? 0 : File.ReadAllText("/proc/self/stat").Split(')')[^1]
        .Split(' ', StringSplitOptions.RemoveEmptyEntries)[11..15].Sum(Seconds);

    private static double Busy() => !File.Exists("/proc/stat") ? 0 : File.ReadLines("/proc/stat")
        .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        .Where(words => Names.Contains(words[0]))
        .Sum(words => BusyColumns.Sum(i => Seconds(words[i])));

    private static double Seconds(string ticks) => double.Parse(ticks, CultureInfo.InvariantCulture) / TicksPerSecond;
}
