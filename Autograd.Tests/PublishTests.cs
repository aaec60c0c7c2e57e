namespace Autograd.Tests;

/// <summary>
/// Programs of one file outside of this repository, published and run: what reflection finds in modules must not be cut away. By default
/// they are compiled ahead of time, for which a linker is needed; without one the tests of that are skipped.
/// </summary>
[Collection(Repository.Builds)]
[Trait("Category", "Slow")]
public sealed class PublishTests : IDisposable
{
    private const string Example = "25-save-and-load";

    private readonly string folder = Directory.CreateTempSubdirectory("autograd-publish-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [LinkerFact]
    public async Task Example_PublishedAheadOfTime_TrainsSavesAndLoads() => await AssertPrintsAsExpected("");

    [Fact]
    public async Task Example_PublishedTrimmed_TrainsSavesAndLoads() =>
        await AssertPrintsAsExpected("#:property PublishAot=false\n#:property PublishTrimmed=true\n#:property SelfContained=true\n");

    [LinkerFact]
    public async Task Modules_InCollections_AreFoundAheadOfTime()
    {
        string printed = await PublishAndRun(
            """
            #:project ../Autograd.Nn/Autograd.Nn.csproj
            using Autograd;
            using Autograd.Nn;

            Console.WriteLine(string.Join(' ', new Net().NamedParameters.Select(named => named.Name)));

            sealed class Net : Base<double>
            {
                private readonly Linear<double> alone = L(), again = L();
                private readonly (int, Linear<double>) tuple = (3, L());
                private readonly HashSet<Linear<double>> set = [L()];
                private readonly List<(string, Linear<double>)> tuples = [("a", L())];
                private readonly List<KeyValuePair<string, Linear<double>>> pairs = [new("a", L())];
                private readonly Dictionary<string, Linear<double>[]> table = new() { ["b"] = [L()], ["a"] = [L()] };
                private readonly record struct Size(int Rows, int Columns);
                private readonly Size size = new(1, 2);

                public override Tensor<double> Forward(Tensor<double> x) =>
                    tuple.Item2.Forward(again.Forward(alone.Forward(x))) + set.Count + tuples.Count + pairs.Count + table.Count + size.Rows;

                private static Linear<double> L() => new(1, 1, new Random(1), bias: false);
            }

            abstract class Base<T> : Module<T> where T : unmanaged, System.Numerics.IFloatingPointIeee754<T>
            {
                private readonly Scale<T> scale = new();
            }

            sealed class Scale<T> : Module<T> where T : unmanaged, System.Numerics.IFloatingPointIeee754<T>
            {
                private readonly Parameter<T> factor = new("factor", 1);

                public override Tensor<T> Forward(Tensor<T> x) => x * factor.Value;
            }
            """);
        Assert.Equal(
            "scale.factor alone.weight again.weight tuple.1.weight set.0.weight tuples.0.1.weight pairs.0.a.weight table.b.0.weight "
            + "table.a.0.weight\n",
            printed);
    }

    private async Task AssertPrintsAsExpected(string properties)
    {
        string program = await File.ReadAllTextAsync(Path.Combine(Repository.Examples, $"{Example}.cs"));
        string expected = await File.ReadAllTextAsync(Path.Combine(Repository.Examples, "expected", $"{Example}.txt"));
        string printed = await PublishAndRun(program.Replace("#:project", $"{properties}#:project", StringComparison.Ordinal));
        Assert.Equal(expected.ReplaceLineEndings("\n"), printed);
    }

    /// <summary>The program stands where no settings of the examples apply.</summary>
    private async Task<string> PublishAndRun(string program)
    {
        string file = Path.Combine(folder, "program.cs"), output = Path.Combine(folder, "published");
        await File.WriteAllTextAsync(file, program.Replace("../Autograd", $"{Repository.Root}/Autograd", StringComparison.Ordinal));
        string published = await Repository.Run(folder, Repository.Dotnet, "publish", file, "-o", output);
        Assert.DoesNotContain("warning IL", published, StringComparison.Ordinal);
        return await Repository.Run(folder, Path.Combine(output, OperatingSystem.IsWindows() ? "program.exe" : "program"));
    }

    /// <summary>
    /// A fact for which programs are compiled ahead of time: skipped, visibly, where there is no C compiler to link them by, but for CI.
    /// </summary>
    [AttributeUsage(AttributeTargets.Method)]
    private sealed class LinkerFactAttribute : FactAttribute
    {
        public LinkerFactAttribute()
        {
            string[] folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
            bool hasLinker = OperatingSystem.IsWindows() || Environment.GetEnvironmentVariable("CI") == "true"
                || folders.Any(folder => File.Exists(Path.Combine(folder, "gcc")) || File.Exists(Path.Combine(folder, "clang")));
            Skip = hasLinker ? null : "There is neither gcc nor clang on the PATH.";
        }
    }
}
