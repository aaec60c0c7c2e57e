using Autograd.Tests.RoomSamples.Kernels;

namespace Autograd.Tests.RoomSamples;

/// <summary>A type of the root, which may know every room.</summary>
public struct Extents
{
    public static int Zero() => Lowest.Zero();
}

/// <summary>An internal type of the root, which is neither a family nor a primitive.</summary>
internal sealed class Astray;
