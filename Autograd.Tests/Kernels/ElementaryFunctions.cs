using System.Numerics;
using System.Reflection;
using Autograd.Kernels;

namespace Autograd.Tests.Kernels;

/// <summary>A function over spans; one of one argument leaves <paramref name="y"/> alone.</summary>
public delegate void Kernel<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> z);

/// <summary>The functions that <see cref="Elementary"/> has, found by reflection, so that none can be left out of the tests.</summary>
internal static class ElementaryFunctions<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    public static IReadOnlyDictionary<string, Kernel<T>> Unary { get; } = All(typeof(Elementary.IUnary), nameof(OfOne));

    public static IReadOnlyDictionary<string, Kernel<T>> Binary { get; } = All(typeof(Elementary.IBinary), nameof(OfTwo));

    /// <summary>One value of one function.</summary>
    public static T At(string function, T x, T y = default)
    {
        T[] z = new T[1];
        Find(function)([x], [y], z);
        return z[0];
    }

    public static Kernel<T> Find(string function) => Unary.TryGetValue(function, out Kernel<T>? unary) ? unary : Binary[function];

    private static Dictionary<string, Kernel<T>> All(Type kind, string make) => typeof(Elementary).GetNestedTypes()
        .Where(type => type.IsValueType && kind.IsAssignableFrom(type))
        .ToDictionary(type => type.Name, type => (Kernel<T>)typeof(ElementaryFunctions<T>)
            .GetMethod(make, BindingFlags.NonPublic | BindingFlags.Static)!.MakeGenericMethod(type).Invoke(null, null)!);

    private static Kernel<T> OfOne<TFunction>()
        where TFunction : struct, Elementary.IUnary => (x, _, z) => Elementary.Map<T, TFunction>(x, z);

    private static Kernel<T> OfTwo<TFunction>()
        where TFunction : struct, Elementary.IBinary => Elementary.Map<T, TFunction>;
}
