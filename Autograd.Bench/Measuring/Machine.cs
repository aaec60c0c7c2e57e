using System.Globalization;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Text.Json;

namespace Autograd.Bench;

/// <summary>Where and with what a run was made.</summary>
internal static class Machine
{
    public static string Processor { get; } =
        FieldOf("/proc/cpuinfo", "model name") ?? Environment.GetEnvironmentVariable("PROCESSOR_IDENTIFIER") ?? "unknown";

    public static string Vectors =>
        Vector512.IsHardwareAccelerated ? "512 bits" : Vector256.IsHardwareAccelerated ? "256 bits" : "128 bits";

    /// <summary>The version of the library, with the commit it was built from where the build knows it.</summary>
    public static string Library =>
        typeof(Tensor<>).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";

    public static string Now => DateTime.Now.ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture);

    /// <summary>What stands after a name and a colon in one of the files that Linux describes itself in; null elsewhere.</summary>
    public static string? FieldOf(string file, string name) => File.Exists(file)
        ? File.ReadLines(file).FirstOrDefault(line => line.StartsWith(name, StringComparison.Ordinal))?.Split(':')[1].Trim()
        : null;

    /// <summary>What decides the speed beside the code; the caller adds what belongs to its run.</summary>
    public static void Write(Utf8JsonWriter meta)
    {
        meta.WriteString("library", Library);
        meta.WriteString("runtime", RuntimeInformation.FrameworkDescription);
        meta.WriteString("os", RuntimeInformation.OSDescription);
        meta.WriteString("cpu", Processor);
        meta.WriteString("vectors", Vectors);
        meta.WriteNumber("threads", Environment.ProcessorCount);
        meta.WriteString("affinity", ProcessorLoad.Allowed);
        meta.WriteString("build", IsOptimized ? "Release" : "Debug: the figures mean little");
        meta.WriteStartObject("gc");
        foreach ((string name, object value) in GC.GetConfigurationVariables())
        {
            meta.WriteString(name, string.Create(CultureInfo.InvariantCulture, $"{value}"));
        }

        meta.WriteEndObject();
        meta.WriteStartObject("environment"); // of the runtime: switched off vector units, stages of compiling
        foreach (System.Collections.DictionaryEntry entry in Environment.GetEnvironmentVariables())
        {
            if (entry.Key is string name && IsSettingOfRuntime(name))
            {
                meta.WriteString(name, (string?)entry.Value);
            }
        }

        meta.WriteEndObject();
        meta.WriteString("date", Now);
    }

    private static bool IsSettingOfRuntime(string name) =>
        name.StartsWith("DOTNET_", StringComparison.Ordinal)
        && new[] { "Tier", "GC", "gc", "Enable", "PROCESSOR", "ReadyToRun", "TC_", "PreferredVector" }.Any(
            name["DOTNET_".Length..].StartsWith);

    private static bool IsOptimized =>
        typeof(Machine).Assembly.GetCustomAttribute<System.Diagnostics.DebuggableAttribute>()?.IsJITOptimizerDisabled != true;
}
