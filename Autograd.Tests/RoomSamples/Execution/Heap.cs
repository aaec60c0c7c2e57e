using Autograd.Tests.RoomSamples.Kernels;

namespace Autograd.Tests.RoomSamples.Execution;

internal static class Heap
{
    public static int Count() => Lowest.Zero();
}

internal static class Pool
{
    public static int Count() => Heap.Count();
}
