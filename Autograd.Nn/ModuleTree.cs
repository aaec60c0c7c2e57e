using System.Numerics;
using Autograd.Messages;

namespace Autograd.Nn;

/// <summary>A module and all inside it, each once, with the paths to their parameters and buffers.</summary>
internal sealed class ModuleTree<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly HashSet<object> seen = new(ReferenceEqualityComparer.Instance);
    private readonly HashSet<string> names = [];
    private readonly List<(Module<T> Module, string Name, object Value)> others = [];

    /// <summary>The tree of a module as it is now. Modules in places where they are not found are looked for at the first use.</summary>
    public ModuleTree(Module<T> root, bool searchAgain = false)
    {
        Visit(root, "");
        if (searchAgain || !root.IsSearched)
        {
            others.ForEach(other => LostModules.Refuse(other.Module, other.Name, other.Value, seen));
            root.IsSearched = true;
        }
    }

    public List<Module<T>> Modules { get; } = [];

    /// <summary>The path of each of the modules from the root, "" for the root itself.</summary>
    public List<string> ModulePaths { get; } = [];

    public List<Parameter<T>> Parameters { get; } = [];

    public List<Buffer<T>> Buffers { get; } = [];

    /// <summary>Every parameter and buffer with its path from the root, in order.</summary>
    public List<(string Path, object Holder)> Paths { get; } = [];

    public IReadOnlyList<(string Name, Parameter<T> Parameter)> NamedParameters =>
        [.. Paths.Where(path => path.Holder is Parameter<T>).Select(path => (path.Path, (Parameter<T>)path.Holder))];

    private void Visit(Module<T> module, string prefix)
    {
        if (!seen.Add(module))
        {
            return;
        }

        Modules.Add(module);
        ModulePaths.Add(prefix.TrimEnd('.'));
        var fields = ModuleFields<T>.Of(module);
        foreach (Parameter<T> parameter in fields.Parameters.Where(seen.Add))
        {
            Parameters.Add(parameter);
            parameter.Qualify(Unique(prefix + parameter.OwnName, parameter));
        }

        foreach (Buffer<T> buffer in fields.Buffers.Where(seen.Add))
        {
            Buffers.Add(buffer);
            buffer.Qualify(Unique(prefix + buffer.OwnName, buffer));
        }

        others.AddRange(fields.Others.Select(other => (module, other.Name, other.Value)));
        foreach ((string name, Module<T> child) in module.Children)
        {
            Visit(child, $"{prefix}{name}.");
        }
    }

    private string Unique(string path, object holder)
    {
        Paths.Add((path, holder));
        return names.Add(path)
            ? path
            : throw new InvalidOperationException($"Two parameters or buffers of the module have the name {Wording.Quoted(path)}: "
                + "give each its own.");
    }
}
