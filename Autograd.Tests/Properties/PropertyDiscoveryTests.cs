using System.Reflection;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace FsCheck.Xunit;

/// <summary>
/// A property that xunit cannot discover vanishes in silence: where the attribute names a wrong assembly, or its class is not public.
/// </summary>
public class PropertyDiscoveryTests
{
    private const BindingFlags Everything = BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;

    [Fact]
    public void Discovery_ThisAssembly_FindsEveryProperty()
    {
        Assembly assembly = typeof(PropertyDiscoveryTests).Assembly;
        IEnumerable<string> written =
            from type in assembly.GetTypes()
            where type.DeclaringType != typeof(PropertyAttributeTests) && (!type.IsAbstract || type.IsSealed)
            from method in type.GetMethods(Everything)
            where method.IsDefined(typeof(PropertyAttribute))
            select $"{type.FullName}.{method.Name}";

        using var framework = new XunitTestFramework(new NullMessageSink());
        using var discovery = new Discovery();
        framework.GetDiscoverer(Reflector.Wrap(assembly)).Find(includeSourceInformation: false, discovery, new DefaultDiscoveryOptions());
        discovery.Finished.WaitOne();
        IEnumerable<string> found =
            from testCase in discovery.Cases.OfType<PropertyTestCase>()
            select $"{testCase.TestMethod.TestClass.Class.Name}.{testCase.TestMethod.Method.Name}";

        Assert.Equal(written.Order(StringComparer.Ordinal), found.Order(StringComparer.Ordinal));
    }

    [Property]
    public bool Addition_AnyOrder_IsTheSame(int x, int y) => x + y == y + x;

    private sealed class Discovery : LongLivedMarshalByRefObject, IMessageSink, IDisposable
    {
        public List<ITestCase> Cases { get; } = [];
        public ManualResetEvent Finished { get; } = new(false);

        public bool OnMessage(IMessageSinkMessage message)
        {
            if (message is ITestCaseDiscoveryMessage discovered)
            {
                Cases.Add(discovered.TestCase);
            }

            if (message is IDiscoveryCompleteMessage)
            {
                Finished.Set();
            }

            return true;
        }

        public void Dispose() => Finished.Dispose();
    }
}

/// <summary>xunit's own is in a package that only runners refer to.</summary>
internal sealed class DefaultDiscoveryOptions : ITestFrameworkDiscoveryOptions
{
    public TValue? GetValue<TValue>(string name) => default;

    public void SetValue<TValue>(string name, TValue value) => throw new NotSupportedException();
}
