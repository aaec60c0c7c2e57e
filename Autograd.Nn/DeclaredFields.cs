using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;

namespace Autograd.Nn;

/// <summary>The fields of the classes between <see cref="Module{T}"/> and that of a module, in the order of their declaration.</summary>
/// <remarks>
/// Not generic, because only here does the analysis of trimmed programs see that <c>module.GetType()</c> is the type of a
/// <see cref="Module"/>, whose fields are kept.
/// </remarks>
internal static class DeclaredFields
{
    private const BindingFlags Own = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    private static readonly ConcurrentDictionary<Type, FieldInfo[]> Known = new();

    public static FieldInfo[] Of(Module module)
    {
        Type type = module.GetType();
        return Known.TryGetValue(type, out FieldInfo[]? known) ? known : Known[type] = Of(module.GetType());
    }

    [UnconditionalSuppressMessage(
        "Trimming", "IL2072", Justification = "Every type between a module and Module is a module, whose fields are kept.")]
    private static FieldInfo[] Of([DynamicallyAccessedMembers(Module.Fields)] Type type) => type.BaseType == typeof(Module)
        ? []
        : [.. Of(type.BaseType!), .. type.GetFields(Own).OrderBy(Place)];

    /// <summary>Reflection may give fields in another order than that of the source; ahead of time there are no tokens, and it does not.</summary>
    private static int Place(FieldInfo field) => field.HasMetadataToken() ? field.GetMetadataToken() : 0;

    /// <summary>The name in camel case; of an automatic property its own name, and of a captured parameter of the constructor.</summary>
    public static string Name(FieldInfo field)
    {
        string name = field.Name.StartsWith('<') ? field.Name[1..field.Name.IndexOf('>', StringComparison.Ordinal)] : field.Name.TrimStart('_');
        return char.ToLowerInvariant(name[0]) + name[1..];
    }
}
