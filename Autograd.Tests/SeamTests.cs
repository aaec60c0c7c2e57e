using System.Reflection;
using System.Runtime.CompilerServices;
using Autograd.Nn;

namespace Autograd.Tests;

/// <summary>Who may see the internals of whom.</summary>
public class SeamTests
{
    [Fact]
    public void Core_ShowsItsInternals_ToTestsAndBenchmarksOnly() =>
        Assert.Equal(["Autograd.Bench", "Autograd.Tests"], Friends(typeof(Tensor<>).Assembly));

    [Fact]
    public void Nn_ShowsItsInternals_ToTestsOnly() => Assert.Equal(["Autograd.Tests"], Friends(typeof(Parameter<>).Assembly));

    private static IEnumerable<string> Friends(Assembly assembly) =>
        assembly.GetCustomAttributes<InternalsVisibleToAttribute>().Select(friend => friend.AssemblyName).Order(StringComparer.Ordinal);
}
