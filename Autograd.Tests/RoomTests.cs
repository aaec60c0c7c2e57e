using ArchUnitNET.Domain;
using ArchUnitNET.Loader;
using Assembly = System.Reflection.Assembly;

namespace Autograd.Tests;

/// <summary>
/// The rooms of Core, namespaces below its root, know each other along the arrows of one table. Types of the root itself, tensors and
/// their primitives, may know every room.
/// </summary>
public sealed class RoomTests
{
    private const string Root = ""; // among those whom a room knows

    /// <summary>Whom a room knows besides itself: rooms, or single types of a room.</summary>
    private static readonly Dictionary<string, string[]> Arrows = new()
    {
        ["Kernels"] = [],
        ["Messages"] = [],
        ["Formulas"] = ["Messages"],
        ["Functions"] = [Root, "Messages"],
        ["Tensors"] = [Root, "Messages"],
        ["Execution"] = [Root, "Kernels"],
        ["Differentiation"] = [Root, "Execution.Executor", "Execution.RuleArena", "Execution.RuleScope", "Execution.Storage"],
        ["Explaining"] = [Root, "Differentiation", "Formulas", "Messages", "Tensors"],
        ["Plotting"] = [Root, "Messages"],
        ["Testing"] = [Root, "Messages"],
    };

    [Fact]
    public void Core_KnowsAlongTheArrowsOnly()
    {
        string[] offences = Offences(typeof(Tensor<>).Assembly, "Autograd", Arrows);
        Assert.True(offences.Length == 0, $"The table allows none of these:\n{string.Join('\n', offences)}");
        var types = typeof(Tensor<>).Assembly.GetTypes();
        Assert.All(Arrows.Keys, room => Assert.Contains(types, type => type.Namespace == $"Autograd.{room}"));
    }

    [Fact]
    public void ForbiddenArrows_OfSamples_AreNamed()
    {
        const string samples = "Autograd.Tests.RoomSamples";
        var arrows = new Dictionary<string, string[]>
        {
            ["Kernels"] = [],
            ["Execution"] = ["Kernels"],
            ["Differentiation"] = ["Execution.Heap"],
        };
        Assert.Equal(
            [
                $"{samples}.Astray lives in no room, and is no primitive.",
                $"{samples}.Cellar.Forgotten lives in no room of the table.",
                $"{samples}.Differentiation.Sweep knows {samples}.Execution.Pool.",
                $"{samples}.Kernels.ByCall knows {samples}.Execution.Heap.",
                $"{samples}.Kernels.ByField knows {samples}.Extents.",
                $"{samples}.Kernels.ByLambda knows {samples}.Execution.Heap.",
                $"{samples}.Kernels.ByTypeArgument knows {samples}.Extents.",
                $"{samples}.Kernels.ByTypeof knows {samples}.Execution.Heap.",
            ],
            Offences(typeof(RoomSamples.Extents).Assembly, samples, arrows));
    }

    /// <summary>What breaks the table among the types of an assembly whose namespace is the root or below it.</summary>
    private static string[] Offences(Assembly assembly, string root, Dictionary<string, string[]> arrows)
    {
        IEnumerable<IType> types = new ArchLoader().LoadNamespacesWithinAssembly(assembly, root).Build().Types
            .Where(type => RoomOf(type, root) is not null);
        return [.. types.SelectMany(type => Offences(type, root, arrows)).Distinct().Order(StringComparer.Ordinal)];
    }

    private static IEnumerable<string> Offences(IType type, string root, Dictionary<string, string[]> arrows)
    {
        string room = RoomOf(type, root)!;
        if (room == Root)
        {
            bool isAstray = !type.IsNested && type.Visibility == Visibility.Internal && !IsPrimitive(type);
            return isAstray ? [$"{type.FullName} lives in no room, and is no primitive."] : [];
        }

        if (!arrows.TryGetValue(room, out string[]? known))
        {
            return [$"{type.FullName} lives in no room of the table."];
        }

        return type.Dependencies.Select(dependency => dependency.Target)
            .Where(target => target is not GenericParameter && RoomOf(target, root) is { } other && other != room
                && !known.Contains(other) && !known.Contains($"{other}.{target.Name.Split('`')[0]}"))
            .Select(target => $"{type.FullName} knows {target.FullName}.");
    }

    /// <summary>The part of the namespace behind the root, empty for the root itself; null outside.</summary>
    private static string? RoomOf(IType type, string root)
    {
        string name = type.Namespace?.FullName ?? "";
        return name == root ? Root : name.StartsWith($"{root}.", StringComparison.Ordinal) ? name[(root.Length + 1)..] : null;
    }

    private static bool IsPrimitive(IType type) =>
        type is Class { BaseClass: { } parent } && (parent.FullName == typeof(Primitive<>).FullName || IsPrimitive(parent));
}
