using Autograd.Tests.RoomSamples.Execution;

namespace Autograd.Tests.RoomSamples.Differentiation;

/// <summary>May know one type of a room, but not the other.</summary>
internal static class Sweep
{
    public static int Count() => Heap.Count() + Pool.Count();
}
