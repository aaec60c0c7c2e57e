using Xunit.Sdk;

namespace FsCheck.Xunit;

/// <summary>
/// Marks a method whose arguments FsCheck generates: it must hold for each of them. The method returns nothing, a <see cref="bool"/>,
/// a <see cref="Property"/>, or a <see cref="Task"/> of one of these.
/// </summary>
/// <remarks>
/// Name, namespace and options are those of the package FsCheck.Xunit: to use the package, reference it and delete this folder.
/// Without <see cref="Replay"/> the seed is random, or always the same where the environment variable CI is <c>true</c>.
/// </remarks>
[AttributeUsage(AttributeTargets.Method)]
[XunitTestCaseDiscoverer("FsCheck.Xunit.PropertyDiscoverer", "Autograd.Tests")]
public class PropertyAttribute : FactAttribute
{
    private const ulong SeedInCI = 20260101;

    /// <summary>How many tests must pass.</summary>
    public int MaxTest { get; set; } = Config.Default.MaxTest;

    /// <summary>How many arguments the property may reject (<c>When</c>) before the run counts as exhausted, which is a failure.</summary>
    public int MaxRejected { get; set; } = Config.Default.MaxRejected;

    /// <summary>The size of the first test; sizes grow evenly to <see cref="EndSize"/>.</summary>
    public int StartSize { get; set; } = Config.Default.StartSize;

    /// <summary>The size of the last test.</summary>
    public int EndSize { get; set; } = Config.Default.EndSize;

    /// <summary>
    /// The seed, as a failure prints it: <c>"seed,gamma"</c> repeats the whole run, <c>"seed,gamma,size"</c> only the failing test.
    /// Parentheses around it are ignored.
    /// </summary>
    public string? Replay { get; set; }

    /// <summary>Classes whose public static members that return <see cref="Arbitrary{T}"/> replace the generators of those types.</summary>
    public Type[] Arbitrary { get; set; } = [];

    /// <summary>Whether the arguments of every test go to the test's output.</summary>
    public bool Verbose { get; set; }

    /// <summary>Whether a passing property leaves the test's output empty.</summary>
    public bool QuietOnSuccess { get; set; }

    internal Config ToConfig(string replay, IRunner runner) =>
        (Verbose ? Config.Verbose : Config.Quick)
            .WithMaxTest(MaxTest)
            .WithMaxRejected(MaxRejected)
            .WithStartSize(StartSize)
            .WithEndSize(EndSize)
            .WithArbitrary(Arbitrary)
            .WithQuietOnSuccess(QuietOnSuccess)
            .WithReplay(ParseReplay(replay))
            .WithRunner(runner);

    internal static string ChooseReplay(bool isCI) =>
        $"{new Rnd(isCI ? SeedInCI : (ulong)Random.Shared.NextInt64())}";

    internal static Replay ParseReplay(string replay)
    {
        string[] parts = replay.Trim('(', ')').Split(',');
        return parts.Length is 2 or 3
            && ulong.TryParse(parts[0], out ulong seed)
            && ulong.TryParse(parts[1], out ulong gamma)
            && int.TryParse(parts.ElementAtOrDefault(2) ?? "0", out int size)
            ? new Replay(new Rnd(seed, gamma), parts.Length == 3 ? size : null)
            : throw new FormatException($"Replay = \"{replay}\" is neither \"seed,gamma\" nor \"seed,gamma,size\".");
    }
}
