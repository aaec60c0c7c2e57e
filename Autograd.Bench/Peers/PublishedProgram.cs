using System.Diagnostics;

namespace Autograd.Bench;

/// <summary>
/// j. From the start of a process to its end, of a published program that takes one gradient, and of the same program when it does nothing.
/// </summary>
internal static class PublishedProgram
{
    private const int Runs = 11;

    public static void Run(Report report)
    {
        if (report.WantsSome("j."))
        {
            string program = Publish();
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
