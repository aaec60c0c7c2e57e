using System.Collections;
using System.Numerics;
using System.Reflection;
using System.Runtime.CompilerServices;
using Autograd.Messages;

namespace Autograd.Nn;

/// <summary>
/// The search for modules and parameters in what a module holds beside modules and <see cref="Containers"/>, such as a record: they would
/// be neither trained nor saved. Where a program is trimmed, the fields of such objects are gone, and nothing is found.
/// </summary>
internal static class LostModules
{
    // Of .NET, beside sequences, what hands out the object that it is made for.
    private static readonly Type[] Givers =
    [
        typeof(Lazy<>), typeof(Task<>), typeof(ValueTask<>), typeof(StrongBox<>), typeof(ThreadLocal<>), typeof(Memory<>),
        typeof(ReadOnlyMemory<>),
    ];

    /// <summary>An error if what a field holds leads to modules or parameters that are not among the known ones.</summary>
    public static void Refuse<T>(Module<T> module, string field, object held, IReadOnlySet<object> known)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (First(field, held, known) is not ({ } path, { } lost))
        {
            return;
        }

        string owner = Module.KindOf(module), kind = Module.KindOf(lost), precision = Numbers.NameOf<T>();
        string place = path == field ? "" : $" in {Wording.Quoted(path)}";
        string problem = !Containers.IsOfModules(lost.GetType()) ? $"holds a {kind}{place}, whose modules cannot be seen"
            : lost is not (Module<T> or Parameter<T> or Buffer<T>) ? $"holds a {kind}{place} of another precision"
            : path == field ? $"holds a {kind} as a key, or where there is no order, without a name"
            : $"holds a {Module.KindOf(held)}, which is no module, and in it {Wording.Quoted(path)}";
        throw new InvalidOperationException(
            $"{owner}: the field {Wording.Quoted(field)} {problem}: it would be neither trained nor saved. Modules and parameters of "
            + $"{precision} are found in fields, arrays, lists, sets, dictionaries and tuples of a module; a class that holds some is "
            + $"to be a module itself. What shall not be a part of {owner} can be held as a function.");
    }

    /// <summary>The first module or parameter that is not known, or object that makes some, with the way to it.</summary>
    private static (string Path, object Lost)? First(string field, object held, IReadOnlySet<object> known)
    {
        var seen = new HashSet<object>(ReferenceEqualityComparer.Instance);
        var reached = new List<Reached>();
        Reach(held, -1, field);
        for (int i = 0; i < reached.Count; i++)
        {
            object value = reached[i].Value;
            IEnumerable<(string? Name, object Element)>? elements = Containers.Elements(value);
            if (Containers.IsOfModules(value.GetType()) || (elements is null && MakesModules(value)))
            {
                return (PathTo(reached, i), value);
            }

            foreach ((string? name, object element) in elements ?? [])
            {
                Reach(element, i, name);
            }

            foreach (FieldInfo inner in Containers.Fields(value.GetType()))
            {
                Reach(Containers.CannotHoldModules(inner.FieldType) ? null : inner.GetValue(value), i, inner);
            }
        }

        return null;

        void Reach(object? value, int from, object? step)
        {
            if (value is not null && !Containers.CannotHoldModules(value) && !known.Contains(value) && seen.Add(value))
            {
                reached.Add(new(value, from, step));
            }
        }
    }

    /// <summary>The names of the steps to an object, of which elements without a name have none.</summary>
    private static string PathTo(List<Reached> reached, int place)
    {
        var names = new Stack<string>();
        for (int i = place; i >= 0; i = reached[i].From)
        {
            if ((reached[i].Step is FieldInfo field ? DeclaredFields.NameOf(field) : (string?)reached[i].Step) is { } name)
            {
                names.Push(name);
            }
        }

        return string.Join('.', names);
    }

    /// <summary>Whether an object is no container, but a sequence of modules, or a holder of .NET made for one, as Lazy is.</summary>
    private static bool MakesModules(object value)
    {
        Type type = value.GetType();
        return value is IEnumerable<Module> or IEnumerable<Parameter<float>> or IEnumerable<Parameter<double>>
            || (value is IEnumerable && Containers.IsOfDotNet(type) && Containers.Arguments(type).Any(LeadsToModules))
            || Givers.Any(giver => Containers.Base(type, giver) is { } made && LeadsToModules(made.GenericTypeArguments[0]));
    }

    private static bool LeadsToModules(Type type) =>
        Containers.IsOfModules(type) || Containers.Fields(type).Any(field => Containers.IsOfModules(field.FieldType));

    /// <summary>
    /// An object that the search has come to, from another by its place in the list, through a field or an element of a
    /// name.
    /// </summary>
    private readonly record struct Reached(object Value, int From, object? Step);
}
