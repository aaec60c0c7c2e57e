using System.Globalization;
using System.Reflection;
using FsCheck.Xunit;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace Autograd.Tests;

/// <summary>
/// Properties are tests like others: each is discovered, and fails where it does not hold. Two mistakes would go unseen: xunit drops
/// without a word what it cannot discover, and a Replay that cannot be read ends the process, with all tests that had not run yet.
/// </summary>
public sealed partial class PropertyTests
{
    private const BindingFlags Everything = BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;

    [Fact]
    public void Properties_OfThisAssembly_AreAllDiscovered()
    {
        Assembly assembly = typeof(PropertyTests).Assembly;
        string[] written =
        [
            .. from type in assembly.GetTypes()
               where type != typeof(Samples) && (!type.IsAbstract || type.IsSealed)
               from method in type.GetMethods(Everything)
               where method.IsDefined(typeof(PropertyAttribute))
               select $"{type.FullName}.{method.Name}",
        ];

        using var framework = new XunitTestFramework(new NullMessageSink());
        using var discovery = new Discovery();
        framework.GetDiscoverer(Reflector.Wrap(assembly)).Find(includeSourceInformation: false, discovery, new DefaultDiscoveryOptions());
        discovery.Finished.WaitOne();
        string[] found =
        [
            .. from testCase in discovery.Cases.OfType<PropertyTestCase>()
               select $"{testCase.TestMethod.TestClass.Class.Name}.{testCase.TestMethod.Method.Name}",
        ];

        Assert.NotEmpty(written);
        string lost = string.Join('\n', written.Except(found));
        Assert.True(lost.Length == 0, $"xunit does not run these properties; are their classes public?\n{lost}");
        Assert.Equal(written.Length, found.Length);
    }

    [Theory]
    [InlineData(nameof(Samples.IsFalse))]
    [InlineData(nameof(Samples.IsFalseLater))]
    [InlineData(nameof(Samples.Throws))]
    [InlineData(nameof(Samples.ThrowsLater))]
    [InlineData(nameof(Samples.HasAFalseProperty))]
    public async Task Property_ThatDoesNotHold_FailsWithItsSeedAndTheSmallestArguments(string name)
    {
        string message = await Failure(name);

        Assert.Contains($"({Samples.Seed})", message);
        Assert.Contains($"Shrunk:{Environment.NewLine}10{Environment.NewLine}", message);
    }

    [Fact]
    public async Task Property_WithoutReplay_HasTheSameSeedInCIOnly()
    {
        string message = await Failure(nameof(Samples.HasNoSeed));

        Assert.Equal(Environment.GetEnvironmentVariable("CI") == "true", message.Contains($"({SeededInCIAttribute.Seed})"));
    }

    [Fact]
    public async Task Property_ThatHolds_IsTriedAsOftenAsItSays()
    {
        ITestPassed passed = Assert.Single((await Run(nameof(Samples.Holds))).OfType<ITestPassed>());

        Assert.Contains("Ok, passed 7 tests.", passed.Output);
    }

    [Fact]
    public void Replays_OfThisAssembly_CanBeRead()
    {
        (string Place, string? Replay)[] replays =
        [
            (nameof(SeededInCIAttribute), SeededInCIAttribute.Seed),
            .. from type in typeof(PropertyTests).Assembly.GetTypes()
               from member in type.GetMethods(Everything | BindingFlags.DeclaredOnly).Prepend<MemberInfo>(type)
               from attribute in member.GetCustomAttributes<PropertyAttribute>(inherit: false)
               select (member == type ? type.Name : $"{type.Name}.{member.Name}", attribute.Replay),
        ];

        Assert.Contains(($"{nameof(Samples)}.{nameof(Samples.Throws)}", Samples.Seed), replays);
        string[] wrong = [.. replays.Where(row => !CanBeRead(row.Replay)).Select(row => $"{row.Place}: Replay = \"{row.Replay}\"")];
        Assert.True(wrong.Length == 0, $"Neither \"seed,gamma\" nor \"seed,gamma,size\" with an odd gamma:\n{string.Join('\n', wrong)}");
    }

    [Theory]
    [InlineData(null, true)]
    [InlineData("42,11400714819323198485", true)]
    [InlineData("(42,3,100)", true)]
    [InlineData("42", false)]
    [InlineData("42,x", false)]
    [InlineData("42,2", false)]
    [InlineData("42,3,-1", false)]
    [InlineData("42,3,5,7", false)]
    public void CanBeRead_AReplay_IsWhetherFsCheckReadsIt(string? replay, bool expected) => Assert.Equal(expected, CanBeRead(replay));

    private static async Task<string> Failure(string property) =>
        string.Join(Environment.NewLine, Assert.Single((await Run(property)).OfType<ITestFailed>()).Messages);

    private static bool CanBeRead(string? replay)
    {
        if (string.IsNullOrEmpty(replay))
        {
            return true; // a random seed
        }

        string[] parts = replay.Trim('(', ')').Split(',');
        return parts.Length is 2 or 3
            && ulong.TryParse(parts[0], CultureInfo.InvariantCulture, out _)
            && ulong.TryParse(parts[1], CultureInfo.InvariantCulture, out ulong gamma) && ulong.IsOddInteger(gamma)
            && int.TryParse(parts.ElementAtOrDefault(2) ?? "0", NumberStyles.None, CultureInfo.InvariantCulture, out _);
    }
}
