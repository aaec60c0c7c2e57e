using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Autograd.Tests;

/// <summary>Types and members as they would be declared, a line for each that users can see.</summary>
internal static class PublicSurface
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly;

    private static readonly NullabilityInfoContext Nullability = new();

    public static IEnumerable<string> Lines(Type type)
    {
        if (IsCompilers(type))
        {
            return [];
        }

        IEnumerable<string> members = type.GetMembers(Declared).Where(member => !IsCompilers(member)).Select(Text).OfType<string>();
        return members.Prepend(Text(type)).Select(text => $"{Shown(type)}: {text}");
    }

    private static string Text(Type type)
    {
        string modifiers = type.IsClass
            ? (type.IsAbstract ? type.IsSealed ? "static " : "abstract " : type.IsSealed ? "sealed " : "")
            : (type.IsDefined(typeof(IsReadOnlyAttribute)) ? "readonly " : "") + (type.IsByRefLike ? "ref " : "");
        string kind = type.IsEnum ? "enum" : type.IsValueType ? "struct" : type.IsInterface ? "interface" : "class";
        Type[] ordinary = [typeof(object), typeof(ValueType), typeof(Enum)];
        Type[] inherited = type.BaseType?.GetInterfaces() ?? [];
        string[] bases =
        [
            .. new[] { type.BaseType }.OfType<Type>().Except(ordinary).Select(Shown),
            .. type.GetInterfaces().Where(each => each.IsVisible).Except(inherited).Select(Shown).Order(StringComparer.Ordinal),
        ];
        return $"{modifiers}{kind}{(bases.Length == 0 ? "" : $" : {string.Join(", ", bases)}")}{Constraints(type.GetGenericArguments())}";
    }

    /// <summary>The member as it would be declared; null for what users cannot see, and for what properties already show.</summary>
    private static string? Text(MemberInfo member) => member switch
    {
        ConstructorInfo constructor when IsVisible(constructor) =>
            $"{Modifiers(constructor)}{constructor.DeclaringType!.Name.Split('`')[0]}({Parameters(constructor)})",
        MethodInfo { IsPublic: true, IsSpecialName: false } get when get.Name.StartsWith("get_", StringComparison.Ordinal) =>
            $"extension{TypeParameters(get)}({Parameters(get)}) {Shown(get.ReturnParameter)} {get.Name[4..]} {{ get; }}",
        MethodInfo method when IsVisible(method) && (!method.IsSpecialName || method.Name.StartsWith("op_", StringComparison.Ordinal)) =>
            $"{Modifiers(method)}{Shown(method.ReturnParameter)} {method.Name}{TypeParameters(method)}({Parameters(method)})"
            + Constraints(method.GetGenericArguments()),
        PropertyInfo property when property.GetMethod is { } get && IsVisible(get) =>
            $"{Modifiers(get)}{Shown(property.PropertyType, Nullability.Create(property))} {Indexed(property)} "
            + $"{{ get;{(property.SetMethod is { } set && IsVisible(set) ? " set;" : "")} }}",
        FieldInfo { IsLiteral: true, DeclaringType.IsEnum: true } field => $"{field.Name} = {Constant(field.GetRawConstantValue())}",
        FieldInfo { IsPublic: true, DeclaringType.IsEnum: false } field =>
            $"{(field.IsStatic ? "static " : "")}{(field.IsInitOnly ? "readonly " : "")}{Shown(field.FieldType)} {field.Name}",
        _ => null,
    };

    private static bool IsVisible(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    /// <summary>Whether the compiler wrote it: members of records, and the markers of extension blocks.</summary>
    private static bool IsCompilers(MemberInfo? member) => member is not null
        && (member.Name.Contains('<', StringComparison.Ordinal)
            || member.IsDefined(typeof(CompilerGeneratedAttribute))
            || IsCompilers(member.DeclaringType));

    private static string Modifiers(MethodBase method)
    {
        bool overrides = method is MethodInfo info && info.GetBaseDefinition() != method;
        string inheritance = !method.IsVirtual || (method.IsFinal && !overrides) ? ""
            : overrides ? method.IsFinal ? "sealed override " : "override "
            : method.IsAbstract ? "abstract " : "virtual ";
        return $"{(method.IsPublic ? "" : "protected ")}{(method.IsStatic ? "static " : "")}{inheritance}";
    }

    private static string Indexed(PropertyInfo property) =>
        property.GetIndexParameters() is { Length: > 0 } parameters ? $"this[{Parameters(parameters)}]" : property.Name;

    private static string Parameters(MethodBase method) => Parameters(method.GetParameters());

    private static string Parameters(ParameterInfo[] parameters) => string.Join(", ", parameters.Select(parameter =>
        (parameter.IsDefined(typeof(ParamCollectionAttribute)) || parameter.IsDefined(typeof(ParamArrayAttribute)) ? "params " : "")
        + (!parameter.ParameterType.IsByRef ? "" : parameter.IsOut ? "out " : parameter.IsIn ? "in " : "ref ")
        + $"{Shown(parameter)} {parameter.Name}{(parameter.HasDefaultValue ? $" = {Constant(parameter.DefaultValue)}" : "")}"));

    private static string Constant(object? value) => value switch
    {
        null => "null",
        string text => $"\"{text}\"",
        bool flag => flag ? "true" : "false",
        _ => System.Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    private static string TypeParameters(MethodInfo method) =>
        method.IsGenericMethod ? $"<{string.Join(", ", method.GetGenericArguments().Select(Shown))}>" : "";

    private static string Constraints(Type[] arguments) =>
        string.Concat(arguments.Where(argument => argument.IsGenericParameter).Select(argument =>
        {
            bool isClass = argument.GenericParameterAttributes.HasFlag(GenericParameterAttributes.ReferenceTypeConstraint);
            string[] constraints =
            [
                .. isClass ? (string[])["class"] : [],
                .. argument.GetGenericParameterConstraints().Select(type => type == typeof(ValueType) ? "unmanaged" : Shown(type)),
            ];
            return constraints.Length == 0 ? "" : $" where {argument.Name} : {string.Join(", ", constraints)}";
        }));

    private static string Shown(ParameterInfo parameter) => Shown(
        parameter.ParameterType, Nullability.Create(parameter), parameter.GetCustomAttribute<TupleElementNamesAttribute>()?.TransformNames);

    private static string Shown(Type type) => Shown(type, null);

    private static string Shown(Type type, NullabilityInfo? nullability, IList<string?>? tupleNames = null)
    {
        if (type.IsByRef)
        {
            return Shown(type.GetElementType()!, nullability?.ElementType);
        }

        if (Nullable.GetUnderlyingType(type) is { } underlying)
        {
            return $"{Shown(underlying)}?";
        }

        string mark = nullability?.ReadState == NullabilityState.Nullable && !type.IsValueType ? "?" : "";
        if (type.IsArray)
        {
            return $"{Shown(type.GetElementType()!, nullability?.ElementType)}[{new string(',', type.GetArrayRank() - 1)}]{mark}";
        }

        NullabilityInfo[] inner = nullability?.GenericTypeArguments ?? [];
        string[] arguments = [.. type.GetGenericArguments().Select((argument, i) => Shown(argument, inner.ElementAtOrDefault(i)))];
        if (type.Name.StartsWith("ValueTuple`", StringComparison.Ordinal))
        {
            return $"({string.Join(", ", arguments.Select((argument, i) => $"{argument} {tupleNames?[i]}".TrimEnd()))})";
        }

        string list = arguments.Length == 0 ? "" : $"<{string.Join(", ", arguments)}>", name = Keyword(type) ?? type.Name.Split('`')[0];
        return (type is { IsNested: true, IsGenericParameter: false, IsPublic: false } && type.Assembly == typeof(object).Assembly
            ? $"{type.DeclaringType!.Name.Split('`')[0]}{list}.{name}"
            : $"{name}{list}") + mark;
    }

    private static string? Keyword(Type type) => type.FullName switch
    {
        "System.Void" => "void",
        "System.Object" => "object",
        "System.Int32" => "int",
        "System.Int64" => "long",
        "System.Double" => "double",
        "System.Single" => "float",
        "System.Boolean" => "bool",
        "System.String" => "string",
        _ => null,
    };
}
