using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.CompilerServices;
using System.Text;

namespace Autograd.Tests.Faults;

/// <summary>Which calls of a compiled method write, read, compare or sort as the current culture does.</summary>
internal static class CultureRules
{
    private const string Handler = "System.Runtime.CompilerServices.DefaultInterpolatedStringHandler";

    private static readonly Dictionary<int, OpCode> Codes = typeof(OpCodes).GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => (OpCode)field.GetValue(null)!).ToDictionary(code => (int)(ushort)code.Value);

    /// <summary>All such calls in an assembly.</summary>
    public static IEnumerable<string> Broken(Assembly assembly) =>
        from type in assembly.GetTypes()
        where type.FullName != Handler
        from method in type.GetMembers(
            BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)
            .OfType<MethodBase>()
        where method.Name != "PrintMembers" || (type.IsVisible
            && type.GetMethod("ToString", [])!.IsDefined(typeof(CompilerGeneratedAttribute)))
        from call in Calls(method)
        where IsOfTheCulture(call.Called, call.Constrained)
        select $"{type}.{method.Name} calls {call.Called.DeclaringType}.{call.Called} "
            + (call.Constrained is null ? "" : $"of {call.Constrained}");

    private static IEnumerable<(MethodBase Called, Type? Constrained)> Calls(MethodBase method)
    {
        byte[] il = method.GetMethodBody()?.GetILAsByteArray() ?? [];
        Type[] ofType = method.DeclaringType!.GetGenericArguments(), ofMethod = method is MethodInfo ? method.GetGenericArguments() : [];
        Type? constrained = null;
        for (int at = 0; at < il.Length;)
        {
            int value = il[at++];
            OpCode code = Codes[value == 0xFE ? (value << 8) | il[at++] : value];
            if (code.OperandType == OperandType.InlineMethod)
            {
                yield return (method.Module.ResolveMethod(BitConverter.ToInt32(il, at), ofType, ofMethod)!, constrained);
            }

            constrained = code == OpCodes.Constrained ? method.Module.ResolveType(BitConverter.ToInt32(il, at), ofType, ofMethod) : null;
            at += code.OperandType switch
            {
                OperandType.InlineNone => 0,
                OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
                OperandType.InlineVar => 2,
                OperandType.InlineI8 or OperandType.InlineR => 8,
                OperandType.InlineSwitch => 4 + (4 * BitConverter.ToInt32(il, at)),
                _ => 4,
            };
        }
    }

    private static bool IsOfTheCulture(MethodBase method, Type? constrained)
    {
        Type type = method.DeclaringType!;
        Type[] parameters = [.. method.GetParameters().Select(parameter => parameter.ParameterType)];
        Type[] arguments = method is MethodInfo ? method.GetGenericArguments() : [];
        bool isTold = parameters.Any(parameter => parameter == typeof(StringComparison) || parameter == typeof(CultureInfo)
            || typeof(IFormatProvider).IsAssignableFrom(parameter) || IsA(parameter, typeof(IComparer))
                || IsA(parameter, typeof(IComparer<>)));
        return type.FullName == Handler
            ? type.Assembly == typeof(object).Assembly
                ? method.IsConstructor && !isTold
                : arguments.Any(argument => typeof(ITuple).IsAssignableFrom(argument)) // which write their items themselves
            : (type, method.Name) switch
            {
                (_, "ToString") => !isTold && (IsNumber(type)
                    || (constrained is not null && (IsNumber(constrained) || constrained.IsGenericParameter))),
                (_, "Parse" or "TryParse") => IsNumber(type) && !isTold,
                (_, var name) when type == typeof(ArgumentOutOfRangeException) =>
                    name.StartsWith("ThrowIf", StringComparison.Ordinal) || parameters.Contains(typeof(object)),
                (_, ".ctor") when IsA(type, typeof(SortedDictionary<,>)) || IsA(type, typeof(SortedSet<>)) =>
                    IsText(type.GetGenericArguments()[0]) && !isTold,
                (_, "get_Default") => IsA(type, typeof(Comparer<>)) && IsText(type.GetGenericArguments()[0]),
                (_, "Max" or "Min") => arguments.Length == parameters.Length && arguments.Any(IsText), // else a selector makes numbers
                (_, "Sort" or "Order" or "OrderBy" or "OrderByDescending" or "ThenBy" or "ThenByDescending" or "OrderDescending"
                    or "MaxBy" or "MinBy") => !isTold
                        && (arguments.TakeLast(1).Any(IsText) || (IsA(type, typeof(List<>)) && IsText(type.GetGenericArguments()[0]))),
                (_, "Format") => type == typeof(string) && !isTold,
                (_, "Concat" or "Join") when type == typeof(string) =>
                    parameters.Any(p => p == typeof(object) || p == typeof(object[]) || p == typeof(ReadOnlySpan<object>))
                        || arguments.Any(IsNumber),
                (_, "StartsWith" or "EndsWith" or "IndexOf" or "LastIndexOf" or "Compare" or "CompareTo") when type == typeof(string) =>
                    parameters.Contains(typeof(string)) && !isTold,
                (_, "ToLower" or "ToUpper") => (type == typeof(string) || type == typeof(char)) && !isTold,
                (_, "Append" or "AppendLine" or "Insert" or "AppendFormat" or "AppendJoin") when type == typeof(StringBuilder) =>
                    !isTold && parameters[0] != typeof(char)
                        && (method.Name is "AppendFormat" or "AppendJoin" || parameters.Any(p => IsNumber(p) || p.IsByRef)),
                (_, "Write" or "WriteLine") when typeof(TextWriter).IsAssignableFrom(type) || type == typeof(Console) =>
                    parameters.Any(p => IsNumber(p) || p == typeof(object)),
                _ => false,
            };
    }

    private static bool IsText(Type type) => type == typeof(string);

    /// <summary>Whether its text differs between cultures: digits do not, but signs and points do.</summary>
    private static bool IsNumber(Type type) => typeof(IFormattable).IsAssignableFrom(type) && !type.IsEnum
        && type.Assembly == typeof(object).Assembly
        && type != typeof(char) && type != typeof(Guid) && type != typeof(Rune);

    private static bool IsA(Type type, Type definition) => type == definition
        || (type.IsGenericType && type.GetGenericTypeDefinition() == definition);
}
