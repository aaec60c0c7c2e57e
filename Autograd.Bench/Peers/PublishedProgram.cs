using System.Diagnostics;

namespace Autograd.Bench;

/// <summary>
/// j. From the start of a process to its end, of a published program that takes one gradient, and of the same program when it does nothing.
/// It is published before the measuring process starts, with as many processors as there are.
/// </summary>
internal static class PublishedProgram
{
    private const int Runs = 11;

    private static readonly Lazy<string> Published = new(Publish);

    /// <summary>The program, published when it is first asked for and deleted at the end of this process.</summary>
    public static string Program => Published.Value;

    public static void Run(Report report, string? program)
    {
        if (program is not null && report.WantsSome("j."))
        {
            report.Add("j.startup.first_gradient.s", Seconds(program));
            report.Add("j.startup.runtime_only.s", Seconds(program, "nothing"));
        }
    }

    private static string Publish()
    {
        string output = Path.Combine(Path.GetTempPath(), $"autograd-start-up-{Environment.ProcessId}");
        string dotnet = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";
        Child.Run(
            [dotnet, "publish", Path.Combine(Root(), "Autograd.Bench", "StartUp"), "-c", "Release", "-o", output],
            new() { ["MSBUILDDISABLENODEREUSE"] = "1", ["UseSharedCompilation"] = "false", ["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0" });
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(output, recursive: true);
        return Path.Combine(output, OperatingSystem.IsWindows() ? "StartUp.exe" : "StartUp");
    }

    /// <summary>The median of several runs after one that fills the file cache; a run that does not end with 0 is an error.</summary>
    private static double Seconds(string program, params string[] arguments)
    {
        Child.Run([program, .. arguments]);
        double[] seconds = [.. Enumerable.Range(0, Runs).Select(_ =>
        {
            long start = Stopwatch.GetTimestamp();
            Child.Run([program, .. arguments]);
            return Stopwatch.GetElapsedTime(start).TotalSeconds;
        }).Order()];
        return seconds[Runs / 2];
    }

    /// <summary>The folder of the solution, above the one that this program was built into.</summary>
    public static string Root()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Autograd.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException($"No Autograd.sln above {AppContext.BaseDirectory}: this runs from a clone of the repository.");
    }
}
