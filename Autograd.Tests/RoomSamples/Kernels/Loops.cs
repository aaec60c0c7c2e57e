using System.Runtime.CompilerServices;
using Autograd.Tests.RoomSamples.Execution;

namespace Autograd.Tests.RoomSamples.Kernels;

/// <summary>Known by others, and knows nobody.</summary>
internal static class Lowest
{
    public static int Zero() => 0;
}

internal sealed class ByField(Extents extents)
{
    public Extents Extents { get; } = extents;
}

internal static class ByTypeof
{
    public static Type Type() => typeof(Heap);
}

internal static class ByCall
{
    public static int Count() => Heap.Count();
}

internal static class ByTypeArgument
{
    public static int Size() => Unsafe.SizeOf<Extents>();
}

internal static class ByLambda
{
    public static Func<int> Count() => () => Heap.Count();
}
