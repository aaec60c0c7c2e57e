using System.Collections;
using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Reflection;

namespace Autograd.Nn;

/// <summary>The parameters, buffers and modules that stand in the fields of a module itself, in the order of their declaration.</summary>
internal sealed class ModuleFields<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private static readonly ConcurrentDictionary<Type, FieldInfo[]> Known = new();

    private readonly List<(string, Module<T>)> modules = [];

    public List<Parameter<T>> Parameters { get; } = [];

    public List<Buffer<T>> Buffers { get; } = [];

    public IReadOnlyList<(string Name, Module<T> Module)> Modules => modules;

    public static ModuleFields<T> Of(Module<T> module)
    {
        var found = new ModuleFields<T>();
        foreach (FieldInfo field in FieldsOf(module.GetType()))
        {
            found.Add(NameOf(field), field.GetValue(module));
        }

        return found;
    }

    private void Add(string name, object? value)
    {
        switch (value)
        {
            case Parameter<T> parameter:
                Parameters.Add(parameter);
                break;
            case Buffer<T> buffer:
                Buffers.Add(buffer);
                break;
            case Module<T> module:
                modules.Add((name, module));
                break;
            case IDictionary dictionary:
                foreach (DictionaryEntry entry in dictionary)
                {
                    Add($"{name}.{entry.Key}", entry.Value);
                }

                break;
            case ICollection collection when !HoldsValues(collection.GetType()):
                int i = 0;
                foreach (object? item in collection)
                {
                    Add($"{name}.{i++}", item);
                }

                break;
        }
    }

    /// <summary>Whether a collection is one of numbers and the like, which need not be looked through.</summary>
    private static bool HoldsValues(Type type) =>
        (type.GetElementType() ?? type.GetGenericArguments().FirstOrDefault())?.IsValueType ?? false;

    [UnconditionalSuppressMessage(
        "Trimming", "IL2072", Justification = "Every type between a module and Module<T> is a module, whose fields are kept.")]
    private static FieldInfo[] FieldsOf([DynamicallyAccessedMembers(Module<T>.Fields)] Type type)
    {
        if (!Known.TryGetValue(type, out FieldInfo[]? fields))
        {
            const BindingFlags own = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;
            FieldInfo[] declared = [.. type.GetFields(own).OrderBy(field => field.MetadataToken)];
            Known[type] = fields = type.BaseType is null || type == typeof(Module<T>) ? [] : [.. FieldsOf(type.BaseType), .. declared];
        }

        return fields;
    }

    /// <summary>The name in camel case; of an automatic property its own name, and of a captured parameter of the constructor.</summary>
    private static string NameOf(FieldInfo field)
    {
        string name = field.Name.StartsWith('<') ? field.Name[1..field.Name.IndexOf('>', StringComparison.Ordinal)] : field.Name.TrimStart('_');
        return char.ToLowerInvariant(name[0]) + name[1..];
    }
}
