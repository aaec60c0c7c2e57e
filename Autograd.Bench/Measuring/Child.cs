using System.Diagnostics;
using System.Globalization;

namespace Autograd.Bench;

/// <summary>
/// Programs that measure run in processes of their own: only at its start can a process be told how many processors it has, and what is
/// called memory above a baseline wants a fresh one.
/// </summary>
internal static class Child
{
    // Compiled code is optimised in the background once nothing new has run for 100 ms, with one processor ten times as long. Shorter waits
    // lead to the same code, and only make the warm-up shorter. The runtime reads its settings as hexadecimal.
    private static readonly Dictionary<string, string> ShortWaits = new()
    {
        ["DOTNET_TC_DelaySingleProcMultiplier"] = "1",
        ["DOTNET_TC_CallCountingDelayMs"] = "14",
    };

    /// <summary>This program again, seeing so many processors; with one it is bound to processor 0 where taskset is installed.</summary>
    /// <returns>What it wrote to its standard output.</returns>
    public static string RunSelf(int threads, params string[] arguments)
    {
        string host = Environment.ProcessPath!;
        string[] self = Path.GetFileNameWithoutExtension(host) == "dotnet" ? [host, typeof(Child).Assembly.Location] : [host];
        string[] pinned = threads == 1 && FindOnPath("taskset") is { } taskset ? [taskset, "-c", "0"] : [];
        string count = threads.ToString("X", CultureInfo.InvariantCulture);
        return Run([.. pinned, .. self, .. arguments], new(ShortWaits) { ["DOTNET_PROCESSOR_COUNT"] = count });
    }

    /// <summary>Any program, without the settings of our own; one that fails is an error that shows what it wrote.</summary>
    public static string Run(IReadOnlyList<string> command, Dictionary<string, string>? environment = null)
    {
        var info = new ProcessStartInfo(command[0], command.Skip(1)) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (string name in ShortWaits.Keys)
        {
            info.Environment.Remove(name);
        }

        foreach ((string name, string value) in environment ?? [])
        {
            info.Environment[name] = value;
        }

        using Process process = Process.Start(info)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0
            ? output
            : throw new InvalidOperationException($"{string.Join(' ', command)} ended with {process.ExitCode}:\n{output}{errors.Result}");
    }

    private static string? FindOnPath(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);
}
