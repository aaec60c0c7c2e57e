using System.Numerics;
using System.Reflection;

namespace Autograd.Nn;

/// <summary>
/// The parameters, buffers and modules that stand in the fields of a module itself, in the order of their declaration: alone, or in arrays,
/// lists, sets, dictionaries, tuples and pairs, one in the other as deep as one likes.
/// </summary>
internal sealed class ModuleFields<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    // By which a list that contains itself ends.
    private readonly HashSet<object> open = new(ReferenceEqualityComparer.Instance);
    private readonly List<(string, Module<T>)> modules = [];

    public List<Parameter<T>> Parameters { get; } = [];

    public List<Buffer<T>> Buffers { get; } = [];

    public IReadOnlyList<(string Name, Module<T> Module)> Modules => modules;

    /// <summary>Other objects with the names of their places: what is in them is not found.</summary>
    public List<(string Name, object Value)> Others { get; } = [];

    public static ModuleFields<T> Of(Module<T> module)
    {
        var found = new ModuleFields<T>();
        foreach (FieldInfo field in DeclaredFields.Of(module))
        {
            found.Add(DeclaredFields.Name(field), field.GetValue(module));
        }

        return found;
    }

    private void Add(string name, object? value)
    {
        switch (value)
        {
            case null:
            case not null when Holders.HoldsNone(value):
                break;
            case Parameter<T> parameter:
                Parameters.Add(parameter);
                break;
            case Buffer<T> buffer:
                Buffers.Add(buffer);
                break;
            case Module<T> module:
                modules.Add((name, module));
                break;
            case not null when Holders.Parts(value) is { } parts:
                if (open.Add(value))
                {
                    foreach ((string part, object? inner) in parts)
                    {
                        Add($"{name}.{part}", inner);
                    }

                    open.Remove(value);
                }

                break;
            case not null:
                Others.Add((name, value));
                break;
        }
    }
}
