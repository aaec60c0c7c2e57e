using System.IO.Compression;
using System.Reflection;

namespace Autograd.Tests;

/// <summary>The packages that the projects are packed into, of what was built with these tests.</summary>
[Collection(Repository.Builds)]
public sealed class PackageTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("autograd-package-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData("Autograd.Core")]
    [InlineData("Autograd.Nn")]
    public async Task Package_OfAProject_HasTheReadmeOfTheProject(string project)
    {
        string configuration = typeof(PackageTests).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()!.Configuration;
        await Repository.Run(
            Path.Combine(Repository.Root, project), Repository.Dotnet, "pack", "--no-build", "-c", configuration, "-o", folder);

        using ZipArchive package = ZipFile.OpenRead(Directory.GetFiles(folder, $"{project}.*.nupkg").Single());
        using var readme = new StreamReader(package.GetEntry("README.md")!.Open());
        Assert.Equal(Repository.Text($"{project}/README.md"), (await readme.ReadToEndAsync()).ReplaceLineEndings("\n"));
    }

    /// <summary>The page of a package knows none of the files beside the README.</summary>
    [Theory]
    [InlineData("Autograd.Core")]
    [InlineData("Autograd.Nn")]
    public void Readme_OfAPackage_HasNoRelativeLink(string project) => Assert.All(
        Markdown.Links(Repository.Text($"{project}/README.md")), link => Assert.StartsWith("https://", link, StringComparison.Ordinal));
}
