using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace Autograd.Bench;

/// <summary>
/// The command "compare": the peer and ours by turns, a few rows at a time, so that a clock that drifts or a neighbour that comes and goes
/// meets both. Of each side the best of its medians counts.
/// </summary>
internal static class CompareCommand
{
    private static readonly string[] Areas =
    [
        "a.mm.f32", "a.mm.f64", "a.mm_t", "b.", "c.exp", "c.log", "c.sin", "c.tanh", "c.sigmoid", "c.relu", "c.muladd",
        "d.softplus", "d.bent_identity", "d.snake", "d.hardswish", "d.gelu_tanh", "e.softmax", "e.sum", "e.max", "e.logsumexp",
        "f.mlp.i_", "f.mlp.ii_", "f.mlp.iii_", "f.mlp.iv_", "f.mlp.v_", "g.rosenbrock", "g.mlp_iii", "g.softmax", "h.", "i.", "j.",
    ];

    // What is one after the other by nature: with more threads it is measured for nothing.
    private static readonly string[] Serial = ["a.mm_t", "b.", "g.rosenbrock", "h.", "i.", "j."];

    public static void Run(IReadOnlyList<string> arguments, TextWriter to, TextWriter progress)
    {
        var options = new Options(arguments, "--torch", "--script", "--threads", "--only", "--rounds", "--markdown");
        var torch = new Torch(Required(options, "--torch"), Required(options, "--script"));
        int rounds = options.Number("--rounds", 3);
        int[] threads = options.Threads();
        string? file = options.File("--markdown");
        RequireKnown(options.List("--only"));
        long start = Stopwatch.GetTimestamp();
        var failures = new List<string>();
        var tables = new StringBuilder();
        foreach (int count in threads)
        {
            string[] areas = [.. Chosen(options.List("--only")).Where(area => count == 1 || !Serial.Any(area.StartsWith))];
            Row[] rows = [.. Compared(torch, areas, count, rounds, progress, failures).Rows()];
            string heading = count == 1 ? "one thread" : $"{count} threads";
            string targets = rows.Any(row => row.IsMet is not null) ? Table.OfTargets(rows) : "None of these rows has one.\n";
            tables.AppendLine("## Targets, " + heading).AppendLine().AppendLine(targets);
            tables.AppendLine("## Every row, " + heading).AppendLine().AppendLine(Table.Of(rows));
        }

        to.Write(tables);
        failures.ForEach(to.WriteLine);
        if (file is not null)
        {
            File.WriteAllText(file, Document(options, torch, rounds, Stopwatch.GetElapsedTime(start), tables.ToString(), failures));
        }

        if (failures.Count > 0)
        {
            throw new InvalidOperationException($"{failures.Count} measurements failed, as said above.");
        }
    }

    /// <summary>Refuses prefixes that no workload begins with.</summary>
    public static void RequireKnown(string[] only)
    {
        if (only.FirstOrDefault(prefix => !Chosen([prefix]).Any()) is { } unknown)
        {
            throw new ArgumentException($"--only {unknown}: no workload begins so. They begin with {string.Join(", ", Areas)}.");
        }
    }

    private static string Required(Options options, string name) => options[name] is { } value
        ? name != "--script" || File.Exists(value) ? value : throw new ArgumentException($"--script {value}: there is no such file.")
        : throw new ArgumentException("compare needs --torch PYTHON, which has torch, and --script FILE, which measures it.");

    /// <summary>The areas within the prefixes that are asked for, or the prefixes themselves where they are narrower.</summary>
    private static IEnumerable<string> Chosen(string[] only) => only.Length == 0 ? Areas : Areas.SelectMany(area =>
        only.Any(prefix => area.StartsWith(prefix, StringComparison.Ordinal)) ? [area]
        : only.Where(prefix => prefix.StartsWith(area, StringComparison.Ordinal)));

    private static Comparison Compared(
        Torch torch, string[] areas, int threads, int rounds, TextWriter progress, List<string> failures)
    {
        var comparison = new Comparison(threads);
        for (int round = 1; round <= rounds; round++)
        {
            foreach (string area in areas)
            {
                double theirs = Timed(() => comparison.AddTheirs(torch.Measured(threads, area)), $"{area}, peer", failures);
                double ours = Timed(() => comparison.AddOurs(PeersCommand.Results(threads, area)), $"{area}, ours", failures);
                string seconds = string.Create(CultureInfo.InvariantCulture, $"peer {theirs:F1} s, ours {ours:F1} s");
                progress.WriteLine($"threads {threads}, round {round} of {rounds}, {area}: {seconds}");
            }
        }

        return comparison;
    }

    /// <summary>A workload that fails on one side leaves a gap and a line that says why; the others go on.</summary>
    private static double Timed(Action action, string what, List<string> failures)
    {
        long start = Stopwatch.GetTimestamp();
        try
        {
            action();
        }
        catch (Exception failure) when (failure is InvalidOperationException or JsonException)
        {
            string line = $"{what} failed: {failure.Message}";
            if (!failures.Contains(line))
            {
                failures.Add(line);
            }
        }

        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private static string Document(
        Options options, Torch torch, int rounds, TimeSpan duration, string tables, IReadOnlyCollection<string> failures)
    {
        string only = options["--only"] is { } prefixes ? $" --only {prefixes}" : "";
        string command = $"compare --torch {Path.GetFileName(options["--torch"])} --script {Path.GetFileName(options["--script"])} "
            + $"--threads {options["--threads"] ?? "1"} --rounds {rounds}{only}";
        return string.Create(CultureInfo.InvariantCulture, $"""
            # Results beside PyTorch

            The whole of what `compare` measured last, with every row, those that we lose included. [README](README.md) says what is
            measured and how.

            - made in {duration.TotalMinutes:F0} minutes by
              `dotnet run -c Release --project Autograd.Bench -- {command}`
            - date: {Machine.Now}
            - machine: {Machine.Processor}, {Environment.ProcessorCount} processors, vectors of {Machine.Vectors}
            - system: {RuntimeInformation.OSDescription}
            - ours: Autograd {Machine.Library}, {RuntimeInformation.FrameworkDescription}, collections not concurrent
            - peer: {torch.Versions}
            - its settings: {torch.Settings}

            Both sides ran by turns, a few rows at a time, rounds: {rounds}; a value is the best of the medians of its side. "Ours ÷ peer"
            is the ratio in time or memory, so that below 1 ours is better in every row. The last part of a name is its unit.

            - "–" is what one side does not have: fwd_out writes to a given output, which immutable tensors do not.
            - Where the last column names a row of ours, it stands in for one that only the peer has: a fused built-in or vectorised way
              to a result that we have one way to. In the rows a.mm_t it is ours, untransposed, in place of the peer.
            - h.chain1e6.total is forward, backward and free; cold is our first run in a process, compiling included.
            - gc_share is the share of the whole time in which the garbage collector held the program; its target is absolute.

            {tables}
            """).TrimEnd() + "\n" + string.Concat(failures.Select(failure => $"\n{failure.Split('\n')[0]}\n"));
    }
}
