using System.Numerics;
using System.Reflection;

namespace Autograd.Nn;

/// <summary>
/// The parameters, buffers and modules that stand in the fields of a module itself, in the order of their declaration: alone, or in
/// <see cref="Containers"/>, one in the other.
/// </summary>
internal sealed class ModuleFields<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly List<(string, Module<T>)> modules = [];
    private HashSet<object>? containers; // that were looked through, since one may contain itself

    public List<Parameter<T>> Parameters { get; } = [];

    public List<Buffer<T>> Buffers { get; } = [];

    public IReadOnlyList<(string Name, Module<T> Module)> Modules => modules;

    /// <summary>What else there is, with the name of its place: modules in it are not found here.</summary>
    public List<(string Name, object Value)> Others { get; } = [];

    public static ModuleFields<T> Of(Module<T> module)
    {
        var found = new ModuleFields<T>();
        foreach ((string name, FieldInfo field) in DeclaredFields.Of(module))
        {
            found.Add(name, field.GetValue(module));
        }

        return found;
    }

    private void Add(string name, object? value)
    {
        switch (value)
        {
            case null:
                break;
            case Module<T> module:
                modules.Add((name, module));
                break;
            case Parameter<T> parameter:
                Parameters.Add(parameter);
                break;
            case Buffer<T> buffer:
                Buffers.Add(buffer);
                break;
            default:
                AddOther(name, value);
                break;
        }
    }

    private void AddOther(string name, object value)
    {
        if (Containers.CannotHoldModules(value))
        {
            return;
        }

        IEnumerable<(string? Name, object Element)>? elements = Containers.Elements(value);
        if (elements is null || !Containers.IsOfDotNet(value.GetType())) // a container of one's own may have fields too
        {
            Others.Add((name, value));
        }

        if (elements is null || !(containers ??= new(ReferenceEqualityComparer.Instance)).Add(value))
        {
            return;
        }

        foreach ((string? inner, object element) in elements)
        {
            if (inner is not null)
            {
                Add($"{name}.{inner}", element);
            }
            else
            {
                Others.Add((name, element));
            }
        }
    }
}
