using System.Collections;
using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Autograd.Nn;

/// <summary>
/// What arrays, lists, sets, dictionaries, tuples and pairs hold. They can be looked through however a program is published; the fields of
/// other objects are gone where it is trimmed.
/// </summary>
internal static class Containers
{
    private static readonly Type[] OrderedDictionaries =
        [typeof(Dictionary<,>), typeof(OrderedDictionary<,>), typeof(SortedDictionary<,>), typeof(SortedList<,>)];

    private static readonly Type[] WithoutOrder = [typeof(FrozenSet<>), typeof(ImmutableHashSet<>), typeof(ConcurrentBag<>)];

    private static readonly ConcurrentDictionary<Type, bool> Declared = new(), Exact = new();

    /// <summary>
    /// What a container holds that may be or hold a module, each with a name that is the same in every run, or with none: the keys of
    /// dictionaries, and elements without an order. Null of what is no container.
    /// </summary>
    public static IEnumerable<(string? Name, object Element)>? Elements(object container) => container switch
    {
        IDictionary dictionary => Entries(dictionary).SelectMany(entry => Entry(entry.Key, entry.Value)),
        ITuple tuple => Numbered(Enumerable.Range(0, tuple.Length).Select(i => tuple[i]), isOrdered: true),
        IEnumerable items when IsOne(items, WithoutOrder) => Numbered(items, isOrdered: false),
        DictionaryEntry entry => Entry(entry.Key, entry.Value),
        ICollection items => Numbered(items, isOrdered: true),
        IReadOnlyCollection<object> items when IsOfDotNet(items.GetType()) => Numbered(items, isOrdered: true),
        IEnumerable items when IsOne(items, typeof(HashSet<>)) => Numbered(items, isOrdered: true),
        _ when IsOne(container, typeof(KeyValuePair<,>)) => Pair(container),
        _ => null,
    };

    /// <summary>
    /// Whether an object holds no module as its own: numbers and words, also in arrays, lists and objects of such; functions, which are to
    /// be called; what only watches another; tensors, optimizers and the like.
    /// </summary>
    public static bool CannotHoldModules(object value)
    {
        Type type = value.GetType();
        return Exact.TryGetValue(type, out bool known) ? known : Exact[type] = CannotHoldModules(type, isExact: true, []);
    }

    /// <summary>Whether no object in a place of a type holds one.</summary>
    public static bool CannotHoldModules(Type type) =>
        Declared.TryGetValue(type, out bool known) ? known : Declared[type] = CannotHoldModules(type, isExact: false, []);

    /// <summary>Whether objects of a type are modules, or what modules are made of.</summary>
    public static bool IsOfModules(Type type) =>
        type.IsAssignableTo(typeof(Module)) || Base(type, typeof(Parameter<>)) is not null || Base(type, typeof(Buffer<>)) is not null;

    public static bool IsOfDotNet(Type type) => type.Namespace is { } name && (name == "System"
        || name.StartsWith("System.", StringComparison.Ordinal) || name.StartsWith("Microsoft.", StringComparison.Ordinal));

    /// <summary>What an array is of, or a generic type made for.</summary>
    public static Type[] Arguments(Type type) => type.GetElementType() is { } element ? [element] : type.GetGenericArguments();

    /// <summary>The type itself or the class it is derived from that is made by a generic definition; null if there is none.</summary>
    public static Type? Base(Type? type, Type definition)
    {
        while (type is not null && !(type.IsGenericType && type.GetGenericTypeDefinition() == definition))
        {
            type = type.BaseType;
        }

        return type;
    }

    /// <summary>The fields that instances of a class have, down to the classes of .NET.</summary>
    [UnconditionalSuppressMessage(
        "Trimming", "IL2070", Justification = "Asked only for errors, which an untrimmed run of the program has told before.")]
    public static FieldInfo[] Fields(Type? type) =>
        type is null || IsOfDotNet(type) ? [] : [.. type.GetFields(DeclaredFields.OfInstances), .. Fields(type.BaseType)];

    /// <param name="type">The type.</param>
    /// <param name="isExact">Whether it is that of an object, and not of a place where one of a derived class may be.</param>
    /// <param name="open">The types that are asked already: where one comes again, it adds nothing.</param>
    private static bool CannotHoldModules(Type type, bool isExact, HashSet<Type> open)
    {
        if (type.IsPrimitive || type.IsEnum || type.IsPointer || type == typeof(string) || !open.Add(type))
        {
            return true;
        }

        if (IsOfModules(type) || type == typeof(DictionaryEntry))
        {
            return false;
        }

        if (IsOfLibrary(type) || type.IsAssignableTo(typeof(Delegate)) || Base(type, typeof(WeakReference<>)) is not null
            || Base(type, typeof(ConditionalWeakTable<,>)) is not null)
        {
            return true;
        }

        // An array, a list or a structure of .NET holds what it is made for; an object of a class of one's own what its fields hold.
        return IsOfDotNet(type) || type.IsArray
            ? (type.IsValueType || (Arguments(type).Length > 0 && type.IsAssignableTo(typeof(IEnumerable))))
                && Array.TrueForAll(Arguments(type), argument => CannotHoldModules(argument, isExact: false, open))
            : (isExact || type.IsSealed) && !type.IsAssignableTo(typeof(IEnumerable))
                && Array.TrueForAll(Fields(type), field => CannotHoldModules(field.FieldType, isExact: false, open))
                && !DerivesFromDotNet(type);
    }

    private static bool DerivesFromDotNet(Type type)
    {
        Type? origin = type.BaseType;
        while (origin is not null && !IsOfDotNet(origin))
        {
            origin = origin.BaseType;
        }

        return origin is not null && origin != typeof(object) && origin != typeof(ValueType);
    }

    private static bool IsOfLibrary(Type type) =>
        !type.IsArray && (type.Assembly == typeof(Module).Assembly || type.Assembly == typeof(Shape).Assembly);

    private static bool IsOne(object value, params Type[] definitions) =>
        Array.Exists(definitions, definition => Base(value.GetType(), definition) is not null);

    /// <summary>In the order of the dictionary if it has one, else by the keys.</summary>
    private static IEnumerable<DictionaryEntry> Entries(IDictionary dictionary)
    {
        var entries = new List<DictionaryEntry>();
        foreach (DictionaryEntry entry in dictionary)
        {
            entries.Add(entry);
        }

        return IsOne(dictionary, OrderedDictionaries)
            ? entries
            : entries.OrderBy(entry => Text(entry.Key), StringComparer.Ordinal);
    }

    private static IEnumerable<(string? Name, object Element)> Entry(object? key, object? value)
    {
        if (value is not null && !CannotHoldModules(value))
        {
            yield return (Text(key), value);
        }

        if (key is not null && !CannotHoldModules(key))
        {
            yield return (null, key);
        }
    }

    private static IEnumerable<(string? Name, object Element)> Numbered(IEnumerable items, bool isOrdered)
    {
        int i = -1;
        foreach (object? item in items)
        {
            i++;
            if (item is not null && !CannotHoldModules(item))
            {
                yield return (isOrdered ? Text(i) : null, item);
            }
        }
    }

    [DynamicDependency(DynamicallyAccessedMemberTypes.PublicProperties, typeof(KeyValuePair<,>))]
    [UnconditionalSuppressMessage("Trimming", "IL2075", Justification = "The properties of pairs are kept.")]
    private static IEnumerable<(string? Name, object Element)> Pair(object pair)
    {
        Type type = pair.GetType();
        return Entry(type.GetProperty("Key")!.GetValue(pair), type.GetProperty("Value")!.GetValue(pair));
    }

    /// <summary>A key as a name, whatever the current culture: tuples and records ask it.</summary>
    private static string Text(object? key)
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        try
        {
            return key?.ToString() ?? "";
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
