using System.Diagnostics;

namespace Autograd.Bench;

/// <summary>The command "peers": our side of a comparison, in the names and units of the peers' programs, as JSON.</summary>
internal static class PeersCommand
{
    /// <summary>Runs the measuring process and shows, or also writes, its JSON.</summary>
    public static void Run(IReadOnlyList<string> arguments, TextWriter to)
    {
        var options = new Options(arguments, "--threads", "--only", "--json");
        string? file = options.File("--json");
        CompareCommand.RequireKnown(options.List("--only"));
        string json = Measured(options.Threads()[0], options["--only"] ?? "");
        if (file is not null)
        {
            File.WriteAllText(file, json);
        }

        to.Write(json);
    }

    /// <summary>The JSON of a measuring process that sees so many processors.</summary>
    private static string Measured(int threads, string only)
    {
        string[] program = ReportOf(only).WantsSome("j.") ? ["--program", PublishedProgram.Program] : [];
        return Child.RunSelf(threads, ["child", "peers", "--only", only, .. program]);
    }

    /// <summary>The results alone.</summary>
    public static Dictionary<string, double> Results(int threads, string only) => Report.Parse(Measured(threads, only));

    /// <summary>What the measuring process does.</summary>
    public static void RunChild(IReadOnlyList<string> arguments, TextWriter to)
    {
        long start = Stopwatch.GetTimestamp();
        var load = new ProcessorLoad();
        var options = new Options(arguments, "--only", "--program");
        Report report = ReportOf(options["--only"] ?? "");
        foreach (Action<Report> workload in new Action<Report>[]
        {
            Matrices.Run, Overheads.Run, Elementwise.Run, Reductions.Run, Training.Run, SecondOrder.Run, ChainAndMemory.Run,
            own => PublishedProgram.Run(own, options["--program"]),
        })
        {
            workload(report);
            GC.Collect();
        }

        to.WriteLine(report.ToJson(meta =>
        {
            Machine.Write(meta);
            meta.WriteNumber("foreign_load", Math.Round(load.Foreign(), 3));
            meta.WriteStartArray("contended");
            foreach (string name in report.Contended)
            {
                meta.WriteStringValue(name);
            }

            meta.WriteEndArray();
            meta.WriteNumber("wall_s", Math.Round(Stopwatch.GetElapsedTime(start).TotalSeconds, 1));
        }));
    }

    private static Report ReportOf(string only) => new(only.Split(',', StringSplitOptions.RemoveEmptyEntries));
}
