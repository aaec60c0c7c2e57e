using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;

namespace Autograd.Nn;

/// <summary>
/// The fields of the classes between <see cref="Module{T}"/> and that of a module, in the order of their declaration, without those in
/// which there can be no module.
/// </summary>
/// <remarks>
/// Not generic, because only here does the analysis of trimmed programs see that <c>module.GetType()</c> is the type of a
/// <see cref="Module"/>, whose fields are kept.
/// </remarks>
internal static class DeclaredFields
{
    /// <summary>Those of one class, without the classes it is derived from.</summary>
    public const BindingFlags OfInstances =
        BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    private static readonly ConcurrentDictionary<Type, (string Name, FieldInfo Field)[]> Known = new();

    public static (string Name, FieldInfo Field)[] Of(Module module) =>
        Known.TryGetValue(module.GetType(), out (string, FieldInfo)[]? known) ? known : Known[module.GetType()] = Of(module.GetType());

    /// <summary>The name in camel case; of an automatic property its own name, and of a captured parameter of the constructor.</summary>
    public static string NameOf(FieldInfo field)
    {
        int end = field.Name.IndexOf('>', StringComparison.Ordinal);
        string name = field.Name.StartsWith('<') && end > 1 ? field.Name[1..end] : field.Name.TrimStart('_');
        return name.Length == 0 ? field.Name : char.ToLowerInvariant(name[0]) + name[1..];
    }

    [UnconditionalSuppressMessage(
        "Trimming", "IL2072", Justification = "Every type between a module and Module is a module, whose fields are kept.")]
    private static (string, FieldInfo)[] Of([DynamicallyAccessedMembers(Module.Fields)] Type type) => type.BaseType == typeof(Module)
        ? []
        :
        [
            .. Of(type.BaseType!),
            .. type.GetFields(OfInstances).Where(field => !Containers.CannotHoldModules(field.FieldType)).OrderBy(Place)
                .Select(field => (NameOf(field), field)),
        ];

    /// <summary>Reflection may give fields in another order than the source; without tokens, ahead of time, it does not.</summary>
    private static int Place(FieldInfo field) => field.HasMetadataToken() ? field.GetMetadataToken() : 0;
}
