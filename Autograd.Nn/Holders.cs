using System.Collections;
using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Autograd.Nn;

/// <summary>
/// Objects that hold others. Arrays, lists, sets, dictionaries, tuples and pairs have <see cref="Parts"/>, in which modules are found however
/// a program is published. The fields of other objects, such as a record, are gone where it is trimmed: modules in them would never train,
/// and so they are an error.
/// </summary>
internal static class Holders
{
    private const BindingFlags OfInstances = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;

    private static readonly Type[] OrderedDictionaries =
        [typeof(Dictionary<,>), typeof(OrderedDictionary<,>), typeof(SortedDictionary<,>), typeof(SortedList<,>)];

    private static readonly ConcurrentDictionary<Type, bool> PlainStructs = new();

    /// <summary>What an object holds, with the name of each; null of one that has no parts.</summary>
    public static IEnumerable<(string Name, object? Part)>? Parts(object holder) => holder switch
    {
        IEnumerable when Arguments(holder.GetType()) is { Length: > 0 } types && types.All(IsPlain) => [], // of numbers, of words
        IDictionary dictionary => Entries(dictionary).SelectMany(entry => Entry(entry.Key, entry.Value)),
        ITuple tuple => Enumerable.Range(0, tuple.Length).Select(i => (Text(i), tuple[i])),
        ICollection or IReadOnlyCollection<object> => ((IEnumerable)holder).Cast<object?>().Select((item, i) => (Text(i), item)),
        _ when Is(typeof(HashSet<>), holder) => ((IEnumerable)holder).Cast<object?>().Select((item, i) => (Text(i), item)),
        _ when Is(typeof(KeyValuePair<,>), holder) => Pair(holder),
        _ => null,
    };

    /// <summary>
    /// The way to the first module, parameter or buffer in an object, and itself or the object of .NET that is made for it, as a
    /// <see cref="Lazy{T}"/> is; null if there is none but those known. Functions are not searched: what only they hold is not to be trained.
    /// </summary>
    public static (string Path, object Lost)? FirstLost(string name, object holder, IReadOnlySet<object> known)
    {
        var seen = new HashSet<object>(ReferenceEqualityComparer.Instance);
        var queue = new Queue<(string, object?)>([(name, holder)]);
        while (queue.TryDequeue(out (string Path, object? Value) next))
        {
            if (next.Value is not { } value || known.Contains(value) || HoldsNone(value) || !seen.Add(value))
            {
                continue;
            }

            Type type = value.GetType();
            IEnumerable<(string, object?)>? parts = Parts(value);
            if (IsOfModule(type) || (parts is null && IsOfDotNet(type) && IsMadeForModules(type)))
            {
                return (next.Path, value);
            }

            foreach ((string part, object? inner) in parts ?? (IsOfDotNet(type) ? [] : InFields(value)))
            {
                queue.Enqueue(($"{next.Path}.{part}", inner));
            }
        }

        return null;
    }

    /// <summary>Whether an object holds no module as its own: a number, a function, a tensor, an optimizer.</summary>
    public static bool HoldsNone(object value)
    {
        Type type = value.GetType();
        bool isOfLibrary = !type.IsArray && (type.Assembly == typeof(Module).Assembly || type.Assembly == typeof(Shape).Assembly);
        return value is Delegate || IsPlain(type) || Is(typeof(WeakReference<>), value) || (isOfLibrary && !IsOfModule(type));
    }

    /// <summary>The name of a class, as "Linear".</summary>
    public static string KindOf(object value) => value.GetType().Name.Split('`')[0];

    private static bool IsOfModule(Type type) => type.IsAssignableTo(typeof(Module))
        || Definition(type) == typeof(Parameter<>) || Definition(type) == typeof(Buffer<>);

    private static bool IsMadeForModules(Type type) => Arguments(type).Any(argument => IsOfModule(argument) || IsMadeForModules(argument));

    private static bool IsOfDotNet(Type type) => type.Namespace is { } name && (name == "System"
        || name.StartsWith("System.", StringComparison.Ordinal) || name.StartsWith("Microsoft.", StringComparison.Ordinal));

    /// <summary>Whether an object of this very type cannot hold another.</summary>
    private static bool IsPlain(Type type) => type.IsPrimitive || type.IsEnum || type.IsPointer || type == typeof(string)
        || (type.IsValueType && PlainStructs.GetOrAdd(
            type, type => IsOfDotNet(type) ? Arguments(type).All(IsPlain) : Fields(type).All(field => IsPlain(field.FieldType))));

    /// <summary>What an array is of, or a generic type made for.</summary>
    private static Type[] Arguments(Type type) => type.GetElementType() is { } element ? [element] : type.GetGenericArguments();

    private static Type? Definition(Type type) => type.IsGenericType ? type.GetGenericTypeDefinition() : null;

    private static bool Is(Type definition, object value) => Definition(value.GetType()) == definition;

    /// <summary>In the order of the dictionary if it has one, else by their names, so that it is the same in every run.</summary>
    private static IEnumerable<DictionaryEntry> Entries(IDictionary dictionary)
    {
        var entries = new List<DictionaryEntry>();
        foreach (DictionaryEntry entry in dictionary)
        {
            entries.Add(entry);
        }

        return OrderedDictionaries.Contains(Definition(dictionary.GetType()))
            ? entries
            : entries.OrderBy(entry => Text(entry.Key), StringComparer.Ordinal);
    }

    private static IEnumerable<(string Name, object? Part)> Entry(object? key, object? value) =>
        [(Text(key), value), ($"{Text(key)}.key", key)];

    [DynamicDependency(DynamicallyAccessedMemberTypes.PublicProperties, typeof(KeyValuePair<,>))]
    [UnconditionalSuppressMessage("Trimming", "IL2075", Justification = "The properties of pairs are kept.")]
    private static IEnumerable<(string Name, object? Part)> Pair(object pair)
    {
        Type type = pair.GetType();
        return Entry(type.GetProperty("Key")!.GetValue(pair), type.GetProperty("Value")!.GetValue(pair));
    }

    private static IEnumerable<(string Name, object? Part)> InFields(object value) =>
        Fields(value.GetType()).Select(field => (DeclaredFields.Name(field), field.GetValue(value)));

    [UnconditionalSuppressMessage(
        "Trimming", "IL2070", Justification = "Where fields are trimmed, no error tells of modules in them: it did in the untrimmed program.")]
    private static IEnumerable<FieldInfo> Fields(Type? type)
    {
        for (; type is not null && !IsOfDotNet(type); type = type.BaseType)
        {
            foreach (FieldInfo field in type.GetFields(OfInstances | BindingFlags.DeclaredOnly))
            {
                yield return field;
            }
        }
    }

    private static string Text(object? value) => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
}
