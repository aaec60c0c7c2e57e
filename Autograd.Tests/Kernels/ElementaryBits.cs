using System.Diagnostics;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Autograd.Tests.Kernels;

/// <summary>
/// One hash of all results of each elementary function, for the test that compares processes with narrower and wider vectors.
/// </summary>
internal static class ElementaryBits
{
    /// <summary>What makes <see cref="Program"/> print the report.</summary>
    public const string Argument = "elementary-bits";

    public static string Report() => Report<float>() + Report<double>();

    /// <summary>The report of a process with the given kind of instruction switched off.</summary>
    public static string ReportOfProcess(string switchedOff)
    {
        string host = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";
        var start = new ProcessStartInfo(host, ["exec", typeof(ElementaryBits).Assembly.Location, Argument])
        {
            RedirectStandardOutput = true,
            Environment = { [switchedOff] = "0" },
        };
        using Process process = Process.Start(start)!;
        string report = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return report;
    }

    private static string Report<T>()
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T[] x = Numbers<T>(3), y = Numbers<T>(4), z = new T[x.Length];
        return string.Concat(ElementaryFunctions<T>.Unary.Keys.Concat(ElementaryFunctions<T>.Binary.Keys).Select(function =>
        {
            ElementaryFunctions<T>.Find(function)(x, y, z);

            // The bits of a NaN are nobody's business.
            T[] comparable = [.. z.Select(value => T.IsNaN(value) ? T.NaN : value)];
            byte[] hash = SHA256.HashData(MemoryMarshal.AsBytes<T>(comparable));
            return $"{function} of {typeof(T).Name}: {Convert.ToHexString(hash)}\n";
        }));
    }

    /// <summary>Numbers of every size, most of them where most functions change.</summary>
    private static T[] Numbers<T>(int seed)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, 3001).Select(i => T.CreateTruncating(
            (2 * random.NextDouble() - 1) * Math.ScaleB(1, i % 3 == 0 ? random.Next(-1074, 1024) : random.Next(-12, 8))))];
    }
}
