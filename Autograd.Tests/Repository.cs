using System.Diagnostics;
using System.Text;

namespace Autograd.Tests;

/// <summary>The files of the repository, and programs that are built from them.</summary>
internal static class Repository
{
    /// <summary>The tests that build run one after another: builds share the folders of the projects they reference.</summary>
    public const string Builds = "Builds";

    // Far above what a build and a run take: it ends a program that hangs, and is no measure of speed.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    /// <summary>The folder of the solution, upward from the test's own.</summary>
    public static string Root { get; } = FindRoot();

    public static string Examples { get; } = Path.Combine(Root, "examples");

    public static string Dotnet { get; } = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";

    /// <summary>The text of a file, whose path is relative to the folder of the solution, with the line ends of this code.</summary>
    public static string Text(string path) => File.ReadAllText(Path.Combine(Root, path)).ReplaceLineEndings("\n");

    /// <summary>What a program prints; that it fails or hangs is an error with all that it printed.</summary>
    public static async Task<string> Run(string folder, string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
        };

        start.Environment["DOTNET_NOLOGO"] = "true"; // no welcome before the output
        start.Environment["DOTNET_SYSTEM_GLOBALIZATION_INVARIANT"] = "true"; // 2.2 and not 2,2, wherever the tests run

        string command = $"{Path.GetFileName(program)} {string.Join(' ', arguments)}";
        using var process = Process.Start(start)!;
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            Task<string> output = process.StandardOutput.ReadToEndAsync(patience.Token);
            string errors = await process.StandardError.ReadToEndAsync(patience.Token);
            string printed = (await output).ReplaceLineEndings("\n");
            await process.WaitForExitAsync(patience.Token);
            Assert.True(process.ExitCode == 0, $"{command} ended with code {process.ExitCode}.\n\n{errors}\n{printed}");
            return printed;
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{command} had not ended after {Patience}.");
        }
    }

    private static string FindRoot()
    {
        string? folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "Autograd.sln")))
        {
            folder = Path.GetDirectoryName(folder);
        }

        return folder ?? throw new InvalidOperationException($"No Autograd.sln above {AppContext.BaseDirectory}.");
    }
}
