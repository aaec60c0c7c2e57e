using System.Collections;
using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
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

    private static readonly ConcurrentDictionary<Type, bool> WithoutModules = new(), PlainStructs = new();

    /// <summary>
    /// What a container holds, each with a name that is the same in every run, or with none: the keys of dictionaries, and elements without
    /// an order. Null of what is no container.
    /// </summary>
    public static IEnumerable<(string? Name, object? Element)>? Elements(object container) => container switch
    {
        IDictionary dictionary => Entries(dictionary).SelectMany(entry => Entry(entry.Key, entry.Value)),
        ITuple tuple => Enumerable.Range(0, tuple.Length).Select(i => ((string?)Text(i), tuple[i])),
        IEnumerable items when IsOne(items, WithoutOrder) => Numbered(items, isOrdered: false),
        DictionaryEntry entry => Entry(entry.Key, entry.Value),
        ICollection items => Numbered(items, isOrdered: true),
        IReadOnlyCollection<object> items when IsOfDotNet(items.GetType()) => Numbered(items, isOrdered: true),
        IEnumerable items when IsOne(items, typeof(HashSet<>)) => Numbered(items, isOrdered: true),
        _ when IsOne(container, typeof(KeyValuePair<,>)) => Pair(container),
        _ => null,
    };

    /// <summary>
    /// Whether objects of a type hold no module as their own: numbers and words, also in arrays and lists; functions, which are to be
    /// called; what only watches another; tensors, optimizers and the like.
    /// </summary>
    public static bool CannotHoldModules(Type type) =>
        WithoutModules.TryGetValue(type, out bool known) ? known : WithoutModules[type] = IsKnownWithoutModules(type);

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

    private static bool IsKnownWithoutModules(Type type) => IsPlain(type) || type.IsAssignableTo(typeof(Delegate))
        || Base(type, typeof(WeakReference<>)) is not null || Base(type, typeof(ConditionalWeakTable<,>)) is not null
        || (IsOfDotNet(type) && type.IsAssignableTo(typeof(IEnumerable)) && IsMadeOf(type, CannotHoldModules))
        || (IsOfLibrary(type) && !IsOfModules(type));

    private static bool IsMadeOf(Type type, Predicate<Type> kind) =>
        Arguments(type) is { Length: > 0 } types && Array.TrueForAll(types, kind);

    private static bool IsOfLibrary(Type type) =>
        !type.IsArray && (type.Assembly == typeof(Module).Assembly || type.Assembly == typeof(Shape).Assembly);

    /// <summary>Whether an object of this very type holds nothing but numbers and words.</summary>
    private static bool IsPlain(Type type) => type.IsPrimitive || type.IsEnum || type.IsPointer || type == typeof(string)
        || (type.IsArray && IsPlain(type.GetElementType()!))
        || (type.IsValueType && type != typeof(DictionaryEntry) && IsPlainStruct(type));

    private static bool IsPlainStruct(Type type)
    {
        if (PlainStructs.TryAdd(type, false)) // until it is known, since one may hold an array of its own kind
        {
            PlainStructs[type] = IsOfDotNet(type)
                ? Array.TrueForAll(Arguments(type), IsPlain)
                : Array.TrueForAll(Fields(type), field => IsPlain(field.FieldType));
        }

        return PlainStructs[type];
    }

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

    private static IEnumerable<(string? Name, object? Element)> Entry(object? key, object? value) => [(Text(key), value), (null, key)];

    private static IEnumerable<(string? Name, object? Element)> Numbered(IEnumerable items, bool isOrdered) =>
        items.Cast<object?>().Select((item, i) => (isOrdered ? Text(i) : null, item));

    [DynamicDependency(DynamicallyAccessedMemberTypes.PublicProperties, typeof(KeyValuePair<,>))]
    [UnconditionalSuppressMessage("Trimming", "IL2075", Justification = "The properties of pairs are kept.")]
    private static IEnumerable<(string? Name, object? Element)> Pair(object pair)
    {
        Type type = pair.GetType();
        return Entry(type.GetProperty("Key")!.GetValue(pair), type.GetProperty("Value")!.GetValue(pair));
    }

    private static string Text(object? value) => $"{value}";
}
